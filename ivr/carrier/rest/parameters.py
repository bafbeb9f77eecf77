"""The parameters of one request to the API, read with the codes Twilio refuses bad ones with."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from ivr.carrier.rest.problems import RestProblemError, invalid

LONGEST_URL = 4000  # characters; Twilio, error 21609
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_BAD_URL, _BAD_METHOD, _BAD_CALLBACK = 21205, 21403, 21609


class Parameters:
    """By name, each as often as it was sent. Every method raises RestProblemError for what it cannot read."""

    def __init__(self, sent: Mapping[str, object]) -> None:
        self._sent = {name: _texts(value) for name, value in sent.items()}

    def has(self, name: str) -> bool:
        """An empty value is one too: it takes away what was there."""
        return name in self._sent

    def text(self, name: str, default: str = "") -> str:
        values = self._sent.get(name, ())
        return values[0] if values else default

    def texts(self, name: str) -> Sequence[str]:
        return self._sent.get(name, ())

    def number(self, name: str, missing: int, bad: int) -> str:
        """A telephone number in E.164; `missing` and `bad` are the codes to refuse with."""
        number = self.text(name)
        if not number:
            raise RestProblemError(400, missing, f"A '{name}' phone number is required")
        if not _E164.fullmatch(number):
            raise RestProblemError(400, bad, f"The '{name}' number is not a valid phone number")
        return number

    def url(self, name: str, code: int = _BAD_URL) -> str | None:
        """None where it is missing or empty."""
        url = self.text(name)
        if url and not _absolute(url):
            raise RestProblemError(400, code, f"'{name}' is not a valid URL")
        return url or None

    def callback(self, name: str) -> str | None:
        """As `url`, where the host name may hold no underscore."""
        url = self.url(name, _BAD_CALLBACK)
        if url is not None and ("_" in (urlsplit(url).hostname or "") or len(url) > LONGEST_URL):
            raise RestProblemError(400, _BAD_CALLBACK, f"'{name}' is not a valid URL")
        return url

    def method(self, name: str) -> str:
        method = self.text(name, "POST").upper() or "POST"
        if method not in ("GET", "POST"):
            raise RestProblemError(400, _BAD_METHOD, f"'{name}' is neither GET nor POST")
        return method

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        text = self.text(name) or str(default)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise invalid(name)
        return int(text)


def _texts(value: object) -> tuple[str, ...]:
    """As the library would put it into a form."""
    if isinstance(value, list | tuple):
        return tuple(text for one in value for text in _texts(one))
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),)


def _absolute(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
