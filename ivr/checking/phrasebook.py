"""Phrases that are looked for in what a line says, written so that a translator can read and mend them.

Words stand as they are heard, in small letters, with their accents: ``press|hit [the] <key> ... card``. A bar stands between words
of which one is meant, brackets around what may be missing, ``<key>`` for the name of a key and ``...`` for up to five
words of the same sentence. A phrase begins with words, by which a text that cannot hold it is passed over unread:
lines of ten thousand nodes are searched for hundreds of phrases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_BETWEEN = ",? "
_GAP = r"(?:[\w'\u2019-]+,? ){0,5}"


@dataclass(frozen=True, slots=True)
class Phrases:
    """`cues` holds the first words of all the phrases, one of which must be among the words of a text."""

    cues: frozenset[str]
    expression: re.Pattern[str]

    def all_in(self, text: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """Every phrase in a text that consists of these words."""
        return iter(()) if self.cues.isdisjoint(words) else self.expression.finditer(text)

    def first_in(self, text: str, words: frozenset[str]) -> str:
        """The first phrase as it stands there; nothing where there is none."""
        return next((one[0] for one in self.all_in(text, words)), "")

    def within(self, text: str) -> str:
        """The same for a text whose words nobody has counted yet."""
        return self.first_in(text, words_in(text))


def words_in(text: str) -> frozenset[str]:
    """The words of a text, in small letters; a hyphen and an apostrophe stand between two."""
    return frozenset(_WORD.findall(text.casefold()))


def listed(*rows: str) -> frozenset[str]:
    """Single words, as many in a row as fit."""
    return frozenset(word for row in rows for word in row.split())


def phrases(*written: str, keys: tuple[str, ...] = ()) -> Phrases:
    """`keys` are the names of keys. A key that another one follows is part of a number, and not meant."""
    key = _alternatives(keys)
    expressions = [_expression(one, rf"{key}(?![\w-])(?!,? {key}(?!\w))") for one in written]
    cues = frozenset(next(_WORD.finditer(word))[0] for one in written for word in _first(one))
    return Phrases(cues, re.compile(rf"(?<![\w-])(?:{'|'.join(expressions)})(?![\w-])", re.IGNORECASE))


def _first(phrase: str) -> list[str]:
    first = phrase.partition(" ")[0]
    if first[0] in "[<.":
        raise ValueError(f"a phrase begins with words: {phrase}")
    return first.casefold().split("|")


def _expression(phrase: str, key: str) -> str:
    expression, glue = "", ""
    for slot in phrase.split():
        if slot == "...":
            expression, glue = expression + glue + _GAP, ""
        elif slot.startswith("["):
            expression += f"(?:{glue}{_alternatives(slot[1:-1].split('|'))})?"
        else:
            expression += glue + (key if slot == "<key>" else _alternatives(slot.split("|")))
            glue = _BETWEEN
    return expression


def _alternatives(words: tuple[str, ...] | list[str]) -> str:
    return f"(?:{'|'.join(re.escape(one) for one in sorted(words, key=len, reverse=True))})"
