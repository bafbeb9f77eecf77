"""Where Twilio's documentation disagrees with itself (X), says nothing (U) or had to be inferred (I): named switches.

The default is what this network does; the other values let an application be shown to survive the other readings.
Each value has a test of its own under tests/carrier/facts/. Marks and sources stand with each switch.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from ivr.telephony.outcomes import DialStatus


class EmptyDigits(StrEnum):
    """With actionOnEmptyResult and no input, and after a recording that no key ended, Digits is in the action request
    empty, or not at all (U). The same for SpeechResult where only speech counts."""

    EMPTY = "empty"
    ABSENT = "absent"


class UnknownVerb(StrEnum):
    """A verb that Twilio does not know is passed over with warning 12200, or ends the document (I; open interpreters
    split)."""

    SKIPPED = "skipped"
    STOPS = "stops"


class SilentRecording(StrEnum):
    """A recording in which nothing was said requests its action, or control falls through to the next verb (X: today's
    page, and the page of earlier years)."""

    SAVED = "saved"
    FALLS_THROUGH = "falls through"


class UnansweredSid(StrEnum):
    """DialCallSid and DialCallDuration when nobody answered: the leg's sid and 0, or neither (X)."""

    SENT = "sent"
    OMITTED = "omitted"


class CallerHangsUpInDial(StrEnum):
    """A caller who hangs up during a Dial with an action: the action is requested, or not (C for requested)."""

    REQUESTED = "action requested"
    SILENT = "no request"


class PayAction(StrEnum):
    """Pay requests its action whenever it ends, or only after a success; then the next verb runs (X)."""

    ALWAYS = "always"
    SUCCESS = "success only"


class PayAttempts(StrEnum):
    """maxAttempts counts tries after the first, or tries in all (X: text, and the attribute's name)."""

    RETRIES = "retries"
    TRIES = "tries"


class PayHangUp(StrEnum):
    """A caller who hangs up while a payment is processed: Result is caller-hung-up at once, or what the connector
    answers in its own time (U). It was asked either way."""

    AT_ONCE = "caller hung up"
    OUTCOME = "the outcome"


class EmptyRedirect(StrEnum):
    """A Redirect without a URL is passed over, ends the call, or asks for the present document again (X, U)."""

    SKIPPED = "skipped"
    HANGS_UP = "hangs up"
    REPEATS = "repeats the document"


class Confidence(StrEnum):
    """Confidence beside SpeechResult is there, or missing (D: it may be)."""

    SENT = "sent"
    OMITTED = "omitted"


class WrongVoice(StrEnum):
    """A Say whose voice or language Twilio does not have, or not together, is read in a default voice, or not at all
    (U: "may result in error")."""

    DEFAULT = "a default voice"
    UNSAID = "not said"


class FailedMedia(StrEnum):
    """A sound file that cannot be fetched is skipped with an error, or fails the document (U)."""

    SKIPPED = "skipped"
    FAILS = "fails"


class EmptyBody(StrEnum):
    """A reply without a body, 204 among them, fails as error 11770 (I; documented for chunked replies), or ends the
    call quietly like an empty Response (U; as other carriers do)."""

    FAILS = "fails"
    HANGS_UP = "hangs up"


@dataclass(frozen=True, slots=True)
class Readings:
    """One reading of everything disputed. `refused` is the DialCallStatus when a whisper document hung up (U)."""

    refused: DialStatus = DialStatus.COMPLETED
    empty_digits: EmptyDigits = EmptyDigits.EMPTY
    unknown_verb: UnknownVerb = UnknownVerb.SKIPPED
    silent_recording: SilentRecording = SilentRecording.SAVED
    unanswered_sid: UnansweredSid = UnansweredSid.SENT
    caller_hangs_up_in_dial: CallerHangsUpInDial = CallerHangsUpInDial.REQUESTED
    pay_action: PayAction = PayAction.ALWAYS
    pay_attempts: PayAttempts = PayAttempts.RETRIES
    pay_hang_up: PayHangUp = PayHangUp.AT_ONCE
    empty_redirect: EmptyRedirect = EmptyRedirect.SKIPPED
    failed_media: FailedMedia = FailedMedia.SKIPPED
    confidence: Confidence = Confidence.SENT
    wrong_voice: WrongVoice = WrongVoice.DEFAULT
    empty_body: EmptyBody = EmptyBody.FAILS


def each() -> Iterator[Readings]:
    """The default, then every other value of every switch, one at a time."""
    default = Readings()
    yield default
    for switch in fields(Readings):
        chosen = getattr(default, switch.name)
        for value in type(chosen):
            if value is not chosen:
                yield replace(default, **{switch.name: value})
