"""One test for each documented sentence about Pay and Prompt. Each docstring names its source."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from carrier_laboratory import Asked, Lab, Page

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import (
    Approved,
    Broken,
    Connector,
    Declined,
    Payment,
    Payments,
    Unreachable,
)
from ivr.carrier.readings import PayAction, PayAttempts, PayHangUp, Readings
from ivr.carrier.textleg import Phase, TextLeg
from ivr.twiml.paying import CardType

VISA = "4111111111111111"
MASTERCARD = "5555555555554444"
AMEX = "378282246310005"
ROUTING = "021000021"
CARD_CALL = f"{VISA} 1227 123 94105#"
TERMS = 'chargeAmount="10.50" action="/done" statusCallback="/told"'

PayLine = Callable[..., Lab]


@pytest.fixture
def line(lab: Lab) -> PayLine:
    """A line whose first document is one Pay, and a Redirect after it."""

    def serve(inner: str = "", attributes: str = "", *, terms: str = TERMS) -> Lab:
        lab.pages["/voice"] = f"<Pay {terms} {attributes}>{inner}</Pay><Redirect>/next</Redirect>"
        lab.pages |= {"/done": "<Say>Done.</Say>", "/next": "<Say>Next.</Say>", "/told": Page(status=204)}
        return lab

    return serve


def ring(lab: Lab, keys: str | Handset, payments: Payments | None = None, readings: Readings | None = None) -> Call:
    network = lab.network(payments=payments or Payments(), readings=readings or Readings())
    handset = Keys(keys) if isinstance(keys, str) else keys
    return network.call(f"{lab.base}/voice", handset=handset)


def outcome(lab: Lab) -> dict[str, str]:
    return lab.to("/done").form


def told(lab: Lab) -> list[tuple[str, str, str]]:
    """Step, attempt and error of each status callback about an attempt."""
    forms = [asked.form for asked in lab.asked if asked.path == "/told"]
    return [(form["For"], form["Attempt"], form.get("ErrorType", "")) for form in forms if "Result" not in form]


def connectors(answer: Connector) -> Payments:
    return Payments({"Default": answer})


class AtProcessing:
    """Types a card, then acts two seconds after it."""

    def __init__(self, act: str) -> None:
        self.act = act

    async def hold(self, phone: TextLeg) -> None:
        for keys in CARD_CALL.split():
            while phone.phase is not Phase.LISTENING:
                await phone.room.change(None)
            await phone.press(keys)
        await phone.stay(2)
        if self.act == "h":
            phone.hang_up()
        else:
            await phone.press(self.act)


# 11.1 attributes


def test_the_connector_is_the_one_called_default_unless_the_document_names_another(line: PayLine) -> None:
    """Twilio, Pay, paymentConnector: default `Default`."""
    payments = Payments({"Default": Connector(), "Other": Connector()})
    ring(line(), CARD_CALL, payments)
    ring(line("", 'paymentConnector="Other"'), CARD_CALL, payments)
    assert [payment.connector for payment in payments.asked] == ["Default", "Other"]


def test_an_unknown_connector_is_an_error_before_anything_is_asked(line: PayLine) -> None:
    """Twilio, Pay, paymentConnector: it must exist; error 64004."""
    lab = line("", 'paymentConnector="Nobody"')
    call = ring(lab, SilentCaller())
    assert [entry.code for entry in call.debugger] == [64004]
    assert (outcome(lab)["Result"], outcome(lab)["PayErrorCode"]) == ("validation-error", "64004")
    assert call.transcript.raw() == "Done."


def test_an_amount_above_nothing_is_a_charge_with_a_confirmation_code(line: PayLine) -> None:
    """Twilio, Pay, chargeAmount: more than 0 is a charge; PaymentConfirmationCode of the action."""
    lab, payments = line(), connectors(Connector(Approved(confirmation_code="OK-7")))
    ring(lab, CARD_CALL, payments)
    assert str(payments.asked[0].amount) == "10.50"
    assert (outcome(lab)["Result"], outcome(lab)["PaymentConfirmationCode"]) == ("success", "OK-7")
    assert "PaymentToken" not in outcome(lab)


@pytest.mark.parametrize("amount", ["", 'chargeAmount="0"', 'chargeAmount="0.00"'])
def test_no_amount_is_a_token(line: PayLine, amount: str) -> None:
    """Twilio, Pay, chargeAmount: 0 or absent is tokenizing; PaymentToken and ProfileId of the action."""
    lab = line(terms=f'action="/done" {amount}')
    payments = connectors(Connector(Approved(token="tok-1", profile="prof-1")))
    ring(lab, CARD_CALL, payments)
    assert (payments.asked[0].amount, payments.asked[0].token_type) == (None, "reusable")
    assert (outcome(lab)["PaymentToken"], outcome(lab)["ProfileId"]) == ("tok-1", "prof-1")
    assert "PaymentConfirmationCode" not in outcome(lab)


@pytest.mark.parametrize("amount", ["-1", "$5", "1.234", "1000000.01", "ten", "1,50"])
def test_an_amount_that_is_none_is_an_error(line: PayLine, amount: str) -> None:
    """Twilio, Pay, chargeAmount: 0 to 1,000,000 without a symbol; error 64003."""
    lab = line(terms=f'action="/done" chargeAmount="{amount}"')
    assert [entry.code for entry in ring(lab, SilentCaller()).debugger] == [64003]
    assert outcome(lab)["Result"] == "validation-error"


def test_a_million_is_an_amount(line: PayLine) -> None:
    """Twilio, Pay, chargeAmount: up to 1,000,000."""
    lab = line(terms='action="/done" chargeAmount="1000000"')
    ring(lab, CARD_CALL)
    assert outcome(lab)["Result"] == "success"


def test_the_terms_reach_the_connector(line: PayLine) -> None:
    """Twilio, Pay: currency usd, tokenType reusable unless said; description; Parameter is for the connector."""
    payments = Payments()
    ring(line(), CARD_CALL, payments)
    more = 'currency="eur" tokenType="one-time" description="November"'
    ring(line('<Parameter name="order" value="7"/>', more), CARD_CALL, payments)
    usual, said = payments.asked
    assert (usual.currency, usual.token_type, usual.description, usual.parameters) == ("usd", "reusable", None, {})
    assert (said.currency, said.token_type, said.description) == ("eur", "one-time", "November")
    assert said.parameters == {"order": "7"}


@pytest.mark.parametrize(
    ("connector", "attributes", "code"),
    [
        (Connector(methods=("ach-debit",)), "", 64013),
        (Connector(charges=False), "", 64007),
        (Connector(currencies=("eur",)), "", 64011),
        (Connector(needs=("MerchantAccountId",)), "", 64015),
    ],
)
def test_what_a_connector_does_not_support_is_an_error(
    line: PayLine, connector: Connector, attributes: str, code: int
) -> None:
    """Twilio, errors 64007, 64011, 64013, 64015."""
    lab = line("", attributes)
    call = ring(lab, SilentCaller(), connectors(connector))
    assert [entry.code for entry in call.debugger] == [code]
    assert (outcome(lab)["Result"], outcome(lab)["PayErrorCode"]) == ("validation-error", str(code))


def test_a_connector_may_not_make_tokens(line: PayLine) -> None:
    """Twilio, error 64005."""
    lab = line(terms='action="/done"')
    assert [one.code for one in ring(lab, SilentCaller(), connectors(Connector(tokenizes=False))).debugger] == [64005]


def test_without_security_code_and_postal_code_neither_is_asked_for(line: PayLine) -> None:
    """Twilio, Pay, securityCode and postalCode: false; steps switched off are skipped."""
    lab = line("", 'securityCode="false" postalCode="false"')
    ring(lab, f"{VISA} 1227")
    assert [step for step, _, _ in told(lab)] == ["payment-card-number", "expiration-date", "payment-processing"]
    assert not {"SecurityCode", "PaymentCardPostalCode"} & set(outcome(lab))


def test_a_postal_code_may_be_given_by_the_document(line: PayLine) -> None:
    """Twilio, Pay, postalCode: true, false or the code itself."""
    lab, payments = line("", 'postalCode="94107"'), Payments()
    ring(lab, f"{VISA} 1227 123", payments)
    assert outcome(lab)["PaymentCardPostalCode"] == "94107"
    assert payments.asked[0].postal_code is not None
    assert payments.asked[0].postal_code.reveal() == "94107"


def test_a_postal_code_may_have_a_least_length(line: PayLine) -> None:
    """Twilio, Pay, minPostalCodeLength; ErrorType invalid-postal-code."""
    lab = line("", 'minPostalCodeLength="5"')
    ring(lab, f"{VISA} 1227 123 941# 94105#")
    assert told(lab)[3:5] == [("postal-code", "1", "invalid-postal-code"), ("postal-code", "2", "")]


def test_the_timeout_is_five_seconds_and_starts_again_with_each_digit(line: PayLine) -> None:
    """Twilio, Pay, timeout: seconds between digits, default 5."""
    lab = line('<Prompt for="payment-card-number"/>', 'maxAttempts="1"')
    lab.call((1, "4"), (5.5, "1"))
    forms = [made for made in lab.asked if made.path == "/told"]
    assert told(lab)[:2] == [
        ("payment-card-number", "1", "invalid-card-number"),
        ("payment-card-number", "2", "input-timeout"),
    ]
    assert len(forms) == 3


def test_digits_before_a_timeout_are_checked(line: PayLine) -> None:
    """Twilio, Pay, timeout: then the digits captured are validated."""
    lab = line('<Prompt for="payment-card-number"/>')
    lab.call((1, "4222222222222"))  # thirteen digits, which a Visa number may have
    assert told(lab)[0] == ("payment-card-number", "1", "")


@pytest.mark.parametrize(("reading", "tries"), [(PayAttempts.RETRIES, 3), (PayAttempts.TRIES, 2)])
def test_max_attempts_counts_retries_or_tries(line: PayLine, reading: PayAttempts, tries: int) -> None:
    """Twilio, Pay, maxAttempts (X): the text counts retries, the attribute's name tries."""
    lab = line("", 'maxAttempts="2"')
    ring(lab, SilentCaller(), readings=Readings(pay_attempts=reading))
    attempts = [("payment-card-number", str(attempt), "input-timeout") for attempt in range(1, tries + 1)]
    assert (told(lab), outcome(lab)["Result"]) == (attempts, "too-many-failed-attempts")


def test_once_more_is_the_rule(line: PayLine) -> None:
    """Twilio, Pay, maxAttempts (X): its text has 1, which retries once; its table has no default."""
    lab = line()
    ring(lab, SilentCaller())
    assert [attempt for _, attempt, _ in told(lab)] == ["1", "2"]


@pytest.mark.parametrize(
    ("number", "card"),
    [(VISA, "visa"), (MASTERCARD, "mastercard"), ("2223003122003222", "mastercard"), (AMEX, "amex")],
)
def test_visa_mastercard_and_amex_are_taken(line: PayLine, number: str, card: str) -> None:
    """Twilio, Pay, validCardTypes: by default these three; PaymentCardType of the action."""
    lab = line()
    ring(lab, f"{number} 1227 {'1234' if card == 'amex' else '123'} 94105#")
    assert outcome(lab)["PaymentCardType"] == card


@pytest.mark.parametrize(
    ("number", "card"),
    [
        ("6011111111111117", CardType.DISCOVER),
        ("3530111333300000", CardType.JCB),
        ("30569309025904", CardType.DINERS_CLUB),
        ("6759649826438453#", CardType.MAESTRO),
        ("201400000000009", CardType.ENROUTE),
    ],
)
def test_other_cards_are_taken_where_the_document_says_so(line: PayLine, number: str, card: CardType) -> None:
    """Twilio, Pay, validCardTypes; ErrorType invalid-card-type."""
    lab = line()
    ring(lab, f"{number} {VISA} 1227 123 94105#")
    assert told(lab)[:2] == [("payment-card-number", "1", "invalid-card-type"), ("payment-card-number", "2", "")]
    lab.asked.clear()
    ring(line("", f'validCardTypes="visa {card}"'), f"{number} 1227 123 94105#")
    assert outcome(lab)["PaymentCardType"] == card


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-GB", "Please enter your card number."),
        ("es-MX", "Introduzca el número de su tarjeta."),
        ("fr-CA", "Veuillez saisir le numéro de votre carte."),
        ("de-DE", "Bitte geben Sie Ihre Kartennummer ein."),
        ("it-IT", "Inserisca il numero della carta."),
    ],
)
def test_the_default_prompts_are_in_the_language(line: PayLine, language: str, words: str) -> None:
    """Twilio, Pay, language."""
    call = ring(line("", f'language="{language}"'), SilentCaller())
    assert call.transcript.raw().startswith(words)


def test_accounts_are_asked_for_in_english_alone(line: PayLine) -> None:
    """Twilio, Pay, language: ACH in English only."""
    call = ring(line("", 'language="es-MX" paymentMethod="ach-debit"'), SilentCaller())
    assert call.transcript.raw().startswith("Please enter your bank's routing number.")
    assert [entry.code for entry in call.debugger] == [12200]


@pytest.mark.parametrize(
    "wrong",
    [
        'paymentMethod="cash"',
        'tokenType="eternal"',
        'bankAccountType="piggy-bank"',
        'securityCode="maybe"',
        'minPostalCodeLength="none"',
        'timeout="0"',
        'maxAttempts="4"',
        'validCardTypes="visa debit"',
        'language="en"',
        'input="speech"',
        'method="GET"',
        'postalCode=" "',
    ],
)
def test_an_attribute_with_a_value_it_cannot_have_is_dropped_with_a_warning(line: PayLine, wrong: str) -> None:
    """Twilio, Pay, attributes; warning 12200. There is no method: the action is requested with POST."""
    lab = line("", wrong)
    call = ring(lab, CARD_CALL)
    assert [entry.code for entry in call.debugger] == [12200]
    assert (outcome(lab)["Result"], lab.to("/done").method) == ("success", "POST")


def test_an_action_that_is_not_https_is_refused_before_anything_is_asked(line: PayLine) -> None:
    """Twilio, Pay, action: https only."""
    lab = line(terms='action="http://line.example/done"')
    call = ring(lab, SilentCaller())
    assert [entry.code for entry in call.debugger] == [64020]
    assert "card" not in call.transcript.raw()


def test_a_line_on_a_loopback_address_may_take_payments(lab: Lab) -> None:
    """Not Twilio's, who could not call it: the address stands for the one the line will have."""
    lab.base = "http://127.0.0.1:5000"
    lab.pages |= {"/voice": '<Pay action="/done"/>', "/done": "<Hangup/>"}
    ring(lab, CARD_CALL)
    assert outcome(lab)["Result"] == "success"


def test_without_an_action_the_document_is_asked_for_again(lab: Lab) -> None:
    """Twilio, Pay, action: by default the current document's URL."""
    lab.pages["/voice"] = lambda asked: "<Say>Thanks.</Say>" if "Result" in asked.form else "<Pay/>"
    call = ring(lab, CARD_CALL)
    assert (lab.paths(), lab.asked[1].form["Result"]) == (["/voice", "/voice"], "success")
    assert call.transcript.raw().endswith("Thanks.")


# 11.2 the flow


def test_a_card_is_asked_for_in_five_steps(line: PayLine) -> None:
    """Twilio, Pay and Prompt: card number, expiration date, security code, postal code, processing."""
    lab = line()
    ring(lab, CARD_CALL)
    steps = ["payment-card-number", "expiration-date", "security-code", "postal-code", "payment-processing"]
    assert told(lab) == [(step, "1", "") for step in steps]


def test_an_account_is_asked_for_in_three_steps(line: PayLine) -> None:
    """Twilio, Pay, paymentMethod ach-debit; parameters of the action: the last two digits, the routing number clear."""
    lab, payments = line("", 'paymentMethod="ach-debit"'), Payments()
    ring(lab, f"{ROUTING} 000123456789#", payments)
    steps = ["bank-routing-number", "bank-account-number", "payment-processing"]
    assert told(lab) == [(step, "1", "") for step in steps]
    expected = {
        "Result": "success",
        "PaymentMethod": "ach-debit",
        "BankRoutingNumber": ROUTING,
        "BankAccountNumber": "xxxxxxxxxx89",
        "BankAccountType": "consumer-checking",
    }
    assert expected.items() <= outcome(lab).items()
    (payment,) = payments.asked
    assert payment.account is not None
    assert (payment.account.reveal(), payment.bank_account_type) == ("000123456789", "consumer-checking")


@pytest.mark.parametrize("wrong", ["4111111111111112", "4111#", "9999999999999999", "#"])
def test_a_card_number_is_checked(line: PayLine, wrong: str) -> None:
    """Twilio, Pay: ErrorType invalid-card-number (check digit, length)."""
    lab = line()
    ring(lab, f"{wrong} {CARD_CALL}")
    assert told(lab)[:2] == [("payment-card-number", "1", "invalid-card-number"), ("payment-card-number", "2", "")]
    assert outcome(lab)["Result"] == "success"


@pytest.mark.parametrize(
    ("date", "error"),
    [("1126", ""), ("1026", "invalid-date"), ("1227", ""), ("1325", "invalid-date"), ("12#", "invalid-date")],
)
def test_an_expiration_date_is_checked_against_the_clock_of_the_network(date: str, error: str) -> None:
    """Twilio, Pay: MMYY, not past; ErrorType invalid-date. A card is good to the end of its month."""
    with VirtualClock(datetime(2026, 11, 30, 23, 0, tzinfo=UTC)) as clock:
        lab = Lab(clock, {"/voice": f"<Pay {TERMS}/>", "/told": Page(status=204)})
        ring(lab, f"{VISA} {date} 1227 123 94105#")
    assert told(lab)[1] == ("expiration-date", "1", error)


def test_a_security_code_has_three_digits_and_that_of_amex_four(line: PayLine) -> None:
    """Twilio, Pay: 3, amex 4; ErrorType invalid-security-code."""
    lab = line()
    ring(lab, f"{AMEX} 1227 123# 1234 94105#")
    assert told(lab)[2:4] == [("security-code", "1", "invalid-security-code"), ("security-code", "2", "")]
    lab.asked.clear()
    ring(line(), f"{VISA} 1227 12# 123 94105#")
    assert told(lab)[2:4] == [("security-code", "1", "invalid-security-code"), ("security-code", "2", "")]


def test_routing_and_account_numbers_are_checked(line: PayLine) -> None:
    """Twilio, Pay: ErrorType invalid-bank-routing-number, invalid-bank-account-number."""
    lab = line("", 'paymentMethod="ach-debit"')
    ring(lab, f"021000022 {ROUTING} 12# 123456#")
    assert told(lab) == [
        ("bank-routing-number", "1", "invalid-bank-routing-number"),
        ("bank-routing-number", "2", ""),
        ("bank-account-number", "1", "invalid-bank-account-number"),
        ("bank-account-number", "2", ""),
        ("payment-processing", "1", ""),
    ]


@pytest.mark.parametrize(
    "keys",
    ["*", "4111*", f"{VISA} *", f"{VISA} 12*", f"{VISA} 1227 123 9*"],
    ids=["at once", "within", "second step", "within the second", "last step"],
)
def test_a_star_ends_everything_at_any_moment(line: PayLine, keys: str) -> None:
    """Twilio, Pay: it terminates when * is pressed at any point; Result caller-interrupted-with-star."""
    lab, payments = line(), Payments()
    call = ring(lab, keys, payments)
    assert (outcome(lab)["Result"], payments.asked) == ("caller-interrupted-with-star", [])
    assert call.transcript.raw().endswith("Done.")


def test_a_star_in_the_midst_of_a_prompt_ends_everything(line: PayLine) -> None:
    """Twilio, Pay: at any point."""
    lab = line()
    call = lab.call((0.5, "*"))
    assert (outcome(lab)["Result"], call.transcript.raw()) == ("caller-interrupted-with-star", "Please Done.")


def test_a_star_ends_a_payment_that_is_being_processed(line: PayLine) -> None:
    """Twilio, Pay: at any point. The connector was asked by then."""
    lab, payments = line('<Prompt for="payment-processing"/>'), connectors(Connector(Approved(seconds=9)))
    call = ring(lab, AtProcessing("*"), payments)
    assert (outcome(lab)["Result"], len(payments.asked)) == ("caller-interrupted-with-star", 1)
    assert "PaymentConfirmationCode" not in outcome(lab)
    assert call.debugger == ()


def test_keys_cut_a_prompt_and_count(line: PayLine) -> None:
    """Inferred from Gather, whose entry this is."""
    lab = line()
    call = lab.call((0.5, VISA))
    assert told(lab)[0] == ("payment-card-number", "1", "")
    assert call.transcript.raw().startswith("Please Please enter the expiration date,")


def test_the_application_never_sees_the_keys(line: PayLine) -> None:
    """Twilio, Pay: the application never sees raw keys; masked parameters of the action."""
    lab = line()
    ring(lab, CARD_CALL)
    expected = {
        "PaymentMethod": "credit-card",
        "PaymentCardNumber": "xxxxxxxxxxxx1111",
        "PaymentCardType": "visa",
        "ExpirationDate": "1227",
        "SecurityCode": "***",
        "PaymentCardPostalCode": "94105",
    }
    assert expected.items() <= outcome(lab).items()
    assert "Digits" not in outcome(lab)


# 11.3 the action


def test_after_the_action_nothing_of_the_document_runs(line: PayLine) -> None:
    """Twilio, Pay: the call goes on with the document that the action returns."""
    lab = line()
    ring(lab, CARD_CALL)
    assert "/next" not in lab.paths()


@pytest.mark.parametrize(
    ("answer", "result", "code", "said"),
    [
        (Declined("Insufficient funds."), "payment-connector-error", "64008", "Insufficient funds."),
        (Declined("No.", code=64012), "payment-connector-error", "64012", "No."),
        (Unreachable(), "payment-connector-error", "64008", None),
        (Broken(), "internal-error", None, None),
    ],
)
def test_how_a_connector_fails_is_told(
    line: PayLine, answer: Declined | Unreachable | Broken, result: str, code: str | None, said: str | None
) -> None:
    """Twilio, Pay, action: Result, PaymentError, PayErrorCode, ConnectorError; errors 64008, 64012."""
    lab = line()
    call = ring(lab, CARD_CALL, connectors(Connector(answer)))
    form = outcome(lab)
    assert (form["Result"], form.get("PayErrorCode"), form.get("ConnectorError")) == (result, code, said)
    assert form["PaymentError"] == answer.error
    assert [str(entry.code) for entry in call.debugger] == ([] if code is None else [code])


def test_a_token_that_is_refused_has_a_code_of_its_own(line: PayLine) -> None:
    """Twilio, error 64010."""
    lab = line(terms='action="/done"')
    ring(lab, CARD_CALL, connectors(Connector(Declined())))
    assert outcome(lab)["PayErrorCode"] == "64010"


def test_a_connector_may_decide_on_the_payment_and_on_the_card(line: PayLine) -> None:
    """The test's own script: a function, and a table by card number."""

    def decide(payment: Payment) -> Approved | Declined:
        return Declined() if payment.amount is not None and payment.amount > 10 else Approved()

    payments = connectors(Connector(decide, cards={MASTERCARD: Approved(fields={"risk": "low"})}))
    lab = line()
    ring(lab, CARD_CALL, payments)
    assert outcome(lab)["Result"] == "payment-connector-error"
    lab.asked.clear()
    ring(lab, f"{MASTERCARD} 1227 123 94105#", payments)
    assert (outcome(lab)["Result"], outcome(lab)["PayConnector_risk"]) == ("success", "low")


def test_a_slow_connector_keeps_the_caller_waiting(line: PayLine) -> None:
    """Twilio, Prompt, payment-processing: it is heard while the payment is processed."""
    lab = line('<Prompt for="payment-processing"><Say>One moment.</Say></Prompt>')
    call = ring(lab, CARD_CALL, connectors(Connector(Approved(seconds=12.0))))
    begun, ended = (one.at for one in call.made if one.url.endswith(("/told", "/done")) and _processing(one.pairs))
    assert ended - begun == pytest.approx(12)


def _processing(pairs: tuple[tuple[str, str], ...]) -> bool:
    said = dict(pairs)
    return (said.get("For") == "payment-processing" and "Result" not in said) or ("Result" in said and "To" in said)


@pytest.mark.parametrize(("reading", "path"), [(PayAction.ALWAYS, "/done"), (PayAction.SUCCESS, "/next")])
def test_after_a_failure_the_action_or_the_next_verb(line: PayLine, reading: PayAction, path: str) -> None:
    """Twilio, Pay, action (X): whenever Pay ends, or after a successful transaction."""
    lab = line()
    ring(lab, "*", readings=Readings(pay_action=reading))
    assert lab.paths()[-2 if lab.paths()[-1] == "/told" else -1] == path


@pytest.mark.parametrize("reading", list(PayAction))
def test_after_a_success_the_action_is_requested_in_both_readings(line: PayLine, reading: PayAction) -> None:
    """Twilio, Pay, action."""
    lab = line()
    ring(lab, CARD_CALL, readings=Readings(pay_action=reading))
    assert (outcome(lab)["Result"], "/next" in lab.paths()) == ("success", False)


@pytest.mark.parametrize(("reading", "asked"), [(PayAction.ALWAYS, True), (PayAction.SUCCESS, False)])
def test_a_caller_who_hangs_up_is_reported(line: PayLine, reading: PayAction, asked: bool) -> None:
    """Twilio, Pay, action: Result caller-hung-up. The answer changes nothing (inferred)."""
    lab, payments = line(), Payments()
    call = ring(lab, Keys(f"{VISA} h"), payments, Readings(pay_action=reading))
    results = [one.form for one in lab.asked if one.path == "/done"]
    expected = [("caller-hung-up", "completed", "xxxxxxxxxxxx1111")] if asked else []
    assert [(one["Result"], one["CallStatus"], one["PaymentCardNumber"]) for one in results] == expected
    assert (call.status, payments.asked) == ("completed", [])
    assert "Done." not in call.transcript.raw()


@pytest.mark.parametrize(("reading", "result"), [(PayHangUp.AT_ONCE, "caller-hung-up"), (PayHangUp.OUTCOME, "success")])
def test_a_caller_who_hangs_up_during_processing(line: PayLine, reading: PayHangUp, result: str) -> None:
    """Not documented (U): the gateway was asked, and the application learns of it or does not."""
    lab, payments = line(), connectors(Connector(Approved(seconds=30)))
    call = ring(lab, AtProcessing("h"), payments, Readings(pay_hang_up=reading))
    assert (outcome(lab)["Result"], outcome(lab)["CallStatus"], len(payments.asked)) == (result, "completed", 1)
    assert ("PaymentConfirmationCode" in outcome(lab)) is (result == "success")
    assert payments.sessions == set()
    assert call.seconds < 30 + call.made[0].at + 60


def test_a_payment_cannot_be_started_twice(lab: Lab) -> None:
    """Twilio, error 64021; ErrorType session-in-progress. Here the application started one by REST."""
    payments = Payments()

    def first(asked: Asked) -> str:
        payments.sessions.add(asked.form["CallSid"])
        return f"<Pay {TERMS}/>"

    lab.pages |= {"/voice": first, "/done": "<Hangup/>", "/told": Page(status=204)}
    call = ring(lab, SilentCaller(), payments)
    assert [entry.code for entry in call.debugger] == [64021]
    assert outcome(lab)["Result"] == "validation-error"
    assert lab.to("/told").form["ErrorType"] == "session-in-progress"


def test_a_second_pay_of_a_call_may_follow_the_first(line: PayLine) -> None:
    """A session ends with its Pay, however it ended."""
    lab = line()
    lab.pages["/done"] = ['<Pay action="/done"/>', "<Hangup/>"]
    ring(lab, f"{VISA} * {CARD_CALL}")
    results = [one.form["Result"] for one in lab.asked if one.path == "/done"]
    assert results == ["caller-interrupted-with-star", "success"]


# 11.4 status callbacks


def test_a_status_callback_is_a_post_of_its_own_few_parameters(line: PayLine) -> None:
    """Twilio, "TwiML voice" and Pay, statusCallback: not the standard set; the masked values so far."""
    lab = line()
    call = ring(lab, CARD_CALL)
    asked = next(one for one in lab.asked if one.path == "/told" and one.form["For"] == "expiration-date")
    assert asked.method == "POST"
    assert asked.form == {
        "AccountSid": "AC" + "5" * 32,
        "CallSid": call.sid,
        "For": "expiration-date",
        "Attempt": "1",
        "PaymentMethod": "credit-card",
        "PaymentCardNumber": "xxxxxxxxxxxx1111",
        "ExpirationDate": "1227",
        "PaymentCardType": "visa",
    }


def test_the_result_is_sent_to_the_status_callback_too(line: PayLine) -> None:
    """Twilio, Pay: the transaction data go to statusCallback, action, or both."""
    lab = line()
    ring(lab, CARD_CALL)
    (last,) = [one.form for one in lab.asked if one.path == "/told" and "Result" in one.form]
    assert (last["For"], last["Result"], last["PaymentConfirmationCode"]) == (
        "payment-processing",
        "success",
        "confirmation-1",
    )


def test_a_status_callback_may_be_a_get(line: PayLine) -> None:
    """The twilio library: statusCallbackMethod; the page does not have it."""
    lab = line("", 'statusCallbackMethod="GET"')
    ring(lab, "*")
    assert [one.query["For"] for one in lab.asked if one.path == "/told"] == ["payment-card-number"]


def test_a_status_callback_that_fails_changes_nothing_but_the_debugger(line: PayLine) -> None:
    """Twilio, "TwiML voice": warning 15003."""
    lab = line()
    lab.pages["/told"] = Page(status=500)
    call = ring(lab, CARD_CALL)
    assert {entry.code for entry in call.debugger} == {15003}
    assert outcome(lab)["Result"] == "success"


# 11.5 Prompt


def prompt(step: str, words: str, attributes: str = "") -> str:
    return f'<Prompt for="{step}" {attributes}><Say>{words}</Say></Prompt>'


def test_a_prompt_is_for_one_step_and_the_others_keep_their_default(line: PayLine) -> None:
    """Twilio, Prompt, for: seven steps, each with prompts of its own."""
    call = ring(line(prompt("expiration-date", "When?")), f"{VISA} *")
    assert call.transcript.raw() == "Please enter your card number. When? Done."


def test_a_prompt_holds_say_play_and_pause(line: PayLine) -> None:
    """Twilio, Prompt: Say and Play; Pause in the library."""
    lab = line(
        '<Prompt for="payment-card-number"><Say>One.</Say><Play>/ding</Play><Pause length="2"/><Say>Two.</Say></Prompt>'
    )
    lab.pages["/ding"] = Page(b"...", headers=(("Content-Type", "audio/mpeg"),))
    call = ring(lab, "*")
    assert (call.transcript.raw(), "hears a sound" in str(call.transcript)) == ("One. Two. Done.", True)


@pytest.mark.parametrize(
    "wrong",
    [
        "<Prompt><Say>What?</Say></Prompt>",
        '<Prompt for="pin"><Say>What?</Say></Prompt>',
        '<Prompt for="payment-card-number"><Dial>1</Dial></Prompt>',
        '<Prompt for="payment-card-number"><Play digits="12"/></Prompt>',
        '<Prompt for="payment-card-number" attempt="11"/>',
        '<Prompt for="payment-card-number" errorType="input-timeout"/>',
        '<Prompt for="payment-card-number" cardType="debit"/>',
        '<Prompt for="payment-card-number" color="red"/>',
        '<Prompt for="payment-card-number" requireMatchingInputs="true"/>',
        "<Parameter/>",
        "<Say>Hi.</Say>",
    ],
)
def test_a_prompt_that_cannot_be_is_a_warning(line: PayLine, wrong: str) -> None:
    """Twilio, Prompt: `for` is required, attempt 1 to 10, requireMatchingInputs for ACH; Pay holds Prompt and Parameter;
    warning 12200. (X) The error is called timeout here and input-timeout in a callback."""
    lab = line(wrong)
    assert [entry.code for entry in ring(lab, CARD_CALL).debugger] == [12200]
    assert outcome(lab)["Result"] == "success"


def test_prompts_are_chosen_by_attempt_and_error(line: PayLine) -> None:
    """Twilio, Prompt, attempt (a list too) and errorType; which of several wins is inferred: the most specific."""
    prompts = (
        prompt("payment-card-number", "Card.")
        + prompt("payment-card-number", "Again.", 'attempt="2 3"')
        + prompt("payment-card-number", "Nothing heard.", 'attempt="2 3" errorType="timeout"')
        + prompt("payment-card-number", "No such.", 'errorType="invalid-card-type invalid-card-number"')
        + prompt("payment-card-number", "Never.", 'errorType="timeout"')
    )
    lab = line(prompts, 'maxAttempts="3"')
    call = ring(lab, "w7 4111# *")
    assert call.transcript.raw() == "Card. Nothing heard. Again. Done."
    assert ring(line(prompts), "4111# *").transcript.raw() == "Card. Again. Done."


def test_of_prompts_as_specific_the_first_is_heard(line: PayLine) -> None:
    """Inferred."""
    prompts = prompt("payment-card-number", "One.") + prompt("payment-card-number", "Two.")
    assert ring(line(prompts), "*").transcript.raw() == "One. Done."


def test_a_prompt_may_be_for_certain_cards(line: PayLine) -> None:
    """Twilio, Prompt, cardType: codes of amex have four digits."""
    prompts = prompt("security-code", "Three.") + prompt("security-code", "Four.", 'cardType="amex"')
    assert " Three. Done." in ring(line(prompts), f"{VISA} 1227 *").transcript.raw()
    assert " Four. Done." in ring(line(prompts), f"{AMEX} 1227 *").transcript.raw()


MATCHING = (
    prompt("bank-account-number", "Account.")
    + prompt("bank-account-number", "Once more.", 'requireMatchingInputs="true"')
    + prompt("bank-account-number", "They differ.", 'errorType="input-matching-failed"')
    + prompt("bank-routing-number", "Routing.")
)


def test_an_account_may_have_to_be_entered_twice_alike(line: PayLine) -> None:
    """Twilio, Prompt, requireMatchingInputs: a second prompt with the same `for`."""
    lab = line(MATCHING, 'paymentMethod="ach-debit"')
    call = ring(lab, f"{ROUTING} 123456# 123456#")
    assert call.transcript.raw().startswith("Routing. Account. Once more. Please wait")
    assert outcome(lab)["Result"] == "success"


def test_entries_that_differ_begin_the_step_again(line: PayLine) -> None:
    """Twilio, Prompt, requireMatchingInputs: ErrorType input-matching-failed."""
    lab = line(MATCHING, 'paymentMethod="ach-debit"')
    call = ring(lab, f"{ROUTING} 123456# 123457# 123456# 123456#")
    assert call.transcript.raw().startswith("Routing. Account. Once more. They differ. Once more. Please wait")
    assert told(lab)[1:3] == [
        ("bank-account-number", "1", "input-matching-failed"),
        ("bank-account-number", "2", ""),
    ]


def test_a_second_entry_that_never_comes_is_a_timeout(line: PayLine) -> None:
    """Inferred."""
    lab = line(MATCHING, 'paymentMethod="ach-debit"')
    ring(lab, f"{ROUTING} 123456# w20 *")
    assert told(lab)[1] == ("bank-account-number", "1", "input-timeout")
