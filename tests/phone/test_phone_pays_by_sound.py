"""A caller with a telephone that has sound pays with a card: every prompt is spoken in the line's language, every detail is
keyed by hand, and nobody but the carrier ever gets the whole of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC

import pytest
from leaks.leak_search import Known, leaks
from lines_read import line_in
from menus.menus_laboratory import CALLS, PAY_MY_BILL
from phone_by_hand import Hand, Home

from ivr.carrier import Call, VirtualClock
from ivr.carrier.audio import Audio
from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.happenings import AskedToPay, StoppedPaying
from ivr.carrier.pace import seconds_to_say
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wire import Wire
from ivr.line.callfile import CallFile
from ivr.phone.messages import Dial
from ivr.phone.switchboard import Switchboard
from ivr.phone.wiretap import Wiretap
from ivr.rehearsal.finding import read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, phones_of, placed, script
from ivr.rehearsal.stage import DECLINED_CARD, stage
from ivr.sound.g711 import FRAME_SECONDS, QUIET, RATE, SILENCE

ACCOUNT, PIN, CARD, CODE = "8448200012345678", "2580", "4111111111111111", "731"
CARDS = {CARD, DECLINED_CARD}
NOW = "keypad-all-of-it.call.yaml"
IN_ORDER = ["payment-card-number", "expiration-date", "security-code", "postal-code", "payment-processing"]
LANGUAGES = {
    "keypad-after-paying.call.yaml": ("en-US", "Please enter your card number"),
    "keypad-after-paying-in-spanish.call.yaml": ("es-US", "Ingrese el número de su tarjeta"),
    "keypad-after-paying-in-indonesian.call.yaml": ("id-ID", "Silakan masukkan nomor kartu Anda"),
}
OTHERS = ["keypad-star", "keypad-declined-too-often", "keypad-declined-why", "keypad-what-is-past-due"]


@dataclass
class Speaker:
    """A voice that takes the time the words take, and notes in which language it was asked for them."""

    asked: list[tuple[str, str]] = field(default_factory=list, repr=False)

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        del voice, ssml
        self.asked.append((language, text))
        return bytes([1 + len(text) % 100]) * round(seconds_to_say(text, language) * RATE)

    async def read(self, content: bytes) -> bytes:
        return content


@dataclass
class Sounding:
    """A script's caller, who holds a telephone with sound. `words` are the frames of words that were heard, ringing left
    out."""

    handset: Handset
    speaker: Speaker = field(default_factory=Speaker)
    words: int = 0

    def audio(self) -> Audio:
        return Audio(Wire(), self.speaker, self.speaker)

    async def hold(self, phone: TextLeg) -> None:
        assert isinstance(phone, AudioLeg)
        carrying = asyncio.create_task(self._carry(phone))
        try:
            await self.handset.hold(phone)
        finally:
            carrying.cancel()

    async def _carry(self, phone: AudioLeg) -> None:
        while True:
            await asyncio.sleep(FRAME_SECONDS)
            frame = phone.wire.next_frame()
            self.words += frame != SILENCE and len(set(frame.rstrip(QUIET))) == 1


@contextmanager
def by_sound(file: CallFile) -> Iterator[tuple[Call, Sounding]]:
    loaded = line_in(PAY_MY_BILL, file.company)
    directory = Directory.of(loaded)
    given, telephone = file.heading.given, Sounding(script(file, directory))
    with (
        overheard() as errors,
        VirtualClock(given.at.astimezone(UTC)) as clock,
        stage(loaded, clock, phones_of(file, directory)) as put_up,
    ):
        yield placed(put_up, telephone, given.caller), telephone
    assert errors == []


def told(call: Call) -> str:
    """All that left the carrier or can be printed, but the account number, which the line asks for itself."""
    made = [f"{one.url} {pair} {one!r}" for one in call.made for pair in one.pairs if pair[0] != "Digits"]
    parts = [*made, str(call.transcript), *map(str, call.debugger), repr(call), repr(call.legs[0].room.log)]
    return "\n".join(parts)


def keyed_to_the_line(call: Call) -> list[str]:
    return [value for one in call.made for name, value in one.pairs if name == "Digits"]


@pytest.mark.parametrize("name", [*LANGUAGES, *(f"{one}.call.yaml" for one in OTHERS)])
def test_a_call_that_pays_goes_by_sound_as_it_does_by_words(name: str) -> None:
    with by_sound(read(CALLS / name)) as (call, telephone):
        leg = call.legs[0]
        assert isinstance(leg, AudioLeg)
        assert leg.troubles == []
        asked = [one.what.step for one in leg.room.log if isinstance(one.what, AskedToPay)]
        assert "payment-card-number" in asked
        results = [one.what.result for one in leg.room.log if isinstance(one.what, StoppedPaying)]
        assert results != []
        said = [one.text for one in leg.heard if one.cut_at is None]
        assert {text for _, text in telephone.speaker.asked} >= set(said)
        seconds = sum((one.end if one.cut_at is None else one.cut_at) - one.start for one in leg.heard)
        assert telephone.words * FRAME_SECONDS == pytest.approx(seconds, abs=FRAME_SECONDS * len(leg.heard))
        assert [str(one) for one in leaks(told(call), Known(CARDS))] == []
        assert not CARDS & {*keyed_to_the_line(call)}


@pytest.mark.parametrize("name", list(LANGUAGES))
def test_the_prompts_of_a_payment_are_spoken_in_the_language_of_the_call(name: str) -> None:
    language, prompt = LANGUAGES[name]
    with by_sound(read(CALLS / name)) as (call, telephone):
        spoken = {text: spoken_in for spoken_in, text in telephone.speaker.asked}
        assert [spoken[text] for text in spoken if prompt in text] == [language]
        log = call.legs[0].room.log
        during = [one.what.step for one in log if isinstance(one.what, AskedToPay)]
        assert during == IN_ORDER
        began, ended = (
            next(one.at for one in log if isinstance(one.what, kind)) for kind in (AskedToPay, StoppedPaying)
        )
        heard = {one.language for one in call.legs[0].heard if began <= one.start < ended}
        assert heard == {language}


async def _hear(hand: Hand, words: str) -> None:
    """Until the page has been told these words and no more is being said."""
    while True:
        told = await hand.until("words")
        if words in told["text"]:
            return


async def _pays(hand: Hand) -> None:
    hand.telephone.obey(Dial("+12125550123", None))
    for words, keys in (
        ("press one", "1"),
        ("account number", ACCOUNT),
        ("press one", "1"),
        ("PIN", PIN),
        ("card, press one", "1"),
        ("fifty cents, press one", "1"),
        ("right, press one", "1"),
        ("ahead, press one", "1"),
        ("card number", f"{CARD}#"),
        ("card expires", "0129"),
        ("security code", f"{CODE}#"),
        ("ZIP code", "10013"),
        ("confirmation number", "4"),
    ):
        await _hear(hand, words)
        hand.press(keys)
    await hand.until("ended")


def test_a_page_is_told_the_prompts_of_a_payment_and_never_the_card() -> None:
    file, speaker, tap = read(CALLS / NOW), Speaker(), Wiretap()
    loaded = line_in(PAY_MY_BILL, file.company)
    with (
        overheard() as errors,
        VirtualClock(file.heading.given.at.astimezone(UTC)) as clock,
        stage(loaded, clock, Switchboard({}), through=tap.over) as put_up,
    ):
        home = Home(clock, put_up.network, put_up.voice_url, speaker, speaker, tap)
        hand = home.run(_pays)
        call = home.done(hand)
    results = [one.what.result for one in call.legs[0].room.log if isinstance(one.what, StoppedPaying)]
    assert results == ["success"]
    assert errors == []
    written = "\n".join(one for one in hand.raw if '"event": "media"' not in one)
    assert [str(one) for one in leaks(written, Known({CARD, ACCOUNT}))] == []
    assert [str(one) for one in leaks(told(call), Known({CARD}))] == []
    assert CARD not in keyed_to_the_line(call)
    entered = [one["text"] for _, one in hand.all("keyed")]
    assert "••••••••••••1111#" in entered
    assert all(sum(sign.isdigit() for sign in text) <= 4 for text in entered)
    assert [one for one in entered if CODE in one] == []
    assert put_up.network.payments.asked == []
