"""`hours`: which way a call goes by the time of day."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from ivr.dialog.program import Branching, Case, Comparison, Dialog, OfHours
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Target
from ivr.reading.scalars import Name
from ivr.telephony.hours import Doors


class Doorway(Written):
    """The hours asked about, and where each answer leads."""

    of: Name = Field(description="The name of the hours, as company.yaml has it.")
    open: Target = Field(description="Where a caller goes while people answer.")
    closed: Target = Field(description="Where a caller goes otherwise.")
    holiday: Target | None = Field(default=None, description="Where a caller goes on a holiday; by default as closed.")
    emergency: Target | None = Field(
        default=None,
        description="Where a caller goes while the office is closed for an emergency; by default as closed.",
    )


class Hours(Node):
    """Which way a call goes by the company's opening hours, holidays and clock changes included.

    representative:
      hours:
        of: billing
        open: ring_billing
        closed: after_hours
    """

    kind: ClassVar[str] = "hours"
    hours: Doorway = Field(description="The hours asked about, and where each answer leads.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        hours = self.hours
        low.check_hours(hours.of, "of")
        cases = (
            Case(Comparison.IS, Doors.OPEN, hours.open),
            Case(Comparison.IS, Doors.HOLIDAY, hours.holiday or hours.closed),
            Case(Comparison.IS, Doors.EMERGENCY, hours.emergency or hours.closed),
        )
        yield Branching(low.id, OfHours(hours.of), cases, hours.closed, outcome=self.named)
