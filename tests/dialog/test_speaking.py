"""What a prompt comes to: whole sentences, values in words, secrets that stay secret until a document is written."""

from dataclasses import replace

import pytest
from cast import PROGRAM, text_of

from ivr.dialog.program import Program
from ivr.dialog.prompts import NEVER_SPOKEN, TYPES, Grouping, Known, Prompt, Rest, Sentence, Spoken, Utterance
from ivr.dialog.speaking import GROUP_PAUSE_MS, speak
from ivr.dialog.state import CallState
from ivr.secret import Secret

NUMBER = "8448200012345678"
VALUES = {
    "account.last4": "5678",
    "account.verified": "yes",
    "account.balance": "13450 USD",
    "account.past_due": "-1225 USD",
    "account.due": "2026-12-05",
    "account.tier": "T2",
    "account.status": "active",
    "account.autopay": "yes",
    "account.discount": "no",
    "caller.phone_last4": "0001",
    "caller.language": "es-US",
    "caller.reason": "more time to pay",
    "payment.amount": "4510 USD",
    "payment.confirmation": "AB12",
    "heard.count": "3",
    "account.held": "no",
    "caller.reference_last4": "0042",
    "caller.callback_last4": "0009",
    "queue.position": "2",
    "queue.minutes": "4",
    "queue.name": "billing.2",
    "representative.id": "rosa",
    "representative.name": "Rosa",
}
SECRETS = {
    "account.number": Secret(NUMBER),
    "account.pin": Secret("2580"),
    "account.bill_code": Secret("7788"),
    "account.zip": Secret("10001"),
    "account.phone_last4": Secret("0001"),
    "caller.phone": Secret("5550100001"),
    "caller.reference": Secret("77"),
    "caller.callback": Secret("5550100009"),
    "representative.code": Secret("17"),
    "representative.pin": Secret("246810"),
}
KNOWING = CallState("d", 1, "main", values=VALUES, secrets=SECRETS)
NOT_KNOWING = CallState("d", 1, "main")
_TELEPHONE = (3, 3, 4)
GROUPED = replace(
    PROGRAM,
    grouping=Grouping(
        {Known.ACCOUNT_NUMBER: (4, 4, 4, 4), Known.CALLER_PHONE: _TELEPHONE, Known.CALLER_CALLBACK: _TELEPHONE}
    ),
)


def heard(prompt: Prompt, state: CallState = KNOWING, program: Program = GROUPED) -> str | None:
    utterances = speak(program, state, prompt)
    assert len(utterances) <= 1
    return text_of(utterances[0]) if utterances else None


def only(prompt: Prompt, state: CallState = KNOWING, *, bargein: bool = True) -> Utterance:
    (utterance,) = speak(GROUPED, state, prompt, bargein=bargein)
    return utterance


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (Known.ACCOUNT_LAST4, "five six seven eight"),
        (Known.ACCOUNT_BALANCE, "one hundred thirty-four dollars and fifty cents"),
        (Known.ACCOUNT_PAST_DUE, "twelve dollars and twenty-five cents"),
        (Known.ACCOUNT_DUE, "Saturday, December fifth"),
        (Known.ACCOUNT_VERIFIED, "yes"),
        (Known.HEARD_COUNT, "three"),
        (Known.PAYMENT_AMOUNT, "forty-five dollars and ten cents"),
        (Known.PAYMENT_CONFIRMATION, "A B one two"),
        (Known.CALLER_PHONE_LAST4, "zero zero zero one"),
        (Known.CALLER_REFERENCE_LAST4, "zero zero four two"),
        (Known.CALLER_LANGUAGE, "Spanish"),
        (Known.CALLER_REASON, "more time to pay"),
        (Known.ACCOUNT_NUMBER, "eight four four eight, two zero zero zero, one two three four, five six seven eight"),
        (Known.CALLER_PHONE, "five five five, zero one zero, zero zero zero one"),
        (Known.CALLER_REFERENCE, "seven seven"),
        (Known.CALLER_CALLBACK, "five five five, zero one zero, zero zero zero nine"),
        (Known.CALLER_CALLBACK_LAST4, "zero zero zero nine"),
        (Known.QUEUE_POSITION, "two"),
        (Known.QUEUE_MINUTES, "four"),
        (Known.REPRESENTATIVE_NAME, "Rosa"),
    ],
)
def test_every_type_of_value_knows_how_it_is_spoken(name: Known, words: str) -> None:
    assert heard((Sentence(("It is ", name, ".")),)) == f"It is {words}."


def test_every_known_value_is_spoken_or_is_never_spoken() -> None:
    spoken = {name for name in Known if heard((Sentence((name,)),)) is not None}
    assert spoken == set(Known) - NEVER_SPOKEN


def test_between_two_groups_of_a_number_is_a_rest_and_every_group_is_a_secret() -> None:
    utterance = only((Sentence(("I heard ", Known.ACCOUNT_NUMBER, ".")),))
    kinds = [type(part) for part in utterance.parts]
    assert kinds == [str, Secret, str, Rest, Secret, str, Rest, Secret, str, Rest, Secret, str]
    assert {part.milliseconds for part in utterance.parts if isinstance(part, Rest)} == {GROUP_PAUSE_MS}
    assert "eight" not in repr(utterance)


@pytest.mark.parametrize(
    "name", [name for name in Known if TYPES[name] is Spoken.SECRET_DIGITS and name not in NEVER_SPOKEN]
)
def test_what_was_keyed_is_never_plain_text_of_an_utterance(name: Known) -> None:
    utterance = only((Sentence((name,)),))
    plain = "".join(part for part in utterance.parts if isinstance(part, str))
    assert plain.strip(", ") == ""


def test_a_number_without_groups_is_one_group() -> None:
    assert heard((Sentence((Known.ACCOUNT_NUMBER,)),), program=replace(PROGRAM, grouping=Grouping())) == (
        "eight four four eight two zero zero zero one two three four five six seven eight"
    )


def test_a_sentence_with_a_value_that_is_not_known_is_left_out_whole() -> None:
    prompt = (
        Sentence(("Hello.",)),
        Sentence(("You owe ", Known.ACCOUNT_BALANCE, " by ", Known.ACCOUNT_DUE, ".")),
        Sentence(("Goodbye.",)),
    )
    assert heard(prompt, NOT_KNOWING) == "Hello. Goodbye."
    half = replace(NOT_KNOWING, values={"account.balance": "100 USD"})
    assert heard(prompt, half) == "Hello. Goodbye."


def test_a_pin_is_never_read_out_even_when_a_line_asks_for_it() -> None:
    assert heard((Sentence(("Your PIN is ", Known.ACCOUNT_PIN, ".")), Sentence(("Hello.",)))) == "Hello."


@pytest.mark.parametrize("prompt", [(), (Sentence((Known.ACCOUNT_BALANCE,)),), (Sentence(()),)])
def test_nothing_to_say_is_no_utterance(prompt: Prompt) -> None:
    assert speak(GROUPED, NOT_KNOWING, prompt) == ()


def test_sentences_are_parted_by_a_blank_and_become_one_text() -> None:
    utterance = only((Sentence(("One.",)), Sentence(("Two ", Known.HEARD_COUNT, ".")), Sentence(("Four.",))))
    assert utterance.parts == ("One. Two three. Four.",)


def test_a_rest_inside_a_sentence_stays_where_it_is() -> None:
    utterance = only((Sentence(("To pay,", Rest(250), " press one.")),))
    assert utterance.parts == ("To pay,", Rest(250), " press one.")


def test_words_carry_language_voice_and_whether_a_key_may_cut_them_short() -> None:
    legal = only((Sentence(("This call is recorded.",)),), bargein=False)
    assert (legal.language, legal.voice, legal.bargein) == ("en-US", "Polly.Joanna-Neural", False)
    assert only((Sentence(("Hello.",)),)).bargein
