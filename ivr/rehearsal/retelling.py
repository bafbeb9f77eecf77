"""A call as a caller would retell it: what was heard, what was done then, and whose telephone rang.

What is retold is what a script can repeat. Where a script presses keys as soon as words were heard, nothing is said of
how long somebody hesitated; where nothing is heard, how long is all there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ivr.carrier.happenings import (
    DEFAULT_LANGUAGE,
    TOLERANCE,
    Answered,
    Began,
    Bridged,
    Closed,
    Closing,
    Happening,
    HungUpBy,
    Listened,
    Over,
    Paused,
    Pressed,
    RangOut,
    RecordingBegan,
    RecordingEnded,
    Spoke,
    Texted,
)
from ivr.carrier.network import Call
from ivr.carrier.textleg import TextLeg
from ivr.rehearsal.phrases import last_words, phrases, steady_words


@dataclass(frozen=True, slots=True)
class Heard:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keyed:
    keys: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Silence:
    """As long as the line waited."""


@dataclass(frozen=True, slots=True)
class Waited:
    seconds: int


@dataclass(frozen=True, slots=True)
class HungUp:
    pass


@dataclass(frozen=True, slots=True)
class Rang:
    """Somebody answered, heard words and pressed keys, if any."""

    name: str
    whisper: str = ""
    keys: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class GotText:
    """A text message with these words; `to` is None where it went to the caller."""

    words: str = field(repr=False)
    to: str | None = None


Did = Heard | Keyed | Said | Silence | Waited | HungUp | Rang | GotText


def retold(call: Call) -> list[Did]:
    """In order. Raises nothing: what cannot be retold is left out."""
    return _Retelling(call).told()


@dataclass(frozen=True, slots=True)
class _Moment:
    """When something happened, and how much had happened before: in a hurry several things happen at one time."""

    at: float
    place: int


class _Retelling:
    def __init__(self, call: Call) -> None:
        self._caller = call.legs[0]
        self._legs = call.legs[1:]
        self._log = self._caller.room.log
        self._did: list[Did] = []
        self._unheard = _words(self._log, self._caller)
        self._keys = ""
        self._acted = False  # since the line last listened
        self._quiet: _Moment | None = None  # all prompts have ended

    def told(self) -> list[Did]:
        for place, happening in enumerate(self._log):
            if isinstance(happening.what, Texted):
                self._written(happening.what)
            elif happening.leg == self._caller.name:
                self._own(happening, _Moment(happening.at, place))
            elif isinstance(happening.what, Answered):
                self._rings(happening)
        self._enter()
        if not self._caller.gone:
            self._hear(_Moment(self._log[-1].at, len(self._log)))
        return self._did

    def _written(self, text: Texted) -> None:
        """As far as it is the same next time, which a link or a number may not be."""
        self._enter()
        words = steady_words(text.body.split(), DEFAULT_LANGUAGE)
        if words:
            self._did.append(GotText(words, None if text.to == self._caller.number else text.to))

    def _own(self, happening: Happening, now: _Moment) -> None:
        match happening.what:
            case Pressed(key=key):
                if not self._keys:
                    self._hear(now)
                self._keys += key
                self._acted = True
            case Began():
                self._enter()
                self._quiet = None
            case Listened() | RecordingBegan():
                self._acted = False
                self._quiet = now
            case RangOut() | Bridged() | Paused():
                self._enter()
                self._quiet = now
                self._hear(now)
            case Closed() | RecordingEnded() | Spoke() | Over():
                self._enter()
                self._done(happening, now)
            case _:
                pass

    def _done(self, happening: Happening, now: _Moment) -> None:
        match happening.what:
            case Closed(by=Closing.SILENCE) | RecordingEnded() if not self._acted:
                self._hear(self._quiet or now)
                self._did.append(Silence())
            case Spoke(said=said):
                self._hear(now)
                self._did.append(Said(said.text))
                self._acted = True
            case Over(by=HungUpBy.HANDSET):
                self._hear(now)
                self._linger(now)
                self._did.append(HungUp())
            case _:
                pass

    def _enter(self) -> None:
        """Keys, once no more of them belong together."""
        if self._keys:
            self._did.append(Keyed(self._keys))
            self._keys = ""

    def _linger(self, now: _Moment) -> None:
        """Silence before hanging up, in whole seconds."""
        seconds = 0 if self._quiet is None else int(now.at - self._quiet.at)
        if seconds >= 1:
            self._did.append(Waited(seconds))

    def _rings(self, answered: Happening) -> None:
        leg = next(one for one in self._legs if one.name == answered.leg and one.answered_at == answered.at)
        places = [place for place, one in enumerate(self._log) if one.leg == leg.name and isinstance(one.what, Pressed)]
        mine = [
            place for place in places if answered.at <= self._log[place].at <= (leg.ended_at or self._log[place].at)
        ]
        keys = "".join(what.key for place in mine if isinstance(what := self._log[place].what, Pressed))
        heard = [one for one in _words(self._log, leg) if mine and one.before(_Moment(self._log[mine[0]].at, mine[0]))]
        language = heard[-1].language if heard else DEFAULT_LANGUAGE
        words = [one.text for one in heard if one.language == language]
        self._did.append(Rang(leg.name, last_words(words, language), keys))

    def _hear(self, until: _Moment) -> None:
        heard = [one for one in self._unheard if one.before(until)]
        self._unheard = self._unheard[len(heard) :]
        for language, run in groupby(heard, key=lambda one: one.language):
            self._did += [Heard(phrase) for phrase in phrases([one.text for one in run], language)]


@dataclass(frozen=True, slots=True)
class _Word:
    """`at` is when its end was heard, `began` the place of the utterance it is of."""

    text: str = field(repr=False)
    at: float
    began: int
    language: str

    def before(self, moment: _Moment) -> bool:
        return self.began < moment.place and self.at <= moment.at + TOLERANCE


def _words(log: Sequence[Happening], leg: TextLeg) -> list[_Word]:
    """All that a leg heard to its end, word by word."""
    return [
        _Word(word, at, place, one.what.heard.language)
        for place, one in enumerate(log)
        if isinstance(one.what, Began) and any(one.what.heard is heard for heard in leg.heard)
        for word, at in one.what.heard.words()
    ]
