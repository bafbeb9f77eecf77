"""What is said, as an author writes it: one text, or a list of texts said one after another, some only where a switch of
company.yaml is on.
"""

from typing import Annotated

from pydantic import BeforeValidator, Discriminator, Field, Tag

from ivr.line.condition import If
from ivr.line.model import NotEmpty, Written
from ivr.line.scalars import Words


class OnlyIf(Written):
    """Words that are said only where a switch of company.yaml is on."""

    if_: If = Field(alias="if", description="The switch, such as channels.mail.")
    say: Words = Field(description="What is said then.")


def _as_list(written: object) -> object:
    return [written] if isinstance(written, str) else written


def _shape(written: object) -> str:
    """By shape and not by trying both, so that a mistake is told once."""
    return "OnlyIf" if isinstance(written, dict | OnlyIf) else "Words"


Said = Annotated[Annotated[Words, Tag("Words")] | Annotated[OnlyIf, Tag("OnlyIf")], Discriminator(_shape)]
Sentences = Annotated[tuple[Said, ...], BeforeValidator(_as_list), NotEmpty]
"""One text, or several said one after another."""
