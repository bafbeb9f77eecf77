"""The report of a stay in a queue: who is still on the line, and what a new word for its end is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.secret import Secret
from ivr.telephony.events import Dequeued, DialEnded, HungUp, Keyed, Leg, QueueResult, Silent, Webhook, WireEvent
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.webhook.form import BadFormError, decode, encode, form_bytes

LEG = Leg("CA1", "AC1", "+15550100", "+15550199", CallStatus.IN_PROGRESS)
PLAIN = {"CallSid": "CA1", "AccountSid": "AC1", "From": "+15550100", "To": "+15550199", "CallStatus": "in-progress"}
STILL_THERE = [result for result in QueueResult if result is not QueueResult.HANGUP]
OVER = [status.value for status in CallStatus if status.over]


def event(query: dict[str, str] | None = None, /, **fields: str) -> WireEvent:
    return decode(form_bytes((PLAIN | fields).items()), query or {}).event


@pytest.mark.parametrize("result", STILL_THERE)
@pytest.mark.parametrize("status", ["in-progress", "ringing"])
def test_each_result_twilio_names_is_read_while_the_caller_is_there(result: QueueResult, status: str) -> None:
    assert event(QueueResult=result.value, QueueTime="0", CallStatus=status) == Dequeued(result, 0)
    assert event(QueueResult=result.value, CallStatus=status) == Dequeued(result)


@pytest.mark.parametrize("result", [*QueueResult, "nothing-known"])
@pytest.mark.parametrize("status", OVER)
def test_where_the_call_is_over_the_caller_is_gone_whatever_the_result(result: str, status: str) -> None:
    assert event(QueueResult=result, QueueTime="9", CallStatus=status) == HungUp()
    assert event(QueueResult=result, CallStatus=status, CallDuration="61") == HungUp(61)


def test_who_hung_up_is_gone_even_where_the_call_is_said_to_go_on() -> None:
    assert event(QueueResult="hangup", QueueTime="9") == HungUp()


@pytest.mark.parametrize("word", ["transferred", "Leave", "leave ", "<Say>", "9"])
def test_a_word_that_is_new_to_us_is_an_error_after_which_the_line_goes_on(word: str) -> None:
    """A refusal would make the carrier end the call of somebody who has waited."""
    assert event(QueueResult=word, QueueTime="9") == Dequeued(QueueResult.ERROR, 9)


def test_an_empty_result_is_none() -> None:
    assert event(QueueResult="") == Silent()
    assert event(QueueResult="", Digits="1") == Keyed(Secret("1"))


@pytest.mark.parametrize("fields", [{}, {"Digits": "1"}])
def test_a_wait_document_is_no_report_of_having_left(fields: dict[str, str]) -> None:
    place = {"QueuePosition": "1", "QueueSid": "QU1", "QueueTime": "40", "AvgQueueTime": "40", "CurrentQueueSize": "1"}
    assert event(**place, **fields) == (Keyed(Secret("1")) if fields else Silent())


def test_a_dial_of_a_queue_is_the_end_of_a_dial() -> None:
    dialled = event(DialCallStatus="completed", QueueResult="bridged", QueueSid="QU1", QueueTime="9")
    assert dialled == DialEnded(DialStatus.COMPLETED)


def test_keys_beside_a_result_are_dropped() -> None:
    assert event(QueueResult="leave", Digits="4111111111111111") == Dequeued(QueueResult.LEAVE)


def test_the_redirect_behind_an_enqueue_says_that_no_report_came() -> None:
    assert event({"silent": "1"}, QueueResult="leave") == Silent()


@pytest.mark.parametrize("time", ["-1", "1.5", "soon", "9" * 10])
def test_a_queue_time_that_is_no_number_of_seconds_is_refused(time: str) -> None:
    with pytest.raises(BadFormError, match="QueueTime is not a number of seconds"):
        event(QueueResult="leave", QueueTime=time)


def test_a_stay_is_reported_by_its_result_and_its_seconds() -> None:
    def fields(dequeued: Dequeued) -> set[tuple[str, str]]:
        return {(name, value) for name, value in encode(Webhook(LEG, dequeued)) if name.startswith("Queue")}

    assert fields(Dequeued(QueueResult.LEAVE, 9)) == {("QueueResult", "leave"), ("QueueTime", "9")}
    assert fields(Dequeued(QueueResult.QUEUE_FULL)) == {("QueueResult", "queue-full")}


@given(st.text(max_size=40), st.sampled_from(CallStatus))
def test_whatever_word_a_carrier_sends_the_caller_is_known_to_be_there_or_gone(word: str, status: CallStatus) -> None:
    clean = "".join(c for c in word if c >= " " and c != "\x7f") or "x"
    read = event(QueueResult=clean, CallStatus=status.value)
    assert isinstance(read, HungUp) is (status.over or clean == "hangup")
    assert isinstance(read, HungUp | Dequeued)
