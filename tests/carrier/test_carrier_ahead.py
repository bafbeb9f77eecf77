"""Sentences that follow each other are spoken before their turn, also outside of a question, and never in vain for long."""

import asyncio
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from carrier_laboratory import Lab, Page
from carrier_telephones import Notes, Telephone

from ivr.carrier.ahead import MOST, Ahead
from ivr.carrier.audio import Audio
from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.narrator import Narrator
from ivr.carrier.leg import Words
from ivr.carrier.textleg import TextLeg
from ivr.carrier.transcript import Transcript
from ivr.sound.g711 import FRAME_SECONDS
from ivr.sound.keeping import Keeping, digest_of

FILE = Page(b"a file", headers=(("Content-Type", "audio/wav"),))
SLOW = 0.4  # seconds; the shortest sentence here takes longer


@dataclass
class Remembering(Notes):
    """As our voices do: what was said once is there, and who stops waiting stops the work. `made` were spoken to their end."""

    slow: float = SLOW
    made: list[str] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0
    kept: Keeping = field(default_factory=lambda: Keeping(10_000_000))

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        async def make() -> bytes:
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
            try:
                sound = await super(Remembering, self).spoken(text, language, voice, ssml)
            finally:
                self.busy -= 1
            self.made.append(text)
            return sound

        return await self.kept.get(digest_of(text, language, voice, ssml), make)


def gaps(phone: Telephone, *texts: str) -> list[float]:
    """Seconds between the last frame of one and the first of the next."""
    spans = [phone.when(text) for text in texts]
    return [after[0] - before[-1] for before, after in pairwise(spans)]


@pytest.mark.parametrize(
    "document",
    [
        "<Say>One is said.</Say><Say>Two is said.</Say><Say>At last.</Say>",
        "<Say>One is said.</Say><Gather timeout='1'><Say>Two is said.</Say><Say>At last.</Say></Gather>",
        "<Say>One is said.</Say><Say>Two is said.</Say><Gather timeout='1'><Say>At last.</Say></Gather>",
    ],
)
def test_sentences_at_the_top_of_a_document_follow_each_other_without_waiting_for_the_voice(
    lab: Lab, document: str
) -> None:
    lab.pages["/voice"] = document
    phone = Telephone(voice=Remembering())
    lab.call(handset=phone)
    assert gaps(phone, "One is said.", "Two is said.", "At last.") == pytest.approx(
        [0.02, 0.02], abs=1.5 * FRAME_SECONDS
    )
    assert phone.voice.asked == ["One is said.", "Two is said.", "At last."]
    assert phone.voice.busiest == 1


def test_words_are_spoken_while_a_sound_file_is_played(lab: Lab) -> None:
    lab.pages |= {"/voice": "<Play>/a.wav</Play><Say>Two is said.</Say>", "/a.wav": FILE}
    phone = Telephone(voice=Remembering())
    lab.call(handset=phone)
    file = [at for at, frame in phone.frames if frame[0] == 5]
    assert phone.when("Two is said.")[0] - file[-1] <= 2 * FRAME_SECONDS


def test_what_comes_behind_a_question_is_not_spoken_before_it_is_its_turn(lab: Lab) -> None:
    lab.pages |= {
        "/voice": "<Say>One is said.</Say><Gather timeout='30' action='/next'><Say>Two is said.</Say></Gather><Say>Nobody.</Say>",
        "/next": "<Hangup/>",
    }
    phone = Telephone([(9.0, "1#")], voice=Remembering())
    lab.call(handset=phone)
    assert phone.voice.asked == ["One is said.", "Two is said."]


def test_a_caller_who_hangs_up_stops_what_is_being_spoken_for_later(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>One is said.</Say><Say>Two is said.</Say><Say>At last.</Say>"
    phone = Telephone([(SLOW + 0.2, "h")], voice=Remembering())
    lab.call(handset=phone)
    assert phone.voice.made == ["One is said."]
    assert phone.voice.busy == 0


def test_a_document_that_leads_elsewhere_stops_what_nobody_will_hear(lab: Lab) -> None:
    texts = "".join(f"<Say>Number {number} is said.</Say>" for number in range(15))
    lab.pages |= {
        "/voice": f"<Say>One is said.</Say><Gather action='/next' numDigits='1'><Say>Two is said.</Say>{texts}</Gather>",
        "/next": "<Pause length='9'/>",
    }
    phone = Telephone([(4.0, "1")], voice=Remembering())
    lab.call(handset=phone)
    assert phone.voice.busy == 0
    assert len(phone.voice.made) == int(4.0 / SLOW)


@pytest.mark.parametrize("first", ["", "<Play>/a.wav</Play>"])
def test_of_a_long_document_so_many_texts_are_spoken_before_the_next_is_said(lab: Lab, first: str) -> None:
    says = "".join(f"<Say>Number {number} it is, and more of it.</Say>" for number in range(MOST + 10))
    lab.pages |= {"/voice": f"{first}{says}", "/a.wav": FILE}
    phone = Telephone([(1.0, "h")], voice=Remembering(slow=0.01))
    lab.call(handset=phone)
    assert len(phone.voice.made) == MOST + (not first)


def test_a_text_that_cannot_be_spoken_keeps_no_other_from_being_spoken_ahead(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>One is said.</Say><Say>Mute.</Say><Say>At last.</Say>"
    phone = Telephone(voice=Remembering(mute=["Mute."]))
    call = lab.call(handset=phone)
    assert phone.voice.made == ["One is said.", "At last."]
    assert call.leg("caller").troubles == ["nobody here speaks like that"]  # type: ignore[attr-defined]
    assert [heard.text for heard in call.legs[0].heard] == ["One is said.", "Mute.", "At last."]


def test_what_is_in_the_midst_of_being_spoken_is_left_to_whoever_says_it_now() -> None:
    voice, one, two = Remembering(), Words("One."), Words("Two.")

    async def scenario() -> None:
        ahead = Ahead(voice)
        ahead.prepare([one, two])
        await asyncio.sleep(SLOW / 2)
        ahead.prepare([two], one)
        await asyncio.sleep(0)
        said = asyncio.ensure_future(voice.spoken("One.", "en-US", None))
        await asyncio.sleep(SLOW)
        assert said.done()
        ahead.go_on()
        await asyncio.sleep(SLOW / 2)
        ahead.prepare([])
        await asyncio.sleep(2 * SLOW)

    with VirtualClock() as clock:
        clock.run(scenario())
    assert (voice.asked, voice.made, voice.busy) == (["One.", "Two."], ["One."], 0)


@pytest.mark.parametrize("around", ["{}<Pause/>", "<Gather timeout='1'>{}</Gather>"])
def test_a_number_that_is_read_out_in_groups_shows_four_digits_at_any_moment(lab: Lab, around: str) -> None:
    """Also in the frame in which one group is over and its last digit is still to be heard."""
    number = "427193852"
    groups = "".join(f"<Say>{' '.join(number[at : at + 3])}</Say>" for at in range(0, 9, 3))
    lab.pages |= {"/voice": "<Gather action='/next'/>", "/next": around.format(groups)}
    shown: set[str] = set()

    def watch(leg: TextLeg) -> None:
        lines = [line.text for line in Transcript(leg.room).lines() if line.text.startswith("hears")]
        shown.add("".join(sign for sign in " ".join(lines) if sign.isdigit()))

    phone = Telephone([(0.5, f"{number}#")], says=watch, voice=Remembering(slow=0.01), offset=0.003)
    caller = Told(60.0, phone)
    lab.call(handset=caller)
    assert max(map(len, shown)) == 4
    told = ["".join(sign for sign in text if sign.isdigit()) for text in caller.page.texts]
    assert max(map(len, told)) == 4


class Paper:
    """All that is written, as it stands after each word."""

    def __init__(self) -> None:
        self.texts = [""]

    def word(self, at: float, name: str, word: str) -> None:
        self.texts.append(f"{self.texts[-1]} {word}")

    def note(self, at: float, text: str) -> None:
        pass

    def entry(self, at: float, name: str, text: str) -> None:
        pass

    def close(self) -> None:
        pass


class Told:
    """A caller with sound who is told of the call."""

    def __init__(self, seconds: float, phone: Telephone) -> None:
        self.page = Paper()
        self._seconds, self._phone = seconds, phone

    def audio(self) -> Audio:
        return self._phone.audio()

    async def hold(self, leg: TextLeg) -> None:
        telling = asyncio.create_task(Narrator(leg, self.page).follow())
        await self._phone.hold(leg)
        await telling
