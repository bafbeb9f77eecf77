"""The demonstration accounts of a line: invented customers, so that a line can be called before it has any."""

from typing import Annotated

from pydantic import Field

from ivr.line.model import Written
from ivr.reading.scalars import Day, parse_money_text, scalar
from ivr.secret import Secret


def _digits(text: str) -> Secret:
    bare = text.replace(" ", "")
    if bare and not (bare.isascii() and bare.isdigit()):
        raise ValueError("an account number and a PIN are made of digits")
    return Secret(bare)


def _cents(text: str) -> int:
    """An amount, or a credit with a minus in front."""
    return -parse_money_text(text[1:]) if text.startswith("-") else parse_money_text(text)


Digits = Annotated[Secret, scalar(_digits, {"type": "string", "pattern": "^[0-9 ]*$"}, "8448 2000 1234 5678")]
Cents = Annotated[int, scalar(_cents, {"type": ["string", "number"]}, "134.50")]


class DemonstrationAccount(Written):
    """One invented customer."""

    number: Digits = Field(description="The account number; blanks are for readers.")
    pin: Digits = Field(description="The PIN; blank when this customer never chose one.")
    balance: Cents = Field(description="What is owed in all, such as 134.50; less than nothing is a credit.")
    past_due: Cents = Field(default=0, description="The part of it that is late.")
    due: Day | None = Field(default=None, description="When it is due.")


class Demonstration(Written):
    """The accounts that the embedded directory is given on its first start."""

    accounts: tuple[DemonstrationAccount, ...] = Field(description="The customers.")
