"""An office that is closed calls nobody, however many asked for it during the day."""

from callback_house import CALLER, ROSA, Rosa, house, written

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.happenings import Ended
from ivr.carrier.phones import Phone
from ivr.routing.roster import Chosen

ASKS = "  - press: 2\n  - hear: Please hold\n  - hear: To be called back\n  - press: 1\n  - hear: If that's right, press one\n  - press: 1\n"
TO_NOON = ("monday-sunday: 0:00-24:00", "monday-sunday: 8:00-10:10, 11:00-12:00")
"""The tests begin at five past ten."""


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
