"""Where a dialog leads, and what it decides by: the ways out of it by name, compared between two versions."""

from collections.abc import Iterator, Mapping

from ivr.dialog.grammar import Amount, DialogId, DigitString, LanguageKey, OneKey
from ivr.dialog.program import (
    Asking,
    Branching,
    Case,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    OfHours,
    Passing,
    Paying,
    Recording,
    RequestCallback,
    Taking,
    VerifyAccount,
)
from ivr.dialog.prompts import Known
from ivr.exploring.diagram_ways import CALLED_BACK
from ivr.exploring.difference_change import Change, Kind, Pair, Section, Side, kind_of
from ivr.exploring.difference_wording import prompts, quoted
from ivr.exploring.in_writing import text_of
from ivr.exploring.passages import EXHAUSTED, NEXT
from ivr.line.reach import node_of
from ivr.telephony.outcomes import FetchOutcome, HoldOutcome, PayOutcome

BACK = "key *"


def ways(dialog: Dialog) -> Mapping[str, DialogId]:  # noqa: C901 - a table, one case for each kind
    """The names are those of `passages` where there is one."""
    match dialog:
        case Passing(then=then):
            return {NEXT: then}
        case Branching():
            return _of_branching(dialog)
        case Asking():
            return _of_asking(dialog)
        case Fetching(inquiry=inquiry, outcomes=fetched):
            begun = {CALLED_BACK: inquiry.begins} if isinstance(inquiry, RequestCallback) else {}
            tried = {EXHAUSTED: dialog.exhausted} if isinstance(inquiry, VerifyAccount) else {}
            return {**_with_usual(fetched, FetchOutcome.DOWN), **tried, **begun}
        case Connecting(outcomes=rung):
            return {str(name): to for name, to in rung.items()}
        case Holding(keys=keys, outcomes=left):
            return {**{f"key {key}": to for key, to in keys.items()}, **_with_usual(left, HoldOutcome.FAILED)}
        case Recording(outcomes=noted):
            return {str(name): to for name, to in noted.items()}
        case Taking(outcomes=taken):
            return {str(name): to for name, to in taken.items()}
        case Paying(outcomes=ended, exhausted=exhausted):
            return {**_with_usual(ended, PayOutcome.UNKNOWN), EXHAUSTED: exhausted}
        case Ending():
            return {}


def _with_usual(
    outcomes: Mapping[FetchOutcome, DialogId] | Mapping[HoldOutcome, DialogId] | Mapping[PayOutcome, DialogId],
    usual: FetchOutcome | HoldOutcome | PayOutcome,
) -> dict[str, DialogId]:
    """`otherwise` is where an outcome without a target leads."""
    named = {str(name): to for name, to in outcomes.items()}
    return named if str(usual) not in named else {**named, "otherwise": named[str(usual)]}


def _of_asking(dialog: Asking) -> dict[str, DialogId]:
    back = {BACK: dialog.back} if dialog.back else {}
    match dialog.grammar:
        case OneKey(choices=choices):
            answered = {f"key {key}": to for key, to in choices.items()}
        case DigitString(then=then) | Amount(then=then):
            answered = {"keyed": then}
        case LanguageKey():
            answered = {}
    return {**answered, **back, EXHAUSTED: dialog.exhausted}


def _of_branching(dialog: Branching) -> dict[str, DialogId]:
    found: dict[str, DialogId] = {}
    for case in dialog.cases:
        found.setdefault(_condition(dialog, case), case.then)
    return {**found, "closed" if isinstance(dialog.of, OfHours) else "otherwise": dialog.otherwise}


def _condition(dialog: Branching, case: Case) -> str:
    if isinstance(dialog.of, OfHours):
        return str(case.operand)
    operand = f"{{{case.operand.value}}}" if isinstance(case.operand, Known) else case.operand
    return f"{{{dialog.of.value}}} {case.comparison.replace('_', ' ')} {operand}"


def named(side: Side, dialog: DialogId) -> str:
    """A node and how its words begin, so that somebody who never saw the file knows what is meant."""
    node = node_of(dialog)
    if dialog not in side.program.dialogs:
        return str(node)
    said = next(iter(prompts(side.program.dialogs[dialog]).values()), ())
    return " ".join(filter(None, (str(node), quoted(text_of(said)))))


def ways_changed(pair: Pair) -> Iterator[Change]:
    """Keys are told of elsewhere; a case of a branch that now asks something else is one change and not two."""
    yield from _of_the_line(pair)
    for old, new in pair.both():
        node = (new.id,)
        before, after = ways(old), ways(new)
        for way in dict.fromkeys((*before, *after)):
            was, is_now = before.get(way), after.get(way)
            if type(old) is not type(new) and way in (BACK, EXHAUSTED):
                continue
            if _of_a_key(way) or (way == "otherwise" and not _both_have(way, before, after)):
                continue
            if was is None or is_now is None or pair.now(was) != is_now:
                texts = _called(pair.old, was), _called(pair.new, is_now)
                yield Change(Section.WAYS, kind_of(*texts), way, *texts, node)
        if isinstance(old, Branching) and isinstance(new, Branching) and _order(old) != _order(new):
            yield from _asked_differently(old, new, node)


def _of_a_key(way: str) -> bool:
    return way.startswith("key ") and way != BACK


def _both_have(way: str, before: Mapping[str, DialogId], after: Mapping[str, DialogId]) -> bool:
    return way in before and way in after


def _called(side: Side, dialog: DialogId | None) -> str:
    return "" if dialog is None else named(side, dialog)


def _order(dialog: Branching) -> list[str]:
    return [_condition(dialog, one) for one in dialog.cases]


def _asked_differently(old: Branching, new: Branching, node: tuple[str, ...]) -> Iterator[Change]:
    if sorted(_order(old)) == sorted(_order(new)):
        before, after = "; ".join(_order(old)), "; ".join(_order(new))
        yield Change(Section.WAYS, Kind.CHANGED, "the order in which it decides", before, after, node)


def _of_the_line(pair: Pair) -> Iterator[Change]:
    old, new = pair.old.program, pair.new.program
    for what, was, is_now in (("start", old.start, new.start), ("key 0", old.person, new.person)):
        if pair.now(was) != is_now:
            yield Change(Section.WAYS, Kind.CHANGED, what, named(pair.old, was), named(pair.new, is_now))
    yield from _decided_by(pair)


def _decided_by(pair: Pair) -> Iterator[Change]:
    """Whose hours, or which value, a branch goes by."""
    for old, new in pair.both():
        if isinstance(old, Branching) and isinstance(new, Branching) and old.of != new.of:
            texts = _of(old), _of(new)
            yield Change(Section.WAYS, Kind.CHANGED, "what it decides by", *texts, (new.id,))


def _of(dialog: Branching) -> str:
    return f"the hours {dialog.of.calendar}" if isinstance(dialog.of, OfHours) else f"{{{dialog.of.value}}}"
