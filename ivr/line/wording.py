"""A sentence as an author writes it: words, and values in braces such as {company.name} or {account.balance}.

There is no format language: a value knows how it is spoken (principle 4 of the menu language).
"""

import difflib
import re
from dataclasses import dataclass

from ivr.dialog.prompts import NEVER_SPOKEN, Known

COMPANY = "company."
_BRACES = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of company.yaml, named by its path below `company.`; it is known before any call."""

    path: tuple[str, ...]


Piece = str | Known | Fact


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one text; each is said whole or not at all (see dialog.prompts.Sentence)."""

    sentences: tuple[tuple[Piece, ...], ...]
    text: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for sentence in self.sentences for piece in sentence)


def parse_wording(text: str) -> Wording:
    """Raises ValueError with a sentence an author understands."""
    folded = " ".join(text.split())
    if not folded:
        raise ValueError("there are no words here")
    return Wording(tuple(_sentence(one) for one in _END_OF_SENTENCE.split(folded)), folded)


def _sentence(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    parts = _BRACES.split(text)
    for place, part in enumerate(parts):
        if place % 2:
            pieces.append(_value(part))
        elif "{" in part or "}" in part:
            raise ValueError("a brace without its partner; a value is written {company.name}")
        elif part:
            pieces.append(part)
    return tuple(pieces)


def _value(name: str) -> Known | Fact:
    bare = name.strip()
    if bare.startswith(COMPANY) and _NAME.match(bare):
        return Fact(tuple(bare.split(".")[1:]))
    try:
        known = Known(bare)
    except ValueError:
        near = difflib.get_close_matches(bare, [one.value for one in Known], n=1)
        hint = f"; did you mean {{{near[0]}}}?" if near else f"; known are company.* and {', '.join(sorted(Known))}"
        raise ValueError(f"there is no value {{{bare}}}{hint}") from None
    if known in NEVER_SPOKEN:
        raise ValueError(f"{{{bare}}} proves who is calling and is never read out")
    return known
