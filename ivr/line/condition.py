"""A switch of company.yaml as a condition: `channels.mail`, `not channels.chat`, `channels.in_person is stores or
partners`, `services has mobile`. Decided when the line is loaded, once for all callers; there is nothing else to it.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from ivr.reading.scalars import UnfitError, scalar
from ivr.reading.spelling import shown

_CONDITION = re.compile(
    r"(?P<not>not )?(?:company\.)?(?P<path>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)"
    r"(?: (?P<relation>is not|is|has) (?P<words>.+))?"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether the value at `path` is given and not false; with `words`, whether it is one of them, or has one of them."""

    path: tuple[str, ...]
    words: tuple[str, ...] = ()
    negated: bool = False
    text: str = ""

    def holds(self, value: object) -> bool:
        return self._holds(value) is not self.negated

    def _holds(self, value: object) -> bool:
        if not self.words:
            return value not in (None, False, (), "", "none", 0)
        several = value if isinstance(value, tuple | list) else (value,)
        return any(str(one) in self.words for one in several)


def parse_condition(text: str) -> Condition:
    """Raises UnfitError."""
    folded = " ".join(text.split())
    found = _CONDITION.fullmatch(folded)
    if found is None:
        raise UnfitError(
            f"{shown(text)} is not a switch of company.yaml.",
            "Write its path, such as channels.mail, or channels.in_person is stores, or services has mobile.",
        )
    turned = found["relation"] == "is not"
    if found["not"] and turned:
        raise UnfitError(f"{shown(text)} says not twice.", f"Write {found['path']} is {found['words']}")
    words = tuple(word.strip() for word in (found["words"] or "").split(" or "))
    return Condition(tuple(found["path"].split(".")), tuple(filter(None, words)), bool(found["not"]) or turned, folded)


If = Annotated[Condition, scalar(parse_condition, {"type": "string", "minLength": 1}, "channels.mail")]
