"""The scalar types of this language, on top of those of reading: each owns its parse, none is a bare int or bool."""

from typing import Annotated

from ivr.line.wording import Wording, parse_wording
from ivr.reading.scalars import parse_name, scalar
from ivr.telephony.keys import KEYS, Key
from ivr.telephony.numbers import parse_number


class NodeId(str):
    """The name of a node: where an option, an outcome or `next` leads."""

    __slots__ = ()


def _node_id(text: str) -> NodeId:
    return NodeId(parse_name(text))


def _key(text: str) -> Key:
    for key in KEYS:
        if text == key:
            return key
    raise ValueError(f"{text!r} is not a key of a telephone: 0 to 9, * or #")


Target = Annotated[NodeId, scalar(_node_id, {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}, "representative")]
KeyName = Annotated[Key, scalar(_key, {"type": ["string", "integer"], "enum": list(KEYS)}, "1")]
Words = Annotated[Wording, scalar(parse_wording, {"type": "string", "minLength": 1}, "To pay your bill")]
Phone = Annotated[
    str, scalar(parse_number, {"type": "string", "pattern": "^[+][1-9][0-9 ().-]{6,}$"}, "+1 555 010 0101")
]
