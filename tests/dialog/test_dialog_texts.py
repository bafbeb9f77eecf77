"""Texts and payments told to the back office: what stands in them, who gets one, and what a caller agreed to."""

from dataclasses import replace

import pytest
from cast import CALLER, NUMBER, PROGRAM, WORLD, Played, keyed, menu, with_dialogs
from programs import in_languages

from ivr.dialog.fetching import request_of
from ivr.dialog.journal import Happening
from ivr.dialog.program import Fetching, Program, RecordPayment, SendText
from ivr.dialog.prompts import MAY_BE_WRITTEN, TYPES, Known, Rest, Sentence, Spoken
from ivr.dialog.speaking import words_of
from ivr.dialog.state import CallState
from ivr.dialog.step import begin
from ivr.dialog.turn import Fetch, Record, Text
from ivr.dialog.world import Answered, Fetched
from ivr.dialog.writing import write
from ivr.secret import Secret
from ivr.telephony.outcomes import FetchOutcome

CONSENT = (
    Sentence(("I can text ", Known.CALLER_PHONE_LAST4, Rest(250), " a link.")),
    Sentence(("To agree, press one.",)),
)
TEXT = Fetching(
    "text",
    SendText(
        "link",
        (Sentence(("Pay here: ", Known.PAYMENT_LINK)), Sentence(("Code ", Known.PAYMENT_CONFIRMATION, "."))),
        CONSENT,
    ),
    (),
    {FetchOutcome.DONE: "deep", FetchOutcome.REFUSED: "lost", FetchOutcome.DOWN: "down"},
    "down",
)
RECORD = Fetching("record", RecordPayment(), (), {FetchOutcome.DONE: "text", FetchOutcome.DOWN: "down"}, "down")
LINE = with_dialogs(TEXT, RECORD, menu("main", {"1": "text", "2": "record"}))
PAID = {"payment.amount": "4510 USD", "payment.confirmation": "AB12"}


def called(*keys: str, program: Program = LINE, caller: str | None = CALLER, **values: str) -> Played:
    answered = Answered(values=values, caller=None if caller is None else Secret(caller))
    moved = begin(program, answered, WORLD)
    return Played(program, moved, moved.journal).then(*map(keyed, keys))


def request(call: Played) -> Text | Record:
    assert isinstance(call.wait, Fetch)
    assert isinstance(call.wait.request, Text | Record)
    return call.wait.request


# -- what is written --------------------------------------------------------------------------------------------------

KNOWING = CallState(
    "d",
    1,
    "main",
    values={name.value: f"<{name.value}>" for name in Known if TYPES[name] is not Spoken.SECRET_DIGITS},
    secrets={name.value: Secret("84482917") for name in Known if TYPES[name] is Spoken.SECRET_DIGITS},
)


@pytest.mark.parametrize("name", [name for name in Known if name not in MAY_BE_WRITTEN])
def test_no_account_no_amount_and_nothing_secret_is_ever_written(name: Known) -> None:
    body = (Sentence(("Hello.",)), Sentence(("It is ", name, ".")), Sentence(("Goodbye.",)))
    assert write(KNOWING, body) == ("Hello.", " ", "Goodbye.")


def test_a_confirmation_is_written_in_figures_and_a_link_is_left_for_the_back_office_to_make() -> None:
    state = CallState("d", 1, "main", values=PAID)
    body = (Sentence(("Paid.", Rest(250), " Code ", Known.PAYMENT_CONFIRMATION, ".")), Sentence((Known.PAYMENT_LINK,)))
    assert write(state, body) == ("Paid.", " Code ", "AB12", ".", " ", Known.PAYMENT_LINK)


def test_a_sentence_with_what_is_not_known_is_left_out_of_a_text() -> None:
    body = (Sentence(("Code ", Known.PAYMENT_CONFIRMATION, ".")), Sentence(("Thank you.",)))
    assert write(CallState("d", 1, "main"), body) == ("Thank you.",)


def test_an_empty_text_is_not_sent() -> None:
    body = (Sentence(("Code ", Known.PAYMENT_CONFIRMATION, ".")),)
    program = with_dialogs(*LINE.dialogs.values(), replace(TEXT, inquiry=SendText("confirmation", body, CONSENT)))
    assert called("1", program=program).words == "I cannot reach your account. I am connecting you."
    assert request(called("1", program=program, **{"payment.confirmation": "AB12"})).body == ("Code ", "AB12", ".")  # type: ignore[union-attr]


# -- what is asked ----------------------------------------------------------------------------------------------------


def test_a_text_goes_to_the_number_the_caller_calls_from_with_the_consent_as_it_was_heard() -> None:
    assert request(called("1")) == Text(
        to=Secret(CALLER),
        topic="link",
        body=("Pay here: ", Known.PAYMENT_LINK),
        consent="I can text zero zero zero one a link. To agree, press one.",
        dialog="text",
        language="en-US",
        number=Secret(""),
        amount="",
    )


def test_a_link_stands_for_the_account_and_the_amount_but_neither_is_in_the_text() -> None:
    call = called("1", **PAID)
    moved = replace(call.state, secrets={**call.state.secrets, "account.number": Secret(NUMBER)})
    asked = request_of(LINE, moved, TEXT)
    assert isinstance(asked, Text)
    assert (asked.number, asked.amount) == (Secret(NUMBER), "4510 USD")
    assert NUMBER not in repr(asked)
    assert "4510" not in "".join(asked.body)


def test_consent_body_and_language_are_those_the_caller_speaks() -> None:
    asked = request(called("9", "1", program=in_languages(LINE, 2), **PAID))
    assert isinstance(asked, Text)
    assert asked.language == "es-US"
    assert asked.consent == "es-US: I can text cero cero cero uno a link. es-US: To agree, press one."
    assert asked.body == ("es-US: ", "Pay here: ", Known.PAYMENT_LINK, " ", "es-US: ", "Code ", "AB12", ".")


def test_words_of_several_voices_do_not_run_into_one_another() -> None:
    program = in_languages(PROGRAM, 2)
    from ivr.dialog.speaking import speak

    prompt = (Sentence(("One.",)), Sentence(("Dos.",), "es-US"), Sentence(("Three ", Known.ACCOUNT_NUMBER, ".")))
    state = CallState("d", 1, "main", secrets={"account.number": Secret(NUMBER)})
    assert words_of(speak(program, state, prompt)) == "One. Dos. Three , ."


def test_nobody_whose_number_is_not_known_is_texted() -> None:
    call = called("1", caller=None)
    assert call.words == "I cannot reach your account. I am connecting you."
    assert call.noted(Happening.TEXTED) == []


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (FetchOutcome.DONE, "deep?"),
        (FetchOutcome.REFUSED, "You seem lost. I am connecting you."),
        (FetchOutcome.DOWN, "I cannot reach your account. I am connecting you."),
        (FetchOutcome.UNKNOWN, "I cannot reach your account. I am connecting you."),
    ],
)
def test_each_end_of_a_text_leads_where_the_line_says_and_is_noted(outcome: FetchOutcome, words: str) -> None:
    call = called("1").then(Fetched(outcome))
    assert call.words == words
    assert [entry.detail for entry in call.noted(Happening.TEXTED)] == [outcome.value]
    assert call.state.counts == {}, "a text that is refused is no refused proof"


def test_a_payment_is_recorded_with_amount_account_and_confirmation_and_then_the_text_is_sent() -> None:
    call = called("2", **PAID)
    assert request(call) == Record(Secret(""), "4510 USD", "AB12")
    call = call.then(Fetched(FetchOutcome.DONE))
    assert isinstance(request(call), Text)
    assert [entry.detail for entry in call.noted(Happening.RECORDED_PAYMENT)] == ["done"]


def test_without_an_amount_there_is_no_payment_to_record() -> None:
    assert called("2").words == "I cannot reach your account. I am connecting you."


def test_a_caller_is_known_by_the_last_four_digits_of_their_number_alone() -> None:
    call = called()
    assert call.state.values == {"caller.phone_last4": "0001"}
    assert CALLER[1:] not in repr(call.step)
