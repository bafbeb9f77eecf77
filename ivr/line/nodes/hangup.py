"""`hangup`: last words, and the end of the call."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field

from ivr.dialog.program import Dialog, Ending
from ivr.line.lowering import Lowering
from ivr.line.node import Node
from ivr.line.wording import Wording, parse_wording
from ivr.reading.scalars import scalar


def _perhaps_words(text: str) -> Wording:
    return parse_wording(text) if text.strip() else Wording((), "")


LastWords = Annotated[Wording, scalar(_perhaps_words, {"type": ["string", "null"]}, "Thanks for calling. Goodbye.")]


class Hangup(Node):
    """The end of a call that the author means: last words, then the line hangs up.

    goodbye:
      hangup: Thanks for calling {company.name}. Goodbye.
    """

    kind: ClassVar[str] = "hangup"
    hangup: LastWords = Field(description="What is said last; it may be empty.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        yield Ending(low.id, low.prompt(self.hangup), outcome=self.named)
