"""What a script can say about a call. Each step knows its place in the file it came from.

A step's hearing begins where the one before it had its effect: after the last matched word of a Hear, at the first key
of a Press, at the end of the prompts for a Wait. So words spoken while the caller types or waits are heard.
"""

import sys
from dataclasses import dataclass, field
from enum import Enum

from ivr.carrier.happenings import Ended
from ivr.source import Place


def here() -> Place:
    """The line that calls this: for steps written in Python, so that a failure names them."""
    frame = sys._getframe(1)  # noqa: SLF001 - what inspect.currentframe().f_back is, without the None
    return Place(frame.f_code.co_filename, frame.f_lineno, 1)


class Noinput(Enum):
    """As long as the line waits for a key."""

    NOINPUT = "noinput"


NOINPUT = Noinput.NOINPUT


@dataclass(frozen=True, slots=True)
class Hear:
    """These words are heard. `within` counts seconds since the call was answered.

    It fails when the call is over, or at `within`. Without `within` it fails sooner: the line may say everything, wait
    in vain and speak once more; when it listens again and the words still have not come, they will not.
    """

    place: Place
    text: str
    within: float | None = None


@dataclass(frozen=True, slots=True)
class HearNot:
    """When all prompts have ended these words have not been heard."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Keys, at once (which barges in), or with `after_prompt` when all prompts have ended."""

    place: Place
    keys: str = field(repr=False)
    after_prompt: bool = False


@dataclass(frozen=True, slots=True)
class Speak:
    """Words, said at once (which barges in), or with `after_prompt` when all prompts have ended; the next step comes
    when they have been said."""

    place: Place
    text: str = field(repr=False)
    after_prompt: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Silence, counted from the end of all prompts: from when the line listens or records, rings somebody, has connected the
    caller, or pauses for two seconds or more outside a Gather. With NOINPUT, until the line has waited in vain."""

    place: Place
    seconds: float | Noinput


@dataclass(frozen=True, slots=True)
class HangUp:
    place: Place


@dataclass(frozen=True, slots=True)
class Pay:
    """Each of these is typed when the carrier asks for it, after its prompt; all that are given must be asked for.

    Digits alone; a # is added where nothing else ends the entry. `routing` and `account` are of a bank account.
    """

    place: Place
    card: str | None = field(default=None, repr=False)
    expires: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    postal: str | None = field(default=None, repr=False)
    routing: str | None = field(default=None, repr=False)
    account: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class RingOf:
    """The telephone of `number` rings and is answered; who answers hears `whisper`, then presses `press`.

    Keys come with the last matched word, or, without `whisper`, when all prompts have ended. How long it rings is the
    network's to know: see `Phone`.
    """

    place: Place
    number: str
    name: str
    whisper: str | None = None
    press: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text message with these words has been sent since the caller last did something, or is about to be: to the
    caller, or to the number in `to`. It is waited for as words are in a Hear, and a moment longer when the call is over."""

    place: Place
    text: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class TextNot:
    """When all prompts have ended, no such message has been sent."""

    place: Place
    text: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Ends:
    """How the call is over, looked at when it is."""

    place: Place
    ended: Ended


Step = Hear | HearNot | Press | Speak | Wait | HangUp | RingOf | Pay | Text | TextNot
