"""What a Say says: its text and its breaks. Other SSML keeps its text and loses its colour.

Tags: Twilio, "Text-to-speech: SSML"; Polly names what a break of a given strength amounts to, in words, so the lengths
in milliseconds are ours.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ivr.twiml.element_reader import ElementReader, shown
from ivr.twiml.errors import SCHEMA
from ivr.twiml.tree import Element
from ivr.twiml.verbs import Break

_INLINE = frozenset(("emphasis", "lang", "phoneme", "prosody", "say-as", "sub", "w"))
_SENTENCES = frozenset(("p", "s"))
_TIME = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,3}))?(ms|s)")
_STRENGTHS = {"none": 0, "x-weak": 0, "weak": 250, "medium": 250, "strong": 500, "x-strong": 1000}


def spoken(read: ElementReader) -> Iterator[str | Break]:
    """Texts and breaks in order: white space folded, adjacent texts one, empty ones left out."""
    for are_texts, run in groupby(_pieces(read, read.content()), key=lambda piece: isinstance(piece, str)):
        if not are_texts:
            yield from run
        elif text := " ".join("".join(piece for piece in run if isinstance(piece, str)).split()):
            yield text


def _pieces(read: ElementReader, content: Sequence[str | Element]) -> Iterator[str | Break]:
    for part in content:
        if isinstance(part, str):
            yield part
        elif part.name == "break":
            yield from _break(read.inner(part))
        elif part.name in _INLINE:
            yield from _pieces(read, part.content)
        elif part.name in _SENTENCES:
            yield from (" ", *_pieces(read, part.content), " ")
        else:
            read.inner(part).warn(SCHEMA, f"Say cannot hold {shown(part.name)}")


def _break(read: ElementReader) -> Iterator[Break]:
    strength = read.word("strength", "medium", SCHEMA, tuple(_STRENGTHS))
    time = read.text_of("time")
    found = _TIME.fullmatch(time or "")
    if time is not None and found is None:
        read.wrong("time", SCHEMA, "a time such as 600ms or 1.5s")
    read.finish()
    yield Break(_STRENGTHS[strength] if found is None else _milliseconds(*found.groups(default="")))


def _milliseconds(whole: str, part: str, unit: str) -> int:
    return int(whole) if unit == "ms" else int(whole) * 1000 + int(part.ljust(3, "0"))
