"""The demonstration accounts of a line: invented customers, so that a line can be called before it has any."""

from typing import Annotated

from pydantic import Field, field_validator

from ivr.line.model import Written
from ivr.line.scalars import Amount
from ivr.reading.scalars import Day, UnfitError, scalar
from ivr.secret import Secret


def _digits(text: str) -> Secret:
    bare = text.replace(" ", "")
    if bare and not (bare.isascii() and bare.isdigit()):
        raise UnfitError("This holds something else than digits.", "Write digits; blanks between them are for readers.")
    return Secret(bare)


Digits = Annotated[Secret, scalar(_digits, {"type": "string", "pattern": "^[0-9 ]*$"}, "8448 2000 1234 5678")]


class DemonstrationAccount(Written):
    """One invented customer."""

    number: Digits = Field(description="The account number; blanks are for readers.")
    pin: Digits = Field(description="The PIN; blank when this customer never chose one.")
    balance: Amount = Field(description="What is owed in all, such as 134.50; less than nothing is a credit.")
    past_due: Amount = Field(default=Amount(0), description="The part of it that is late.")
    due: Day | None = Field(default=None, description="When it is due.")


class Demonstration(Written):
    """The accounts that the embedded directory is given on its first start."""

    accounts: tuple[DemonstrationAccount, ...] = Field(description="The customers.")

    @field_validator("accounts")
    @classmethod
    def _each_once(cls, accounts: tuple[DemonstrationAccount, ...]) -> tuple[DemonstrationAccount, ...]:
        if len({one.number for one in accounts}) < len(accounts):
            raise UnfitError("Two of these customers have the same account number.", "Give one of them another number.")
        return accounts
