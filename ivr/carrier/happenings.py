"""What happens on the legs of a call, in the order it happens: the raw material of transcripts and of scripts.

Words and keys are kept as they were, because scripts must match them; no repr shows them. Printing goes through
`transcript.py`, which masks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from ivr.carrier.pace import seconds_to_say, word_ends

TOLERANCE = 1e-6  # seconds; two times closer than this are the same instant
DEFAULT_LANGUAGE = "en-US"


class Closing(StrEnum):
    """What ended a Gather."""

    KEYS = "keys"
    SPEECH = "speech"
    SILENCE = "silence"
    INTERRUPTION = "interruption"  # of the document it stood in, by somebody who takes the call out of a queue


class HungUpBy(StrEnum):
    """Which end let go of a leg. `LINE` is the carrier's side: a verb, the end of a document, a limit."""

    LINE = "line"
    HANDSET = "handset"
    NOBODY = "nobody"  # it was never taken: busy, failed, no answer, rejected, cancelled


class Ended(StrEnum):
    """How a whole call ended, in the words of a call file.

    BRIDGED: the caller was connected to somebody, and the line asked for nothing after that, whoever hung up.
    ERROR: the line failed, and neither it nor its fallback could go on.
    """

    BRIDGED = "bridged"
    LINE_HUNG_UP = "the line hangs up"
    CALLER_HUNG_UP = "the caller hangs up"
    REJECTED = "rejected"
    ERROR = "an error"


@dataclass(slots=True)
class Heard:
    """One utterance of the line, or one sound file (`url`, no text), as one leg heard it; or one utterance of the person
    who holds the leg, as the line heard it.

    Times are seconds of the clock. `cut_at` is set when the sound was stopped before its end. `ssml` is there where the
    document marks the words.
    """

    text: str = field(repr=False)
    start: float
    seconds: float
    language: str = DEFAULT_LANGUAGE
    url: str | None = None
    cut_at: float | None = None
    ssml: str | None = field(default=None, repr=False)

    @property
    def end(self) -> float:
        return self.start + self.seconds if self.cut_at is None else self.cut_at

    def words(self) -> tuple[tuple[str, float], ...]:
        """Each word that was heard to its end, and when that was."""
        ends = word_ends(self.text, self.language)
        whole = seconds_to_say(self.text, self.language)
        factor = self.seconds / whole if whole else 0.0
        timed = zip(self.text.split(), ends, strict=True)
        return tuple((word, at) for word, end in timed if (at := self.start + end * factor) <= self.end + TOLERANCE)

    def said_by(self, moment: float) -> str:
        """The words whose end has been heard at `moment`."""
        return " ".join(word for word, end in self.words() if end <= moment + TOLERANCE)


def said_by(heard: Sequence[Heard], moment: float) -> list[str]:
    """What each of these, heard on one leg in this order, has said by then. One is over when the next begins, though its last
    frame may be on its way to the ear; of a number that is read out in groups no digit must be missing between two."""
    return [one.said_by(moment if one is heard[-1] else inf) for one in heard]


@dataclass(frozen=True, slots=True)
class Rang:
    """The leg rings; nobody has answered yet."""

    number: str


@dataclass(frozen=True, slots=True)
class Answered:
    pass


@dataclass(frozen=True, slots=True)
class Began:
    """The line begins to say or play something."""

    heard: Heard


@dataclass(frozen=True, slots=True)
class Finished:
    """It was said or played to its end."""

    heard: Heard


@dataclass(frozen=True, slots=True)
class Cut:
    """It was stopped before its end, by a key or because the leg is over."""

    heard: Heard


@dataclass(frozen=True, slots=True)
class Paused:
    """A silence outside a Gather; nobody listens for keys. It is `inf` seconds long where it lasts until something else
    comes; music that was heard goes on meanwhile."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Listened:
    """All prompts of a Gather have ended and its timer runs."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Closed:
    """A Gather is over."""

    by: Closing


@dataclass(frozen=True, slots=True)
class Pressed:
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spoke:
    """Whoever holds the leg begins to say something."""

    said: Heard


@dataclass(frozen=True, slots=True)
class Toned:
    """The line sends keys as tones. They may be an account number on its way to another system."""

    keys: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Beeped:
    """The line beeps: what is said next is recorded."""


@dataclass(frozen=True, slots=True)
class RecordingBegan:
    pass


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    pass


@dataclass(frozen=True, slots=True)
class AskedToPay:
    """A Pay has come to this step, by Twilio's name for it. What is keyed goes to the carrier, not to the line."""

    step: str


@dataclass(frozen=True, slots=True)
class StoppedPaying:
    """A Pay is over, with this Result."""

    result: str


@dataclass(frozen=True, slots=True)
class RangOut:
    """The line rings others; this leg hears ringing."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridged:
    """This leg and another one hear each other."""

    other: str


@dataclass(frozen=True, slots=True)
class Unbridged:
    pass


@dataclass(frozen=True, slots=True)
class Texted:
    """A text message is sent to this number. Its words may hold a link that is somebody's alone."""

    to: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Queued:
    """This leg waits in a queue from now on."""

    queue: str


@dataclass(frozen=True, slots=True)
class Unqueued:
    """It does not any more."""


@dataclass(frozen=True, slots=True)
class Over:
    """The leg is over."""

    by: HungUpBy


What = (
    Rang
    | Answered
    | Began
    | Finished
    | Cut
    | Paused
    | Listened
    | Closed
    | Pressed
    | Spoke
    | Toned
    | Beeped
    | RecordingBegan
    | RecordingEnded
    | AskedToPay
    | StoppedPaying
    | RangOut
    | Bridged
    | Unbridged
    | Texted
    | Queued
    | Unqueued
    | Over
)


@dataclass(frozen=True, slots=True)
class Happening:
    """`at` is seconds of the clock, `leg` the name of the leg it happened on."""

    at: float
    leg: str
    what: What
