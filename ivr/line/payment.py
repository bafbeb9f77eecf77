"""How the company takes a payment on this line, what it costs, and what may be said about it."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from ivr.line.contradiction import Contradiction, refuse
from ivr.line.model import Written
from ivr.line.scalars import Amount, Positive, Url, one_of
from ivr.reading.scalars import Flag, Text, UnfitError, scalar
from ivr.reading.spelling import shown
from ivr.telephony.numbers import is_region

MOST_HOURS = 72
_REGION = re.compile(r"[A-Z]{2}")


class PayMode(StrEnum):
    """Who takes the payment: a representative, the carrier (`<Pay>`), or the company's own page behind a texted link."""

    PERSON = "person"
    PAY_VERB = "pay_verb"
    LINK = "link"


class BankMode(StrEnum):
    """Who takes a debit of a bank account. Never the keypad: a key is not the spoken authorization it needs (Nacha, TEL)."""

    PERSON = "person"
    LINK = "link"


def _bank(text: str) -> BankMode:
    if text in ("keypad", "keypad_only", "pay_verb"):
        raise UnfitError(
            "A debit of a bank account needs a spoken authorization, and a key on a telephone is none.",
            "Write person, or link.",
        )
    return one_of(tuple(BankMode), "a way to take bank debits")(text)


PayModeName = Annotated[
    PayMode, scalar(one_of(tuple(PayMode), "a way to take a payment"), {"enum": list(PayMode)}, "person")
]
BankModeName = Annotated[BankMode, scalar(_bank, {"enum": list(BankMode)}, "person")]


def _spelled(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


class LinkPage(Written):
    """The page that a texted link leads to."""

    page: Url = Field(description="The address, with {token} where the link's own part stands.")
    hours: Positive = Field(default=Positive(24), description="How long a link is good for.")

    @field_validator("page")
    @classmethod
    def _safe(cls, page: str) -> str:
        if page.count("{token}") != 1 or not page.startswith("https://"):
            raise UnfitError(
                f"{shown(page)} cannot be the page of a payment link.",
                "Write an https address with {token} in it, such as https://pay.example.com/start?t={token}",
            )
        return page

    @field_validator("hours")
    @classmethod
    def _soon_over(cls, hours: int) -> int:
        if hours > MOST_HOURS:
            raise UnfitError(f"A link good for {hours} hours is too long.", f"Write at most {MOST_HOURS}.")
        return hours


class Pay(Written):
    """How a payment is taken."""

    mode: PayModeName = Field(default=PayMode.PERSON, description="person, pay_verb (by keypad, Twilio Pay) or link.")
    bank: BankModeName = Field(default=BankMode.PERSON, description="Bank debits: person or link, never the keypad.")
    connector: Text = Field(default=Text("Default"), description="The name of the carrier's payment connector.")
    postal_code: Flag = Field(default=True, description="Whether the card's ZIP code is asked for.")
    least: Amount = Field(default=Amount(100), description="The smallest payment taken.")
    most: Amount = Field(default=Amount(200000), description="The largest payment taken without a person.")
    link: LinkPage | None = Field(default=None, description="The page behind texted links.")

    @model_validator(mode="after")
    def _nothing_contradicts(self) -> Self:
        refuse(type(self).__name__, self._contradictions())
        return self

    def _contradictions(self) -> Iterator[Contradiction]:
        for key, mode in (("mode", self.mode), ("bank", self.bank)):
            if mode == PayMode.LINK and self.link is None:
                yield Contradiction(
                    (key,),
                    "Payment links need a page to lead to.",
                    "Add link, and below it page; or write person here.",
                )
        written = "least" if "least" in self.model_fields_set else "most"
        if self.least <= 0:
            yield Contradiction((written,), "Nobody pays nothing, or less.", "Write 0.01 or more as least.")
        elif self.least > self.most:
            yield Contradiction(
                (written,),
                f"The smallest payment, {_spelled(self.least)}, is above the largest, {_spelled(self.most)}.",
                "Make least the smaller one.",
            )


class Fees(Written):
    """What a payment costs besides; said before anything is charged. An amount of zero is said nowhere."""

    representative: Amount = Field(default=Amount(0), description="With a representative.")
    card: Amount = Field(default=Amount(0), description="By card on the keypad.")


class Claims(Written):
    """What may be said because the company stands by it."""

    secure_storage: Flag = Field(default=False, description="That saved details are kept on secure servers.")
    security: Flag = Field(default=False, description="That several layers of security protect the servers.")
    discounts: Flag = Field(default=False, description="That paying late can cost a discount.")


def _region(text: str) -> str:
    if not _REGION.fullmatch(text) or not is_region(text):
        raise UnfitError(f"{shown(text)} is not a country.", "Write its two capital letters, such as US.")
    return text


Region = Annotated[str, scalar(_region, {"type": "string", "pattern": f"^{_REGION.pattern}$"}, "US")]


class TextsAllowed(Written):
    """Which texts may be sent; none where this is left out."""

    countries: tuple[Region, ...] = Field(default=("US", "CA"), description="Countries texts go to.")
    per_call: Positive = Field(default=Positive(2), description="At most so many in one call.")
    per_day: Positive = Field(default=Positive(3), description="At most so many to one number in 24 hours.")
