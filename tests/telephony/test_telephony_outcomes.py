"""The wire's words, as the carrier's documentation lists them, and which of them end a call."""

import pytest

from ivr.telephony.outcomes import CallStatus, DialStatus

OVER = {"completed", "busy", "failed", "no-answer", "canceled"}
GOING_ON = {"queued", "initiated", "ringing", "in-progress"}


def test_the_carrier_has_nine_words_for_a_call() -> None:
    assert {status.value for status in CallStatus} == OVER | GOING_ON


@pytest.mark.parametrize("status", CallStatus)
def test_a_call_is_over_when_nobody_is_on_the_line_any_more(status: CallStatus) -> None:
    assert status.over == (status.value in OVER)


def test_the_carrier_has_six_words_for_a_dial() -> None:
    assert {status.value for status in DialStatus} == {
        "completed",
        "answered",
        "busy",
        "no-answer",
        "failed",
        "canceled",
    }


def test_a_word_that_is_not_in_the_list_is_no_status() -> None:
    with pytest.raises(ValueError, match="Completed"):
        CallStatus("Completed")
