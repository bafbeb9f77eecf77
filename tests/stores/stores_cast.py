"""Who and what the tests of the floor and the desk speak of."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier, Thread
from typing import TypeVar

from hypothesis import strategies as st

from ivr.routing.floor import Activity, Floor, Standing, Talk, Waiter, Waiting
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.service.desk_ports import Role, User
from ivr.service.floor_ports import Talked, Ticket, Voicemail
from ivr.service.ports import Consent
from ivr.stores.sealing import new_key

Result = TypeVar("Result")

KEY = new_key()
TEN = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NAIVE = datetime(2026, 11, 24, 10, 5)  # noqa: DTZ001 - what must be refused
ACCOUNT, PIN, PHONE = "8448200012345678", "258025", "+15550100001"

ROSA = Standing("rosa", Chosen.READY, TEN, idle_since=TEN, signed_in=True)
WAITER = Waiter("CA1", "billing", TEN, "en-US", hand_off=(("account.last4", "5678"),))
CONSENT = Consent(Secret(PHONE), TEN, "CA1", "call_back", "May we text you?", "v1", "en-US")
TICKET = Ticket(
    token="t1",
    call="CA1",
    number=Secret(PHONE),
    group="billing",
    digest="digest",
    at="called_back",
    language="es-US",
    patient=True,
    values={"account.last4": "5678"},
    secrets={"account.number": Secret(ACCOUNT), "account.pin": Secret(PIN)},
    body="We tried to call you back.",
    consent=CONSENT,
)
MESSAGE = Voicemail("RE1", "CA1", "billing", TEN, 42, (("account.last4", "5678"), ("caller.reason", "año")))
TALK = Talked("CA1", "rosa", TEN, hand_off=(("account.last4", "5678"),))
SUE = User("sue", "scrypt:hash", Role.SUPERVISOR, "", "", "", "s1")
ROSA_USER = User("rosa", "scrypt:other", Role.REPRESENTATIVE, "rosa", "1234", "scrypt:pin", "s2")

names = st.text(max_size=8)
counts = st.integers(0, 2**31)
zones = st.integers(-14 * 3600, 14 * 3600).map(lambda seconds: timezone(timedelta(seconds=seconds)))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=zones)  # noqa: DTZ001 - given zones beside it
hand_offs = st.lists(st.tuples(names, names), max_size=3).map(tuple)
standings = st.builds(
    Standing,
    representative=names,
    chosen=st.sampled_from(Chosen),
    since=moments,
    activity=st.sampled_from(Activity),
    call=names,
    until=st.none() | moments,
    idle_since=st.none() | moments,
    rung_at=st.none() | moments,
    taken=counts,
    missed=counts,
    day=names,
    signed_in=st.booleans(),
)
waiters = st.builds(
    Waiter,
    call=names,
    token=names,
    group=names,
    entered=moments,
    language=names,
    skills=st.lists(names, max_size=3).map(tuple),
    status=st.sampled_from(Waiting),
    key=counts,
    slot=counts,
    callback=st.booleans(),
    not_before=st.none() | moments,
    tries=counts,
    placed=names,
    hand_off=hand_offs,
)
talks = st.builds(Talk, group=names, ended=moments, seconds=counts)
floors = st.builds(
    Floor,
    standings=st.dictionaries(names, standings, max_size=3),
    waiting=st.dictionaries(names, waiters, max_size=3),
    talks=st.lists(talks, max_size=3).map(tuple),
    emergency=names,
)


def takes_one(floor: Floor) -> Floor:
    """Rosa takes one call more."""
    rosa = floor.standings.get("rosa", ROSA)
    return replace(floor, standings={**floor.standings, "rosa": replace(rosa, taken=rosa.taken + 1)})


def taken(floor: Floor) -> int:
    return floor.standings["rosa"].taken


def joins(floor: Floor) -> Floor:
    return replace(floor, waiting={**floor.waiting, WAITER.call: WAITER})


def at_once(count: int, work: Callable[[int], Result]) -> list[Result]:
    """Everything `count` threads return, begun together; what one raises is raised here."""
    results: list[Result] = []
    failures: list[BaseException] = []
    together = Barrier(count)

    def run(number: int) -> None:
        together.wait(10)
        try:
            results.append(work(number))
        except BaseException as failure:  # noqa: BLE001 - handed on below
            failures.append(failure)

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if failures:
        raise failures[0]
    assert len(results) == count
    return results
