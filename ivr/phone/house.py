"""What all browsers' telephones of this process share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ivr.carrier.network import CALLER, Call
from ivr.phone.exchange import Exchange
from ivr.phone.listed import Listed
from ivr.phone.studio import Studio
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import Ticker
from ivr.phone.wiretap import Wiretap


def _not_kept(_: Call) -> None:
    return None


@dataclass(frozen=True, slots=True)
class House:
    """`target` is what is called, for people, and `caller` the number a page calls from until it says another. `people` are
    numbers and names; `voice` is a sentence about what is missing to make sound; `drawing` is the map, one HTML page.

    `where` gives the node a call is at, by its sid; it may block and is asked in a thread. `kept` is told of each call of
    a browser that is over, and gives the name of the file it was saved in.
    """

    exchange: Exchange
    switchboard: Switchboard
    studio: Studio
    ticker: Ticker
    wiretap: Wiretap
    target: str
    caller: str = CALLER
    people: Sequence[tuple[str, str]] = ()
    voice: str | None = None
    drawing: str | None = field(default=None, repr=False)
    where: Callable[[str], str | None] | None = None
    kept: Callable[[Call], str | None] = _not_kept
    listed: Listed = field(default_factory=Listed)
