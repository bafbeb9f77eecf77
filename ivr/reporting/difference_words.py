"""What changed inside a text, word by word, and a change in a sentence: the same words for every format."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import assert_never

from ivr.exploring.difference_change import Change, Kind, Section
from ivr.exploring.difference_reach import CUT_OFF, PART

HEADINGS = {
    Section.REACH: "What can no longer be reached, and what is new",
    Section.KEYS: "Keys",
    Section.WAYS: "Where ways lead",
    Section.HOURS: "Hours and holidays",
    Section.PEOPLE: "People and groups",
    Section.MONEY: "Payments, fees and texts",
    Section.PATHS: "How far it is",
    Section.WORDS: "What is said",
    Section.FACTS: "Facts of the company",
    Section.LIMITS: "Waits, attempts and limits",
}
BRIEFLY = {
    Section.REACH: "what can be reached",
    Section.KEYS: "keys",
    Section.WAYS: "ways",
    Section.HOURS: "hours",
    Section.PEOPLE: "people",
    Section.MONEY: "payments and texts",
    Section.PATHS: "distances",
    Section.WORDS: "words",
    Section.FACTS: "facts",
    Section.LIMITS: "limits",
}
NOTHING = "Callers will notice nothing."
MOST_NAMED = 4
ALIKE = 0.4
"""Below this a text is another one, and words they happen to share are not shown as kept."""

_WAYS = {
    "start": "a call begins at",
    "key 0": "key 0 leads to",
    "next": "what follows is",
    "keyed": "an answer leads to",
    "exhausted": "after the last attempt it leads to",
    "otherwise": "in all other cases it leads to",
    "key *": "the star key leads to",
    "open": "while open it leads to",
    "closed": "while closed it leads to",
    "holiday": "on a holiday it leads to",
    "emergency": "in an emergency it leads to",
    "bridged": "after the talk it leads to",
    "noanswer": "when nobody answers it leads to",
    "busy": "when all are busy it leads to",
    "failed": "when it fails it leads to",
    "verified": "a caller who is verified comes to",
    "recognised": "a caller who is recognised comes to",
    "done": "when it is done it leads to",
    "refused": "when it is refused it leads to",
    "down": "when it cannot be asked it leads to",
    "unknown": "when nobody knows how it ended it leads to",
    "paid": "a payment made leads to",
    "declined": "a declined card leads to",
    "cancelled": "a payment given up leads to",
    "free": "when somebody is free it leads to",
    "full": "when the queue is full it leads to",
    "empty": "when nobody is there it leads to",
    "long": "after too long a wait it leads to",
    "left": "a message left leads to",
    "talked": "after the talk it leads to",
    "gone": "when the caller is gone it leads to",
    "called back": "a call back begins at",
}


class Mark(StrEnum):
    """What a run of words is."""

    KEPT = "kept"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    mark: Mark
    text: str


def runs(before: str, after: str) -> list[Run]:
    """What was kept, left out and put in, in the order of the sentence."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not old or not new or matcher.ratio() < ALIKE:
        return [one for one in (Run(Mark.OLD, before), Run(Mark.NEW, after)) if one.text]
    return [one for one in _runs(matcher, old, new) if one.text]


def _runs(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Run]:
    for what, start, end, begin, stop in matcher.get_opcodes():
        if what == "equal":
            yield Run(Mark.KEPT, " ".join(old[start:end]))
        else:
            yield Run(Mark.OLD, " ".join(old[start:end]))
            yield Run(Mark.NEW, " ".join(new[begin:stop]))


def sentence(change: Change) -> str:
    """What happened, without the words that were changed where those are shown below it."""
    match change.section:
        case Section.REACH:
            return _reach(change)
        case Section.KEYS:
            return _key(change)
        case Section.WAYS:
            return _way(change)
        case Section.HOURS:
            return _hours(change)
        case Section.PATHS:
            return _path(change)
        case Section.WORDS:
            return _words(change)
        case Section.PEOPLE | Section.MONEY | Section.FACTS | Section.LIMITS:
            return _setting(change)
        case _:
            assert_never(change.section)


def shows_words(change: Change) -> bool:
    """Whether what was said and is said stands below the sentence."""
    return change.section is Section.WORDS and bool(change.nodes)


def _reach(change: Change) -> str:
    node, said = change.nodes[0], change.before or change.after
    if change.what == PART:
        return f"{node} {'no longer asks or says' if change.kind is Kind.GONE else 'also asks or says'}: {said}"
    if change.kind is Kind.GONE:
        gone = "can no longer be reached" if change.what == CUT_OFF else "is gone"
        return f"{node} {gone}: {said}"
    return f"{node} {'can be reached now' if change.what == CUT_OFF else 'is new'}: {said}"


def _key(change: Change) -> str:
    node, key = _where(change), change.what
    match change.kind:
        case Kind.MOVED:
            return f'{node}: "{key}" is on key {change.after} instead of {change.before}'
        case Kind.GONE:
            return f"{node}: {key} is gone; it was {change.before}"
        case Kind.NEW:
            return f"{node}: {key} is new: {change.after}"
        case Kind.CHANGED:
            return f"{node}: {key} was {change.before}; it is {change.after}"


def _way(change: Change) -> str:
    what = change.what
    lead = _WAYS.get(what) or f"{what} {'is' if what.startswith(('what ', 'the order ')) else 'leads to'}"
    node = f"{_where(change)}: " if change.nodes else ""
    match change.kind:
        case Kind.GONE:
            return f"{node}{lead} nothing of its own; it was {change.before}"
        case Kind.NEW:
            return f"{node}{lead} {change.after}, which is new"
        case Kind.CHANGED | Kind.MOVED:
            return f"{node}{lead} {change.after} instead of {change.before}"


def _hours(change: Change) -> str:
    before, after = change.before or "nothing special", change.after or "nothing special"
    closes = _closes(before, after)
    if closes:
        calendar, on, days = change.what.partition(" on ")
        return f"{calendar} {closes}{on}{days}"
    return f"{change.what}: {after} instead of {before}"


def _closes(before: str, after: str) -> str:
    """Where only one end of the day moved: "closes at 18:00 instead of 20:00"."""
    (opened, to, closed), (opens, still, closes) = before.partition(" to "), after.partition(" to ")
    if not to or not still or " and " in before + after:
        return ""
    if opened == opens:
        return f"closes at {closes} instead of {closed}"
    return f"opens at {opens} instead of {opened}" if closed == closes else ""


def _path(change: Change) -> str:
    assert change.seconds is not None  # noqa: S101 - paths are measured
    grown = change.seconds[1] - change.seconds[0]
    others = len(change.nodes) - 1
    also = f", and to {others} other node{'s' * (others > 1)} behind it or beside it," if others > 0 else ""
    longer = f"{abs(grown):.1f} s {'longer' if grown > 0 else 'shorter'}" if abs(grown) > 0 else "as long"
    return f"{change.what}{also} is {longer}: {change.after} instead of {change.before}"


def _words(change: Change) -> str:
    if not change.nodes:
        return _setting(change)
    language = f", {change.language}" if change.language else ""
    said = {Kind.NEW: "said now", Kind.GONE: "no longer said"}.get(change.kind, "said differently")
    return f"{_where(change)}, {change.what}{language}: {said}{_took(change)}"


def _took(change: Change) -> str:
    if change.seconds is None:
        return ""
    if change.kind is not Kind.CHANGED:
        return f" ({max(change.seconds):.1f} s)"
    before, after = (f"{one:.1f}" for one in change.seconds)
    return f" ({after} s)" if before == after else f" ({before} s before, {after} s now)"


def _setting(change: Change) -> str:
    node = f"{_where(change)}: " if change.nodes and change.section is not Section.FACTS else ""
    what = f"company.{change.what}" if change.section is Section.FACTS else change.what
    heard = f", heard in {_where(change)}" if change.section is Section.FACTS else ""
    if not change.before and not change.after:
        return f"{node}{what} is another one{heard}"
    match change.kind:
        case Kind.GONE:
            return f"{node}{what} is gone; it was {change.before}{heard}"
        case Kind.NEW:
            return f"{node}{what} is new: {change.after}{heard}"
        case Kind.CHANGED | Kind.MOVED:
            return f"{node}{what} is {change.after} instead of {change.before}{heard}"


def _where(change: Change) -> str:
    """The nodes, the first few by name."""
    nodes = change.nodes
    if len(nodes) > MOST_NAMED + 1:
        return f"{', '.join(nodes[:MOST_NAMED])} and {len(nodes) - MOST_NAMED} others"
    return " and ".join(filter(None, (", ".join(nodes[:-1]), *nodes[-1:])))


def remarks(change: Change) -> Iterator[str]:
    """What stands behind a change: its cause, and what else is worth knowing."""
    if change.because:
        yield f"This comes of {change.because}."
    if change.note:
        yield change.note


def summary(changes: tuple[Change, ...]) -> str:
    """How much there is, in one row."""
    if not changes:
        return NOTHING
    counts = [(BRIEFLY[one], sum(change.section is one for change in changes)) for one in Section]
    told = ", ".join(f"{count} of {name}" for name, count in counts if count)
    many = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    return f"Callers will notice {many}: {told}."
