"""The classes of values that a line's branches tell apart, each by one example. What no branch asks about is opaque.

Every amount that is compared stands between two constants or on one, and two amounts that are compared with one another lie
either way round in each of these places, so a few examples around each constant stand for all there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ivr.dialog.program import Branching, OfHours, Program
from ivr.dialog.prompts import TYPES, Known, Spoken
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
}
"""What stands for a value where nothing tells its classes apart."""

OPAQUE = frozenset({Spoken.SECRET_DIGITS, Spoken.WRITTEN_ONLY, Spoken.TIER, Spoken.LANGUAGE, Spoken.DIGITS})
"""Types of which a branch asks nothing but whether it is known, or, of a tier, what is part of where a call stands."""
ONLY_SAID = frozenset({Known.PAYMENT_CONFIRMATION, Known.CALLER_REFERENCE_LAST4})
"""Nothing is decided by whether these are known, unless a branch asks; so whether they are is looked at where they are said."""
_OTHER = "something else"
_AROUND = (-1, 0, 1)
_BEYOND = 2


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
    constants: dict[Known, set[str]] = {}
    related: list[tuple[Known, Known]] = []
    for dialog in program.dialogs.values():
        if isinstance(dialog, Branching) and not isinstance(dialog.of, OfHours) and compared(dialog.of):
            named = constants.setdefault(dialog.of, set())
            for case in dialog.cases:
                if isinstance(case.operand, Known):
                    related.append((dialog.of, case.operand))
                    constants.setdefault(case.operand, set())
                elif case.operand != "yes" or TYPES[dialog.of] is Spoken.YES_NO:
                    named.add(case.operand)
    _share(constants, related)
    together = {name: str(name) for name in constants}
    for _ in related:
        for one, other in related:
            together[one] = together[other] = min(together[one], together[other])
    examples = {name: tuple(_examples(name, found)) for name, found in constants.items()}
    asked = {dialog.of for dialog in program.dialogs.values() if isinstance(dialog, Branching)}
    only_said = ONLY_SAID - asked
    return Classes({name: (USUAL[name], None) for name in only_said} | examples, together, frozenset(only_said))


def _share(constants: dict[Known, set[str]], related: Iterable[tuple[Known, Known]]) -> None:
    """What is compared with one another is told apart at the same places."""
    pairs = list(related)
    for _ in pairs:
        for one, other in pairs:
            both = constants[one] | constants[other]
            constants[one], constants[other] = both, set(both)


def _examples(name: Known, constants: Iterable[str]) -> Iterator[str | None]:
    """The usual one first. What a directory tells it may also not know."""
    usual = None if name is Known.CALLER_REASON else USUAL.get(name, _OTHER)
    absent = (None,) if name.startswith("account.") else ()
    yield from dict.fromkeys((usual, *_around(name, constants), *absent))


def compared(name: Known) -> bool:
    """Whether a branch on this value asks more than whether it is known. How well a caller is known is part of a situation."""
    return TYPES[name] not in OPAQUE and name is not Known.ACCOUNT_VERIFIED


def _around(name: Known, constants: Iterable[str]) -> Iterator[str]:
    match TYPES[name]:
        case Spoken.MONEY:
            amounts = sorted(parse_money(one) for one in constants)
            for minor, currency in amounts:
                yield from (format_money(minor + by, currency) for by in _AROUND)
            for (minor, currency), by in ((amounts[0], -_BEYOND), (amounts[-1], _BEYOND)):
                yield format_money(minor + by, currency)
        case Spoken.YES_NO:
            yield from ("yes", "no")
        case Spoken.COUNT:
            yield from (str(int(one) + by) for one in sorted(constants) for by in (-1, 0, 1) if int(one) + by >= 0)
        case Spoken.DATE:
            yield from (day for one in sorted(constants) for day in ("1999-01-01", one, "2999-01-01"))
        case _:
            yield from (*sorted(constants), _OTHER)
