"""Which ways to pay and to reach the company there are. What is switched off is mentioned nowhere: options and sentences
say which switch they need, and a rule searches every prompt for words of what is off.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.line.contradiction import Contradiction, refuse
from ivr.line.model import Written
from ivr.line.scalars import Positive, one_of
from ivr.reading.scalars import Flag, scalar


class InPerson(StrEnum):
    """Where one can pay in person. `ask`: the sources disagree, so callers are told to ask."""

    NONE = "none"
    STORES = "stores"
    PARTNERS = "partners"
    ASK = "ask"


InPersonName = Annotated[
    InPerson, scalar(one_of(tuple(InPerson), "a way to pay in person"), {"enum": list(InPerson)}, "ask")
]


class Mail(Written):
    """Paying by mail."""

    days: Positive | None = Field(default=None, description="How many business days a payment by mail should be given.")


class Channels(Written):
    """The ways there are. A phone line is always one of them."""

    online: Flag = Field(default=True, description="Paying on the website.")
    app: Flag = Field(default=True, description="Paying in the app.")
    mail: Mail | None = Field(default=None, description="Paying by mail; leave it out where that cannot be done.")
    in_person: InPersonName = Field(
        default=InPerson.ASK, description="none, stores, partners, or ask where a representative knows."
    )
    cash: Flag = Field(default=False, description="Whether cash is taken, which can only be in person.")
    bank_counter: Flag = Field(default=False, description="Paying at the counter of a bank.")
    chat: Flag = Field(default=False, description="Chat on the website.")
    social: Flag = Field(default=False, description="Questions by social media.")

    @model_validator(mode="after")
    def _nothing_contradicts(self) -> Self:
        refuse(type(self).__name__, self._contradictions())
        return self

    def _contradictions(self) -> Iterator[Contradiction]:
        if self.cash and self.in_person is InPerson.NONE:
            yield Contradiction(
                ("cash",),
                "Cash is taken in person, and in_person is none.",
                "Write cash: false, or say where one pays in person.",
            )
        if self.chat and not self.online:
            yield Contradiction(("chat",), "Chat stands on the website, and online is false.", "Write chat: false.")
