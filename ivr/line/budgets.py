"""How long callers may be talked to: seconds of speech, in every language of the line.

The built-in numbers are warnings from practice, no standard: a greeting of 8 s, 4 s for a choice, 10 s until the first
one, 25 s for a menu.
"""

from pydantic import Field, field_validator

from ivr.line.model import Written
from ivr.line.scalars import Positive
from ivr.reading.scalars import Seconds, UnfitError


def _some(seconds: int) -> int:
    if seconds < 1:
        raise UnfitError("Nothing can be said in no time.", "Write 1 s or more.")
    return seconds


class ToPerson(Written):
    """How far a person may be, from anywhere on the line, in any language and at any hour."""

    presses: Positive = Field(default=Positive(1), description="Keys pressed at most.")
    seconds: Seconds = Field(
        default=Seconds(40), description="Words heard at most, until the person or what stands in."
    )

    _takes_some = field_validator("seconds")(_some)


class ToPayment(Written):
    """How long it may take to pay, for a caller who answers every question at once."""

    seconds: Seconds = Field(default=Seconds(180), description="Words heard at most, until the payment is made.")

    _takes_some = field_validator("seconds")(_some)


class Budgets(Written):
    """How long callers may be talked to; what is longer in any language is a finding."""

    greeting: Seconds = Field(
        default=Seconds(8), description="The words a call begins with, without the offer of other languages."
    )
    option: Seconds = Field(default=Seconds(4), description="One choice, with its key.")
    before_first_choice: Seconds = Field(
        default=Seconds(10), description="What is said before a menu's first choice, or on the way to one."
    )
    menu: Seconds = Field(default=Seconds(25), description="A menu as it is said first, all of it.")
    menu_at_most: Seconds = Field(default=Seconds(40), description="What no menu may take: an error, and no warning.")
    person: ToPerson = Field(default=ToPerson(), description="How far a person may be; `ivr prove` goes by it.")
    payment: ToPayment = Field(default=ToPayment(), description="How long paying may take; `ivr prove` goes by it.")

    _takes_some = field_validator("greeting", "option", "before_first_choice", "menu", "menu_at_most")(_some)
