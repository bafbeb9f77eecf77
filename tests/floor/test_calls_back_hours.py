"""An office that is closed calls nobody, however many asked for it during the day."""

import asyncio
from datetime import UTC, datetime

from callback_house import CALLER, ROSA, Rosa, house, written

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.happenings import Ended
from ivr.carrier.phones import Phone
from ivr.routing.floor import Activity
from ivr.routing.roster import Chosen

ASKS = "  - press: 2\n  - hear: Please hold\n  - hear: To be called back\n  - press: 1\n  - hear: If that's right, press one\n  - press: 1\n"
TO_NOON = ("monday-sunday: 0:00-24:00", "monday-sunday: 8:00-10:10, 11:00-12:00")
"""The tests begin at five past ten."""
HONOLULU, AT_EIGHT = "+18085550123", datetime(2026, 11, 24, 18, tzinfo=UTC)


def test_who_asked_shortly_before_the_office_closes_is_called_when_it_opens_again() -> None:
    phones = {ROSA: Rosa().phone(), CALLER: Phone(4, handset=Keys("1"), name="called back")}
    with house(written(TO_NOON), phones=phones) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(ASKS))
        assert made.passes(600) == []
        made.desk.choose("rosa", Chosen.READY)
        assert made.passes(2400) == []
        assert len(made.waiting) == 1
        assert [call.ended for call in made.passes(900)] == [Ended.BRIDGED]


def test_a_representative_who_takes_the_next_call_calls_nobody_back_while_the_office_is_closed() -> None:
    phones = {ROSA: Rosa().phone(), CALLER: Phone(4, handset=Keys("1"), name="called back")}
    with house(written(TO_NOON), phones=phones) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(ASKS))
        made.passes(600)
        assert (made.desk.representative("rosa").can_take, made.desk.take("rosa")) == (False, False)
        assert made.passes(60) == []
        made.passes(2700)
        assert (made.desk.representative("rosa").can_take, made.desk.take("rosa")) == (True, True)


def test_nobody_is_called_back_in_the_night_of_where_the_number_is_from() -> None:
    """In Honolulu it is five past five, and eight three hours later; no try is lost by it, and Rosa is free meanwhile."""
    phones = {ROSA: Rosa().phone(), HONOLULU: Phone(4, handset=Keys("1"), name="called back")}
    with house(phones=phones) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(ASKS, HONOLULU))
        made.desk.choose("rosa", Chosen.READY)
        assert made.passes(120) == []
        assert (made.activity, [(one.tries, one.not_before) for one in made.waiting]) == (
            Activity.IDLE,
            [(0, AT_EIGHT)],
        )
        made.call(made.ticket(Keys("2 h")))
        made.ticks = False
        made.clock.run(asyncio.sleep(3 * 3600))
        made.ticks = True
        assert [call.ended for call in made.passes(120)] == [Ended.BRIDGED]
