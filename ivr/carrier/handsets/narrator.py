"""Tells a call while it goes on: what is said as it is said, and what happens on every telephone of it.

Everything told is masked, as a transcript is. A transcript knows how a number that is read back in groups goes on; here
the groups already keyed are taken for granted as soon as one begins.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isinf
from typing import Protocol

from ivr.carrier.debugger import without_query
from ivr.carrier.happenings import (
    TOLERANCE,
    Answered,
    Beeped,
    Began,
    Bridged,
    Closed,
    Closing,
    Cut,
    Happening,
    Heard,
    HungUpBy,
    Listened,
    Over,
    Paused,
    Pressed,
    Queued,
    RangOut,
    Spoke,
    Texted,
    Unbridged,
    Unqueued,
    said_by,
)
from ivr.carrier.links import mask_links
from ivr.carrier.masking import mask
from ivr.carrier.music import HOLD_MUSIC
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.carrier.transcript import keyed_on
from ivr.speech.digits import DIGIT_OF_WORD
from ivr.telephony.keys import DOT, mask_keys

LONG_PAUSE = 2.0  # seconds of silence worth a note; a line pauses for less all the time
BEGINS_A_NUMBER = 3  # digits; where so many of an entry's first ones are said, the others will follow
_ANY_WORD = "|".join(DIGIT_OF_WORD)  # of any language: what must not be seen must not be seen in Spanish either
_DIGITS_AT_END = re.compile(rf"((?:\d|\b(?:{_ANY_WORD})\b)[\W_]*)+\Z", re.IGNORECASE)
_DIGIT = re.compile(rf"\d|\b(?:{_ANY_WORD})\b", re.IGNORECASE)


@dataclass(slots=True)
class _Speech:
    """An utterance on its way: words to come, each with the moment it has been heard."""

    leg: str
    heard: Heard
    words: list[tuple[str, float]] = field(repr=False)


class Written(Protocol):
    """Where a call is told to. `at` is in seconds since the answer."""

    def word(self, at: float, name: str, word: str) -> None:
        """The next one of whoever speaks."""
        ...

    def note(self, at: float, text: str) -> None: ...

    def entry(self, at: float, name: str, text: str) -> None:
        """What somebody has keyed so far, told anew with each key."""
        ...

    def close(self) -> None:
        """Nothing is added any more to what stands there."""
        ...


def _everything(happening: Happening) -> bool:
    del happening
    return True


class Narrator:
    """Follows `phone`'s call and writes it on a page: all that it `tells`, from the beginning or `from_now` on."""

    def __init__(
        self,
        phone: TextLeg,
        page: Written,
        tells: Callable[[Happening], bool] = _everything,
        *,
        from_now: bool = False,
    ) -> None:
        self._phone = phone
        self._room = phone.room
        self._page = page
        self._tells = tells
        self._told = len(phone.room.log) if from_now else 0
        self._speaking: list[_Speech] = []
        self._keys = ""
        self._keys_at = 0.0

    async def follow(self) -> None:
        """Until the call is over and told to its end."""
        while self._room.ended is None:
            self._catch_up()
            coming = [one.words[0][1] for one in self._speaking if one.words]
            await self._room.change(min(coming) - self._room.time() if coming else None)
        self.finish()

    def finish(self) -> None:
        """Tell what is left, now."""
        self._catch_up()
        self._page.close()

    def _catch_up(self) -> None:
        while self._told < len(self._room.log):
            happening = self._room.log[self._told]
            self._told += 1
            self._speak_until(happening.at)
            if self._tells(happening):
                self._tell(happening)
        self._speak_until(self._room.time())

    def _speak_until(self, moment: float) -> None:
        for speech in self._speaking:
            while speech.words and speech.words[0][1] <= moment + TOLERANCE:
                word, at = speech.words.pop(0)
                self._page.word(self._since(at), self._listener(speech.leg), word)
        self._speaking = [one for one in self._speaking if one.words]

    def _tell(self, happening: Happening) -> None:
        match happening.what:
            case Began(heard=heard):
                self._begin(happening, heard)
            case Cut(heard=heard):
                self._speaking = [one for one in self._speaking if one.heard is not heard]
            case Pressed(key=key):
                self._pressed(happening, key)
            case Closed() if happening.leg == self._phone.name:
                self._entered()
        note = self._note(happening)
        if note:
            self._page.note(self._since(happening.at), note)

    def _begin(self, happening: Happening, heard: Heard) -> None:
        if heard.url is not None:
            self._page.note(self._since(happening.at), f"(a sound: {without_query(heard.url)})")
            return
        words = masked_words(self._room, happening.leg, heard)
        self._speaking.append(_Speech(happening.leg, heard, words))

    def _pressed(self, happening: Happening, key: str) -> None:
        if happening.leg == self._phone.name:
            if not self._keys:
                self._keys_at = happening.at
            self._keys += key
            self._page.entry(self._since(self._keys_at), "you", _while_typed(self._keys))

    def _entered(self) -> None:
        """Which digits are the last is known when no more can come."""
        if self._keys:
            self._page.entry(self._since(self._keys_at), "you", mask_keys(self._keys))
        self._keys = ""

    def _note(self, happening: Happening) -> str | None:
        if isinstance(happening.what, Texted):
            who = "you get" if happening.leg == self._phone.name else f"{happening.leg} gets"
            return f"({who} a text: {masked_text(self._room, happening.what)})"
        own = happening.leg == self._phone.name
        if own and isinstance(happening.what, Spoke):
            said = mask([happening.what.said.text], keyed_on(self._room))[0]
            return f"(you say: {said})" if said else "(you speak)"
        return self._own(happening) if own else _others(happening)

    def _own(self, happening: Happening) -> str | None:  # noqa: C901 - a table, one case for each happening
        match happening.what:
            case Listened() | Closed(by=Closing.SILENCE) if self._phone.name in self._room.queued:
                return None
            case Listened():
                return "(the line listens)"
            case Closed(by=Closing.SILENCE):
                return "(silence)"
            case Queued():
                return "(you wait in line)"
            case Unqueued():
                return "(you are out of the line)"
            case Beeped():
                return "(a beep: what you say is recorded)"
            case Paused(seconds=seconds) if seconds >= LONG_PAUSE:
                return _silence(self._phone, seconds)
            case RangOut(numbers=numbers):
                verb = "are" if len(numbers) > 1 else "is"
                return f"(you hear ringing; {' and '.join(numbers) or 'nobody'} {verb} rung)"
            case Bridged(other=other):
                return f"(you are connected to {other})"
            case Unbridged():
                return "(you are connected to nobody any more)"
            case Over(by=by):
                return "(you hang up)" if by is HungUpBy.HANDSET else "(the line hangs up)"
            case _:
                return None

    def _listener(self, leg: str) -> str:
        return "line" if leg == self._phone.name else f"to {leg}"

    def _since(self, at: float) -> float:
        answered = self._room.answered_at
        return at - (self._room.began if answered is None else answered)


def _silence(phone: TextLeg, seconds: float) -> str:
    """What is heard while nothing is said: the carrier's own music goes on."""
    if not isinf(seconds):
        return f"(silence for {seconds:g} seconds)"
    what = "hold music" if phone.heard and phone.heard[-1].url == HOLD_MUSIC else "silence"
    return f"({what} until something else comes)"


def _others(happening: Happening) -> str | None:
    who = happening.leg
    match happening.what:
        case Answered():
            return f"({who} answers)"
        case Pressed(key=key):
            return f"({who} presses {key})"
        case Over(by=HungUpBy.HANDSET):
            return f"({who} hangs up)"
        case Over(by=HungUpBy.NOBODY):
            return f"({who} is rung no more)"
        case _:
            return None


def _while_typed(keys: str) -> str:
    """One key as it is; of several no digit, since whoever sees a row grow sees each of its digits be the last."""
    digits = sum(key.isdigit() for key in keys)
    return "".join(DOT if key.isdigit() and digits > 1 else key for key in keys)


def masked_words(room: Room, leg: str, heard: Heard) -> list[tuple[str, float]]:
    """The words of an utterance that begins, as they may be shown, each with the moment it has been heard."""
    now, keyed = room.time(), keyed_on(room)
    told = (
        pair for one in room.legs if one.name == leg for pair in zip(one.heard, said_by(one.heard, now), strict=True)
    )
    before = [text for one, text in told if one is not heard]
    spoken = " ".join([*before, heard.text])
    texts = [*before, heard.text, _rest_of_number(spoken, keyed.entries)]
    masked = mask(texts, keyed)[-2].split()
    # one that was cut already has been heard as far as that, and has fewer words than its text
    return list(zip(masked, (at for _, at in heard.words()), strict=False))


def masked_text(room: Room, text: Texted) -> str:
    """A text message as it may be shown."""
    return mask([mask_links(text.body)], keyed_on(room))[0]


def _rest_of_number(spoken: str, entries: tuple[str, ...]) -> str:
    """What will follow if the digits just said are the beginning of something keyed."""
    tail = _DIGITS_AT_END.search(spoken)
    if tail is None:
        return ""
    said = "".join(DIGIT_OF_WORD.get(digit.lower(), digit) for digit in _DIGIT.findall(tail[0]))
    whole = (entry for entry in entries if len(said) >= BEGINS_A_NUMBER and entry.startswith(said))
    return next((entry[len(said) :] for entry in whole), "")
