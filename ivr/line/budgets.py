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


class Reach(Written):
    """How far something may be from any question, in any language."""

    presses: Positive = Field(default=Positive(1), description="Keys pressed at most.")
    seconds: Seconds = Field(default=Seconds(40), description="Words heard at most, behind the first key.")

    _takes_some = field_validator("seconds")(_some)


class ToPerson(Reach):
    """How far a person may be from anywhere on the line, in any language, while one is free."""


class AfterHours(Reach):
    """How far a message, a call back or a goodbye may be from anywhere on the line, while nobody is there.

    A menu of four choices stands in place of the person, told to whoever needs more time: 0 and one of its keys.
    """

    presses: Positive = Field(default=Positive(2), description="Keys pressed at most.")
    seconds: Seconds = Field(default=Seconds(60), description="Words heard at most, behind the first key.")


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
    after_hours: AfterHours = Field(
        default=AfterHours(), description="The same while nobody is there, to a message or whatever else the line has."
    )
    payment: ToPayment = Field(default=ToPayment(), description="How long paying may take; `ivr prove` goes by it.")

    _takes_some = field_validator("greeting", "option", "before_first_choice", "menu", "menu_at_most")(_some)
