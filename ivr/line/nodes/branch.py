"""`branch`: which way a call goes by a value that is known."""

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Branching, Case, Comparison, Dialog, Passing
from ivr.dialog.prompts import TYPES, Known, Spoken, Tier
from ivr.line.condition import If
from ivr.line.lowering import Lowering
from ivr.line.mistakes import BAD_COMPARISON
from ivr.line.model import NotEmpty, Written
from ivr.line.node import Node
from ivr.line.scalars import Target, one_of, parse_amount
from ivr.reading.scalars import Flag, Text, UnfitError, parse_count, parse_day, scalar
from ivr.reading.spelling import shown
from ivr.speech.money import format_money

MAY_BE_ASKED = tuple(name for name in Known if name not in (Known.HEARD_COUNT, Known.PAYMENT_LINK))
_ONLY_EQUAL = frozenset({Comparison.IS, Comparison.IS_NOT, Comparison.KNOWN})
_CURRENCY = "USD"


Asked = Annotated[
    Known,
    scalar(
        one_of(MAY_BE_ASKED, "a value to branch on"), {"type": "string", "enum": list(MAY_BE_ASKED)}, "account.balance"
    ),
]


class Test(Written):
    """One comparison with a constant, or a switch of company.yaml, and where it leads when it holds."""

    __test__ = False  # not a test of ours, whatever pytest thinks of the name
    if_: If | None = Field(
        default=None, alias="if", description="A switch of company.yaml instead, such as channels.in_person is stores."
    )
    is_: Text | None = Field(default=None, alias="is", description="Equal to this.")
    is_not: Text | None = Field(default=None, description="Known, and not equal to this.")
    below: Text | None = Field(default=None, description="Less than this amount, or before this date.")
    above: Text | None = Field(default=None, description="More than this amount, or after this date.")
    at_least: Text | None = Field(default=None, description="This amount or more.")
    at_most: Text | None = Field(default=None, description="This amount or less.")
    known: Flag | None = Field(default=None, description="true: the value is known; false: it is not.")
    go: Target = Field(description="Where the caller goes when the comparison holds.")

    @model_validator(mode="after")
    def _one_comparison(self) -> Self:
        written = [*(["if"] if self.if_ else []), *(comparison.value for comparison, _ in self._written())]
        if len(written) != 1:
            raise UnfitError(
                f"A case makes one comparison, and this one makes {' and '.join(written) or 'none'}.",
                f"Write one of if, {', '.join(Comparison)} in each case.",
            )
        return self

    def _written(self) -> Iterator[tuple[Comparison, str]]:
        if self.known is not None:
            yield Comparison.KNOWN, "yes" if self.known else "no"
        for comparison in Comparison:
            written = getattr(self, "is_" if comparison is Comparison.IS else comparison.value)
            if comparison is not Comparison.KNOWN and written is not None:
                yield comparison, str(written)

    @property
    def comparison(self) -> tuple[Comparison, str]:
        return next(iter(self._written()))


class Fork(Written):
    """The value asked about, the cases in order, and where the rest goes."""

    of: Asked | None = Field(default=None, description="The value asked about; not needed where every case is an if.")
    cases: Annotated[tuple[Test, ...], NotEmpty] = Field(
        description="Comparisons, in order; the first that holds decides."
    )
    otherwise: Target = Field(description="Where a caller goes when none holds.")


class Branch(Node):
    """Which way a call goes by a value that is known: an amount, a date, whether the caller is verified.

    balance:
      branch:
        of: account.balance
        cases:
          - above: 0.00
            go: amount_due
        otherwise: nothing_due
    """

    kind: ClassVar[str] = "branch"
    branch: Fork = Field(description="The value asked about, the cases in order, and where the rest goes.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        cases, otherwise = self._cases(low)
        if self.branch.of is None or not cases:
            yield Passing(low.id, (), otherwise, outcome=self.named)
        else:
            yield Branching(low.id, self.branch.of, cases, otherwise, outcome=self.named)

    def _cases(self, low: Lowering) -> tuple[tuple[Case, ...], DialogId]:
        """Switches are decided here, once for all callers: one that is on ends the list, one that is off is no case."""
        cases: list[Case] = []
        otherwise: DialogId | None = None
        for place, test in enumerate(self.branch.cases):
            low.check_switch(test.if_, ("cases", place, "if"))
            if test.if_ is None:
                cases += self._case(low, place, test) if otherwise is None else ()
            elif otherwise is None and low.holds(test.if_):
                otherwise = test.go
        return tuple(cases), otherwise or self.branch.otherwise

    def _case(self, low: Lowering, place: int, test: Test) -> list[Case]:
        comparison, constant = test.comparison
        of = self.branch.of
        if of is None:
            low.report(
                BAD_COMPARISON, ("cases", place, comparison.value), "What is compared here is not said.", "Add of."
            )
            return []
        kind = TYPES[of]
        try:
            operand = _operand(of, comparison, constant)
        except UnfitError as error:
            low.report(BAD_COMPARISON, ("cases", place, comparison.value), str(error), error.help)
            comparison, operand = Comparison.IS, _NOTHING[kind]
        return [Case(comparison, operand, test.go)]


_NOTHING = {
    Spoken.MONEY: format_money(0, _CURRENCY),
    Spoken.COUNT: "0",
    Spoken.DATE: "1970-01-01",
    Spoken.DIGITS: "",
    Spoken.SECRET_DIGITS: "no",
    Spoken.YES_NO: "no",
    Spoken.TIER: Tier.T0.value,
    Spoken.WORD: "",
    Spoken.CODE: "",
    Spoken.LANGUAGE: "",
    Spoken.WRITTEN_ONLY: "",
}
_HAS_ORDER = frozenset({Spoken.MONEY, Spoken.DATE, Spoken.COUNT, Spoken.TIER})


def _operand(of: Known, comparison: Comparison, constant: str) -> str:
    """What is compared with, as values of its type are kept. Raises UnfitError."""
    kind = TYPES[of]
    if comparison is Comparison.KNOWN:
        return constant
    if kind is Spoken.SECRET_DIGITS:
        raise UnfitError(f"What {of.value} is, no branch is told, only whether it is known.", "Write known: true.")
    if comparison not in _ONLY_EQUAL and kind not in _HAS_ORDER:
        raise UnfitError(f"Nothing is {comparison.value} {of.value}: it has no order.", "Use is or is_not.")
    return _canonical(kind, constant)


def _canonical(kind: Spoken, text: str) -> str:
    """Raises UnfitError."""
    match kind:
        case Spoken.MONEY:
            return format_money(parse_amount(text), _CURRENCY)
        case Spoken.DATE:
            return parse_day(text).isoformat()
        case Spoken.YES_NO:
            if text not in ("yes", "no"):
                raise UnfitError(f"{shown(text)} is neither yes nor no.", "Write yes or no.")
            return text
        case Spoken.COUNT:
            return str(parse_count(text))
        case Spoken.TIER:
            return one_of(tuple(Tier), "how well a caller is known")(text)
        case Spoken.WORD | Spoken.LANGUAGE | Spoken.CODE | Spoken.WRITTEN_ONLY:
            return text
        case Spoken.DIGITS | Spoken.SECRET_DIGITS:
            if not (text.isascii() and text.isdigit()):
                raise UnfitError(f"{shown(text)} is not made of digits.", "Write digits only.")
            return text
