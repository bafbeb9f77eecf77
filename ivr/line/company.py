"""company.yaml: the facts of one company. A prompt never states one by hand."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.line.channels import Channels
from ivr.line.company_hours import OpeningHours
from ivr.line.company_shapes import NumberShape
from ivr.line.model import Written
from ivr.line.payment import Claims, Fees, Pay, PayMode, TextsAllowed
from ivr.line.scalars import Phone, one_of
from ivr.line.terms import Term, Words
from ivr.line.ways import ways
from ivr.reading.scalars import Day, Flag, Name, Text, UnfitError, scalar
from ivr.speech.counts import count_words
from ivr.speech.digits import digit_words
from ivr.speech.lists import list_words
from ivr.speech.money import money_words
from ivr.speech.openings import week_words

CURRENCY = "USD"
WAYS = ("channels", "ways")
"""Not written by anybody: the ways to pay that are switched on, in words."""
_MONEY = frozenset({"fees.representative", "fees.card", "pay.least", "pay.most"})
_ALL = frozenset({"services"})

Translate = Callable[[str], str]

VerifierName = Annotated[
    str,
    scalar(
        one_of(("pin", "bill_code", "zip", "phone_last4"), "something a caller can be known by"),
        {"enum": ["pin", "bill_code", "zip", "phone_last4"]},
        "pin",
    ),
]


class Accepted(Written):
    """What the company takes as payment."""

    cards: tuple[Text, ...] = Field(description="Card brands, in the order they are spoken.")
    other: tuple[Words, ...] = Field(default=(), description="Other ways, such as electronic checks.")
    as_of: Day | None = Field(default=None, description="When somebody last made sure of this list.")


class Company(Written):
    """The facts of one company; this file alone turns the line into another company's."""

    name: Text = Field(description="The name as it is spoken.")
    phone: Phone | None = Field(default=None, description="The number of this line, as printed on the bill.")
    services: tuple[Words, ...] = Field(default=(), description="What the bill is for.")
    account_number: NumberShape | None = Field(default=None, description="What an account number looks like.")
    verifiers: tuple[VerifierName, ...] = Field(
        default=("pin",), description="What callers prove themselves with: pin and bill_code for everything, zip and "
        "phone_last4 for paying only."
    )
    pin: NumberShape | None = Field(default=None, description="What a PIN looks like.")
    bill_code: NumberShape | None = Field(default=None, description="What the code printed on the bill looks like.")
    accepted: Accepted | None = Field(default=None, description="What is taken as payment.")
    channels: Channels = Field(default=Channels(), description="The ways to pay and to reach the company.")
    pay: Pay = Field(default=Pay(), description="How a payment is taken on this line.")
    fees: Fees = Field(default=Fees(), description="What a payment costs besides.")
    texts: TextsAllowed | None = Field(default=None, description="Which texts may be sent; none where it is left out.")
    claims: Claims = Field(default=Claims(), description="What may be said because the company stands by it.")
    survey: Flag = Field(default=False, description="Whether callers are asked at the end if it was solved.")
    hours: Mapping[Name, OpeningHours] = Field(default_factory=dict, description="Opening hours by name.")

    @model_validator(mode="after")
    def _links_need_texts(self) -> Self:
        if PayMode.LINK in (self.pay.mode, self.pay.bank) and self.texts is None:
            raise UnfitError("Payment links are sent by text, and texts is left out.", "Add texts.")
        if self.channels.cash is False and self.accepted and any(one.lower() == "cash" for one in self.accepted.other):
            raise UnfitError("accepted names cash, and channels has cash: false.", "Make the two agree.")
        return self

    @classmethod
    def stand_in(cls) -> "Company":
        """Takes the place of a file that could not be read, while the rest of the line is checked."""
        return cls.model_validate({"name": "unread", "account_number": {"length": "1"}, "pin": {"length": "1"}})

    def value(self, path: tuple[str, ...]) -> object:
        """What stands at a path; None where it is not given. Raises LookupError for a path there cannot be."""
        value: object = self
        for name in path:
            if value is None:
                if ".".join(path) not in _paths(type(self)):
                    raise LookupError(".".join(path))
                return None
            value = _below(value, name, ".".join(path))
        return value

    def spoken(self, path: tuple[str, ...], language: str, say: Translate = str) -> str:
        """The words of a fact; `say` puts the company's own terms into the language. Raises LookupError for a path that
        leads to nothing one can say, ValueError for a fact that is not given."""
        if path == WAYS:
            return ways(self.channels, language)
        value = self.value(path)
        if value in (None, (), ""):
            raise ValueError(f"company.yaml does not say {'.'.join(path)}.")
        return _in_words(value, ".".join(path), language, say)

    def figures(self, path: tuple[str, ...]) -> str:
        """A fact as it is written in a text; nothing where there is none."""
        try:
            value = self.value(path)
        except LookupError:
            return ""
        if isinstance(value, tuple):
            return ", ".join(str(one) for one in value)
        return "" if value is None or isinstance(value, bool | Written) else str(value)

    def switches(self) -> list[str]:
        """Every path a condition may name."""
        return _paths(type(self))

    def facts(self, language: str) -> list[str]:
        """Every path a prompt may name, such as account_number.length."""
        paths = [*_paths(type(self)), ".".join(WAYS), *(f"hours.{name}" for name in self.hours)]
        return [path for path in paths if self._has(path, language)]

    def _has(self, path: str, language: str) -> bool:
        try:
            return bool(self.spoken(tuple(path.split(".")), language))
        except (LookupError, ValueError):
            return False


def _below(value: object, name: str, path: str) -> object:
    """One step down a path of facts. Raises LookupError with the whole path."""
    if isinstance(value, Mapping) and name in value:
        return value[name]
    if isinstance(value, Written) and name in type(value).model_fields:
        return getattr(value, name)
    raise LookupError(path)


def _paths(model: type[Written]) -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        inner = _models_in(field.annotation)
        found += [f"{name}.{path}" for one in inner for path in _paths(one)] if inner else [name]
    return found


def _models_in(annotation: object) -> list[type[Written]]:
    options = getattr(annotation, "__args__", ()) or (annotation,)
    return [one for one in options if isinstance(one, type) and issubclass(one, Written)]


def _in_words(value: object, name: str, language: str, say: Translate) -> str:
    if name.endswith("prefix"):
        return digit_words(str(value), language)
    if name == "phone":
        return digit_words(str(value).lstrip("+").removeprefix("1"), language)
    if name in _MONEY and isinstance(value, int):
        return money_words(value, CURRENCY, language)
    if isinstance(value, bool | StrEnum):
        raise LookupError(name)
    if isinstance(value, int):
        return count_words(value, language)
    if isinstance(value, tuple) and not any(isinstance(one, int) for one in value):
        return list_words([_one(one, say) for one in value], language, last="and" if name in _ALL else "or")
    if isinstance(value, OpeningHours):
        return week_words(value.calendar(), language)
    if isinstance(value, str):
        return _one(value, say)
    raise LookupError(name)


def _one(value: object, say: Translate) -> str:
    return say(value) if isinstance(value, Term) else str(value)
