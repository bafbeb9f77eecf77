"""The classes of values that a line's branches tell apart, each by one example. What no branch asks about is opaque.

Every amount that is compared stands between two constants or on one, and two amounts that are compared with one another lie
either way round in each of these places, so a few examples around each constant stand for all there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ivr.dialog.grammar import Amount
from ivr.dialog.program import (
    Asking,
    Branching,
    Case,
    Comparison,
    Fetching,
    OfHours,
    Passing,
    Program,
    SendText,
)
from ivr.dialog.prompts import TYPES, Known, Spoken, names_in
from ivr.speech.money import format_money, parse_money

USUAL: Mapping[Known, str] = {
    Known.ACCOUNT_STATUS: "active",
    Known.ACCOUNT_HELD: "no",
    Known.ACCOUNT_AUTOPAY: "no",
    Known.ACCOUNT_DISCOUNT: "no",
    Known.ACCOUNT_BALANCE: "4510 USD",
    Known.ACCOUNT_PAST_DUE: "0 USD",
    Known.ACCOUNT_DUE: "2026-12-01",
    Known.PAYMENT_AMOUNT: "4510 USD",
    Known.PAYMENT_CONFIRMATION: "7QX42",
    Known.CALLER_REFERENCE_LAST4: "2709",
    Known.QUEUE_NAME: "queue",
    Known.REPRESENTATIVE_ID: "somebody",
    Known.REPRESENTATIVE_NAME: "Somebody",
}
"""What stands for a value where nothing tells its classes apart."""
USUAL_LAST4 = "2709"
"""The last digits of what nobody keys on this line, but which may be told of by others."""

ONLY_SAID = frozenset({Known.PAYMENT_CONFIRMATION, Known.CALLER_REFERENCE_LAST4})
"""Nothing is decided by whether these are known, unless a branch asks or a text holds nothing else; so whether they are is looked at
where they are said."""
PASSING = frozenset({Known.CALLER_REASON, Known.QUEUE_POSITION, Known.QUEUE_MINUTES})
"""No part of where a call stands: may be anything, or unknown, whenever a branch asks."""
_OPAQUE = frozenset({Spoken.SECRET_DIGITS, Spoken.TIER, Spoken.LANGUAGE})
"""Types of which a branch asks nothing but whether it is known, or which are part of where a call stands."""
_OTHER = "something else"
_OTHER_DIGITS = "0000"
_AROUND = (-1, 0, 1)
_BEYOND = 2
NOTHING = "0 USD"

_Constants = dict[Known, set[str]]


@dataclass(frozen=True, slots=True)
class Classes:
    """For each value that branches compare, an example of each class. A value that may be unknown at any time is also
    None. Values that are compared with one another have the same name in `together`. Whether those of `only_said` are known decides
    nothing but what is said."""

    of: Mapping[Known, tuple[str | None, ...]] = field(default_factory=dict)
    together: Mapping[Known, str] = field(default_factory=dict)
    only_said: frozenset[Known] = frozenset()

    def amounts(self, name: str) -> tuple[int, ...]:
        """Of an amount of money, the classes in minor units."""
        return tuple(parse_money(one)[0] for one in self.of.get(Known(name), ()) if one is not None)


def classes(program: Program) -> Classes:
    constants: _Constants = {}
    related: list[tuple[Known, Known]] = []
    for dialog in program.dialogs.values():
        if isinstance(dialog, Branching) and not isinstance(dialog.of, OfHours) and _told_apart(dialog.of):
            related += _asks(dialog.of, dialog.cases, constants)
    related += _copied(program, constants)
    _bound(program, constants, related)
    _share(constants, related)
    together = {name: str(name) for name in constants}
    for _ in related:
        for one, other in related:
            together[one] = together[other] = min(together[one], together[other])
    examples = {name: tuple(_examples(name, found)) for name, found in constants.items()}
    examples = {name: found for name, found in examples.items() if len(found) > 1}
    only_said = ONLY_SAID - frozenset(_deciding(program))
    return Classes({name: (USUAL[name], None) for name in only_said} | examples, together, only_said)


def _told_apart(name: Known) -> bool:
    """How well a caller is known is part of a situation."""
    return TYPES[name] not in _OPAQUE and name is not Known.ACCOUNT_VERIFIED


def _asks(of: Known, cases: Iterable[Case], constants: _Constants) -> Iterator[tuple[Known, Known]]:
    """Notes what a value is compared with; with which other values it is."""
    named = constants.setdefault(of, set())
    for case in cases:
        if isinstance(case.operand, Known):
            constants.setdefault(case.operand, set())
            yield of, case.operand
        elif case.comparison is not Comparison.KNOWN:
            named.add(case.operand)


def _copied(program: Program, constants: _Constants) -> list[tuple[Known, Known]]:
    """What one value is made from another is told apart as the other is, and by whether there is anything to copy."""
    copies = [pair for dialog in program.dialogs.values() if isinstance(dialog, Passing) for pair in dialog.keeps]
    constants |= {what: set() for _, what in copies if _may_be_unknown(what) and what not in constants}
    if any(to is Known.PAYMENT_AMOUNT for to, _ in copies):  # what is keyed is more than nothing
        constants.setdefault(Known.PAYMENT_AMOUNT, set()).add(NOTHING)
    return [(to, what) for to, what in copies if to in constants and constants.setdefault(what, set()) is not None]


def _deciding(program: Program) -> Iterator[Known]:
    for dialog in program.dialogs.values():
        if isinstance(dialog, Branching) and not isinstance(dialog.of, OfHours):
            yield dialog.of
        if isinstance(dialog, Fetching) and isinstance(dialog.inquiry, SendText):
            body = dialog.inquiry.body
            yield from names_in(body) if all(one.names for one in body) else ()


def _bound(program: Program, constants: _Constants, related: Iterable[tuple[Known, Known]]) -> None:
    """An amount that is keyed lies between bounds, and so must what it is compared with."""
    compared = {name for pair in related for name in pair}
    for dialog in program.dialogs.values():
        if isinstance(dialog, Asking) and isinstance(dialog.grammar, Amount) and Known(dialog.grammar.into) in compared:
            bounds = (dialog.grammar.least, dialog.grammar.most)
            constants[Known(dialog.grammar.into)] |= {format_money(one, dialog.grammar.currency) for one in bounds}


def _share(constants: _Constants, related: Iterable[tuple[Known, Known]]) -> None:
    """What is compared with one another is told apart at the same places."""
    pairs = list(related)
    for _ in pairs:
        for one, other in pairs:
            both = constants[one] | constants[other] or _usual_amount(one)
            constants[one], constants[other] = both, set(both)


def _usual_amount(name: Known) -> set[str]:
    """Something to lie around, where nothing else tells two values apart."""
    return {USUAL[Known.PAYMENT_AMOUNT]} if TYPES[name] is Spoken.MONEY else set()


def _examples(name: Known, constants: Collection[str]) -> Iterator[str | None]:
    """The usual one first. What a directory tells it may also not know."""
    usual = None if name in PASSING else USUAL.get(name, _otherwise(name, constants))
    absent = (None,) if _may_be_unknown(name) else ()
    yield from dict.fromkeys((usual, *_around(name, constants), *absent))


def _may_be_unknown(name: Known) -> bool:
    """At any time, whatever happened before."""
    return name.startswith("account.") and _told_apart(name) and TYPES[name] is not Spoken.DIGITS


def _otherwise(name: Known, constants: Collection[str]) -> str:
    match TYPES[name]:
        case Spoken.DIGITS:
            return next(digits for digits in (USUAL_LAST4, _OTHER_DIGITS, "") if digits not in constants)
        case Spoken.COUNT:
            return "1"
        case _:
            return _OTHER


def _around(name: Known, constants: Collection[str]) -> Iterator[str]:
    match TYPES[name]:
        case Spoken.MONEY:
            amounts = sorted(map(parse_money, constants))
            for minor, currency in amounts:
                yield from (format_money(minor + by, currency) for by in _AROUND)
            yield from (format_money(minor - _BEYOND, currency) for minor, currency in amounts[:1])
            yield from (format_money(minor + _BEYOND, currency) for minor, currency in amounts[-1:])
        case Spoken.YES_NO:
            yield from ("yes", "no")
        case Spoken.COUNT:
            yield from (str(int(one) + by) for one in sorted(constants) for by in _AROUND if int(one) + by >= 0)
            yield _otherwise(name, constants)
        case Spoken.DATE:
            days = (date.fromisoformat(one).toordinal() + by for one in sorted(constants) for by in _AROUND)
            yield from (str(date.fromordinal(one)) for one in days if 1 <= one <= date.max.toordinal())
        case _:
            yield from (*sorted(constants), _otherwise(name, constants))
