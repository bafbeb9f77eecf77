"""The report of a payment: what is read of it, what is dropped, and that money which moved is never overheard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.secret import Secret
from ivr.telephony.events import HungUp, Keyed, Leg, PaymentEnded, PayResult, Silent, Webhook, WireEvent
from ivr.telephony.outcomes import CallStatus
from ivr.webhook.form import LONGEST_CONFIRMATION, decode, encode, form_bytes

LEG = Leg("CA1", "AC1", "+15550100", "+15550199", CallStatus.IN_PROGRESS)
PLAIN = {"CallSid": "CA1", "AccountSid": "AC1", "From": "+15550100", "To": "+15550199", "CallStatus": "in-progress"}
CARD = {
    "PaymentMethod": "credit-card",
    "PaymentCardNumber": "xxxxxxxxxxxx1117",
    "PaymentCardType": "visa",
    "ExpirationDate": "0931",
    "SecurityCode": "***",
    "PaymentCardPostalCode": "94105",
}


def event(query: dict[str, str] | None = None, /, **fields: str) -> WireEvent:
    return decode(form_bytes((PLAIN | fields).items()), query or {}).event


@pytest.mark.parametrize("result", PayResult)
def test_each_result_twilio_names_is_read(result: PayResult) -> None:
    assert event(Result=result.value) == PaymentEnded(result)


@pytest.mark.parametrize("status", ["completed", "in-progress", "canceled"])
def test_what_was_paid_is_paid_whether_or_not_the_caller_is_still_there(status: str) -> None:
    paid = event(Result="success", PaymentConfirmationCode="A1b2-9", CallStatus=status, CallDuration="61")
    assert paid == PaymentEnded(PayResult.SUCCESS, "A1b2-9")


def test_nothing_of_the_card_comes_through() -> None:
    paid = event(Result="success", PaymentConfirmationCode="77", **CARD)
    assert paid == PaymentEnded(PayResult.SUCCESS, "77")
    assert not any(value in repr(paid) for value in CARD.values())


@pytest.mark.parametrize("result", ["", "Success", "succeeded", "refunded", "<Say>", "caller-hung-up "])
def test_a_result_nobody_knows_is_no_report_of_a_payment(result: str) -> None:
    """The line then takes the payment for one whose end was never told."""
    assert event(Result=result) == Silent()
    assert event(Result=result, Digits="1") == Keyed(Secret("1"))
    assert event(Result=result, CallStatus="completed") == HungUp()


def test_the_redirect_behind_a_pay_says_that_no_report_came() -> None:
    assert event({"silent": "1"}, Result="success") == Silent()


@pytest.mark.parametrize(
    ("fields", "declined"),
    [
        ({"PayErrorCode": "64008", "ConnectorError": "Your card was declined."}, True),
        ({"PayErrorCode": "64010", "ConnectorError": "Do not honor."}, True),
        ({"PayErrorCode": "64012"}, True),
        ({"PayErrorCode": "64012", "ConnectorError": "Expired."}, True),
        ({"PayErrorCode": "64008"}, False),
        ({"PayErrorCode": "64008", "ConnectorError": "  "}, False),
        ({"PayErrorCode": "64008", "PaymentError": "The payment gateway did not answer."}, False),
        ({"PayErrorCode": "64007", "ConnectorError": "No charges."}, False),
        ({"ConnectorError": "Your card was declined."}, False),
        ({"PayErrorCode": "nonsense", "ConnectorError": "x"}, False),
        ({}, False),
    ],
)
def test_a_decline_is_one_only_when_the_payment_company_was_surely_reached(
    fields: dict[str, str], declined: bool
) -> None:
    assert event(Result="payment-connector-error", **fields) == PaymentEnded(
        PayResult.CONNECTOR_ERROR, declined=declined
    )


def test_a_success_with_an_error_beside_it_is_a_success() -> None:
    assert event(Result="success", PayErrorCode="64012", ConnectorError="no") == PaymentEnded(PayResult.SUCCESS)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("7K229", "7K229"),
        ("ch_3Lk4-x", "ch3Lk4-x"),
        ("<Say>&amp;</Say>", "SayampSay"),
        ("é٣", ""),
        ("9" * 60, "9" * LONGEST_CONFIRMATION),
    ],
)
def test_a_confirmation_is_kept_as_far_as_it_can_be_said_and_written(sent: str, kept: str) -> None:
    assert event(Result="success", PaymentConfirmationCode=sent) == PaymentEnded(PayResult.SUCCESS, kept)


codes = st.text("ABCXYZabc0189-", max_size=LONGEST_CONFIRMATION)
reports = st.builds(PaymentEnded, st.sampled_from(PayResult), codes) | st.builds(
    PaymentEnded, st.just(PayResult.CONNECTOR_ERROR), st.just(""), st.booleans()
)


@given(reports, st.sampled_from([CallStatus.IN_PROGRESS, CallStatus.COMPLETED]))
def test_a_report_that_is_encoded_is_decoded_as_it_was(report: PaymentEnded, status: CallStatus) -> None:
    leg = Leg("CA1", "AC1", "+15550100", "+15550199", status)
    webhook = Webhook(leg, report)
    assert decode(form_bytes(encode(webhook, extra=CARD.items())), {}) == webhook


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_connector_says_a_report_is_read(result: str, code: str, error: str, words: str) -> None:
    fields = {"Result": result, "PaymentConfirmationCode": code, "PayErrorCode": error, "ConnectorError": words}
    clean = {name: "".join(c for c in text if c >= " " and c != "\x7f") for name, text in fields.items()}
    assert isinstance(event(**clean), PaymentEnded | Silent)


@pytest.mark.parametrize(
    "impossible", [PaymentEnded(PayResult.SUCCESS, declined=True), PaymentEnded(PayResult.SUCCESS, "7 K")]
)
def test_what_no_payment_company_says_is_not_encoded(impossible: PaymentEnded) -> None:
    with pytest.raises(ValueError, match=r"payment company|letters, digits"):
        encode(Webhook(LEG, impossible))
