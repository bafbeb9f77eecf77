"""What the action of a Record is told, both directions. Source: Twilio, Record, action; Recordings resource, its URI.

Of the address of a recording nothing is kept but the sid: an address that a form names is never fetched, so nobody can
make a line of ours ask for anything.
"""

import re
from urllib.parse import quote

from ivr.telephony.events import Recorded
from ivr.webhook.form_fields import Fields, seconds_of

_RECORDING = re.compile(r"RE[0-9a-fA-F]{32}")
_BEHIND_THE_PATH = re.compile(r"[?#]")
_HANGUP = "hangup"
"""Digits of a Record that the caller ended by hanging up."""


def is_recording(fields: Fields, *, over: bool) -> bool:
    """Whether a Record tells this. The last status callback of a call that the REST API was asked to record names a
    recording too (Twilio, Call resource, StatusCallback): it alone has a CallDuration, and no Digits."""
    if not (fields.get("RecordingDuration") or fields.get("RecordingUrl")):
        return False
    return not (over and fields.get("CallDuration") and fields.get("Digits") != _HANGUP)


def read_recording(fields: Fields, *, over: bool) -> Recorded:
    """The key that ended it is dropped. Raises BadFormError."""
    sid = _sid(fields.get("RecordingSid", "")) or _sid(_last_part(fields.get("RecordingUrl", "")))
    hung_up = over or fields.get("Digits") == _HANGUP
    return Recorded(sid, seconds_of(fields, "RecordingDuration") or 0, hung_up)


def recording_fields(recorded: Recorded, account: str, finished_on: str) -> dict[str, str]:
    """`finished_on` is the key that ended it. Raises ValueError for what is no recording's sid, and for somebody who
    ended it in two ways."""
    if recorded.recording and not _sid(recorded.recording):
        raise ValueError("the sid of a recording is RE and 32 hexadecimal digits")
    if recorded.hung_up and finished_on:
        raise ValueError("a recording is ended by a key or by hanging up")
    digits = _HANGUP if recorded.hung_up else finished_on
    url = {"RecordingUrl": _address(account, recorded.recording)} if recorded.recording else {}
    return url | {"RecordingDuration": str(recorded.seconds)} | ({"Digits": digits} if digits else {})


def _sid(text: str) -> str:
    return text if _RECORDING.fullmatch(text) else ""


def _last_part(url: str) -> str:
    """Of its path."""
    return _BEHIND_THE_PATH.split(url, maxsplit=1)[0].rpartition("/")[2]


def _address(account: str, sid: str) -> str:
    return f"https://api.twilio.com/2010-04-01/Accounts/{quote(account, safe='')}/Recordings/{sid}"
