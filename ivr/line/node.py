"""What the node kinds share: a node is a mapping with one kind key, and it lowers itself to dialogs."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, TypeVar

from pydantic import BeforeValidator, Field

from ivr.dialog.program import Dialog
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.scalars import Words
from ivr.reading.scalars import Text

Item = TypeVar("Item")


def _as_list(written: object) -> object:
    return [written] if isinstance(written, str) else written


Wordings = Annotated[tuple[Words, ...], BeforeValidator(_as_list)]
"""One wording, or a list of them: the first for the first failure, the last for all that follow."""


class Node(Written):
    """A node: its kind key, and the keys every kind may have."""

    kind: ClassVar[str]
    outcome: Text | None = Field(default=None, description="The name under which reaching this node is counted.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        """The dialogs this node becomes; the first one bears its name."""
        raise NotImplementedError

    @property
    def named(self) -> str | None:
        return None if self.outcome is None else str(self.outcome)
