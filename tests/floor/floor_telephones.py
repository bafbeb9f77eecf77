"""Telephones of the floor's tiny line, request by request: callers who wait, and representatives who are rung."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cast import NUMBER, SetClock
from floor_house import OURS, URL, texts
from lines_read import line_written
from telephones import Telephone
from tiny_line import TOKEN, House
from twilio.rest import Client

from ivr.bootstrap import MEMORY, Installation, Settings, demonstration, install
from ivr.carrier.rest.client import RestClient
from ivr.routing.floor import Activity, Floor, Waiting
from ivr.routing.moves import chose
from ivr.routing.roster import Chosen
from ivr.service.acd import Acd
from ivr.telephony.events import Dequeued, HungUp, QueueResult, Silent
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.parse import parse
from ivr.twiml.queueing import Enqueue, Leave

SIDS = ["CA" + digit * 32 for digit in "123456789"]


@dataclass
class Desk:
    """A line installed whole, and what a test may do to its floor."""

    installation: Installation
    house: House
    clock: SetClock

    @property
    def acd(self) -> Acd:
        return self.installation.floor.office.acd

    @property
    def floor(self) -> Floor:
        return self.installation.floor.store.board.look()

    def choose(self, chosen: Chosen, *people: str) -> None:
        for one in people:
            self.acd.change(partial(self._chose, one, chosen))

    def _chose(self, who: str, chosen: Chosen, floor: Floor) -> Floor:
        return chose(floor, self.acd.staff, who, chosen, self.clock.now())

    def does(self, who: str) -> Activity:
        standing = self.floor.standings.get(who)
        return Activity.IDLE if standing is None else standing.activity

    def rung_for(self) -> dict[str, str]:
        """By representative, the call that rings or talks."""
        busy = (Activity.RINGING, Activity.TALKING)
        return {one.representative: one.call for one in self.floor.standings.values() if one.activity in busy}

    def waits(self, one: Telephone) -> Waiting | None:
        waiter = self.floor.waiting.get(one.sid)
        return None if waiter is None else waiter.status

    def tick(self, seconds: float = 0) -> None:
        self.clock.advance(seconds=seconds)
        self.installation.calls.tick()

    def caller(self, place: int = 0) -> "InLine":
        """Somebody who has keyed the account number."""
        one = InLine(self.house, SIDS[place])
        one.calls()
        one.press(NUMBER)
        return one


class InLine(Telephone):
    """A caller who may wait in a queue of the carrier's."""

    key: str = ""

    @property
    def enqueue(self) -> Enqueue:
        return next(verb for verb in self.document.verbs if isinstance(verb, Enqueue))

    @property
    def waits(self) -> bool:
        return any(isinstance(verb, Enqueue) for verb in self.document.verbs)

    @property
    def leaves(self) -> bool:
        return any(isinstance(verb, Leave) for verb in self.document.verbs)

    def press(self, *entries: str) -> "InLine":
        super().press(*entries)
        return self

    def enters(self) -> "InLine":
        """Into the queue: the first wait document is asked for."""
        assert self.enqueue.wait_url is not None
        self.key = self.enqueue.action or ""
        self.report(self.enqueue.wait_url, Silent())
        return self

    def hears_on(self, seconds: float = 10) -> "InLine":
        """The wait document is over, and the next one is asked for."""
        self.house.clock.advance(seconds=seconds)
        self.follow()
        return self

    def is_out(self, result: QueueResult = QueueResult.LEAVE) -> "InLine":
        """The end of the stay in the queue is reported."""
        self.report(self.key, Dequeued(result, 10))
        return self

    def is_redirected(self) -> "InLine":
        """The REST API brought the call out."""
        self.report(self.key, Silent())
        return self

    def hangs_up_in_line(self) -> None:
        self.report(self.key, HungUp(), CallStatus.COMPLETED)

    def taken_by(self, place: int = 0) -> Telephone:
        """Whoever is rung answers and takes the call."""
        return self.rings(place).press("1")


def bridges(one: Telephone) -> bool:
    """Whether a whispered leg's document lets the parties be connected."""
    return parse(one.last.body).document.verbs == ()


class Unplugged(RestClient):
    """The REST API of a carrier that cannot be reached."""

    def __init__(self) -> None:
        """There is no API behind it."""

    def request(self, *_: object, **__: object) -> None:
        raise ConnectionError("the carrier cannot be reached")


def unplugged() -> Client:
    return Client("AC" + "0" * 32, TOKEN, http_client=Unplugged())


@contextmanager
def desk_of(
    written: Mapping[str, str] | None = None,
    *,
    database: Path | None = None,
    client: Client | None = None,
    clock: SetClock | None = None,
    kept_accounts: bool = False,
) -> Iterator[Desk]:
    """Without a client there is no REST API. `kept_accounts`: the account directory is in the database's file, too."""
    clock = clock or SetClock()
    loaded = line_written(written or texts())
    address = MEMORY if database is None else f"sqlite:///{database}"
    settings = Settings(
        (TOKEN,), URL, address, fallback_number="+15550100199", text_sender=OURS if kept_accounts else ""
    )
    accounts = demonstration(loaded.line, clock)
    with install(
        settings, loaded, clock=clock, accounts=None if kept_accounts else accounts, client=client
    ) as installation:
        house = House(installation.store, accounts, clock, installation.calls, installation.gate, URL)
        house_desk = Desk(installation, house, clock)
        yield house_desk
