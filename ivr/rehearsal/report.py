"""What a storm came to, as a table for people: by fault, where callers ended, and what was done twice."""

from collections import Counter
from collections.abc import Sequence

from ivr.rehearsal.storm import FAULTS, Outcome
from ivr.rehearsal.whereabouts import Where

TWICE = "done twice"
_COLUMNS = (*(where.value for where in Where), TWICE)
_NAME = max(map(len, FAULTS)) + 2


def table(outcomes: Sequence[Outcome]) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    for one in outcomes:
        counts[one.trial.fault, one.where.value] += 1
        counts[one.trial.fault, TWICE] += bool(one.twice)
    tried = [fault for fault in FAULTS if any(one.trial.fault == fault for one in outcomes)]
    return "\n".join(
        [_row("fault", _COLUMNS), *(_row(one, [counts[one, column] for column in _COLUMNS]) for one in tried)]
    )


def _row(name: str, cells: Sequence[object]) -> str:
    return f"{name:<{_NAME}}" + "".join(
        f"{cell:>{len(title) + 2}}" for cell, title in zip(cells, _COLUMNS, strict=True)
    )


def verdict(outcome: Outcome) -> str:
    """One trial in a line."""
    done = "; ".join(outcome.twice)
    return f"{outcome.where}; {done}" if done else outcome.where.value


def name_of(outcome: Outcome) -> str:
    """Which trial it was."""
    return f"{outcome.trial.file}, turn {outcome.trial.turn}, {outcome.trial.fault}"
