"""A difference as a comment on a pull request: the count first, then a fold for each kind of change.

Source: docs.github.com, "Basic writing and formatting syntax" and "Organizing information with collapsed sections"; GitHub refuses
a comment of more than 65,536 characters, so what does not fit is counted.
"""

import re
from collections.abc import Iterator
from html import escape

from ivr.exploring.difference import Difference
from ivr.exploring.difference_change import Change, Section
from ivr.reporting.difference_words import HEADINGS, Mark, remarks, runs, sentence, shows_words, summary

LONGEST = 60_000
_RESERVED = 600
"""Characters kept for the last rows: how much was left out, and what was renamed."""

_OPEN = (Section.REACH, Section.KEYS, Section.WAYS)
"""What is unfolded at first: it matters most, and is seldom long."""
_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")
_MARKS = {Mark.KEPT: ("", ""), Mark.OLD: ("<del>", "</del>"), Mark.NEW: ("<ins>", "</ins>")}


def as_markdown(difference: Difference, title: str = "") -> str:
    """`title` names the line."""
    heading = f"### What callers will notice{f' on {_safe(title)}' if title else ''}"
    written, left = [heading, "", _safe(summary(difference.changes)), ""], 0
    room = LONGEST - _RESERVED - sum(len(row) + 1 for row in written)
    for section in Section:
        changes = difference.of(section)
        rows, room, dropped = _fold(section, changes, room) if changes else ([], room, 0)
        written += rows
        left += dropped
    return "\n".join([*written, *_last(difference, left)]).rstrip()


def _fold(section: Section, changes: tuple[Change, ...], room: int) -> tuple[list[str], int, int]:
    """The rows, how much room is left behind them, and how many changes did not fit."""
    unfolded = " open" if section in _OPEN else ""
    top = [f"<details{unfolded}><summary><b>{escape(HEADINGS[section])}</b> ({len(changes)})</summary>", ""]
    head = ["| What | Before and now |", "|---|---|"] if section is Section.WORDS else []
    bottom = ["", "</details>", ""]
    room -= sum(len(row) + 1 for row in (*top, *head, *bottom))
    rows: list[str] = []
    for change in changes:
        row = _row(change, table=bool(head))
        if len(row) + 1 > room:
            break
        room -= len(row) + 1
        rows.append(row)
    return ([*top, *head, *rows, *bottom] if rows else []), room, len(changes) - len(rows)


def _row(change: Change, *, table: bool) -> str:
    told = _safe(sentence(change))
    also = " ".join(_safe(one) for one in remarks(change))
    if not table:
        return f"- {told}{f' <sub>{also}</sub>' if also else ''}"
    words = " ".join(_marked(change)) if shows_words(change) else ""
    return f"| {told}{f'<br><sub>{also}</sub>' if also else ''} | {words} |"


def _marked(change: Change) -> Iterator[str]:
    for one in runs(change.before, change.after):
        begin, end = _MARKS[one.mark]
        yield f"{begin}{_safe(one.text)}{end}"


def _last(difference: Difference, left: int) -> Iterator[str]:
    if left:
        yield f"{left} more changes do not fit here; `ivr diff` prints them all."
    if difference.renamed:
        pairs = ", ".join(f"{_safe(old)} is {_safe(new)}" for old, new in difference.renamed.items())
        yield f"<sub>Renamed, which nobody hears: {pairs if len(pairs) < _RESERVED // 2 else len(difference.renamed)}.</sub>"


def _safe(text: str) -> str:
    """Text that is only text: no markup, no table, no mention of anybody."""
    folded = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", escape(folded, quote=False)).replace("@", "@<!-- -->")
