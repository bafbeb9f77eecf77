"""A key in the body of a SIP INFO, which no standard describes: `Signal=5` as application/dtmf-relay, the bare key as
application/dtmf."""

import re

_SIGNAL = re.compile(r"^\s*Signal\s*=\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_KEYS = "0123456789*#ABCD"


def key_in(body: str, content_type: str) -> str | None:
    """The key, or None where there is none. 10 and 11 stand for * and #, as some softphones write them."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/dtmf-relay":
        found = _SIGNAL.search(body)
        signal = found[1] if found else ""
    elif kind == "application/dtmf":
        signal = body.strip()
    else:
        return None
    signal = {"10": "*", "11": "#"}.get(signal, signal).upper()
    return signal if len(signal) == 1 and signal in _KEYS else None
