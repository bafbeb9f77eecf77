"""The seam between verbs and sound: what the carrier does on one leg of a call.

The cut is at `say(text)`, not at samples, and time belongs to the leg. A text leg makes seconds out of words; an audio
leg makes sound. The interpreter cannot tell which it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ivr.carrier.happenings import TOLERANCE, Closing, Heard, What
from ivr.carrier.wire import Wire


class LegGoneError(Exception):
    """The far end is gone. Every method of a leg that waits raises it, at once or in the midst of waiting."""


@dataclass(frozen=True, slots=True)
class Words:
    """What `say` is given."""

    text: str = field(repr=False)
    voice: str | None = None
    language: str | None = None
    ssml: str | None = field(default=None, repr=False)


def whole_seconds(seconds: float) -> int:
    """A duration as requests carry it: seconds that have fully passed. Sums of times may fall short by rounding."""
    return int(seconds + TOLERANCE)


class Leg(Protocol):
    @property
    def answered(self) -> bool: ...

    @property
    def gone(self) -> bool:
        """Whether the far end hung up."""
        ...

    @property
    def seconds(self) -> float:
        """How long it has been, or was, answered."""
        ...

    async def answer(self) -> None: ...

    async def reject(self) -> None: ...

    async def hangup(self) -> None: ...

    async def say(self, text: str, voice: str | None, language: str | None, ssml: str | None = None) -> None:
        """Until the last word is spoken. `ssml` is the same text with its marks, where it has any."""
        ...

    @property
    def wire(self) -> Wire | None:
        """Sound, where this telephone has it."""
        ...

    def prepare(self, coming: Sequence[Words], later: Sequence[Words] = ()) -> None:
        """These are said next, in this order, perhaps with something in between, perhaps again and again; none of them
        where it is empty. Those of `later` may follow. Nothing is heard of it, and what is wrong with them shows when they are
        said."""
        ...

    async def play(self, url: str, content: bytes | None = None) -> None:
        """Until the sound has ended. `content` is the file that was fetched; None is the network's own music, which goes
        on while nothing else is heard."""
        ...

    async def pause(self, seconds: float) -> None:
        """Nothing is said for so long, `inf` for as long as nothing else comes. Music that is heard goes on."""
        ...

    async def tones(self, digits: Sequence[tuple[str, float]]) -> None:
        """Keys as tones, and the waits among them, which are empty, each with the seconds it takes."""
        ...

    async def beep(self) -> None: ...

    async def stop_sound(self) -> None:
        """Silence now, whatever is being said or played."""
        ...

    async def key(self, seconds: float | None) -> str | None:
        """The next key nobody has had yet; None when none came in that time. With None it waits for ever."""
        ...

    def attended(self, *, keys: bool, speech: bool) -> bool:
        """Whether a key, or something said, is there that nobody has had yet."""
        ...

    async def speech(self, seconds: float | None) -> Heard | None:
        """The next thing said that nobody has had yet, as soon as it begins; None when nothing began in that time. With
        None it waits for ever."""
        ...

    def said_since(self, moment: float) -> Sequence[Heard]:
        """All that was said and had not ended by then."""
        ...

    async def flush_keys(self) -> None:
        """Forget keys pressed and words said so far."""
        ...

    def gather_opened(self, *, keys: bool = True, speech: bool = False) -> None:
        """From now on keys count, or speech does. What is said until `listens` is the Gather's prompt."""
        ...

    def listens(self, seconds: float) -> None:
        """All prompts have ended; the timer runs."""
        ...

    def gather_closed(self, by: Closing) -> None: ...

    def recording_began(self) -> None: ...

    def recording_ended(self) -> None: ...

    def recorded(self, start: float, end: float) -> bytes:
        """What was recorded from one moment to the other, mu-law; empty where the leg has no sound, or has been asked
        already."""
        ...

    def asks_to_pay(self, step: str) -> None:
        """A Pay has come to this step."""
        ...

    def stops_paying(self, result: str) -> None:
        """It is over, perhaps because the leg is."""
        ...

    def interrupted(self) -> None:
        """What was being performed is performed no more; a Gather that was open is closed."""
        ...

    def rings_out(self, numbers: Sequence[str]) -> None:
        """Others are being rung for this leg, which hears ringing."""
        ...

    def rings_no_more(self) -> None:
        """The ringing it heard is over, and nobody is there."""
        ...

    def bridged(self, other: str, wire: Wire | None = None) -> None:
        """`wire` is the other side's, where it has sound."""
        ...

    def unbridged(self) -> None: ...

    def note(self, what: What) -> None:
        """Something a reader of the call may want to know, and nothing that is heard."""
        ...

    async def until_gone(self) -> None:
        """Return when the far end has hung up."""
        ...
