"""The certificates about money, consent and secrets, where no author can break them: a program is changed below the language, or a law of
the code is taken away, and the certificate has to see it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.checking.certificate import Broken, Certificate, Proof, findings
from ivr.checking.certificates.card_outside_pay_line import card_outside_pay_line
from ivr.checking.certificates.charge_unheard import charge_unheard
from ivr.checking.certificates.other_language import other_language
from ivr.checking.certificates.payment_recorded import payment_recorded
from ivr.checking.certificates.secret_told import secret_told
from ivr.checking.certificates.text_without_consent import text_without_consent
from ivr.checking.certificates.unverified_account import unverified_account
from ivr.checking.examples import example_in, loaded
from ivr.checking.rule import Subject
from ivr.checking.telling import numbers_in, telling
from ivr.dialog.grammar import Grammar, Meaning, OneKey, Reading, read
from ivr.dialog.move import Move
from ivr.dialog.program import Asking, Fetching, Paying
from ivr.dialog.prompts import Known, Sentence, Voice
from ivr.dialog.state import CallState
from ivr.dialog.step import step
from ivr.dialog.turn import Fetch, Pay, Text
from ivr.dialog.world import World
from ivr.exploring.situations import NOW
from ivr.line.company_changes import with_company
from ivr.line.compile import compile_line
from ivr.line.loading import LINE_FILE, files_of_folder, load
from ivr.line.payment import PayMode
from ivr.secret import Secret
from ivr.speech.digits import digit_words, grouped
from ivr.speech.languages import SPOKEN_LANGUAGES
from ivr.telephony.events import Keyed
from ivr.telephony.outcomes import FetchOutcome, PayOutcome

Others = Mapping[str, str]


def subject(nodes: str, others: Others | None = None) -> Subject:
    whole = loaded(nodes, "greeting", others)
    assert whole.line is not None, [str(one) for one in whole.findings]
    return Subject(whole.line, compile_line(whole.line).program)


def broken(certified: Certificate, whole: Subject) -> tuple[Proof, list[Broken]]:
    proof = Proof(whole, certified.watches)
    return proof, list(certified.prove(proof))


def breaks(certified: Certificate, whole: Subject) -> list[str]:
    return [one.fact for one in broken(certified, whole)[1]]


def changed(whole: Subject, **dialogs: Callable[..., object]) -> Subject:
    """With some dialogs of every language made anew; a name's `__` stands for the point before its part."""
    made = {name.replace("__", "."): make for name, make in dialogs.items()}

    def table(old: Mapping[str, object]) -> dict[str, object]:
        return {at: made[at](one) if at in made else one for at, one in old.items()}

    program = whole.program
    tables = {language: table(old) for language, old in program.translated.items()}
    return replace(whole, program=replace(program, dialogs=table(program.dialogs), translated=tables))  # type: ignore[arg-type]


def without_terms(dialog: Asking) -> Asking:
    return replace(dialog, terms=(), prompt=(*dialog.terms, *dialog.prompt))


# -- a payment ------------------------------------------------------------------------------------------------------------

PAYING = example_in(charge_unheard.documentation.replace("\n    ", "\n"), "Instead")
COMPANY = """\
name: Example Cable
account_number: {length: 16, prefix: 8448}
pin: {length: 4}
accepted: {cards: [Visa]}
pay: {mode: pay_verb}
fees: {card: 1.25}
hours: {billing: {zone: America/New_York, week: {monday-friday: 8:00-18:00}}}
"""
WITH_A_FEE = {"company.yaml": COMPANY}
TOLD = PAYING.replace("terms: You", "terms: A fee of {company.fees.card} is added. You")


def two_languages(whole: Subject, make: Callable[[Asking], Asking]) -> Subject:
    """The words of the second language are those of the first, but for one question."""
    dialogs = dict(whole.program.dialogs)
    question = dialogs["authorise"]
    assert isinstance(question, Asking)
    tables = {"es-US": {**dialogs, "authorise": make(question)}}
    spanish = (Voice("es-US", "Polly.Lupe-Neural"),)
    return replace(whole, program=replace(whole.program, others=spanish, translated=tables))


def in_spanish(question: Asking) -> Asking:
    said = (Sentence(("Usted va a pagar ", Known.PAYMENT_AMOUNT, ".")),)
    return replace(question, terms=said)


def test_a_fee_that_is_not_said_is_caught_and_one_that_is_said_is_not() -> None:
    (fact,) = breaks(charge_unheard, subject(PAYING, WITH_A_FEE))
    assert "who did not hear the fee to the end" in fact
    assert breaks(charge_unheard, subject(TOLD, WITH_A_FEE)) == []


def test_another_amount_is_no_fee() -> None:
    told = PAYING.replace("terms: You", "terms: A fee of forty-one dollar and twenty-five cents is added. You")
    assert len(breaks(charge_unheard, subject(told, WITH_A_FEE))) == 1


def test_words_that_a_key_cuts_short_in_the_other_language_are_caught_in_that_one() -> None:
    whole = two_languages(subject(PAYING), without_terms)
    proof, (found,) = broken(charge_unheard, whole)
    edges = [proof.atlas.edges[number] for number in found.way]
    assert edges[-1].wait == Pay.__name__
    assert proof.atlas.states[edges[-1].target].language == "es-US"


def test_in_two_languages_that_both_say_it_all_is_well() -> None:
    assert breaks(charge_unheard, two_languages(subject(PAYING), in_spanish)) == []


def test_a_sentence_that_does_not_speak_of_paying_in_its_own_language_is_caught() -> None:
    (fact,) = breaks(charge_unheard, two_languages(subject(PAYING), lambda question: question))
    assert "who heard the amount, but not that it will be paid" in fact


def test_a_payment_that_goes_by_the_back_office_is_caught() -> None:
    def past(dialog: Paying) -> Paying:
        return replace(dialog, outcomes={**dialog.outcomes, PayOutcome.PAID: "goodbye"})

    proof, found = broken(payment_recorded, changed(subject(PAYING), charge=past))
    way = "greeting, then authorise, then charge, then goodbye."
    assert found[0].fact == f"The call ends here after a payment that the back office was never told of: {way}"
    assert proof.atlas.again(proof.atlas.edges[found[0].way[-1]]).step.state.over


# -- a text ---------------------------------------------------------------------------------------------------------------

ASKED = """\
nodes:
  greeting:
    menu:
      options:
        1: {say: To get a text, go: send}
      exhausted: representative
  send:
    text:
      about: link
      consent: I can text you a link to pay. Message rates may apply.
      body: "Pay your bill here: {payment.link}"
      sent: goodbye
      declined: goodbye
      refused: goodbye
      down: goodbye
      exhausted: representative
    back: greeting
  goodbye:
    hangup: Goodbye.
"""
CALLED_BACK = """\
nodes:
  greeting:
    callback:
      to: billing
      greeting: This is {company.name}.
      answered: representative
      text: "{company.name} tried to call you back."
      done: goodbye
      refused: representative
      down: representative
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""
TEXTS = {
    "company.yaml": f"{COMPANY}texts: {{countries: [US]}}\ncallbacks: {{countries: [US]}}\npay: {{mode: pay_verb, link: {{page: 'https://pay.example.com/start?t={{token}}'}}}}\n".replace(
        "pay: {mode: pay_verb}\n", "", 1
    )
}
NO_CONSENT = "A text is sent here to a caller who did not agree to it, asked in words that no key cuts short: "


def sends_a_text(proof: Proof, found: Broken) -> bool:
    wait = proof.atlas.again(proof.atlas.edges[found.way[-1]]).step.turn.wait  # type: ignore[union-attr]
    return isinstance(wait, Fetch) and isinstance(wait.request, Text)


def test_a_consent_that_a_key_cuts_short_is_caught() -> None:
    proof, (found,) = broken(text_without_consent, changed(subject(ASKED, TEXTS), send=without_terms))
    assert found.fact == f"{NO_CONSENT}greeting, then send."
    assert sends_a_text(proof, found)


def test_a_text_that_is_sent_by_a_key_of_another_question_is_caught() -> None:
    def straight(dialog: Asking) -> Asking:
        return replace(dialog, grammar=OneKey({"1": "send.send"}))

    proof, (found,) = broken(text_without_consent, changed(subject(ASKED, TEXTS), greeting=straight))
    assert found.fact == f"{NO_CONSENT}greeting, then send."
    assert sends_a_text(proof, found)


def test_a_text_that_silence_agrees_to_is_caught() -> None:
    def silent(dialog: Asking) -> Asking:
        return replace(dialog, exhausted="send.send")

    assert len(breaks(text_without_consent, changed(subject(ASKED, TEXTS), send=silent))) == 1


def test_a_text_that_is_sent_once_more_for_one_consent_is_caught() -> None:
    def again(dialog: Fetching) -> Fetching:
        return replace(dialog, outcomes={**dialog.outcomes, FetchOutcome.DONE: "send.send"})

    assert len(breaks(text_without_consent, changed(subject(ASKED, TEXTS), send__send=again))) == 1


def test_another_consent_than_the_one_that_is_recorded_is_caught() -> None:
    def other(dialog: Asking) -> Asking:
        return replace(dialog, terms=(Sentence(("May I?",)),))

    assert len(breaks(text_without_consent, changed(subject(ASKED, TEXTS), send=other))) == 1


def test_the_text_after_a_call_back_is_agreed_to_with_the_number() -> None:
    whole = subject(CALLED_BACK, TEXTS)
    assert breaks(text_without_consent, whole) == []
    cut_short = changed(whole, greeting__confirm=without_terms)
    assert [NO_CONSENT in one for one in breaks(text_without_consent, cut_short)] == [True]


def test_a_call_back_without_a_text_needs_no_consent() -> None:
    silent = CALLED_BACK.replace('      text: "{company.name} tried to call you back."\n', "")
    assert breaks(text_without_consent, subject(silent, TEXTS)) == []


# -- what is secret -------------------------------------------------------------------------------------------------------

KEYED = """\
nodes:
  greeting:
    collect:
      into: account.number
      prompt: Please enter your account number, or call {company.phone}.
      confirm: true
      exhausted: representative
    next: told
  told:
    say: Your account ends in {account.last4}.
    next: representative
"""
PHONE = {"company.yaml": f"{COMPANY}phone: +1 212 555 0100\n"}


def test_a_card_is_kept_only_where_nothing_tells_it_from_an_account_number() -> None:
    anything = COMPANY.replace("length: 16, prefix: 8448", "length: 16")
    proof, (found,) = broken(card_outside_pay_line, subject(KEYED, {"company.yaml": anything}))
    assert found.fact == "A payment card that is keyed here is taken for an answer, and kept."
    asked = proof.atlas.again(proof.atlas.edges[found.way[-1]]).step.state
    kept = step(proof.subject.program, asked, Keyed(Secret("4111111111111111")), World(NOW)).state
    assert "account.number" in kept.secrets
    assert breaks(card_outside_pay_line, subject(KEYED, WITH_A_FEE)) == []


@pytest.mark.parametrize("shape", ["length: 20", "length: 10", "length: 16, prefix: 8448, checksum: luhn"])
def test_account_numbers_of_another_shape_let_no_card_in(shape: str) -> None:
    other = COMPANY.replace("length: 16, prefix: 8448", shape)
    assert breaks(card_outside_pay_line, subject(KEYED, {"company.yaml": other})) == []


@pytest.mark.parametrize("shape", ["length: 15", "length: 13, checksum: luhn", "length: 16, prefix: 4"])
def test_account_numbers_that_may_be_any_card_s_are_caught(shape: str) -> None:
    other = COMPANY.replace("length: 16, prefix: 8448", shape)
    assert len(breaks(card_outside_pay_line, subject(KEYED, {"company.yaml": other}))) == 1


def test_a_card_of_which_something_is_said_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_and_told(grammar: Grammar, keys: Secret) -> Reading:
        reading = read(grammar, keys)
        return replace(reading, entry=keys) if reading.meaning is Meaning.CARD else reading

    def counted(move: Move, dialog: Asking, reading: Reading, *, silent: bool) -> CallState:
        values = {"heard.count": reading.entry.reveal()}
        return replace(move.state, nomatch=move.state.nomatch + 1, noinput=move.state.noinput + silent, values=values)

    monkeypatch.setattr("ivr.dialog.asking.read", read_and_told)
    monkeypatch.setattr("ivr.dialog.asking._counted", counted)
    (fact,) = breaks(card_outside_pay_line, subject(KEYED, WITH_A_FEE))
    assert fact == "A payment card that is keyed here can be seen or heard."


def test_an_honest_line_tells_nothing_and_its_own_telephone_number_is_no_secret() -> None:
    """The caller of the walk calls from +1 212 555 0134, whose digits begin like the company's."""
    proof, found = broken(secret_told, subject(KEYED, PHONE))
    assert found == []
    assert list(proof.edges_of(secret_told.watches[0]))


def test_a_read_back_that_is_no_secret_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.dialog.speaking.Secret", str)
    proof, (found,) = broken(secret_told, subject(KEYED, WITH_A_FEE))
    assert found.fact == "More than the last four digits of what a caller keyed can be seen or heard here."
    turn = proof.atlas.again(proof.atlas.edges[found.way[-1]]).step.turn
    assert turn is not None
    assert any("eight four four eight" in part for one in turn.said for part in one.parts if isinstance(part, str))


def test_more_than_the_last_four_digits_in_what_may_be_seen_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.dialog.keeping.LAST_DIGITS", 5)
    assert len(breaks(secret_told, subject(KEYED, WITH_A_FEE))) > 1


def test_a_whole_number_in_a_hand_off_is_caught_where_the_telephone_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(state: object) -> tuple[tuple[str, str], ...]:
        return tuple((name, one.reveal()) for name, one in state.secrets.items())  # type: ignore[attr-defined]

    monkeypatch.setattr("ivr.dialog.connecting.handed_over", whole)
    proof, found = broken(secret_told, subject(KEYED, WITH_A_FEE))
    assert {proof.atlas.edges[one.way[-1]].wait for one in found} == {"Ring"}


def test_what_was_keyed_is_caught_in_the_journal_and_in_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    spelled = digit_words("12125550134"[-10:], "es-US")

    def written(state: object, prompt: object) -> tuple[str, ...]:
        del state, prompt
        return (f"Your number is {spelled}.",)

    monkeypatch.setattr("ivr.dialog.fetching.write", written)
    (found,) = broken(secret_told, subject(ASKED, TEXTS))[1]
    assert found.place.line == 7


@given(st.text("0123456789", min_size=5, max_size=16), st.sampled_from(sorted(SPOKEN_LANGUAGES)), st.integers(1, 5))
def test_a_number_is_told_in_figures_in_words_and_in_groups(digits: str, language: str, size: int) -> None:
    groups = grouped(digits, (size,) * (len(digits) // size))
    ways = (digits, " ".join(digits), "-".join(groups), ", ".join(digit_words(one, language) for one in groups))
    for way in ways:
        assert telling([f"It is {way}!"], [Secret(digits)]) == {digits}
        assert telling([f"It is {way}!"], [Secret(f"9{digits}")])


@given(st.text("0123456789", min_size=5, max_size=16), st.sampled_from(sorted(SPOKEN_LANGUAGES)))
def test_the_last_four_digits_may_be_told(digits: str, language: str) -> None:
    ending = f"x {digit_words(digits[-4:], language)} x {digits[-4:]}"
    assert telling([ending], [Secret(digits)]) == frozenset()


def test_of_a_pin_nothing_may_be_told_unless_a_number_ends_in_it() -> None:
    assert telling(["two five eight zero"], [Secret("2580")]) == {"2580"}
    assert telling(["two five eight zero"], [Secret("2580"), Secret("84482580")]) == frozenset()
    assert telling(["two five eight. Press one"], [Secret("2580")]) == frozenset()


def test_words_between_digits_end_a_number() -> None:
    assert numbers_in("For bills press one, two for offers, for all else press three four 5 6.") == ("3456",)


# -- languages ------------------------------------------------------------------------------------------------------------

TWO = {
    LINE_FILE: """\
line: example
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
  es-US: Polly.Lupe-Neural
parts: [example.yaml]
start: greeting
""",
    "languages/es-US.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Goodbye."\nmsgstr "Adiós."\n',
}
SPOKEN = """\
nodes:
  greeting:
    menu:
      prompt: Goodbye.
      options:
        1: {say: Goodbye., go: representative}
      exhausted: representative
  representative:
    transfer:
      to: billing
      prompt: One moment.
      whisper: Goodbye.
      bridged: goodbye
      noanswer: goodbye
      busy: goodbye
      failed: goodbye
  goodbye:
    hangup: Goodbye.
"""


def test_words_that_a_catalogue_does_not_have_are_caught_where_they_are_heard() -> None:
    proof, found = broken(other_language, subject(SPOKEN, TWO))
    assert {one.fact for one in found} == {"In a call in es-US, words in en-US are said here."}
    assert len(found) == 1
    turn = proof.atlas.again(proof.atlas.edges[found[0].way[-1]]).step.turn
    assert turn is not None
    assert (turn.said[0].language, turn.said[0].parts) == ("en-US", ("One moment.",))
    assert found[0].place.line == 8


def test_in_a_line_that_is_translated_only_the_offers_are_in_another_language() -> None:
    proof, found = broken(other_language, subject(SPOKEN.replace("One moment.", "Goodbye."), TWO))
    assert found == []
    assert list(proof.edges_of(other_language.watches[0]))


# -- the lines that are shipped ---------------------------------------------------------------------------------------------

MENUS = Path(__file__).parents[2] / "menus"
BY_KEYPAD = {"pay.mode": "pay_verb", "fees.card": "1.25", "fees.representative": "3.00"}
MINE = (
    unverified_account,
    charge_unheard,
    text_without_consent,
    card_outside_pay_line,
    secret_told,
    payment_recorded,
    other_language,
)


@pytest.mark.long
@pytest.mark.parametrize(
    ("folder", "changes"), [("pay-my-bill", BY_KEYPAD), ("pay-my-bill", {}), ("examples/tern-island-power", {})]
)
def test_for_every_line_that_takes_payments_all_of_them_hold(folder: str, changes: Mapping[str, str]) -> None:
    whole = load(with_company(files_of_folder(str(MENUS / folder)), changes))
    assert whole.line is not None
    program = compile_line(whole.line).program
    proof = Proof(Subject(whole.line, program), tuple(watch for one in MINE for watch in one.watches))
    assert [str(found) for one in MINE for found, _ in findings(one, proof)] == []
    taken = sum(edge.wait == Pay.__name__ for edge in proof.atlas.edges)
    assert (taken > 0) == (whole.line.company.pay.mode is PayMode.PAY_VERB)
