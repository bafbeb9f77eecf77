"""The names of the environment in directory.yaml become what they stand for, once, when the line starts.

No message repeats a value: half of them are tokens.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ivr.line.directory import VARIABLE, DirectoryFile

_PRINTABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")  # RFC 9110, 5.5, without its obsolete part
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class DirectorySettingsError(ValueError):
    """The environment does not say what directory.yaml needs. The message names the variables and says what to do."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What requests are made of: headers and addresses may hold tokens, so no repr shows them."""

    verify: str = field(repr=False)
    record: str | None = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


def settled(written: DirectoryFile, environment: Mapping[str, str]) -> Settled:
    """Raises DirectorySettingsError."""
    record = None if written.record is None else written.record.url
    templates = [written.verify.url, *written.headers.values(), *([record] if record else [])]
    names = dict.fromkeys(name for text in templates for name in VARIABLE.findall(text))
    missing = [name for name in names if not environment.get(name, "").strip()]
    if missing:
        raise DirectorySettingsError(
            f"directory.yaml needs {', '.join(missing)}, and the environment has no such value"
        )
    values = {name: environment[name].strip() for name in names}
    return Settled(
        _address("verify", _filled(written.verify.url, values), plain=written.plain_http),
        None if record is None else _address("record", _filled(record, values), plain=written.plain_http),
        {name: _header(name, _filled(text, values)) for name, text in written.headers.items()},
    )


def _filled(template: str, values: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda found: values[found[1]], template)


def _address(what: str, url: str, *, plain: bool) -> str:
    problem = _problem_of(url, plain=plain)
    if problem:
        raise DirectorySettingsError(
            f"the url of {what} in directory.yaml {problem}; look at what the environment says"
        )
    return url


def _problem_of(url: str, *, plain: bool) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or not _PRINTABLE.fullmatch(url) or " " in url:
        return "is not an address such as https://billing.example.com/verify"
    if parts.username is not None or parts.password is not None:
        return "holds a name or password, which belongs into a header"
    if parts.fragment:
        return "ends in a fragment, which is never sent"
    if parts.scheme == "http" and parts.hostname not in _HERE and not plain:
        return "begins with http://, so what callers key could be read on the way; write https://, or plain_http: true"
    return ""


def _header(name: str, text: str) -> str:
    if not _PRINTABLE.fullmatch(text):
        raise DirectorySettingsError(
            f"the header {name} in directory.yaml holds what no header can; look at the environment"
        )
    return text
