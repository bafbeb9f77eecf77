"""The carrier's forms, both directions: a form to a Webhook (`decode`), a Webhook to a form (`encode`).

With its `form_` neighbours, one for each kind of request, the only place where a raw form exists. A form that is not
understood is the carrier's fault or a stranger's and becomes one BadFormError, whose reason names a rule and never
repeats what was sent: Digits may be an account number.
Names and shapes: Twilio, "TwiML voice: request parameters"; the empty places and Gather's `msg` and `FinishedOnKey` are
not documented, but stand in real requests.
"""

import re
from collections.abc import Iterable, Mapping
from typing import assert_never

from ivr.secret import Secret
from ivr.telephony.events import (
    Dequeued,
    DialEnded,
    HungUp,
    Keyed,
    Leg,
    PaymentEnded,
    Recorded,
    Silent,
    Webhook,
    WireEvent,
)
from ivr.telephony.outcomes import CallStatus
from ivr.webhook.form_body import LONGEST_VALUE, MOST_FIELDS, form_bytes, parse_form
from ivr.webhook.form_dial import dial_fields, is_dial, read_dial
from ivr.webhook.form_fields import BadFormError, Fields, seconds_of, sid_of
from ivr.webhook.form_payment import LONGEST_CONFIRMATION, is_payment, payment_fields, read_payment
from ivr.webhook.form_queue import dequeued_fields, is_dequeued, read_dequeued
from ivr.webhook.form_recording import is_recording, read_recording, recording_fields

__all__ = [
    "LONGEST_CONFIRMATION",
    "LONGEST_VALUE",
    "MOST_FIELDS",
    "SILENT",
    "BadFormError",
    "decode",
    "decode_pairs",
    "encode",
    "form_bytes",
    "parse_form",
]

SILENT = "silent"
"""The name in a URL's query that says: the caller keyed nothing, and the document went on to its Redirect."""

_KEYS = re.compile(r"[0-9*#A-DwW]+")
_CALL_STATUSES = frozenset(status.value for status in CallStatus)
_PLACES = tuple(
    party + part for party in ("From", "To", "Caller", "Called") for part in ("City", "State", "Zip", "Country")
)


def decode(body: bytes, query: Mapping[str, str]) -> Webhook:
    """What a POST reports; `query` is that of the URL it came to. Raises BadFormError."""
    return decode_pairs(parse_form(body), query)


def decode_pairs(pairs: Iterable[tuple[str, str]], query: Mapping[str, str]) -> Webhook:
    """As `decode`, for a form that was already taken apart to check its signature, or came in a GET's query.

    Names nobody knows are passed over, and of a name sent twice the first counts. Raises BadFormError.
    """
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields.setdefault(name, value)
    leg = _leg(fields)
    return Webhook(leg, Silent() if query.get(SILENT) == "1" else _event(leg.status, fields))


def encode(webhook: Webhook, *, finished_on: str = "", extra: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """The form that reports `webhook`, each name once. `finished_on` is the key that ended a Gather or a Record, "" where
    something else did. `extra` adds fields, and replaces those of the same name.

    Raises ValueError for what no carrier sends: an event that contradicts CallStatus, or itself.
    """
    return list((_leg_fields(webhook.leg) | _event_fields(webhook, finished_on) | dict(extra)).items())


def _leg(fields: Fields) -> Leg:
    return Leg(
        call=sid_of(fields, "CallSid"),
        account=fields.get("AccountSid", ""),
        caller=fields.get("From", ""),
        called=fields.get("To", ""),
        status=_call_status(fields.get("CallStatus", "")),
        direction=fields.get("Direction", "inbound"),
        parent=sid_of(fields, "ParentCallSid") if fields.get("ParentCallSid") else None,
    )


def _event(status: CallStatus, fields: Fields) -> WireEvent:
    """By what only one kind of request has. A Dial comes first, which may tell of a recording besides."""
    if is_dial(fields):
        return read_dial(fields)
    if is_payment(fields):
        return read_payment(fields)
    if is_dequeued(fields):
        return read_dequeued(fields, over=status.over)
    if is_recording(fields, over=status.over):
        return read_recording(fields, over=status.over)
    if status.over:
        return HungUp(seconds_of(fields, "CallDuration"))
    return _gathered(fields.get("Digits", ""))


def _gathered(digits: str) -> Keyed | Silent:
    """Absent and empty are the same (carriers differ). However long, keys are the caller's to press, and a nomatch;
    what no telephone can send was not keyed, and must never come near a document."""
    if not digits:
        return Silent()
    if not _KEYS.fullmatch(digits):
        raise BadFormError("digits that no telephone has")
    return Keyed(Secret(digits))


def _call_status(word: str) -> CallStatus:
    if word not in _CALL_STATUSES:
        raise BadFormError("CallStatus is missing or a word of no carrier")
    return CallStatus(word)


def _leg_fields(leg: Leg) -> dict[str, str]:
    fields = {
        "CallSid": leg.call,
        "AccountSid": leg.account,
        "From": leg.caller,
        "To": leg.called,
        "Caller": leg.caller,
        "Called": leg.called,
        "CallStatus": leg.status.value,
        "ApiVersion": "2010-04-01",
        "Direction": leg.direction,
    }
    parent = {} if leg.parent is None else {"ParentCallSid": leg.parent}
    return fields | parent | dict.fromkeys(_PLACES, "")


def _event_fields(webhook: Webhook, finished_on: str) -> dict[str, str]:
    event, leg = webhook.event, webhook.leg
    if not _fits(event, over=leg.status.over):
        raise ValueError(f"{type(event).__name__} cannot be reported with CallStatus {leg.status.value}")
    match event:
        case Keyed(keys=keys):
            return _gather_fields(keys, finished_on)
        case Silent():
            return {}
        case DialEnded():
            return dial_fields(event)
        case PaymentEnded():
            return payment_fields(event)
        case Dequeued():
            return dequeued_fields(event)
        case Recorded():
            return recording_fields(event, leg.account, finished_on)
        case HungUp(seconds=seconds):
            return {} if seconds is None else {"CallDuration": str(seconds)}
        case _:
            assert_never(event)


def _fits(event: WireEvent, *, over: bool) -> bool:
    """Whether a call that is `over`, or is not, can be told of so. Dial and Pay end with the caller and without."""
    match event:
        case DialEnded() | PaymentEnded():
            return True
        case Recorded(hung_up=hung_up):
            return hung_up or not over
        case HungUp():
            return over
        case Keyed() | Silent() | Dequeued():
            return not over
        case _:
            assert_never(event)


def _gather_fields(keys: Secret, finished_on: str) -> dict[str, str]:
    if not len(keys):
        raise ValueError("no keys were keyed: that is Silent")
    return {"Digits": keys.reveal(), "msg": "Gather End", "FinishedOnKey": finished_on}
