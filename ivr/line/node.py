"""What the node kinds share: a node is a mapping with one kind key, and it lowers itself to dialogs."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, TypeVar

from pydantic import BeforeValidator, Field

from ivr.dialog.program import Dialog
from ivr.dialog.prompts import Tier
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.scalars import Words, one_of
from ivr.reading.scalars import Name, Text, UnfitError, scalar

Item = TypeVar("Item")


def _as_list(written: object) -> object:
    return [written] if isinstance(written, str) else written


Wordings = Annotated[tuple[Words, ...], BeforeValidator(_as_list)]
"""One wording, or a list of them: the first for the first failure, the last for all that follow."""


def _tier(text: str) -> Tier:
    if text == Tier.T3:
        raise UnfitError(
            "Nobody reaches T3 by keypad: lists of calls, addresses and PINs are for a person.", "Lead to a person."
        )
    return one_of((Tier.T1, Tier.T2), "how well a caller can be known")(text)


TierName = Annotated[Tier, scalar(_tier, {"type": "string", "enum": ["T1", "T2"]}, "T2")]


class Node(Written):
    """A node: its kind key, and the keys every kind may have."""

    kind: ClassVar[str]
    needs: TierName | None = Field(
        default=None, description="How well a caller must be known to come here: T1 may pay, T2 may hear amounts."
    )
    reason: Name | None = Field(
        default=None,
        description="What a caller who comes here is calling about, such as more_time: branches and representatives are told.",
    )
    outcome: Text | None = Field(default=None, description="The name under which reaching this node is counted.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        """The dialogs this node becomes; the first one bears its name."""
        raise NotImplementedError

    @property
    def named(self) -> str | None:
        return None if self.outcome is None else str(self.outcome)
