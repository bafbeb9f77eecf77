"""What mutants came to, for people and for programs: a table by operator, and of each survivor all that helps to write the
call that would notice it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ivr.exploring.fates import Fate, Verdict, percent_alive
from ivr.exploring.mutants import OPERATORS, changed
from ivr.reading.lines import Lines
from ivr.reporting.columns import masked
from ivr.source import Source

FEW = 5
"""Calls that are named; more would not be read."""

_COLUMNS = ("made", Verdict.KILLED, Verdict.ALIVE)
_NAME = max(map(len, OPERATORS)) + 2


def table(fates: Sequence[Fate]) -> str:
    """Operators by what became of their mutants; those without any are left out."""
    counts = Counter((one.mutant.operator, one.verdict) for one in fates)
    rows = [[name, *_numbers(name, counts)] for name in OPERATORS]
    rows = [row for row in rows if row[1] != "0"]
    total = [str(sum(int(row[column]) for row in rows)) for column in range(1, 4)]
    return "\n".join(_row(one) for one in (["operator", *_COLUMNS], *rows, ["all", *total]))


def _numbers(name: str, counts: Mapping[tuple[str, Verdict], int]) -> list[str]:
    killed, alive = (counts.get((name, one), 0) for one in (Verdict.KILLED, Verdict.ALIVE))
    return [str(killed + alive), str(killed), str(alive)]


def _row(cells: Sequence[str]) -> str:
    return f"{cells[0]:<{_NAME}}" + "".join(f"{cell:>8}" for cell in cells[1:])


def conclusion(fates: Sequence[Fate]) -> str:
    counts = Counter(one.verdict for one in fates)
    made = counts[Verdict.KILLED] + counts[Verdict.ALIVE]
    none = counts[Verdict.EQUAL] + counts[Verdict.BROKEN]
    left_out = f" {none} more made no difference, or no line that can be called." if none else ""
    return f"{made} mutants, {counts[Verdict.ALIVE]} alive ({percent_alive(fates):.1f} %).{left_out}"


def survivor(fate: Fate, texts: Mapping[str, str], why: str = "") -> str:
    """Where it is, what was changed, how the rows differ, which calls came by, and why that is well, if it is known."""
    mutant = fate.mutant
    rows = [f"{mutant.place} [{mutant.id}] {mutant.sentence}", *(f"    {row}" for row in rows_changed(fate, texts))]
    return "\n".join([*rows, f"    {_came_by(fate)}", *([f"    explained: {why}"] if why else [])])


def _came_by(fate: Fate) -> str:
    if not fate.came_by:
        return "No call comes by."
    named = ", ".join(fate.came_by[:FEW])
    more = len(fate.came_by) - FEW
    return f"Came by and noticed nothing: {named}{f', and {more} more' if more > 0 else ''}."


def rows_changed(fate: Fate, texts: Mapping[str, str]) -> Iterator[str]:
    """As a difference shows them, without the numbers that callers key."""
    after = changed(texts, fate.mutant.cuts)
    for file, row in sorted({(cut.file, cut.row) for cut in fate.mutant.cuts}):
        for mark, text in (("-", texts[file]), ("+", after[file])):
            words = Lines.of(Source(file, text.removeprefix("\ufeff"))).rows[row - 1]
            if words.strip():
                yield f"{mark} {masked(words)}"


def as_json(fates: Sequence[Fate], why: Mapping[str, str]) -> str:
    """A list with a row for each mutant. Keys may be added, none goes away or changes its meaning."""
    return json.dumps([_told(one, why.get(one.mutant.id, "")) for one in fates], indent=2, ensure_ascii=False)


def _told(fate: Fate, why: str) -> dict[str, str | int | list[str]]:
    mutant = fate.mutant
    return {
        "mutant": mutant.id,
        "operator": mutant.operator,
        "node": mutant.node,
        "file": mutant.place.file,
        "line": mutant.place.line,
        "column": mutant.place.column,
        "sentence": mutant.sentence,
        "verdict": fate.verdict,
        "by": fate.by,
        "came_by": list(fate.came_by),
        "why": why,
    }
