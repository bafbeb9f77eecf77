"""company.yaml: the facts of one company. A prompt never states one by hand."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.line.callbacks import Callbacks
from ivr.line.channels import Channels
from ivr.line.company_facts import CURRENCY as CURRENCY  # noqa: PLC0414 - for node kinds that speak of amounts
from ivr.line.company_facts import Translate, below, in_figures, in_words, paths
from ivr.line.company_hours import OpeningHours
from ivr.line.company_shapes import NumberShape
from ivr.line.condition import Condition
from ivr.line.contradiction import Contradiction, refuse
from ivr.line.model import NotEmpty, Written, walk
from ivr.line.payment import Claims, Fees, Pay, PayMode, TextsAllowed
from ivr.line.scalars import Phone, one_of
from ivr.line.switches import Switch, switches, trouble_with
from ivr.line.terms import Brand, Language, Term, Words
from ivr.line.ways import ways
from ivr.reading.misfits import nearest
from ivr.reading.scalars import Day, Flag, Name, scalar
from ivr.reading.spelling import shown

WAYS = ("channels", "ways")
"""Not written by anybody: the ways to pay that are switched on, in words."""

VERIFIER_NAMES = ("pin", "bill_code", "zip", "phone_last4")
_CASH = frozenset({"cash", "efectivo", "tunai"})

VerifierName = Annotated[
    str, scalar(one_of(VERIFIER_NAMES, "something a caller can be known by"), {"enum": list(VERIFIER_NAMES)})
]


class Accepted(Written):
    """What the company takes as payment."""

    cards: tuple[Brand, ...] = Field(description="Card brands, in the order they are spoken.")
    other: tuple[Words, ...] = Field(default=(), description="Other ways, such as electronic checks.")
    as_of: Day | None = Field(default=None, description="When somebody last made sure of this list.")


class Company(Written):
    """The facts of one company; this file alone turns the line into another company's."""

    name: Brand = Field(description="The name as it is spoken.")
    phone: Phone | None = Field(default=None, description="The number of this line, as printed on the bill.")
    services: tuple[Words, ...] = Field(default=(), description="What the bill is for.")
    account_number: NumberShape | None = Field(default=None, description="What an account number looks like.")
    verifiers: Annotated[tuple[VerifierName, ...], NotEmpty] = Field(
        default=("pin",),
        description="What callers prove themselves with: pin and bill_code for everything, zip and phone_last4 for "
        "paying only.",
    )
    pin: NumberShape | None = Field(default=None, description="What a PIN looks like.")
    bill_code: NumberShape | None = Field(default=None, description="What the code printed on the bill looks like.")
    accepted: Accepted | None = Field(default=None, description="What is taken as payment.")
    channels: Channels = Field(default=Channels(), description="The ways to pay and to reach the company.")
    pay: Pay = Field(default=Pay(), description="How a payment is taken on this line.")
    fees: Fees = Field(default=Fees(), description="What a payment costs besides.")
    texts: TextsAllowed | None = Field(default=None, description="Which texts may be sent; none where it is left out.")
    callbacks: Callbacks | None = Field(
        default=None, description="Which numbers callers may be called back on; nobody is where it is left out."
    )
    claims: Claims = Field(default=Claims(), description="What may be said because the company stands by it.")
    survey: Flag = Field(default=False, description="Whether callers are asked at the end if it was solved.")
    words: Mapping[Language, Mapping[Brand, Brand]] = Field(
        default_factory=dict,
        description="What this file's own words are called in the other languages, where no catalogue says it.",
    )
    hours: Mapping[Name, OpeningHours] = Field(default_factory=dict, description="Opening hours by name.")

    @model_validator(mode="after")
    def _nothing_contradicts(self) -> Self:
        refuse(type(self).__name__, [*self._links(), *self._cash(), *self._proofs(), *self._words(), *self._calls()])
        return self

    def _links(self) -> Iterator[Contradiction]:
        for key, mode in (("mode", self.pay.mode), ("bank", self.pay.bank)):
            if mode == PayMode.LINK and self.texts is None:
                yield Contradiction(
                    ("pay", key),
                    "Payment links are sent by text, and this company sends no texts.",
                    "Add texts, and below it countries: [US]; or write person here.",
                )

    def _cash(self) -> Iterator[Contradiction]:
        for number, one in enumerate(self.accepted.other if self.accepted else ()):
            if one.lower() in _CASH and not self.channels.cash:
                yield Contradiction(
                    ("accepted", "other", number),
                    f"{shown(one)} is accepted here, and cash is false below channels.",
                    "Take it out, or write cash: true below channels.",
                )

    def _proofs(self) -> Iterator[Contradiction]:
        """Only of what the author wrote: a line that asks for no PIN needs none."""
        for number, name in enumerate(self.verifiers if "verifiers" in self.model_fields_set else ()):
            if name in type(self).model_fields and getattr(self, name) is None:
                yield Contradiction(
                    ("verifiers", number),
                    f"Callers prove themselves with {name}, and what one looks like is said nowhere.",
                    f"Add {name}, and below it length: 4; or take it out here.",
                )
            if name in self.verifiers[:number]:
                yield Contradiction(("verifiers", number), f"{shown(name)} stands here twice.", "Take one of them out.")

    def _calls(self) -> Iterator[Contradiction]:
        wanted = self.callbacks.hours if self.callbacks else None
        if wanted is not None and wanted not in self.hours:
            near = [f"Did you mean {one}?" for one in nearest(wanted, sorted(map(str, self.hours)))]
            yield Contradiction(
                ("callbacks", "hours"),
                f"Calls back are to be placed in the hours {shown(wanted)}, and there are none of that name.",
                (near or ["Write them below hours, or take this out."])[0],
            )

    def _words(self) -> Iterator[Contradiction]:
        """A word that is translated and stands nowhere was misspelt, here or there."""
        terms = {str(value) for _, value in walk(self) if isinstance(value, Term)}
        for language, words in self.words.items():
            for word in words:
                if word not in terms:
                    near = [f"Did you mean {one}?" for one in nearest(word, sorted(terms))]
                    yield Contradiction(
                        ("words", language, word),
                        f"{shown(word)} is translated here, and stands nowhere in this file.",
                        (near or ["Take it out."])[0],
                    )

    @classmethod
    def stand_in(cls) -> "Company":
        """Takes the place of a file that could not be read, while the rest of the line is checked."""
        return cls.model_validate({"name": "unread", "account_number": {"length": "1"}, "pin": {"length": "1"}})

    def value(self, path: tuple[str, ...]) -> object:
        """What stands at a path; None where it is not given. Raises LookupError for a path there cannot be."""
        value: object = self
        for name in path:
            if value is None:
                if ".".join(path) not in paths(type(self)):
                    raise LookupError(".".join(path))
                return None
            value = below(value, name, ".".join(path))
        return value

    def spoken(self, path: tuple[str, ...], language: str, say: Translate = str) -> str:
        """The words of a fact; `say` puts the company's own terms into the language. Raises LookupError for a path that
        leads to nothing one can say, ValueError for a fact that is not given."""
        if path == WAYS:
            return ways(self.channels, language)
        return in_words(self.value(path), ".".join(path), language, say)

    def figures(self, path: tuple[str, ...]) -> str:
        """A fact as it is written in a text; nothing where there is none."""
        try:
            return in_figures(self.value(path), ".".join(path))
        except LookupError:
            return ""

    def allows(self, condition: Condition | None) -> bool:
        """Whether a switch is as a condition wants it; one there cannot be is off, see `trouble_with`."""
        try:
            return condition is None or condition.holds(self.value(condition.path))
        except LookupError:
            return False

    def trouble_with(self, condition: Condition) -> tuple[str, str] | None:
        """The fact and the help for a condition that names no switch, or a word that its switch never is."""
        return trouble_with(condition, _switches())

    def facts(self, language: str, *, given: bool = True) -> list[str]:
        """Every path a prompt may name, such as account_number.length; with `given` False also those that are left out."""
        every = [*paths(type(self)), ".".join(WAYS), *(f"hours.{name}" for name in self.hours)]
        return [path for path in every if self._has(path, language, given=given)]

    def _has(self, path: str, language: str, *, given: bool) -> bool:
        try:
            return bool(self.spoken(tuple(path.split(".")), language))
        except LookupError:
            return False
        except ValueError:
            return not given


@cache
def _switches() -> Mapping[str, Switch]:
    return {one.path: one for one in switches(Company)}
