"""How a payment ended, told from what the carrier reported: money that may have moved is never taken for a failure."""

import pytest

from ivr.dialog.world import Event, Paid
from ivr.secret import Secret
from ivr.service.charging import charged
from ivr.telephony.events import DialEnded, HungUp, Keyed, PaymentEnded, PayResult, Silent, WireEvent
from ivr.telephony.outcomes import DialStatus, PayOutcome


@pytest.mark.parametrize(
    ("reported", "came_to"),
    [
        (PaymentEnded(PayResult.SUCCESS, "7K229"), Paid(PayOutcome.PAID, "7K229")),
        (PaymentEnded(PayResult.SUCCESS), Paid(PayOutcome.PAID)),
        (PaymentEnded(PayResult.CONNECTOR_ERROR, declined=True), Paid(PayOutcome.DECLINED)),
        (PaymentEnded(PayResult.CONNECTOR_ERROR), Paid(PayOutcome.FAILED)),
        (PaymentEnded(PayResult.VALIDATION_ERROR), Paid(PayOutcome.FAILED)),
        (PaymentEnded(PayResult.INTERNAL_ERROR), Paid(PayOutcome.FAILED)),
        (PaymentEnded(PayResult.STAR), Paid(PayOutcome.CANCELLED)),
        (PaymentEnded(PayResult.TOO_MANY_ATTEMPTS), Paid(PayOutcome.CANCELLED)),
        (PaymentEnded(PayResult.HUNG_UP), HungUp()),
        (HungUp(12), HungUp(12)),
    ],
)
def test_a_report_comes_to_what_the_author_can_route(reported: WireEvent, came_to: Event) -> None:
    assert charged(reported) == came_to


@pytest.mark.parametrize("reported", [Silent(), Keyed(Secret("1")), DialEnded(DialStatus.COMPLETED)])
def test_a_report_that_never_came_means_that_nobody_knows(reported: WireEvent) -> None:
    assert charged(reported) == Paid(PayOutcome.UNKNOWN)


def test_every_result_comes_to_something() -> None:
    assert all(charged(PaymentEnded(result)) for result in PayResult)
