"""`say`: words, and on."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from ivr.dialog.program import Dialog, Passing
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Target
from ivr.line.sentences import Sentences
from ivr.reading.scalars import Flag


class Speech(Written):
    """Words that need more than themselves said about them."""

    text: Sentences = Field(description="What is said.")
    bargein: Flag = Field(default=True, description="false when no key may cut it short: legal text.")


class Say(Node):
    """Words that are said on the way to somewhere else.

    greeting:
      say: Thanks for calling {company.name} bill pay.
      next: main
    """

    kind: ClassVar[str] = "say"
    say: Sentences | Speech = Field(description="What is said, or a mapping with `text` and `bargein`.")
    next: Target = Field(description="Where the caller goes then.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        speech = self.say if isinstance(self.say, Speech) else Speech.model_construct(text=self.say, bargein=True)
        low.check_sentences(speech.text, ("text",) if isinstance(self.say, Speech) else ())
        yield Passing(low.id, low.prompt(speech.text), self.next, bargein=speech.bargein, outcome=self.named)
