"""What a Say says: its words, its breaks, and for a handset that makes sound the marks around the words.

Tags: Twilio, "Text-to-speech: SSML"; Polly names what a break of a given strength amounts to, in words, so the lengths
in milliseconds are ours. Where `sub` gives an alias, that is what is heard.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from ivr.twiml.element_reader import ElementReader, shown
from ivr.twiml.errors import SCHEMA
from ivr.twiml.tree import Element
from ivr.twiml.verbs import Break, Marked

_MARKS = frozenset(("emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"))
_SENTENCES = frozenset(("p", "s"))
_TIME = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,3}))?(ms|s)")
_STRENGTHS = {"none": 0, "x-weak": 0, "weak": 250, "medium": 250, "strong": 500, "x-strong": 1000}
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text as it is written and as it is heard, and the marks it stands in, outermost first."""

    text: str = field(repr=False)
    heard: str = field(repr=False)
    within: tuple[Element, ...] = ()


def spoken(read: ElementReader) -> Iterator[str | Marked | Break]:
    """Words and breaks in order: white space folded, adjacent words one, empty ones left out."""
    content = read.content()
    if len(content) == 1 and isinstance(content[0], str):  # most of them: nothing but words
        yield from filter(None, [" ".join(content[0].split())])
        return
    for are_breaks, run in groupby(_pieces(read, content, ()), key=lambda piece: isinstance(piece, Break)):
        if are_breaks:
            yield from (one for one in run if isinstance(one, Break))
        else:
            yield from _words([one for one in run if isinstance(one, _Piece)])


def written_length(element: Element) -> int:
    """Characters inside an element as it was written, tags, blanks and line ends included."""
    return sum(
        len(part) if isinstance(part, str) else len(_start(part)) + written_length(part) + len(_end(part))
        for part in element.content
    )


def _words(pieces: Sequence[_Piece]) -> Iterator[str | Marked]:
    text = " ".join("".join(piece.heard for piece in pieces).split())
    if text:
        yield Marked(text, _joined(pieces)) if any(piece.within for piece in pieces) else text


def _pieces(
    read: ElementReader, content: Sequence[str | Element], within: tuple[Element, ...]
) -> Iterator[_Piece | Break]:
    for part in content:
        if isinstance(part, str):
            yield _Piece(part, part, within)
        elif part.name == "break":
            yield from _break(read.inner(part))
        elif part.name in _MARKS:
            yield from _marked(read, part, within)
        else:
            read.inner(part).warn(SCHEMA, f"Say cannot hold {shown(part.name)}")


def _marked(read: ElementReader, mark: Element, within: tuple[Element, ...]) -> Iterator[_Piece | Break]:
    inside = _pieces(read, mark.content, (*within, mark))
    if mark.name in _SENTENCES:
        apart = _Piece(" ", " ", within)
        yield from (apart, *inside, apart)
    elif mark.name == "sub" and "alias" in mark.attributes:
        text = "".join(piece.text for piece in inside if isinstance(piece, _Piece))
        yield _Piece(text, mark.attributes["alias"], (*within, mark))
    else:
        yield from inside


def _joined(pieces: Iterable[_Piece]) -> str:
    """SSML again, without `<speak>`. A mark that a break cut in two is written around both halves."""
    parts: list[str] = []
    opened: tuple[Element, ...] = ()
    for piece in [*pieces, _Piece("", "")]:
        same = _shared(opened, piece.within)
        parts += [_end(mark) for mark in reversed(opened[same:])]
        parts += [_start(mark) for mark in piece.within[same:]]
        parts.append(escape(piece.text))
        opened = piece.within
    return "".join(parts).strip()


def _shared(one: Sequence[Element], other: Sequence[Element]) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a is not b), min(len(one), len(other))
    )


def _start(mark: Element) -> str:
    attributes = (f" {name.replace(_XML, 'xml:')}={quoteattr(value)}" for name, value in mark.attributes.items())
    return f"<{mark.name}{''.join(attributes)}>"


def _end(mark: Element) -> str:
    return f"</{mark.name}>"


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
