"""Opening hours that are not what they were, in words: "billing closes at 18:00 instead of 20:00 on Saturday"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from itertools import groupby

from ivr.dialog.program import Branching, Holding, OfHours
from ivr.exploring.difference_change import Change, Kind, Pair, Section, Side, kind_of
from ivr.line.model import walk
from ivr.line.reach import node_of
from ivr.line.wording import Fact, Wording
from ivr.telephony.hours import DAYS, Calendar, Span

CLOSED = "closed"


def hours_changed(pair: Pair) -> Iterator[Change]:
    """Of calendars that callers notice: a branch or a queue goes by them, or they are said."""
    old, new = pair.old.program.calendars, pair.new.program.calendars
    noticed = calendars_of(pair.old) | calendars_of(pair.new)
    for name in dict.fromkeys((*old, *new)):
        if name in noticed and name in old and name in new:
            nodes = tuple(dict.fromkeys((*heard_at(pair.new, name), *map(pair.now, heard_at(pair.old, name)))))
            yield from (replace(one, nodes=nodes) for one in _of_calendar(name, old[name], new[name]))


def calendars_of(side: Side) -> set[str]:
    found = {str(one) for one in _spoken(side)}
    callbacks = side.line.company.callbacks
    if callbacks is not None and callbacks.hours is not None:
        found.add(str(callbacks.hours))
    for dialog in side.program.dialogs.values():
        match dialog:
            case Branching(of=OfHours(calendar=name)):
                found.add(name)
            case Holding(calendar=str(name)):
                found.add(name)
            case _:
                continue
    return found


def _spoken(side: Side) -> Iterator[str]:
    for placed in side.line.nodes.values():
        for _, value in walk(placed.node):
            if isinstance(value, Wording):
                yield from (one.path[1] for one in value.pieces if isinstance(one, Fact) and _is_hours(one))


def _is_hours(fact: Fact) -> bool:
    return len(fact.path) > 1 and fact.path[0] == "hours"


def _of_calendar(name: str, old: Calendar, new: Calendar) -> Iterator[Change]:
    if old.zone.key != new.zone.key:
        yield Change(Section.HOURS, Kind.CHANGED, f"{name}: the time zone", old.zone.key, new.zone.key)
    differing = [(old.week.get(day, ()), new.week.get(day, ()), day) for day in range(len(DAYS))]
    for (before, after), same in groupby(_in_runs(differing), key=lambda one: one[:2]):
        if before != after:
            days = _days([day for _, _, day in same])
            yield _changed(f"{name} on {days}", before, after)
    yield from _dates(name, old, new)


def _in_runs(
    days: list[tuple[tuple[Span, ...], tuple[Span, ...], int]],
) -> list[tuple[tuple[Span, ...], tuple[Span, ...], int]]:
    """Days that changed alike stand together, in the order of the week."""
    order = list(dict.fromkeys(one[:2] for one in days))
    return sorted(days, key=lambda one: (order.index(one[:2]), one[2]))


def _dates(name: str, old: Calendar, new: Calendar) -> Iterator[Change]:
    for day in sorted(old.holidays.keys() | new.holidays.keys() | old.special.keys() | new.special.keys()):
        before, after = _on(day, old), _on(day, new)
        if before != after:
            yield Change(Section.HOURS, kind_of(before, after), f"{name} on {day}", before, after)


def _on(day: date, calendar: Calendar) -> str:
    if day in calendar.holidays:
        return f"a holiday ({calendar.holidays[day]})"
    return spans_in_words(calendar.special[day]) if day in calendar.special else ""


def _changed(what: str, before: tuple[Span, ...], after: tuple[Span, ...]) -> Change:
    texts = spans_in_words(before), spans_in_words(after)
    return Change(Section.HOURS, kind_of(*texts), what, *texts)


def spans_in_words(spans: tuple[Span, ...]) -> str:
    return " and ".join(f"{_clock(one.start)} to {_clock(one.end, end=True)}" for one in spans) or CLOSED


def _clock(at: time, *, end: bool = False) -> str:
    """Midnight at the end of a span is the end of that day."""
    return "24:00" if end and at == time(0) else f"{at.hour}:{at.minute:02}"


def _days(days: list[int]) -> str:
    """Runs of three and more with a `to`."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] + 1 == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(one) for one in runs)


def _run(days: list[int]) -> str:
    names = [DAYS[day].capitalize() for day in days]
    return f"{names[0]} to {names[-1]}" if len(names) > 2 else " and ".join(names)


def heard_at(side: Side, calendar: str) -> tuple[str, ...]:
    """The nodes that go by a calendar."""
    found = [
        str(node_of(at))
        for at, one in side.program.dialogs.items()
        if (isinstance(one, Branching) and one.of == OfHours(calendar))
        or (isinstance(one, Holding) and one.calendar == calendar)
    ]
    return tuple(dict.fromkeys(found))
