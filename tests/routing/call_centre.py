"""A small call centre for the tests of routing: Rosa, Ben, Mia and Ivo, who take calls about bills; Ivo speaks Spanish too,
and Mia and Ivo also settle what is overdue, which takes a skill for cases of hardship."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.routing.availability import standing_of
from ivr.routing.floor import Activity, Floor, Standing, Talk, Waiter
from ivr.routing.moves import chose, entered, held, took
from ivr.routing.roster import Chosen, Group, Representative, Staff, Strategy

NOW = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
BILLING, OVERDUE = "billing", "overdue"

ROSA = Representative("rosa", "Rosa", "+15550100101", (BILLING,))
BEN = Representative("ben", "Ben", "+15550100102", (BILLING,))
MIA = Representative("mia", "Mia", "sip:mia@example.com", (BILLING, OVERDUE))
IVO = Representative("ivo", "Ivo", "client:ivo", (BILLING, OVERDUE), ("es", "en"), frozenset({"hardship"}))
EVERYBODY = (ROSA, BEN, MIA, IVO)


def staff(**of_billing: object) -> Staff:
    """Everybody, with the billing group as it is asked for; the other one has all defaults and is written nowhere."""
    group = replace(Group(BILLING), **of_billing)  # type: ignore[arg-type]
    return Staff(EVERYBODY, {BILLING: group}, language="en")


STAFF = staff()


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def later(count: float) -> datetime:
    return NOW + seconds(count)


def many(count: int, strategy: Strategy = Strategy.LINEAR, **of_group: object) -> Staff:
    """A staff of `count` equal people, named so that their order is that of the alphabet."""
    people = tuple(Representative(f"p{n:02}", f"P{n}", f"+155501002{n:02}", (BILLING,)) for n in range(count))
    return Staff(people, {BILLING: replace(Group(BILLING, strategy), **of_group)})  # type: ignore[arg-type]


def in_line(*calls: str, floor: Floor | None = None, group: str = BILLING) -> Floor:
    """They came a second apart, in the order given, the last of them a second ago."""
    floor = floor or Floor()
    for behind, call in enumerate(reversed(calls), start=1):
        floor = entered(floor, Waiter(call, group, later(-behind)))
    return floor


def with_waiters(*waiters: Waiter, floor: Floor | None = None) -> Floor:
    floor = floor or Floor()
    return replace(floor, waiting={**floor.waiting, **{one.call: one for one in waiters}})


def with_standings(*standings: Standing, floor: Floor | None = None) -> Floor:
    floor = floor or Floor()
    return replace(floor, standings={**floor.standings, **{one.representative: one for one in standings}})


def all_but(*ready: Representative, chosen: Chosen = Chosen.AWAY, floor: Floor | None = None) -> Floor:
    """Everybody else has chosen not to be rung."""
    floor = floor or Floor()
    for one in EVERYBODY:
        if one not in ready:
            floor = chose(floor, STAFF, one.id, chosen, NOW)
    return floor


def ringing(person: Representative, call: str, floor: Floor | None = None, lasts: float = 20) -> Floor:
    rings = held(floor or Floor(), STAFF, [person.id], call, NOW, later(lasts))
    assert rings is not None
    return rings


def talking(person: Representative, call: str, floor: Floor | None = None) -> Floor:
    return took(ringing(person, call, floor), STAFF, person.id, call, NOW)


def talks(count: int, lasting: int = 300, group: str = BILLING, ended: datetime = NOW) -> tuple[Talk, ...]:
    return (Talk(group, ended, lasting),) * count


def of(floor: Floor, person: Representative, now: datetime = NOW) -> Standing:
    return standing_of(floor, STAFF, person.id, now)


def ids(people: Iterable[Representative]) -> list[str]:
    return [one.id for one in people]


def held_for(floor: Floor, call: str, now: datetime = NOW) -> list[str]:
    """Who is rung for a call, or kept to be."""
    standings = (standing_of(floor, STAFF, one, now) for one in floor.standings)
    return [one.representative for one in standings if one.activity is Activity.RINGING and one.call == call]
