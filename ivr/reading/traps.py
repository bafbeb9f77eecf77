"""YAML that is well-formed and means something else than it says.

The rule for ` #`, made for few false alarms: a comment that stands on a line of its own, or two or more spaces behind
a value, is a comment. It is a mistake when the words before it cannot end there ("press", "the"), or when the # is
glued to what follows or stands alone, as in `press #`, `the #key` and `press: #`. One space between a sentence and a
comment is a warning, because both readings are possible; after a single word (`next: main # back`) it is a comment.
"""

import re
from collections.abc import Iterator

from ivr.diagnostics import Diagnostic, Severity
from ivr.reading import mistakes
from ivr.reading.lines import Lines, Point, Row, Spot
from ivr.reading.spelling import entry, quoted, shown
from ivr.reading.tree import Scalar
from ivr.source import Place

_COMMENT = re.compile(r"(?P<gap>[ \t]+)(?P<mark>#+)(?P<words>[^\r\n]*)")
_TO_THE_CHECK = re.compile(r"\s*ivr:\s*allow\b")
"""No sentence goes on like this: it is a comment that allows a finding."""
_UNFINISHED = frozenset(
    [
        "a",
        "and",
        "by",
        "dial",
        "enter",
        "hit",
        "key",
        "number",
        "or",
        "press",
        "pressing",
        "the",
        "then",
        "touch",
        "with",
        "your",
    ]
)
_CALLS_FOR_A_KEY = frozenset({"and", "dial", "or", "press", "pressing", "the"})
"""Words that cannot be a whole value before a comment; those above cannot end a sentence."""
_LOST_KEY = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*)#[ ]?:(?=[ ]|$)[ ]*(?P<value>[^\r\n]*)")
_GLUED = re.compile(r"(?!(?:mailto|sips?|tel|urn):)(?P<key>[A-Za-z0-9_*#-]+):(?!//)(?P<value>\S.*)")
_STRANGE_BLANK = re.compile(r"[ ]*(?P<blank>[^\S ]|\u200b)\s*(?=[^\s#])")
_WIDTH = 2000


def comment(lines: Lines, text: str, start: Point, end: Point, *, in_braces: bool) -> tuple[Diagnostic | None, str]:
    """What an unquoted value loses to a comment behind it, and the text the author meant if that is certain."""
    row = lines.rows[end.line] if end.line < len(lines.rows) else ""
    found = _COMMENT.match(row, end.column, end.column + _WIDTH)
    if found is None or _TO_THE_CHECK.match(found["words"]):
        return None, text
    apart = found["gap"] != " "
    certain = _certainly_lost(text, apart, found["words"])
    if not certain and (apart or " " not in text):
        return None, text
    place = lines.place(Spot(end.line, found.start("mark")))
    at_a_glance = lines.row(start.line)
    if start.column == at_a_glance.key_column and found["mark"] in at_a_glance.key:
        return lost_key_words(place, at_a_glance), text
    words = "" if in_braces else found["words"]
    written = f"{text} {found['mark']}{words}".strip()
    key = "" if in_braces else at_a_glance.key
    return (_lost_words(key, written, place), written) if certain else (_one_space(key, written, place), text)


def _certainly_lost(text: str, apart: bool, words: str) -> bool:
    last = text.rpartition(" ")[2].lower()
    if " " in text and last in _UNFINISHED:
        return True
    return not apart and (last in _CALLS_FOR_A_KEY or not words.strip() or not words[0].isspace())


def _lost_words(key: str, written: str, place: Place) -> Diagnostic:
    return mistakes.UNQUOTED_HASH.at(
        place,
        'A space followed by "#" begins a comment, so the rest of this line is not part of the text.',
        f"Put the whole text in quotes: {entry(key, written)}",
    )


def lost_key_words(place: Place, row: Row) -> Diagnostic:
    return mistakes.UNQUOTED_HASH.at(
        place,
        'A space followed by "#" begins a comment, so the key breaks off here.',
        f"Take the # out, or put the key in quotes: {quoted(row.key)}: {row.value}".rstrip(),
    )


def _one_space(key: str, written: str, place: Place) -> Diagnostic:
    return mistakes.UNQUOTED_HASH.at(
        place,
        'The sentence ends before this "#"; the rest of the line is a comment that callers will not hear.',
        f"If it should be heard, write {entry(key, written)}; if it is a comment, put two spaces before the #.",
        Severity.WARNING,
    )


def brace_first(lines: Lines, start: Point, end: Point) -> tuple[Diagnostic, Scalar]:
    """Braces around nothing but words: a value such as {company.name} that was meant to be spoken."""
    text = lines.between(start, end)
    while text.startswith("{{") and text.endswith("}}"):
        text = text[1:-1]
    row = lines.row(start.line)
    place = lines.place(start)
    key = row.key if row.column == start.column else ""
    return in_quotes(place, key, text), Scalar(text, place, quoted=True)


def in_quotes(place: Place, key: str, text: str) -> Diagnostic:
    """The finding for a text that begins with a brace or a bracket."""
    opening, holds = ("brace", "keys with values") if text.startswith("{") else ("square bracket", "a list")
    return mistakes.BRACE_FIRST.at(
        place,
        f"{'The value of ' + shown(key) if key else 'This text'} begins with a {opening}, "
        f"so YAML reads it as {holds} and not as words to be said.",
        f"Put the whole text in quotes: {entry(key, text)}",
    )


def split_sentence(key: Scalar, text: str, lost: Scalar) -> Diagnostic:
    return mistakes.SENTENCE_IN_BRACES.at(
        lost.place,
        f"Inside braces a comma ends the value, so {shown(key.text)} would lose everything from {shown(lost.text)} on.",
        f"Write it without braces, on a line of its own and in quotes: {entry(key.text, text)}",
    )


def glued_in_braces(key: Scalar) -> Diagnostic | None:
    found = _GLUED.fullmatch(key.text)
    return None if found is None or key.quoted else missing_space(key.place, found["key"], found["value"])


def missing_space(place: Place, key: str, value: str) -> Diagnostic:
    return mistakes.MISSING_SPACE.at(
        place,
        f"There is no space after the colon of {shown(key + ':')}, so YAML reads the key and its value as one word.",
        f"Write a space after the colon: {key}: {value.strip()}",
    )


def glued(text: str) -> tuple[str, str] | None:
    """The key and the value of a text such as `say:Hello`. Times, addresses of web pages and digits are not keys."""
    found = _GLUED.fullmatch(text)
    if found is None or (found["key"].isdigit() and found["value"][:1].isdigit()):
        return None
    return found["key"], found["value"]


def in_lines(lines: Lines, quoted_rows: set[int]) -> Iterator[Diagnostic]:
    """What only shows in the text itself; lines that begin inside quotes or a | block are left alone."""
    for number, row in enumerate(lines.rows):
        if number in quoted_rows:
            continue
        lost = _LOST_KEY.match(row) if "#" in row else None
        if lost:
            yield _lost_key(lines.place(Spot(number, row.index("#"))), lost["value"])
        strange = strange_blank(lines, number)
        if strange:
            yield strange


def _lost_key(place: Place, value: str) -> Diagnostic:
    return mistakes.LOST_HASH_KEY.at(
        place,
        'A line that begins with "#" is a comment, so the key # would do nothing.',
        f'Put the key in quotes: "#": {value}'.rstrip(),
    )


def strange_blank(lines: Lines, line: int) -> Diagnostic | None:
    """A tab, or a blank from a word processor, where only spaces may indent."""
    row = lines.text(line)
    if not row[:1].isspace() and not row.startswith("\u200b"):
        return None
    found = _STRANGE_BLANK.match(row)
    if found is None:
        return None
    what = "a tab" if found["blank"] == "\t" else "a special blank, which looks like a space but is none"
    return mistakes.STRANGE_INDENTATION.at(
        lines.place(Spot(line, found.start("blank"))),
        f"This line is indented with {what}; YAML counts only spaces.",
        "Replace it by spaces, two for each level.",
    )


def glued_lines(lines: Lines, start: Point, end: Point) -> list[tuple[Scalar, Scalar]]:
    """`say:Hello` on lines of its own under a key, where a mapping was meant: the keys and values, or nothing."""
    if lines.indentation(start.line) != start.column:
        return []
    pairs: list[tuple[Scalar, Scalar]] = []
    for number in range(start.line, end.line + 1):
        parts = glued(lines.row(number).value)
        if parts is None:
            return []
        place = lines.place(Spot(number, lines.indentation(number)))
        pairs.append((Scalar(parts[0], place), Scalar(parts[1], place)))
    return pairs
