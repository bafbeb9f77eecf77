"""`take`: a representative takes the next caller out of the queue."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field, field_validator

from ivr.dialog.program import Dialog, Fetching, TakeNext, Taking
from ivr.line.handed_over import only_what_is_handed_over
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Target, Words
from ivr.line.wording import Wording
from ivr.telephony.outcomes import FetchOutcome, TakeOutcome


class NextCaller(Written):
    """What is said of the caller, and where each outcome leads."""

    prompt: Words = Field(
        description="Who it is and why, in the words of a whisper; the caller is put through behind it."
    )
    talked: Target = Field(description="Where the representative goes after the talk.")
    gone: Target = Field(description="The caller hung up, or somebody else was faster.")
    nobody: Target = Field(description="Nobody waits whom this representative could take.")
    down: Target = Field(description="It cannot be known just now who waits, or nobody signed in before.")

    @field_validator("prompt")
    @classmethod
    def _only_what_is_handed_over(cls, prompt: Wording) -> Wording:
        return only_what_is_handed_over(prompt)


class Take(Node):
    """Put a representative who signed in through to whoever has waited longest, and say first who that is.

    take_next:
      take:
        prompt: Account ending {account.last4}. About {caller.reason}.
        talked: what_now
        gone: too_late
        nobody: nobody_waits
        down: try_later
    """

    kind: ClassVar[str] = "take"
    take: NextCaller = Field(description="What is said of the caller, and where each outcome leads.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        over = self.take
        outcomes = {
            FetchOutcome.DONE: low.part("join"),
            FetchOutcome.REFUSED: over.nobody,
            FetchOutcome.DOWN: over.down,
        }
        yield Fetching(low.id, TakeNext(), (), outcomes, exhausted=over.down, outcome=self.named)
        ends = {TakeOutcome.TALKED: over.talked, TakeOutcome.GONE: over.gone}
        yield Taking(low.part("join"), low.prompt(over.prompt), ends)
