"""What a page says to its telephone, read from JSON. Sound has the shape of Twilio's Media Streams.

Nothing of a message is ever repeated in an error: it may hold keys.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ivr.telephony.keys import KEYS
from ivr.telephony.numbers import BadNumberError, parse_number

LONGEST_TEXT = 1000  # characters that somebody says, or is called by


class BadMessageError(ValueError):
    """The message says what is wrong, for people."""


@dataclass(frozen=True, slots=True)
class Dial:
    """Numbers are E.164; `called` is None for the line's own."""

    caller: str | None
    called: str | None


@dataclass(frozen=True, slots=True)
class Represent:
    """This telephone answers that number, None for any that nobody else answers."""

    number: str | None
    name: str


@dataclass(frozen=True, slots=True)
class PickUp:
    pass


@dataclass(frozen=True, slots=True)
class HangUp:
    pass


@dataclass(frozen=True, slots=True)
class Press:
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sound:
    """Of the microphone, mu-law."""

    sound: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """Words typed in the place of speech."""

    text: str = field(repr=False)


Message = Dial | Represent | PickUp | HangUp | Press | Sound | Said
_Fields = Mapping[str, object]


def read(text: str) -> Message:
    """Raises BadMessageError."""
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessageError("A message is not JSON.") from None
    if not isinstance(fields, dict):
        raise BadMessageError("A message is no JSON object.")
    event = fields.get("event")
    reader = _READERS.get(event) if isinstance(event, str) else None
    if reader is None:
        raise BadMessageError("A message names no event that is known here.")
    return reader(fields)


def _dial(fields: _Fields) -> Dial:
    return Dial(_number(fields, "from"), _number(fields, "to"))


def _represent(fields: _Fields) -> Represent:
    name = _text(fields, "name") if fields.get("name") is not None else ""
    return Represent(_number(fields, "number"), name.strip())


def _press(fields: _Fields) -> Press:
    key = _text(_inner(fields, "dtmf"), "digit")
    if key not in KEYS:
        raise BadMessageError("A telephone has the keys 0 to 9, * and #.")
    return Press(key)


def _sound(fields: _Fields) -> Sound:
    payload = _inner(fields, "media").get("payload")
    if not isinstance(payload, str):
        raise BadMessageError("Sound has a payload in base64.")
    try:
        return Sound(base64.b64decode(payload, validate=True))
    except (binascii.Error, ValueError):
        raise BadMessageError("Sound has a payload in base64.") from None


def _said(fields: _Fields) -> Said:
    return Said(_text(fields, "text"))


def _inner(fields: _Fields, name: str) -> _Fields:
    inner = fields.get(name)
    if not isinstance(inner, dict):
        raise BadMessageError(f"A message lacks its {name}.")
    return inner


def _text(fields: _Fields, name: str) -> str:
    """Printable, so that no name or word can be anything but text in whatever it is shown in or sent with."""
    text = fields.get(name)
    if not isinstance(text, str) or not text.isprintable() or len(text) > LONGEST_TEXT:
        raise BadMessageError(f"A message needs a {name} of at most {LONGEST_TEXT} printable characters.")
    return text


def _number(fields: _Fields, name: str) -> str | None:
    if fields.get(name) in (None, ""):
        return None
    text = _text(fields, name)
    try:
        return parse_number(text)
    except BadNumberError:
        raise BadMessageError("That is no telephone number: it is written like +15550100000.") from None


_READERS: Mapping[str, Callable[[_Fields], Message]] = {
    "call": _dial,
    "represent": _represent,
    "pick_up": lambda _: PickUp(),
    "hang_up": lambda _: HangUp(),
    "dtmf": _press,
    "media": _sound,
    "say": _said,
}
