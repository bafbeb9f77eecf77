"""What is said, as an author writes it: one text, or a list of texts said one after another, some only where a switch of
company.yaml is on.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from ivr.line.condition import If
from ivr.line.model import Written
from ivr.line.scalars import Words
from ivr.line.wording import Wording


class OnlyIf(Written):
    """Words that are said only where a switch of company.yaml is on."""

    if_: If = Field(alias="if", description="The switch, such as channels.mail.")
    say: Words = Field(description="What is said then.")


def _as_list(written: object) -> object:
    return [written] if isinstance(written, str) else written


Said = Words | OnlyIf
Sentences = Annotated[tuple[Said, ...], BeforeValidator(_as_list)]
"""One text, or several said one after another."""


def texts(said: tuple[Said, ...]) -> tuple[Wording, ...]:
    """All the words, whatever the switches say."""
    return tuple(one.say if isinstance(one, OnlyIf) else one for one in said)
