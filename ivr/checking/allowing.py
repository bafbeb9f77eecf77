"""`# ivr: allow <rule-name>: <reason>`: what an author has looked at and wants to hear no more of, place by place.

Behind a value the comment speaks of its own line; alone, of the next line that is no comment. In a catalogue it is a
translator's comment and speaks of the entry below. It silences rules and other warnings, never a mistake of reading:
what cannot be read cannot be answered for.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ivr.checking.mistakes import ALLOW_WITHOUT_REASON, UNKNOWN_RULE, UNUSED_ALLOW
from ivr.checking.naming import Names
from ivr.diagnostics import Diagnostic, Edit, Fix, Severity
from ivr.reading.comments import Comment, comments
from ivr.reading.lines import Lines
from ivr.reading.spelling import shown
from ivr.source import Place, Source

QUICK = "ivr:"
"""No text without it holds such a comment, and most lines have none."""

_ALLOW = re.compile(r"#+\s*ivr:\s*allow\b(?P<name>[^:]*)(?P<colon>:)?(?P<reason>.*)")
_CATALOGUE = ".po"
_COMMENTED = re.compile(r"\s*#")
_TRANSLATORS = re.compile(r"\s*(?P<comment>#(?=\s).*)")


@dataclass(frozen=True, slots=True)
class Allow:
    """One such comment; `lines` are those it speaks of."""

    comment: Comment
    name: str
    reason: str
    lines: range


def allows_in(source: Source) -> tuple[Allow, ...]:
    """Never raises, whatever the text is."""
    if QUICK not in source.text:
        return ()
    rows = _rows(source.text)
    found = _in_catalogue(source.name, rows) if source.name.endswith(_CATALOGUE) else comments(source)
    matched = ((one, _ALLOW.fullmatch(one.text)) for one in found)
    lines = _lines_of_entry if source.name.endswith(_CATALOGUE) else _lines_of
    return tuple(
        Allow(one, match["name"].strip(), match["reason"].strip(), lines(rows, one)) for one, match in matched if match
    )


def _rows(text: str) -> Sequence[str]:
    return Lines.of(Source("", text)).rows


def _in_catalogue(name: str, rows: Sequence[str]) -> Iterator[Comment]:
    for number, row in enumerate(rows, start=1):
        found = _TRANSLATORS.fullmatch(row)
        if found:
            yield Comment(Place(name, number, found.start("comment") + 1), found["comment"].rstrip(), alone=True)


def _lines_of(rows: Sequence[str], comment: Comment) -> range:
    if not comment.alone:
        return range(comment.place.line, comment.place.line + 1)
    line = comment.place.line + 1
    while line <= len(rows) and _COMMENTED.match(rows[line - 1]):
        line += 1
    return range(line, line + 1)


def _lines_of_entry(rows: Sequence[str], comment: Comment) -> range:
    """The comments below, and the rows of the entry up to the next blank one or comment."""
    first = line = comment.place.line + 1
    while line <= len(rows) and _COMMENTED.match(rows[line - 1]):
        line += 1
    while line <= len(rows) and rows[line - 1].strip() and not _COMMENTED.match(rows[line - 1]):
        line += 1
    return range(first, line)


def judged(
    findings: Sequence[Diagnostic], texts: Mapping[str, str], names: Names, silent: Collection[str] | None
) -> list[Diagnostic]:
    """The findings nobody has allowed, and what is wrong with the comments themselves.

    `silent` names rules that were not asked; None where not every rule could speak. Then no comment is called unused,
    and neither while there are errors, which keep rules from seeing what is behind them.
    """
    allows = [one for name, text in texts.items() for one in allows_in(Source(name, text))]
    good = [one for one in allows if one.reason and one.name in names]
    by_line = _by_line(good)
    used: set[Allow] = set()
    kept: list[Diagnostic] = []
    for found in findings:
        allow = by_line.get((found.place.file, found.place.line, found.name)) if by_line else None
        if allow is not None and names.govern(found):
            used.add(allow)
        else:
            kept.append(found)
    all_spoke = silent is not None and not any(one.severity is Severity.ERROR for one in kept)
    unused = [one for one in good if all_spoke and one not in used and one.name not in (silent or ())]
    wrong = [_wrong(one, names) for one in allows if not (one.reason and one.name in names)]
    rows = {name: _rows(texts[name]) for name in {one.comment.place.file for one in unused}}
    return [*kept, *wrong, *(_unused(one, rows[one.comment.place.file]) for one in unused)]


def allowed(findings: Sequence[Diagnostic], texts: Mapping[str, str]) -> Mapping[Diagnostic, str]:
    """Those that are allowed where they stand, each with the reason."""
    allows = _by_line([one for name, text in texts.items() for one in allows_in(Source(name, text)) if one.reason])
    found = {one: allows.get((one.place.file, one.place.line, one.name)) for one in findings}
    return {one: allow.reason for one, allow in found.items() if allow is not None}


def _by_line(allows: Sequence[Allow]) -> Mapping[tuple[str, int, str], Allow]:
    return {(one.comment.place.file, line, one.name): one for one in allows for line in one.lines}


def _wrong(allow: Allow, names: Names) -> Diagnostic:
    word = allow.name.partition(" ")[0]
    if word not in names:
        return UNKNOWN_RULE.at(allow.comment.place, *names.unknown(allow.name))
    return ALLOW_WITHOUT_REASON.at(
        allow.comment.place,
        f"This comment allows {shown(word)} and does not say why, so it allows nothing.",
        f"Write the reason behind a colon: # ivr: allow {word}: ...",
        Severity.WARNING,
    )


def _unused(allow: Allow, rows: Sequence[str]) -> Diagnostic:
    place = allow.comment.place
    found = UNUSED_ALLOW.at(
        place,
        f"There is no finding {shown(allow.name)} here that this comment could allow.",
        "Take it out, or move it to the line of the finding or the one before.",
        Severity.WARNING,
    )
    row = rows[place.line - 1]
    end = Place(place.file, place.line, len(row) + 1)
    start = Place(place.file, place.line, len(row[: place.column - 1].rstrip()) + 1)
    if allow.comment.alone:
        start, last = Place(place.file, place.line, 1), place.line == len(rows)
        end = end if last else Place(place.file, place.line + 1, 1)
    fix = Fix("Take the comment out", (Edit(start, end, ""),))
    return Diagnostic(found.code, found.name, place, found.message, found.help, found.severity, fix)
