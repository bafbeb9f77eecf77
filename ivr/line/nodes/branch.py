"""`branch`: which way a call goes by a value that is known."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from ivr.dialog.program import Branching, Case, Comparison, Dialog
from ivr.dialog.prompts import TYPES, Known, Spoken
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Target
from ivr.reading.scalars import Flag, Text, parse_money_text, scalar

MAY_BE_ASKED = tuple(name for name in Known if name is not Known.HEARD_COUNT)
_ONLY_EQUAL = frozenset({Comparison.IS, Comparison.IS_NOT, Comparison.KNOWN})
_CURRENCY = "USD"


def _known(text: str) -> Known:
    if text not in MAY_BE_ASKED:
        raise ValueError(f"{text!r} is not a value to branch on; these are: {', '.join(MAY_BE_ASKED)}")
    return Known(text)


Asked = Annotated[Known, scalar(_known, {"type": "string", "enum": list(MAY_BE_ASKED)}, "account.balance")]


class Test(Written):
    """One comparison with a constant, and where it leads when it holds."""

    __test__ = False  # not a test of ours, whatever pytest thinks of the name
    is_: Text | None = Field(default=None, alias="is", description="Equal to this.")
    is_not: Text | None = Field(default=None, description="Known, and not equal to this.")
    below: Text | None = Field(default=None, description="Less than this amount, or before this date.")
    above: Text | None = Field(default=None, description="More than this amount, or after this date.")
    at_least: Text | None = Field(default=None, description="This amount or more.")
    at_most: Text | None = Field(default=None, description="This amount or less.")
    known: Flag | None = Field(default=None, description="true: the value is known; false: it is not.")
    go: Target = Field(description="Where the caller goes when the comparison holds.")

    @model_validator(mode="after")
    def _one_comparison(self) -> "Test":
        if len(list(self._written())) != 1:
            raise ValueError("write one comparison per case: is, is_not, below, above, at_least, at_most or known")
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

    of: Asked = Field(description="The value asked about.")
    cases: tuple[Test, ...] = Field(min_length=1, description="Comparisons, in order; the first that holds decides.")
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
        cases = tuple(self._case(low, place, one) for place, one in enumerate(self.branch.cases))
        yield Branching(low.id, self.branch.of, cases, self.branch.otherwise, outcome=self.named)

    def _case(self, low: Lowering, place: int, test: Test) -> Case:
        comparison, constant = test.comparison
        path = ("cases", place, comparison.value)
        kind = TYPES[self.branch.of]
        if comparison not in _ONLY_EQUAL and kind not in (Spoken.MONEY, Spoken.DATE, Spoken.COUNT):
            low.report(
                path, f"{self.branch.of.value} has no order, so nothing is {comparison.value} it", "use is or is_not"
            )
        try:
            operand = constant if comparison is Comparison.KNOWN else _canonical(kind, constant)
        except ValueError as error:
            low.report(path, str(error), "")
            operand = _NOTHING[kind]
        return Case(comparison, operand, test.go)


_NOTHING = {
    Spoken.MONEY: f"0 {_CURRENCY}",
    Spoken.COUNT: "0",
    Spoken.DATE: "1970-01-01",
    Spoken.DIGITS: "",
    Spoken.SECRET_DIGITS: "no",
    Spoken.YES_NO: "no",
}


def _canonical(kind: Spoken, text: str) -> str:
    """The constant as values of its type are kept. Raises ValueError with the fact."""
    match kind:
        case Spoken.MONEY:
            return f"{parse_money_text(text)} {_CURRENCY}"
        case Spoken.DATE:
            return date.fromisoformat(text).isoformat()
        case Spoken.YES_NO | Spoken.SECRET_DIGITS:
            if text not in ("yes", "no"):
                raise ValueError(f"{text!r} is neither yes nor no")
            return text
        case Spoken.COUNT | Spoken.DIGITS:
            if not text.isdecimal():
                raise ValueError(f"{text!r} is not made of digits")
            return text
