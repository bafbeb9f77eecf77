"""The scalar types of this language, on top of those of reading: each owns its parse, none is a bare int or bool."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from ivr.line.wording import Wording, parse_spoken
from ivr.reading.misfits import nearest
from ivr.reading.scalars import UnfitError, parse_count, parse_money_text, parse_name, parse_seconds, scalar
from ivr.reading.spelling import shown
from ivr.telephony.keys import KEYS, Key
from ivr.telephony.numbers import BadNumberError, parse_number

LONGEST_WAIT = 300

T = TypeVar("T", bound=str)


class NodeId(str):
    """The name of a node: where an option, an outcome or `next` leads."""

    __slots__ = ()


def _node_id(text: str) -> NodeId:
    return NodeId(parse_name(text))


def _key(text: str) -> Key:
    for key in KEYS:
        if text == key:
            return key
    raise UnfitError(f"{shown(text)} is not a key of a telephone.", 'The keys are 0 to 9, and in quotes "*" and "#".')


def _phone(text: str) -> str:
    try:
        return parse_number(text)
    except BadNumberError:
        raise UnfitError(
            f"{shown(text)} is not a telephone number.",
            "Write it with a plus sign and the code of the country, such as +1 555 010 0101.",
        ) from None


def _timeout(text: str) -> int:
    seconds = parse_seconds(text)
    if not 1 <= seconds <= LONGEST_WAIT:
        raise UnfitError(
            f"Nobody can be waited for {seconds} seconds.", f"Write 1 to {LONGEST_WAIT} seconds, such as 8 s."
        )
    return seconds


def _positive(text: str) -> int:
    number = parse_count(text)
    if number < 1:
        raise UnfitError(f"{shown(text)} is too few.", "Write 1 or more.")
    return number


def parse_amount(text: str) -> int:
    """Cents; a credit is an amount with a minus in front."""
    return -parse_money_text(text[1:]) if text.startswith("-") else parse_money_text(text)


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise UnfitError(f"{shown(text)} is not an address.", "Write it whole, such as https://line.example.com/voice")
    return text


def one_of(choices: Sequence[T], what: str) -> Callable[[str], T]:
    """A parser for a closed list of words; `what` is how a sentence calls one of them."""

    def parse(text: str) -> T:
        for choice in choices:
            if text == choice:
                return choice
        near = [f"Did you mean {one}?" for one in nearest(text, choices)]
        listed = f"{'There is only' if len(choices) == 1 else 'There are'} {', '.join(choices)}."
        raise UnfitError(f"{shown(text)} is not {what}.", (near or [listed])[0])

    return parse


Target = Annotated[NodeId, scalar(_node_id, {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}, "representative")]
KeyName = Annotated[Key, scalar(_key, {"type": ["string", "integer"], "enum": list(KEYS)}, "1")]
Words = Annotated[Wording, scalar(parse_spoken, {"type": "string", "minLength": 1}, "To pay your bill")]
Phone = Annotated[str, scalar(_phone, {"type": "string", "pattern": "^[+][1-9][0-9 ().-]{6,}$"}, "+1 555 010 0101")]
Url = Annotated[str, scalar(_url, {"type": "string", "format": "uri"}, "https://line.example.com/voice")]
_NUMBER = ["integer", "string"]
Timeout = Annotated[
    int,
    scalar(
        _timeout,
        {"type": _NUMBER, "minimum": 1, "maximum": LONGEST_WAIT, "pattern": "^[1-9][0-9]{0,2}( s)?$"},
        "8 s",
    ),
]
Positive = Annotated[int, scalar(_positive, {"type": _NUMBER, "minimum": 1, "pattern": "^[1-9][0-9]{0,8}$"}, "3")]
Amount = Annotated[
    int,
    scalar(parse_amount, {"type": ["number", "string"], "pattern": r"^-?(0|[1-9][0-9]{0,11})\.[0-9]{2}$"}, "134.50"),
]
