"""The demonstration accounts of a line: invented customers, so that a line can be called before it has any."""

from enum import StrEnum
from typing import Annotated, get_args

from pydantic import AfterValidator, Field, field_validator

from ivr.line.model import Written
from ivr.line.scalars import Amount, Phone, one_of
from ivr.reading.scalars import Day, Flag, UnfitError, scalar
from ivr.secret import Secret


class AccountStatus(StrEnum):
    """How an account stands. `cutoff_due`: service ends soon for a missed payment; `off`: it has; `fraud_hold`: nothing
    is settled without a person."""

    ACTIVE = "active"
    CUTOFF_DUE = "cutoff_due"
    OFF = "off"
    FRAUD_HOLD = "fraud_hold"


def _digits(text: str) -> Secret:
    bare = text.replace(" ", "")
    if bare and not (bare.isascii() and bare.isdigit()):
        raise UnfitError("This holds something else than digits.", "Write digits; blanks between them are for readers.")
    return Secret(bare)


Digits = Annotated[Secret, scalar(_digits, {"type": "string", "pattern": "^[0-9 ]*$"}, "8448 2000 1234 5678")]
StatusWord = Annotated[
    AccountStatus,
    scalar(one_of(tuple(AccountStatus), "the status of an account"), {"type": "string", "enum": list(AccountStatus)}),
]
PhoneOnFile = Annotated[Secret, get_args(Phone)[1], AfterValidator(Secret)]


def nothing() -> Secret:
    """What stands on file where there is nothing; it never matches."""
    return Secret("")


class DemonstrationAccount(Written):
    """One invented customer."""

    number: Digits = Field(description="The account number; blanks are for readers.")
    pin: Digits = Field(description="The PIN; blank when this customer never chose one.")
    bill_code: Digits = Field(default_factory=nothing, description="The code printed on the bill, if there is one.")
    zip: Digits = Field(default_factory=nothing, description="The ZIP code of the address on file.")
    phone: PhoneOnFile = Field(
        default_factory=nothing,
        description="The telephone number on file; its last four digits may prove who is calling.",
    )
    balance: Amount = Field(description="What is owed in all, such as 134.50; less than nothing is a credit.")
    past_due: Amount = Field(default=Amount(0), description="The part of it that is late.")
    due: Day | None = Field(default=None, description="When it is due.")
    status: StatusWord = Field(default=AccountStatus.ACTIVE, description="How the account stands.")
    autopay: Flag = Field(default=False, description="Whether bills are paid without this customer's doing.")
    discount: Flag = Field(default=False, description="Whether this customer has a discount that paying late ends.")


class Demonstration(Written):
    """The accounts that the embedded directory is given on its first start."""

    accounts: tuple[DemonstrationAccount, ...] = Field(description="The customers.")

    @field_validator("accounts")
    @classmethod
    def _each_once(cls, accounts: tuple[DemonstrationAccount, ...]) -> tuple[DemonstrationAccount, ...]:
        if len({one.number for one in accounts}) < len(accounts):
            raise UnfitError("Two of these customers have the same account number.", "Give one of them another number.")
        return accounts
