"""X-Twilio-Signature: base64(HMAC-SHA1(auth token, URL + each sorted name and value)).

Source: Twilio, "Security", and twilio.request_validator, to which a property test holds this file equal. It is written
out here because the check stands on the path of every request and the library's costs several times as much.
For a GET there are no pairs: the URL's own query already says everything.
"""

import hmac
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence

from ivr.webhook.form import parse_form

__all__ = ["SIGNATURE_HEADER", "parse_form", "sign", "verify", "voice_url"]

SIGNATURE_HEADER = "X-Twilio-Signature"

_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?#]*@)?(?P<host>\[[^\]/?#]*\]|[^:/?#\[\]]*)"
    r"(?::(?P<port>[0-9]*))?(?P<rest>(?:[/?][^#]*)?)(?:#.*)?",
    re.DOTALL,
)


def sign(token: str, url: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The signature of a request. Fragment and `user:pass@` are left out, the port is signed as it stands in `url`;
    `voice_url` first takes away the port that Voice does not sign.

    Raises ValueError for an empty token, with which anybody could sign.
    """
    if not token:
        raise ValueError("an empty token signs nothing")
    return _mac(token, _bare(url), _tail(pairs)).decode()


def verify(tokens: Sequence[str], url: str, pairs: Sequence[tuple[str, str]], signature: str) -> bool:
    """Whether one of `tokens` signed this request, with or without the port: Twilio is not consistent about it, so
    its libraries accept both. Empty tokens are passed over. The comparison takes the same time however it ends."""
    given = signature.encode("utf-8", "surrogatepass")
    tail = _tail(pairs)
    accepted = False
    for candidate in dict.fromkeys(_spellings(url)):
        for token in filter(None, tokens):
            accepted |= hmac.compare_digest(_mac(token, candidate, tail), given)
    return accepted


def voice_url(url: str) -> str:
    """The URL as Voice signs it: over https without its port, over http with it (Twilio, Security)."""
    parts = _URL.fullmatch(url)
    if parts is None or parts["scheme"].lower() != "https":
        return _bare(url)
    return f"{parts['scheme']}://{parts['host']}{parts['rest']}"


def _mac(token: str, url: str, tail: str) -> bytes:
    # surrogatepass: a URL of odd bytes must fail to verify, not fail to be encoded
    message = (url + tail).encode("utf-8", "surrogatepass")
    return b64encode(hmac.digest(token.encode(), message, "sha1"))


def _tail(pairs: Sequence[tuple[str, str]]) -> str:
    """Names in byte order, values of a repeated name in order and each once. Sorting whole pairs does both: Python
    compares text by code point, which is the byte order of UTF-8."""
    return "".join(map("".join, sorted(set(pairs))))


def _bare(url: str) -> str:
    parts = _URL.fullmatch(url)
    if parts is None:
        return url.partition("#")[0]
    port = "" if parts["port"] is None else f":{parts['port']}"
    return f"{parts['scheme']}://{parts['host']}{port}{parts['rest']}"


def _spellings(url: str) -> Iterator[str]:
    """The URLs a right signature may have been made over."""
    parts = _URL.fullmatch(url)
    if parts is None:
        yield url.partition("#")[0]
        return
    usual = "443" if parts["scheme"].lower() == "https" else "80"
    yield f"{parts['scheme']}://{parts['host']}{parts['rest']}"
    yield f"{parts['scheme']}://{parts['host']}:{parts['port'] or usual}{parts['rest']}"
