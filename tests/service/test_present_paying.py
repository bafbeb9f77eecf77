"""A payment becomes a Pay: one charge under one key, our words at every step, and a way on for a report that is lost.

With ACCEPT=1 in the environment the golden documents are rewritten; read the difference before it is committed.
"""

import itertools
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.carrier.paying.prompts import Situation, sounds
from ivr.dialog.program import Captured, Paying, PayTerms
from ivr.dialog.prompts import Sentence, Utterance, Voice
from ivr.dialog.turn import Pay, PaySaid, Turn
from ivr.line.company import Company
from ivr.line.defaults import Defaults
from ivr.line.lowering import Lowering
from ivr.line.nodes.pay import TakePayment
from ivr.service.present import PAY_SPEAKS, present
from ivr.speech.languages import SPOKEN_LANGUAGES
from ivr.twiml import paying
from ivr.twiml.parse import parse
from ivr.twiml.paying import PROMPT_TIMEOUT, CardType, Parameter, PayError, PayStep
from ivr.twiml.render import render
from ivr.twiml.verbs import Document, Redirect, Say

GOLDEN = Path(__file__).parent / "golden"
VOICES = {"en-US": "Polly.Joanna-Neural", "es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}
TERMS = PayTerms("Default", ("visa", "amex"))
ENDS = {"paid": "paid", "declined": "again", "cancelled": "stopped", "failed": "person"}
COMPANY = Company.model_validate(
    {"name": "Example", "accepted": {"cards": ["Visa", "Mastercard", "American Express", "Discover"]}}
)


def words(text: str, voice: Voice) -> tuple[Utterance, ...]:
    return (Utterance((text,), voice.language, voice.name),)


def wait(amount: str = "4510 USD", language: str = "en-US", terms: PayTerms = TERMS) -> Pay:
    """Every prompt the node kind makes of this language."""
    low = Lowering("charge", COMPANY, Defaults(), language, "person")
    dialog, _ = TakePayment.model_validate({"pay": ENDS}).lower(low)
    assert isinstance(dialog, Paying)
    voice = Voice(language, VOICES[language])
    said = tuple(
        PaySaid(one.step, words(text_of(one.prompt), voice), one.attempts, one.errors) for one in dialog.prompts
    )
    return Pay(amount, terms, said, language)


def text_of(prompt: tuple[Sentence, ...]) -> str:
    return " ".join("".join(str(piece) for piece in one.pieces) for one in prompt)


def document(pay: Pay, key: str = "CA1:5") -> Document:
    said = words("I am ready.", Voice(pay.language, VOICES[pay.language]))
    return present(Turn(5, said, pay), "/voice", charge_key=key)


def verb(pay: Pay, key: str = "CA1:5") -> paying.Pay:
    (found,) = (one for one in document(pay, key).verbs if isinstance(one, paying.Pay))
    return found


def test_words_come_first_and_behind_the_pay_stands_a_way_on_for_a_lost_report() -> None:
    said, pay, behind = document(wait()).verbs
    assert isinstance(said, Say)
    assert (said.text, behind) == ("I am ready.", Redirect("/voice?turn=5&silent=1"))
    assert isinstance(pay, paying.Pay)
    assert pay.action == "/voice?turn=5"


def test_one_charge_is_asked_for_and_nothing_is_kept_to_charge_again() -> None:
    terms = PayTerms(
        "Our bank", ("visa", "diners-club"), postal_code=False, security_code=False, attempts=2, timeout=20
    )
    pay = verb(wait(terms=terms))
    assert (pay.charge_amount, pay.currency, pay.token_type) == ("45.10", "usd", "one-time")
    assert (pay.payment_connector, pay.valid_card_types) == ("Our bank", (CardType.VISA, CardType.DINERS_CLUB))
    assert (pay.postal_code, pay.security_code, pay.max_attempts, pay.timeout) == (False, False, 2, 20)


@pytest.mark.parametrize(
    ("amount", "charged"),
    [
        ("1 USD", "0.01"),
        ("10 USD", "0.10"),
        ("100 USD", "1.00"),
        ("200000 USD", "2000.00"),
        ("45010000 IDR", "450100.00"),
    ],
)
def test_an_amount_is_written_in_whole_units_with_two_decimals(amount: str, charged: str) -> None:
    assert verb(wait(amount)).charge_amount == charged


def test_the_payment_company_is_told_which_charge_this_is() -> None:
    assert verb(wait()).parameters == (Parameter("idempotency_key", "CA1:5"),)
    assert verb(wait(), key="").parameters == ()


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_pay_is_told_a_language_of_its_own_list_and_speaks_ours_all_the_same(language: str) -> None:
    pay = wait(language=language)
    assert parse(render(document(pay))).warnings == ()
    assert verb(pay).language == (language if language in PAY_SPEAKS else "en-US")
    heard = [one for prompt in verb(pay).prompts for one in prompt.content]
    assert {one.language for one in heard if isinstance(one, Say)} == {language}


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_words_of_our_own_are_heard_in_every_situation_a_pay_can_be_in(language: str) -> None:
    """Whatever is asked for, at whichever attempt, whatever was wrong before."""
    pay = verb(wait(language=language))
    ours = {one for prompt in pay.prompts for one in prompt.content}
    steps = [PayStep(step) for step in Captured]
    for step, attempt, error in itertools.product(steps, range(1, 11), [None, *PayError]):
        said = sounds(pay, Situation(step, attempt, error))
        assert said
        assert set(said) <= ours


def test_silence_and_a_kind_of_card_that_is_not_taken_have_words_of_their_own() -> None:
    pay = verb(wait())
    wrong = {error: sounds(pay, Situation(PayStep.CARD_NUMBER, 2, error))[0] for error in PayError}
    texts = {error: one.text for error, one in wrong.items() if isinstance(one, Say)}
    assert texts[PayError.INPUT_TIMEOUT].endswith("Take your time.")
    assert "I can take Visa, Mastercard, American Express, or Discover." in texts[PayError.CARD_TYPE]
    assert texts[PayError.CARD_NUMBER] == texts[PayError.INTERNAL] != texts[PayError.CARD_TYPE]


def test_a_prompt_for_silence_is_spelled_as_prompts_spell_it() -> None:
    assert f'errorType="{PROMPT_TIMEOUT}"'.encode() in render(document(wait()))
    assert b"input-timeout" not in render(document(wait()))


def test_patience_is_heard_in_the_prompts_too() -> None:
    pay = wait()
    slow = tuple(replace(one, said=tuple(replace(part, rate=90) for part in one.said)) for one in pay.prompts)
    rendered = render(document(replace(pay, prompts=slow)))
    assert rendered.count(b'<prosody rate="90%">') == len(slow)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_the_whole_document_of_a_payment_is_as_it_was_reviewed(language: str) -> None:
    file = GOLDEN / f"pay.{language}.xml"
    rendered = render(document(wait(language=language))).decode().replace("><", ">\n<") + "\n"
    if os.environ.get("ACCEPT") == "1":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(rendered, encoding="utf-8")
    assert rendered == file.read_text(encoding="utf-8")
