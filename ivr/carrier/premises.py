"""What outlives a call: the queues, conferences, tasks and recordings of a network, and whose the numbers are."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.carrier.conferences import Conferences
from ivr.carrier.queues import Queues
from ivr.carrier.recordings import Recording
from ivr.carrier.tasks import Tasks


@dataclass(slots=True)
class Premises:
    """`owns` says whether the account may call from a number, in whatever way it is written; `recordings` are by URL,
    all of them unless it `forgets`."""

    queues: Queues
    owns: Callable[[str], bool]
    conferences: Conferences = field(default_factory=Conferences)
    tasks: Tasks = field(default_factory=Tasks)
    recordings: dict[str, Recording] = field(default_factory=dict, repr=False)
    forgets: bool = False
