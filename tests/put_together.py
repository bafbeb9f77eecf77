"""What stands behind a line in a test that puts one together by hand: the floor in memory, nobody to call back."""

from ivr.routing.roster import Staff
from ivr.service.acd import Acd
from ivr.service.back_office import BackOffice
from ivr.service.calling_back import CallBacks
from ivr.service.calls import Calls
from ivr.service.floor_office import FloorOffice
from ivr.service.lines import Lines
from ivr.service.ports import Accounts, Clock, Links, Store, Texts
from ivr.service.sides import Routes
from ivr.service.signing_in import SignIn
from ivr.service.transfers import Transfers
from ivr.stores.desk_store import DeskStore, desk_store

KEY = b"a key of the tests"


def floor_office(clock: Clock) -> FloorOffice:
    """Of a line nobody works for."""
    return _floor(desk_store(None, None), Staff(), clock, None, KEY)


def _floor(desk: DeskStore, staff: Staff, clock: Clock, texts: Texts | None, key: bytes) -> FloorOffice:
    acd = Acd(desk.board, desk.talks, staff, clock)
    callbacks = CallBacks(acd, desk.tickets, None, key=key, texts=texts)
    return FloorOffice(acd, callbacks, SignIn(desk.users, desk.failures, clock))


def calls_of(
    store: Store,
    accounts: Accounts,
    lines: Lines,
    staff: Staff,
    clock: Clock,
    *,
    texts: Texts | None = None,
    links: Links | None = None,
    fallback: str | None = None,
    routes: Routes | None = None,
    desk: DeskStore | None = None,
    key: bytes = KEY,
) -> Calls:
    desk = desk or desk_store(None, None)
    floor = _floor(desk, staff, clock, texts, key)
    transfers = Transfers(floor.acd, floor.callbacks, desk.voicemails, store, key)
    office = BackOffice(accounts, store, clock, floor, texts, links)
    return Calls(store, office, lines, transfers, clock, fallback_number=fallback, routes=routes)
