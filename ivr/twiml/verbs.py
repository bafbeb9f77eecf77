"""The verbs of a document, as values. Attribute names and defaults are Twilio's, in our spelling.

An attribute that is None was not written; a default that Twilio documents stands here as the value.
"""

from dataclasses import dataclass

DEFAULT_TIMEOUT = 5
DEFAULT_DIAL_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Break:
    """SSML `<break time="..ms"/>` inside Say: a silence of that many milliseconds."""

    milliseconds: int


@dataclass(frozen=True, slots=True)
class Say:
    """Text to speech. `loop` 0 means until hang-up or 1,000 times (Twilio, Say)."""

    content: tuple[str | Break, ...]
    voice: str | None = None
    language: str | None = None
    loop: int = 1

    @property
    def text(self) -> str:
        """What is heard, breaks left out and white space folded."""
        return " ".join(" ".join(part for part in self.content if isinstance(part, str)).split())


@dataclass(frozen=True, slots=True)
class Play:
    """A sound file, or keys (`digits`, where w is half a second and W a second of silence)."""

    url: str | None = None
    loop: int = 1
    digits: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of `length` seconds; as a document's first verb it delays answering."""

    length: int = 1


@dataclass(frozen=True, slots=True)
class Gather:
    """Collect keys. `finish_on_key` "" means none, so that # and * arrive as keys; `timeout` is in seconds."""

    prompts: tuple[Say | Play | Pause, ...] = ()
    action: str | None = None
    method: str = "POST"
    input: str = "dtmf"
    timeout: int = DEFAULT_TIMEOUT
    num_digits: int | None = None
    finish_on_key: str = "#"
    action_on_empty_result: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """Fetch another document; the rest of this one is never reached."""

    url: str
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone to ring. `url` is the whisper document, run on that leg before the parties are bridged."""

    number: str
    url: str | None = None
    method: str = "POST"
    send_digits: str | None = None
    status_callback: str | None = None
    status_callback_method: str = "POST"
    status_callback_event: tuple[str, ...] = ("completed",)


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring up to ten numbers, together or (`sequential`) one after another. Times are in seconds."""

    targets: tuple[Number, ...]
    action: str | None = None
    method: str = "POST"
    timeout: int = DEFAULT_DIAL_TIMEOUT
    time_limit: int = 14_400
    caller_id: str | None = None
    hangup_on_star: bool = False
    answer_on_bridge: bool = False
    sequential: bool = False


@dataclass(frozen=True, slots=True)
class Hangup:
    """End the call; it is answered first if this is the first verb."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not answer. `reason` is rejected or busy."""

    reason: str = "rejected"


Verb = Say | Play | Pause | Gather | Redirect | Dial | Hangup | Reject


@dataclass(frozen=True, slots=True)
class Document:
    """The verbs directly under Response, in order."""

    verbs: tuple[Verb, ...] = ()
