"""`ivr phone --save`: what was done by sound, as a test that passes, whatever the length of the sounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from ivr.carrier.audio import Audio
from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import CALLED, CALLER, Call, Ticket
from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wire import Wire
from ivr.cli.keeping import Wish
from ivr.cli.phone_keeping import Keeper
from ivr.cli.phone_target import Target, of_folder
from ivr.phone.switchboard import Plug
from ivr.rehearsal.stage import as_it_is
from ivr.sound.g711 import RATE
from ivr.sound.tones import tone

ANN = "+15550100111"
NUMBER = "123456789012"


@dataclass
class Speaks:
    """A voice of a steady pace, which no estimate knows."""

    seconds_a_word: float

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        return b"\x55" * round(RATE * self.seconds_a_word * len(text.split()))

    async def read(self, content: bytes) -> bytes:
        return content


@dataclass
class Telephone:
    """A telephone with sound, in the hand of another handset."""

    hand: Handset
    voice: Speaks = field(default_factory=lambda: Speaks(0.3))

    def audio(self) -> Audio:
        return Audio(Wire(), self.voice, self.voice)

    async def hold(self, phone: TextLeg) -> None:
        await self.hand.hold(phone)


@dataclass
class Impatient:
    """Presses 1 in the midst of the second sentence that is said."""

    async def hold(self, phone: TextLeg) -> None:
        while len(phone.heard) < 2:
            await phone.room.change(None)
        await phone.stay(0.7)
        phone.key_down("1")
        await Keys("w20 h").hold(phone)


@dataclass
class Ann:
    """Picks up by hand, takes the call, talks, hangs up."""

    after: float

    async def hold(self, phone: TextLeg) -> None:
        await phone.stay(self.after)
        phone.pick_up()
        while phone.phase is not Phase.LISTENING:
            await phone.room.change(None)
        await phone.press("5")
        await phone.stay(7.0)
        phone.hang_up()


@contextmanager
def put_up(folder: str = "tiny") -> Iterator[tuple[VirtualClock, Target]]:
    with VirtualClock() as clock, of_folder(folder, clock, as_it_is) as target:
        yield clock, target


def called(target: Target, hand: Handset, pace: float = 0.3) -> Call:
    ticket = Ticket(
        target.stage.voice_url,
        Telephone(hand, Speaks(pace)),
        CALLER,
        CALLED,
        fallback_url=target.stage.fallback_url,
        status_url=target.stage.status_url,
    )
    return target.stage.network.together(target.stage.network.place(ticket))


def keeper(file: Path, *, digits: bool = True) -> Keeper:
    return Keeper("tiny", elsewhere=False, wish=Wish(file, digits=digits))


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@pytest.mark.parametrize("pace", [0.02, 0.3, 2.0])
def test_a_call_whose_sounds_are_shorter_or_longer_than_estimated_passes_when_saved(
    tiny: Path, pace: float, capsys: pytest.CaptureFixture[str]
) -> None:
    with put_up() as (clock, target):
        began = clock.now()
        done = called(target, Keys(f"1 w20 {NUMBER} 1 w20 h"), pace)
    kept = keeper(tiny / "mine.call.yaml")
    kept.keep(done, CALLER, began)
    assert "Played again, it passes" in told(capsys)
    assert kept.saved(done) == "mine.call.yaml"
    assert f'press: "{NUMBER}"' in (tiny / "mine.call.yaml").read_text()


def test_a_key_in_the_midst_of_a_sentence_is_written_after_the_words_it_followed(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with put_up() as (clock, target):
        began = clock.now()
        done = called(target, Impatient())
    keeper(tiny / "mine.call.yaml").keep(done, CALLER, began)
    assert "Played again, it passes" in told(capsys)
    written = (tiny / "mine.call.yaml").read_text()
    assert "account number, press" not in written.partition("press:")[0]


def test_somebody_who_picked_up_by_hand_answers_after_as_long_in_the_test(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with put_up() as (clock, target):
        target.switchboard.plug_in(Plug("a tab", Telephone(Ann(3.2)), lambda: False))
        began = clock.now()
        done = called(target, Keys(f"1 {NUMBER} 1"))
    assert done.leg("Ann").answered
    keeper(tiny / "mine.call.yaml").keep(done, CALLER, began)
    assert "Played again, it passes" in told(capsys)
    written = (tiny / "mine.call.yaml").read_text()
    assert "Ann: answers after 3 s" in written
    assert "ring: Ann" in written


def test_somebody_who_refuses_or_lets_it_ring_does_not_answer_in_the_test_either(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with put_up() as (clock, target):
        target.switchboard.plug_in(Plug("a tab", Telephone(SilentCaller()), lambda: False, frozenset({ANN})))
        began = clock.now()
        done = called(target, Keys(f"1 {NUMBER} 1"))
    keeper(tiny / "mine.call.yaml").keep(done, CALLER, began)
    assert "Played again, it passes" in told(capsys)
    assert "Ann: does not answer" in (tiny / "mine.call.yaml").read_text()


def test_numbers_stay_unwritten_until_somebody_says_that_they_may_be(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with put_up() as (clock, target):
        began = clock.now()
        done = called(target, Keys(f"1 {NUMBER} 1"))
    kept = keeper(tiny / "mine.call.yaml", digits=False)
    kept.keep(done, CALLER, began)
    printed = capsys.readouterr()
    assert "--with-digits says that they may be written down" in printed.err
    assert NUMBER not in printed.out + printed.err
    assert not (tiny / "mine.call.yaml").exists()
    assert kept.saved(done) is None


def test_only_the_first_call_is_saved(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = keeper(tiny / "mine.call.yaml")
    with put_up() as (clock, target):
        one, other = (called(target, Keys("w20 h")) for _ in range(2))
        kept.keep(one, CALLER, clock.now())
        written = (tiny / "mine.call.yaml").read_text()
        kept.keep(other, CALLER, clock.now())
    assert (kept.saved(one), kept.saved(other)) == ("mine.call.yaml", None)
    assert (tiny / "mine.call.yaml").read_text() == written
    assert told(capsys).count("Saved as") == 1


def test_how_each_call_ended_is_told(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with put_up() as (clock, target):
        done = called(target, Keys("h"))
        Keeper("tiny", elsewhere=False).keep(done, CALLER, clock.now())
    assert f"A call from {CALLER}: the caller hangs up, after 0:0" in told(capsys)


VOICEMAIL = """\
line: messages
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
representatives: representatives.yaml
start: message
person: message
nodes:
  message:
    voicemail:
      to: everybody
      prompt: Leave a message.
      left: thanks
      empty: nothing
  thanks:
    hangup: Thank you.
  nothing:
    hangup: Nothing was said.
"""


@dataclass
class Talks:
    """Says something that nobody writes down, as soon as it is recorded, then presses #."""

    async def hold(self, phone: TextLeg) -> None:
        while phone.phase is not Phase.RECORDING:
            await phone.room.change(None)
        loud = tone((300, 500), 0.02)
        for _ in range(100):
            assert phone.wire is not None
            phone.wire.hear(loud)
            await phone.stay(0.02)
        phone.key_down("#")


def test_what_was_said_into_a_microphone_is_a_sentence_in_the_test_and_a_file_among_the_recordings(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny / "line.yaml").write_text(VOICEMAIL)
    with put_up() as (clock, target):
        began: datetime = clock.now()
        done = called(target, Talks())
        kept = keeper(tiny / "mine.call.yaml")
        kept.folder = tmp_path
        kept.keep(done, CALLER, began)
    printed = told(capsys)
    assert "Played again, it passes" in printed
    assert "say: What was said here" in (tiny / "mine.call.yaml").read_text()
    (file,) = tmp_path.glob("RE*.wav")
    assert f"Recorded: {file} (" in printed
    assert 2 * RATE < file.stat().st_size - 44 < 8 * RATE
    assert file.stat().st_mode & 0o777 == 0o600
