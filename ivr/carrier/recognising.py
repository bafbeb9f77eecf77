"""What a Gather understands of what is said, when it stops listening, and what it reports meanwhile.

Source: Twilio, Gather (speechTimeout, partialResultCallback, profanityFilter). The recogniser here mishears nothing.
"""

from dataclasses import dataclass

from ivr.carrier.happenings import TOLERANCE, Heard
from ivr.carrier.office import Stage
from ivr.carrier.outcome import Fetch
from ivr.telephony.events import Silent
from ivr.twiml.verbs import Gather

FIRST_PAUSE = 1.0  # seconds; what speechTimeout="auto" takes for a pause. Twilio gives no number
PARTIAL_SECONDS = 1.0  # between two partial results; Twilio promises no number of them
STABILITY = "0.8"
_LATIN_AMERICAN = ("es-AR", "es-CL", "es-CO", "es-MX", "es-PE", "es-419", "es-US", "es-VE")
_PROFANE = frozenset(("bastard", "bitch", "bullshit", "damn", "fuck", "fucking", "shit"))


@dataclass(slots=True)
class _Partials:
    """Sent without waiting for them, and without a look at what comes back."""

    verb: Gather
    stage: Stage
    sent: int = 0
    last: str = ""

    def tell(self, stable: str, words: str) -> None:
        if self.verb.partial_result_callback is None or words == self.last:
            return
        self.last = words
        extra = (
            ("UnstableSpeechResult", words),
            ("StableSpeechResult", stable),
            ("Stability", STABILITY),
            ("SequenceNumber", str(self.sent)),
        )
        self.sent += 1
        fetch = Fetch(
            self.verb.partial_result_callback, self.verb.partial_result_callback_method, Silent(), extra=extra
        )
        self.stage.office.spawn(self.stage.report(fetch))


async def recognise(verb: Gather, stage: Stage, first: Heard) -> str:
    """The words said until nothing more is for as long as the document waits, or maxSpeechTime is over."""
    time, partials = stage.office.room.time, _Partials(verb, stage)
    until, heard = first.start + verb.max_speech_time, [first]
    while True:
        await _listen(verb, stage, heard, min(heard[-1].end, until), partials)
        left = until - time()
        further = await stage.leg.speech(min(_silence(verb), left)) if left > TOLERANCE else None
        if further is None:
            return _words(verb, heard, time())
        heard.append(further)


def _silence(verb: Gather) -> float:
    """Seconds without a word that end the listening (Twilio, speechTimeout: by default the value of timeout)."""
    match verb.speech_timeout:
        case None:
            return verb.timeout
        case int(seconds):
            return seconds
        case _:
            return FIRST_PAUSE


async def _listen(verb: Gather, stage: Stage, heard: list[Heard], end: float, partials: _Partials) -> None:
    time = stage.office.room.time
    while (left := end - time()) > TOLERANCE:
        await stage.leg.pause(min(PARTIAL_SECONDS, left))
        partials.tell(_words(verb, heard[:-1], time()), _words(verb, heard, time()))


def _words(verb: Gather, heard: list[Heard], moment: float) -> str:
    text = " ".join(filter(None, (said.said_by(moment) for said in heard)))
    return " ".join(_decent(word) for word in text.split()) if _filters(verb) else text


def _filters(verb: Gather) -> bool:
    """Twilio: the filter does nothing for numbers_and_commands, nor for the Spanish of Latin America."""
    return (
        verb.profanity_filter and verb.speech_model != "numbers_and_commands" and verb.language not in _LATIN_AMERICAN
    )


def _decent(word: str) -> str:
    """The first letter, and stars for the others (Twilio, profanityFilter). The words are a few examples of ours."""
    return word[0] + "*" * (len(word) - 1) if word.lower().strip(".,!?") in _PROFANE else word
