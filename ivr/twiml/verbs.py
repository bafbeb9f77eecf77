"""The verbs of a document, as values. Attribute names and defaults are Twilio's, in our spelling.

An attribute that is None was not written; a default that Twilio documents stands here as the value.
"""

from dataclasses import dataclass

from ivr.twiml.nouns import Client, Conference, Detection, Queue, Sip
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.paying import Pay
from ivr.twiml.queueing import Enqueue, Leave
from ivr.twiml.recording import Record

DEFAULT_TIMEOUT = 5
DEFAULT_DIAL_TIMEOUT = 30
USUAL_RATE = 100
LONGEST_SPEECH = 60  # seconds that a Gather listens to speech (Twilio, Gather)


@dataclass(frozen=True, slots=True)
class Break:
    """SSML `<break time="..ms"/>` inside Say: a silence of that many milliseconds."""

    milliseconds: int


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with SSML around or among them: `text` is what is heard, `ssml` the same as it was written, without
    `<speak>`, for a handset that makes sound. Read only: what is rendered are the words."""

    text: str
    ssml: str


@dataclass(frozen=True, slots=True)
class Say:
    """Text to speech. `loop` 0 means until hang-up or 1,000 times (Twilio, Say). `rate` is per cent of the voice's own
    pace, written as SSML prosody around the content; what is read has it in the marks of its words instead."""

    content: tuple[str | Marked | Break, ...]
    voice: str | None = None
    language: str | None = None
    loop: int = 1
    rate: int = USUAL_RATE

    @property
    def text(self) -> str:
        """What is heard, breaks left out and white space folded."""
        words = (part if isinstance(part, str) else part.text for part in self.content if not isinstance(part, Break))
        return " ".join(" ".join(words).split())


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
    """Collect keys, speech, or whichever comes first. `finish_on_key` "" means none, so that # and * arrive as keys.

    Times are in seconds; `speech_timeout` is the silence that ends speech, "auto" the first pause, None as `timeout`.
    """

    prompts: tuple[Say | Play | Pause, ...] = ()
    action: str | None = None
    method: str = "POST"
    input: str = "dtmf"
    timeout: int = DEFAULT_TIMEOUT
    num_digits: int | None = None
    finish_on_key: str = "#"
    action_on_empty_result: bool = False
    speech_timeout: int | str | None = None
    max_speech_time: int = LONGEST_SPEECH
    speech_model: str | None = None
    language: str | None = None
    hints: str | None = None
    profanity_filter: bool = True
    barge_in: bool = True
    partial_result_callback: str | None = None
    partial_result_callback_method: str = "POST"


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
    detection: Detection | None = None


@dataclass(frozen=True, slots=True)
class RecordedDial:
    """What is recorded of a Dial, from when, and who is told. Where it is None, nothing is."""

    mode: str = "record-from-answer"
    track: str = "both"
    status_callback: str | None = None
    status_callback_method: str = "POST"
    status_callback_event: tuple[str, ...] = ("completed",)


Target = Number | Client | Sip


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring up to ten others, together or (`sequential`) one after another; or, with a `room`, ring nobody. Times are in
    seconds. `ring_tone` are the countries whose ringing the caller hears; `call_reason` is shown to who is rung."""

    targets: tuple[Target, ...]
    action: str | None = None
    method: str = "POST"
    timeout: int = DEFAULT_DIAL_TIMEOUT
    time_limit: int = 14_400
    caller_id: str | None = None
    hangup_on_star: bool = False
    answer_on_bridge: bool = False
    sequential: bool = False
    room: Queue | Conference | None = None
    recorded: RecordedDial | None = None
    ring_tone: tuple[str, ...] = ()
    call_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Hangup:
    """End the call; it is answered first if this is the first verb."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not answer. `reason` is rejected or busy."""

    reason: str = "rejected"


Verb = (
    Say
    | Play
    | Pause
    | Gather
    | Redirect
    | Dial
    | Hangup
    | Reject
    | Pay
    | Enqueue
    | Leave
    | Record
    | Unperformed
    | Unknown
)


@dataclass(frozen=True, slots=True)
class Document:
    """The verbs directly under Response, in order."""

    verbs: tuple[Verb, ...] = ()
