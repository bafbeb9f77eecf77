"""A sentence as an author writes it: words, and values in braces such as {company.name} or {account.balance}.

There is no format language: a value knows how it is spoken (principle 4 of the menu language).
"""

import re
from dataclasses import dataclass

from ivr.dialog.prompts import NEVER_SPOKEN, VERIFIERS, Known
from ivr.reading.misfits import nearest
from ivr.reading.scalars import UnfitError

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
    """Raises UnfitError."""
    folded = " ".join(text.split())
    if not folded:
        raise UnfitError("There are no words here.", "Write what is said, or leave the key out.")
    return Wording(tuple(_sentence(one) for one in _END_OF_SENTENCE.split(folded)), folded)


def parse_spoken(text: str) -> Wording:
    """Words that are heard. Raises UnfitError."""
    wording = parse_wording(text)
    if Known.PAYMENT_LINK in wording.pieces:
        raise UnfitError("A link cannot be said, only sent.", "Write it in the body of a text.")
    return wording


def _sentence(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    parts = _BRACES.split(text)
    for place, part in enumerate(parts):
        if place % 2:
            pieces.append(_value(part))
        elif "{" in part or "}" in part:
            raise UnfitError(
                "A brace stands here without its partner.",
                "A value is written between two braces, such as {company.name}.",
            )
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
        raise UnfitError(f"There is no value {{{bare}}}.", _meant(bare)) from None
    if known in VERIFIERS:
        raise UnfitError(
            f"{{{bare}}} proves who is calling, so it is never read out.", "Take it out; {account.last4} may be said."
        )
    return known


def _meant(written: str) -> str:
    first, _, rest = written.lower().partition(".")
    if rest and nearest(first, [COMPANY[:-1]]) and _NAME.match(COMPANY + rest):
        return f"Did you mean {{{COMPANY}{rest}}}?"
    known = sorted(one.value for one in Known if one not in NEVER_SPOKEN)
    for near in nearest(written.lower(), known):
        return f"Did you mean {{{near}}}?"
    return f"There are {', '.join(f'{{{one}}}' for one in known)}, and the facts of company.yaml, such as {{company.name}}."
