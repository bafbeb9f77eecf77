"""The carrier's forms, both directions: a form to a Webhook (`decode`), a Webhook to a form (`encode`).

The only place where a raw form exists, and where what a Pay's report tells of a card, masked or not, is dropped. A form that is not understood is the carrier's fault or a stranger's and becomes
one BadFormError, whose reason names a rule and never repeats what was sent: Digits may be an account number.
Names and shapes: Twilio, "TwiML voice: request parameters"; the empty places and Gather's `msg` and `FinishedOnKey` are
not documented, but stand in real requests.
"""

import re
from collections.abc import Iterable, Mapping
from typing import assert_never
from urllib.parse import parse_qsl, urlencode

from ivr.secret import Secret
from ivr.telephony.events import (
    DialEnded,
    HungUp,
    Keyed,
    Leg,
    PaymentEnded,
    PayResult,
    Silent,
    Webhook,
    WireEvent,
)
from ivr.telephony.outcomes import CallStatus, DialStatus

MOST_FIELDS = 200
LONGEST_VALUE = 4096
"""Of one name or value, in bytes of UTF-8."""

SILENT = "silent"
"""The name in a URL's query that says: the caller keyed nothing, and the document went on to its Redirect."""

_PLAIN = re.compile(r"[A-Za-z0-9_.~+=& -]*")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_SID = re.compile(r"[A-Za-z0-9:_-]{1,64}")
_KEYS = re.compile(r"[0-9*#A-DwW]+")
_SECONDS = re.compile(r"[0-9]{1,9}")
LONGEST_CONFIRMATION = 40
_NOT_OF_A_CODE = re.compile(r"[^A-Za-z0-9-]")
_CARD_REFUSED = "64012"
_CHARGE_REFUSED = frozenset({"64008", "64010"})
"""PayErrorCode (Twilio, error dictionary): the payment company rejected the card; rejected the charge, or the token."""
_PLACES = tuple(
    party + part for party in ("From", "To", "Caller", "Called") for part in ("City", "State", "Zip", "Country")
)


class BadFormError(Exception):
    """The request is no form of a carrier. `reason` is for the log and holds nothing of what was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_form(body: bytes) -> list[tuple[str, str]]:
    """Names and values in the order sent, empty values kept; strict UTF-8. Raises BadFormError."""
    if body.count(b"&") >= MOST_FIELDS:
        raise BadFormError(f"more than {MOST_FIELDS} fields")
    pairs = _pairs(body)
    if pairs is None:
        raise BadFormError("not a form in UTF-8")
    if any(_too_long(name) or _too_long(value) for name, value in pairs):
        raise BadFormError(f"a field of more than {LONGEST_VALUE} bytes")
    return pairs


def form_bytes(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The body of a POST: application/x-www-form-urlencoded, UTF-8."""
    pairs = list(pairs)
    plain = "&".join(map("=".join, pairs))
    # most forms hold nothing to quote but the + of telephone numbers and the blank of "Gather End", and the library
    # takes its time to find that out
    if _PLAIN.fullmatch(plain) and plain.count("=") == len(pairs) and plain.count("&") < max(len(pairs), 1):
        return plain.replace("+", "%2B").replace(" ", "+").encode("ascii")
    return urlencode(pairs).encode("ascii")


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
    """The form that reports `webhook`, each name once. `finished_on` is the key that ended a Gather, "" when timeout or
    numDigits did. `extra` adds fields, and replaces those of the same name.

    Raises ValueError for what no carrier sends: an event that contradicts CallStatus, or itself.
    """
    return list((_leg_fields(webhook.leg) | _event_fields(webhook, finished_on) | dict(extra)).items())


def _pairs(body: bytes) -> list[tuple[str, str]] | None:
    # Returns instead of raising: the exception of the codec would carry the whole body along as its context.
    if _CONTROL.search(body):
        return None
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict") if body else []
    except ValueError:
        return None


def _too_long(text: str) -> bool:
    return len(text) > LONGEST_VALUE // 4 and len(text.encode()) > LONGEST_VALUE


def _leg(fields: Mapping[str, str]) -> Leg:
    return Leg(
        call=_sid(fields, "CallSid"),
        account=fields.get("AccountSid", ""),
        caller=fields.get("From", ""),
        called=fields.get("To", ""),
        status=_call_status(fields.get("CallStatus", "")),
        direction=fields.get("Direction", "inbound"),
        parent=_sid(fields, "ParentCallSid") if fields.get("ParentCallSid") else None,
    )


def _event(status: CallStatus, fields: Mapping[str, str]) -> WireEvent:
    if "DialCallStatus" in fields:
        return DialEnded(
            _dial_status(fields["DialCallStatus"]),
            bridged=_bridged(fields.get("DialBridged", "")),
            seconds=_seconds(fields, "DialCallDuration"),
            child=_sid(fields, "DialCallSid") if fields.get("DialCallSid") else None,
        )
    if fields.get("Result") in _PAY_RESULTS:
        return _payment(PayResult(fields["Result"]), fields)
    if status.over:
        return HungUp(_seconds(fields, "CallDuration"))
    return _gathered(fields.get("Digits", ""))


def _payment(result: PayResult, fields: Mapping[str, str]) -> PaymentEnded:
    """Whether or not the caller is still there: what was paid is paid. A Result that no Pay is known to have is passed
    over like any field nobody knows, and behind a Pay that means: its end was never reported."""
    declined = result is PayResult.CONNECTOR_ERROR and _is_declined(fields)
    return PaymentEnded(result, _code_of(fields.get("PaymentConfirmationCode", "")), declined)


def _is_declined(fields: Mapping[str, str]) -> bool:
    """Whether the payment company was reached and said no. Twilio has one Result for that and for a company that never
    answered; only with words of the company's own (ConnectorError) was it surely reached. The rest is a failure."""
    code = fields.get("PayErrorCode", "").strip()
    return code == _CARD_REFUSED or (code in _CHARGE_REFUSED and bool(fields.get("ConnectorError", "").strip()))


def _code_of(text: str) -> str:
    """A confirmation as far as it can be said and written: no document, text or log gets anything else of it."""
    return _NOT_OF_A_CODE.sub("", text)[:LONGEST_CONFIRMATION]


def _gathered(digits: str) -> Keyed | Silent:
    """Absent and empty are the same (carriers differ). However long, keys are the caller's to press, and a nomatch;
    what no telephone can send was not keyed, and must never come near a document."""
    if not digits:
        return Silent()
    if not _KEYS.fullmatch(digits):
        raise BadFormError("digits that no telephone has")
    return Keyed(Secret(digits))


def _sid(fields: Mapping[str, str], name: str) -> str:
    sid = fields.get(name, "")
    if not _SID.fullmatch(sid):
        raise BadFormError(f"{name} is not 1 to 64 letters, digits, colons, dashes and underscores")
    return sid


def _seconds(fields: Mapping[str, str], name: str) -> int | None:
    text = fields.get(name, "")
    if text and not _SECONDS.fullmatch(text):
        raise BadFormError(f"{name} is not a number of seconds")
    return int(text) if text else None


def _bridged(text: str) -> bool | None:
    if text not in ("", "true", "false"):
        raise BadFormError("DialBridged is neither true nor false")
    return text == "true" if text else None


def _call_status(word: str) -> CallStatus:
    if word not in _CALL_STATUSES:
        raise BadFormError("CallStatus is missing or a word of no carrier")
    return CallStatus(word)


def _dial_status(word: str) -> DialStatus:
    if word not in _DIAL_STATUSES:
        raise BadFormError("DialCallStatus is a word of no carrier")
    return DialStatus(word)


_PAY_RESULTS = frozenset(result.value for result in PayResult)
_CALL_STATUSES = frozenset(status.value for status in CallStatus)
_DIAL_STATUSES = frozenset(status.value for status in DialStatus)


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
    event, over = webhook.event, webhook.leg.status.over
    if not isinstance(event, DialEnded | PaymentEnded) and isinstance(event, HungUp) is not over:
        raise ValueError(f"{type(event).__name__} cannot be reported with CallStatus {webhook.leg.status.value}")
    match event:
        case Keyed(keys=keys):
            return _gather_fields(keys, finished_on)
        case Silent():
            return {}
        case DialEnded():
            return _dial_fields(event)
        case PaymentEnded():
            return _pay_fields(event)
        case HungUp(seconds=seconds):
            return {} if seconds is None else {"CallDuration": str(seconds)}
        case _:
            assert_never(event)


def _gather_fields(keys: Secret, finished_on: str) -> dict[str, str]:
    if not len(keys):
        raise ValueError("no keys were keyed: that is Silent")
    return {"Digits": keys.reveal(), "msg": "Gather End", "FinishedOnKey": finished_on}


def _dial_fields(ended: DialEnded) -> dict[str, str]:
    fields = {"DialCallStatus": ended.status.value}
    if ended.child is not None:
        fields["DialCallSid"] = ended.child
    if ended.seconds is not None:
        fields["DialCallDuration"] = str(ended.seconds)
    if ended.bridged is not None:
        fields["DialBridged"] = "true" if ended.bridged else "false"
    return fields


def _pay_fields(ended: PaymentEnded) -> dict[str, str]:
    if ended.declined and ended.result is not PayResult.CONNECTOR_ERROR:
        raise ValueError(f"no payment company declines with Result {ended.result.value}")
    if ended.confirmation != _code_of(ended.confirmation):
        raise ValueError("a confirmation is at most 40 letters, digits and dashes")
    fields = {"Result": ended.result.value}
    if ended.confirmation:
        fields["PaymentConfirmationCode"] = ended.confirmation
    return fields | ({"PayErrorCode": _CARD_REFUSED} if ended.declined else {})
