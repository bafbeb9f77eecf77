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
    acd = Acd(desk.board, desk.talks, staff, clock)
    callbacks = CallBacks(acd, desk.tickets, None, key=key, texts=texts)
    transfers = Transfers(acd, callbacks, desk.voicemails, store, key)
    floor = FloorOffice(acd, callbacks, SignIn(desk.users, desk.failures, clock))
    office = BackOffice(accounts, store, clock, floor, texts, links)
    return Calls(store, office, lines, transfers, clock, fallback_number=fallback, routes=routes)
