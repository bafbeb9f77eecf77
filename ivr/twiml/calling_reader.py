"""Dial and what may stand in it: numbers, clients, SIP addresses, one queue, or one conference.

Source: Twilio, Dial, Number, Client, Sip, Queue, Conference, and their warnings in its error dictionary.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from ivr.twiml import vocabulary
from ivr.twiml.element_reader import ElementReader, shown
from ivr.twiml.errors import NOT_PERFORMED, SCHEMA
from ivr.twiml.nouns import CALL_EVENTS, CONFERENCE_EVENTS, MOST_PARTICIPANTS, Client, Conference, Detection, Queue, Sip
from ivr.twiml.queueing import LONGEST_NAME
from ivr.twiml.verbs import DEFAULT_DIAL_TIMEOUT, Dial, Number, RecordedDial, Target

MOST_TARGETS = 10
LONGEST_CALL = 14_400  # seconds
LONGEST_REASON = 50  # characters
LONGEST_URI = 255
LONGEST_HEADERS = 1024

TONES = re.compile(r"[0-9A-D#*wW]+")
_SIP = re.compile(r"sips?:[^\s?;@]+@[^\s?;@]+(;[^\s?]*)?", re.IGNORECASE)
_HEADER = re.compile(r"x-[!-~]+|user-to-user|remote-party-id|p-preferred-identity|p-called-party-id", re.IGNORECASE)
_COUNTRY = re.compile(
    "at|au|bg|br|be|ch|cl|cn|cz|de|dk|ee|es|fi|fr|gr|hu|il|in|it|lt|jp|mx|my|nl|no|nz|ph|pl|pt|ru|se|sg|th|uk|us|us-old"
    "|tw|ve|za"
)
_RECORDED = (
    *("true", "record-from-answer", "record-from-ringing", "record-from-answer-dual", "record-from-ringing-dual"),
    *("false", "do-not-record"),
)
_RECORDING_EVENTS = ("in-progress", "completed", "absent")
_DETECTORS = (("SpeechThreshold", 1000, 6000), ("SpeechEndThreshold", 500, 5000), ("SilenceTimeout", 2000, 10_000))

Noun = Target | Queue | Conference


def read_dial(read: ElementReader) -> Dial:
    targets, room = _nouns(read)
    return Dial(
        targets=targets,
        action=read.text_of("action"),
        method=read.method(13210),
        timeout=read.whole("timeout", DEFAULT_DIAL_TIMEOUT, 13212, least=5, most=600),
        time_limit=read.whole("timeLimit", LONGEST_CALL, 13216, least=1),
        caller_id=read.text_of("callerId"),
        hangup_on_star=read.flag("hangupOnStar", 13213),
        answer_on_bridge=read.flag("answerOnBridge", SCHEMA),
        sequential=read.flag("sequential", SCHEMA),
        room=room,
        recorded=_recorded(read),
        ring_tone=_ring_tone(read),
        call_reason=_call_reason(read),
    )


def _nouns(read: ElementReader) -> tuple[tuple[Target, ...], Queue | Conference | None]:
    """Whom to ring, or the one number that is the text of Dial itself. A Dial left with nobody is kept: its action
    runs. Of nouns that cannot stand beside one another the first decides."""
    nouns = [noun for child in read.elements() if (noun := _noun(read.inner(child))) is not None]
    bare = read.text()
    if bare and nouns:
        read.warn(SCHEMA, "Dial holds a number as text beside other elements")
    elif bare:
        nouns = [Number(bare)]
    if not nouns:
        read.warn(SCHEMA, "Dial has nobody to ring")
    elif isinstance(nouns[0], Queue | Conference):
        return (), _alone(read, nouns[0], nouns[1:])
    return _targets(read, nouns), None


def _alone(read: ElementReader, room: Queue | Conference, others: list[Noun]) -> Queue | Conference:
    if others:
        _mixed(read, [room, *others])
    return room


def _targets(read: ElementReader, nouns: list[Noun]) -> tuple[Target, ...]:
    targets = [noun for noun in nouns if not isinstance(noun, Queue | Conference)]
    if len(targets) < len(nouns):
        _mixed(read, nouns)
    if len(targets) > MOST_TARGETS:
        read.warn(SCHEMA, f"Dial rings at most {MOST_TARGETS} numbers")
    return tuple(targets[:MOST_TARGETS])


def _mixed(read: ElementReader, nouns: list[Noun]) -> None:
    """13000 is Twilio's word for a Conference beside anything else."""
    code = 13000 if any(isinstance(noun, Conference) for noun in nouns) else 13215
    read.warn(code, "Dial holds what cannot stand together; the first decides")


def _noun(read: ElementReader) -> Noun | None:
    name = read.element.name
    if name not in _NOUNS:
        if name in vocabulary.NOUNS:
            read.warn(NOT_PERFORMED, f"{name} is not performed")
        else:
            read.warn(13215, f"Dial cannot hold {shown(name)}")
        return None
    noun = _NOUNS[name](read)
    read.finish(vocabulary.ATTRIBUTES.get(name, ()))
    return noun


def _number(read: ElementReader) -> Number | None:
    number = Number(
        read.text(),
        url=read.text_of("url"),
        method=read.method(13221),
        send_digits=read.matching("sendDigits", 13222, TONES, "a run of keys"),
        status_callback=read.text_of("statusCallback"),
        status_callback_method=read.method(SCHEMA, "statusCallbackMethod"),
        status_callback_event=_events(read, "statusCallbackEvent", CALL_EVENTS, ("completed",)),
        detection=_detection(read),
    )
    if not number.number:
        read.warn(13223, "Number is empty")
        return None
    return number


def _client(read: ElementReader) -> Client | None:
    """The name is the text of Client, or of an Identity in it."""
    inner = [read.inner(child) for child in read.elements()]
    named = [one.text() for one in inner if one.element.name == "Identity"]
    client = Client(
        read.text() or next(iter(named), ""),
        parameters=tuple(pair for one in inner if (pair := _parameter(one)) is not None),
        url=read.text_of("url"),
        method=read.method(SCHEMA),
        status_callback=read.text_of("statusCallback"),
        status_callback_method=read.method(SCHEMA, "statusCallbackMethod"),
        status_callback_event=_events(read, "statusCallbackEvent", CALL_EVENTS, ("completed",)),
    )
    if not client.identity:
        read.warn(SCHEMA, "Client has no identity")
        return None
    return client


def _parameter(read: ElementReader) -> tuple[str, str] | None:
    if read.element.name == "Identity":
        read.finish()
        return None
    if read.element.name != "Parameter":
        read.warn(SCHEMA, f"Client cannot hold {shown(read.element.name)}")
        return None
    name, value = read.text_of("name"), read.text_of("value")
    read.finish()
    if not name:
        read.warn(SCHEMA, "Parameter has no name")
        return None
    return name, value or ""


def _sip(read: ElementReader) -> Sip | None:
    username, password = read.text_of("username"), read.text_of("password")
    if (username is None) is not (password is None):
        read.warn(13249, "Sip has a username without a password, or a password without a username")
        username = password = None
    sip = Sip(
        _headed(read),
        username=username,
        password=password,
        url=read.text_of("url"),
        method=read.method(13241),
        status_callback=read.text_of("statusCallback"),
        status_callback_method=read.method(SCHEMA, "statusCallbackMethod"),
        status_callback_event=_events(read, "statusCallbackEvent", CALL_EVENTS, ("completed",)),
        detection=_detection(read),
    )
    return sip if sip.uri else None


def _headed(read: ElementReader) -> str:
    """The address, with its headers where they are such as may be sent; empty when it is no SIP address at all."""
    uri, _, headers = read.text().partition("?")
    if not _SIP.fullmatch(uri) or len(uri) >= LONGEST_URI:
        read.warn(13243, f"Sip is no SIP address of fewer than {LONGEST_URI} characters")
        return ""
    if len(headers) > LONGEST_HEADERS:
        read.warn(13253, f"the headers of Sip have more than {LONGEST_HEADERS} characters")
        return uri
    names = [name for name, _ in parse_qsl(headers, keep_blank_values=True)]
    if any(not _HEADER.fullmatch(name) for name in names):
        read.warn(13252, "Sip has a header that is not sent: its name does not begin with x-")
        return uri
    return f"{uri}?{headers}" if headers else uri


def _queue(read: ElementReader) -> Queue | None:
    queue = Queue(
        read.text(),
        url=read.text_of("url"),
        method=read.method(14210),
        reservation_sid=read.text_of("reservationSid"),
        post_work_activity_sid=read.text_of("postWorkActivitySid"),
    )
    if not queue.name and queue.reservation_sid is None:
        read.warn(14212, "Queue has no name")
        return None
    if len(queue.name) > LONGEST_NAME:
        read.warn(14213, f"the name of Queue has more than {LONGEST_NAME} characters")
        return None
    return queue


def _conference(read: ElementReader) -> Conference | None:
    conference = Conference(
        read.text(),
        muted=read.flag("muted", 13230),
        beep=read.word("beep", "true", 13235, ("true", "false", "onEnter", "onExit")),
        start_on_enter=read.flag("startConferenceOnEnter", 13232, default=True),
        end_on_exit=read.flag("endConferenceOnExit", 13231),
        wait_url=read.text_of("waitUrl"),
        wait_method=read.method(13234, "waitMethod"),
        max_participants=read.whole("maxParticipants", MOST_PARTICIPANTS, SCHEMA, least=2, most=MOST_PARTICIPANTS),
        label=read.text_of("participantLabel"),
        status_callback=read.text_of("statusCallback"),
        status_callback_method=read.method(SCHEMA, "statusCallbackMethod"),
        status_callback_event=_events(read, "statusCallbackEvent", CONFERENCE_EVENTS, ()),
    )
    if not conference.name:
        read.warn(13237, "Conference has no name")
        return None
    return conference


def _events(read: ElementReader, name: str, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    text = read.text_of(name)
    if text is None:
        return default
    words = text.split()
    if any(word not in known for word in words):
        read.wrong(name, SCHEMA, "a list of events that exist")
    return tuple(word for word in words if word in known)


def _detection(read: ElementReader) -> Detection | None:
    """The other attributes of a detection mean nothing without machineDetection itself."""
    for name, least, most in _DETECTORS:
        read.whole_or_none(f"machineDetection{name}", SCHEMA, least=least, most=most)
    detection = Detection(
        read.word("machineDetection", "", SCHEMA, ("Enable", "DetectMessageEnd")),
        timeout=read.whole("machineDetectionTimeout", 30, SCHEMA, least=3, most=59),
        callback=read.text_of("amdStatusCallback"),
        callback_method=read.method(SCHEMA, "amdStatusCallbackMethod"),
    )
    return detection if detection.mode else None


def _recorded(read: ElementReader) -> RecordedDial | None:
    mode = read.word("record", "do-not-record", 13217, _RECORDED)
    recorded = RecordedDial(
        mode="record-from-answer" if mode == "true" else mode,
        track=read.word("recordingTrack", "both", SCHEMA, ("inbound", "outbound", "both")),
        status_callback=read.text_of("recordingStatusCallback"),
        status_callback_method=read.method(SCHEMA, "recordingStatusCallbackMethod"),
        status_callback_event=_events(read, "recordingStatusCallbackEvent", _RECORDING_EVENTS, ("completed",)),
    )
    return None if mode in ("false", "do-not-record") else recorded


def _ring_tone(read: ElementReader) -> tuple[str, ...]:
    countries = (read.text_of("ringTone") or "").replace(",", " ").split()
    if any(not _COUNTRY.fullmatch(country) for country in countries):
        read.wrong("ringTone", SCHEMA, "a list of countries whose ringing is known")
    return tuple(country for country in countries if _COUNTRY.fullmatch(country))


def _call_reason(read: ElementReader) -> str | None:
    reason = read.text_of("callReason")
    if reason is not None and len(reason) > LONGEST_REASON:
        read.wrong("callReason", SCHEMA, f"of at most {LONGEST_REASON} characters")
        return None
    return reason


_NOUNS: dict[str, Callable[[ElementReader], Noun | None]] = {
    "Number": _number,
    "Client": _client,
    "Sip": _sip,
    "Queue": _queue,
    "Conference": _conference,
}
