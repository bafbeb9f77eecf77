"""What outlives a call: the queues, conferences and tasks of a network, and the numbers it knows to be its own."""

from collections.abc import Collection
from dataclasses import dataclass, field

from ivr.carrier.conferences import Conferences
from ivr.carrier.queues import Queues
from ivr.carrier.tasks import Tasks


@dataclass(slots=True)
class Exchange:
    """`owned` are the numbers a callerId may be, besides those of the call itself; None when nobody has said."""

    queues: Queues
    conferences: Conferences = field(default_factory=Conferences)
    tasks: Tasks = field(default_factory=Tasks)
    owned: Collection[str] | None = None
