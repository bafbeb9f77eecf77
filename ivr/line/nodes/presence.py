"""`presence`: a representative says whether calls may come."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field

from ivr.dialog.program import Dialog, Fetching, SetPresence
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Target, one_of
from ivr.reading.scalars import scalar
from ivr.routing.roster import Chosen
from ivr.telephony.outcomes import FetchOutcome

ChosenName = Annotated[
    Chosen,
    scalar(one_of(tuple(Chosen), "what a representative can be"), {"type": "string", "enum": list(Chosen)}, "ready"),
]


class Choice(Written):
    """What the representative is from now on, and where it leads when that cannot be noted."""

    set: ChosenName = Field(description="ready: calls may come; busy: at work, but none may; away: not at work.")
    down: Target = Field(description="Where the call goes when it cannot be noted, or nobody signed in before.")


class Presence(Node):
    """A representative who signed in says whether calls may come.

    be_ready:
      presence:
        set: ready
        down: try_later
      next: you_are_ready
    """

    kind: ClassVar[str] = "presence"
    presence: Choice = Field(description="What the representative is from now on.")
    next: Target = Field(description="Where the call goes when it is noted.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        down = self.presence.down
        outcomes = {FetchOutcome.DONE: self.next, FetchOutcome.REFUSED: down, FetchOutcome.DOWN: down}
        yield Fetching(low.id, SetPresence(self.presence.set), (), outcomes, exhausted=down, outcome=self.named)
