"""What the action of a Dial is told, both directions. Source: Twilio, Dial, action.

A recorded Dial tells a RecordingUrl besides, and the Dial of a queue a QueueSid: it is the end of a Dial all the same.
"""

from ivr.telephony.events import DialEnded
from ivr.telephony.outcomes import DialStatus
from ivr.webhook.form_fields import BadFormError, Fields, seconds_of, sid_of

_STATUSES = frozenset(status.value for status in DialStatus)


def is_dial(fields: Fields) -> bool:
    return "DialCallStatus" in fields


def read_dial(fields: Fields) -> DialEnded:
    """Raises BadFormError."""
    return DialEnded(
        _status(fields["DialCallStatus"]),
        bridged=_bridged(fields.get("DialBridged", "")),
        seconds=seconds_of(fields, "DialCallDuration"),
        child=sid_of(fields, "DialCallSid") if fields.get("DialCallSid") else None,
    )


def dial_fields(ended: DialEnded) -> dict[str, str]:
    fields = {"DialCallStatus": ended.status.value}
    if ended.child is not None:
        fields["DialCallSid"] = ended.child
    if ended.seconds is not None:
        fields["DialCallDuration"] = str(ended.seconds)
    if ended.bridged is not None:
        fields["DialBridged"] = "true" if ended.bridged else "false"
    return fields


def _bridged(text: str) -> bool | None:
    if text not in ("", "true", "false"):
        raise BadFormError("DialBridged is neither true nor false")
    return text == "true" if text else None


def _status(word: str) -> DialStatus:
    if word not in _STATUSES:
        raise BadFormError("DialCallStatus is a word of no carrier")
    return DialStatus(word)
