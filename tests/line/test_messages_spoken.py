"""A text as it is heard, before there is a call: facts and keys in words, values by name, seconds."""

import pytest

from ivr.checking.examples import loaded
from ivr.dialog.prompts import NEVER_SPOKEN, Known
from ivr.line.catalogue import Catalogue, read_catalogue
from ivr.line.line import Line
from ivr.line.messages import Use, uses_of
from ivr.line.messages_spoken import Heard, heard
from ivr.line.wording import parse_wording
from ivr.source import Place, Source
from ivr.speech.duration import seconds_to_say
from ivr.speech.languages import SPOKEN_LANGUAGES

COMPANY = """\
name: Example Cable
account_number: {length: 16}
accepted:
  cards: [Visa, Mastercard]
  other: [debit cards, electronic checks]
"""
NODES = """\
nodes:
  greeting:
    say: Welcome to {company.name}. Our number is {company.phone}.
    next: main
  main:
    menu:
      options:
        1: {say: To hear how much you owe., go: owed}
      exhausted: representative
  owed:
    say: You owe {account.balance}. Use {company.accepted.other}.
    next: main
"""
PO = """\
msgid ""
msgstr "Language: es_US\\n"

msgid "To hear how much you owe."
msgstr "Para saber cuánto debe"

msgid "You owe {account.balance}. Use {company.accepted.other}."
msgstr "Debe {account.balance}. Use {company.accepted.other}."

msgid "debit cards"
msgstr "tarjetas de débito"

#, fuzzy
msgid "electronic checks"
msgstr "cheques"
"""


def line() -> Line:
    read = loaded(NODES, "greeting", {"company.yaml": COMPANY})
    assert read.line is not None
    return read.line


def use(name: str) -> Use:
    return next(one for one in uses_of(line()) if one.id == name)


def spanish() -> Catalogue:
    catalogue, findings = read_catalogue(Source("es-US.po", PO), "es-US")
    assert findings == ()
    return catalogue


def english(name: str) -> Heard:
    found = heard(use(name), line(), "en-US")
    assert found is not None
    return found


def test_facts_are_filled_in_and_one_that_is_not_given_keeps_its_name() -> None:
    assert english("greeting").text == "Welcome to Example Cable. Our number is {company.phone}."


def test_an_option_has_its_key_and_one_full_stop() -> None:
    assert english("main.options.1").text == "To hear how much you owe, press one."


def test_values_of_a_call_keep_their_names() -> None:
    assert english("owed").text == "You owe {account.balance}. Use debit cards or electronic checks."


def test_seconds_count_an_example_of_each_value() -> None:
    said = "You owe one hundred thirty-four dollars and fifty cents. Use debit cards or electronic checks."
    assert english("owed").seconds == pytest.approx(seconds_to_say(said, "en-US"))


def test_a_translation_has_the_facts_and_terms_of_its_language() -> None:
    found = heard(use("owed"), line(), "es-US", spanish())
    assert found is not None
    assert found.text == "Debe {account.balance}. Use tarjetas de débito o electronic checks."
    assert found.seconds is not None
    assert found.seconds > 0


def test_an_option_is_ended_in_the_words_of_its_language() -> None:
    found = heard(use("main.options.1"), line(), "es-US", spanish())
    assert found is not None
    assert found.text == "Para saber cuánto debe, oprima uno."


def test_a_fact_is_a_text_of_its_own() -> None:
    found = heard(use("company.accepted.other.1"), line(), "es-US", spanish())
    assert found is not None
    assert found.text == "tarjetas de débito"
    assert english("company.accepted.other.1").text == "debit cards"


@pytest.mark.parametrize("name", ["greeting", "company.accepted.other.2"])
def test_what_is_not_translated_is_not_heard(name: str) -> None:
    assert heard(use(name), line(), "es-US", spanish()) is None
    assert heard(use(name), line(), "es-US") is None


def test_a_language_nobody_has_taught_us_is_shown_without_seconds() -> None:
    catalogue, _ = read_catalogue(Source("fr-FR.po", PO.replace("es_US", "fr_FR")), "fr-FR")
    found = heard(use("main.options.1"), line(), "fr-FR", catalogue)
    assert found == Heard("Para saber cuánto debe", None)


SENT = """\
nodes:
  greeting:
    text:
      about: link
      consent: I can text you a link.
      body: "{company.name}, account numbers have {company.account_number.length} digits: {payment.link}"
      sent: goodbye
      declined: goodbye
      refused: goodbye
      down: goodbye
  goodbye:
    hangup: Goodbye.
"""


def test_a_text_message_has_figures_and_no_seconds() -> None:
    read = loaded(SENT, "greeting", {"company.yaml": COMPANY + "texts: {per_call: 1}\n"})
    assert read.line is not None
    body = next(one for one in uses_of(read.line) if one.read)
    assert heard(body, read.line, "en-US") == Heard(
        "Example Cable, account numbers have 16 digits: {payment.link}", None
    )


SAYABLE = [known for known in Known if known not in NEVER_SPOKEN]


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
@pytest.mark.parametrize("known", SAYABLE)
def test_every_value_has_an_example_in_every_language(known: Known, language: str) -> None:
    use = Use(
        "greeting",
        f"{{{known.value}}}",
        Place("line.yaml", 1, 1),
        "",
        "greeting",
        None,
        parse_wording(f"{{{known.value}}}"),
    )
    po = f'msgid ""\nmsgstr "Language: {language}\\n"\n\nmsgid "{{{known.value}}}"\nmsgstr "{{{known.value}}}"\n'
    catalogue, findings = read_catalogue(Source("x.po", po), language)
    assert findings == ()
    found = heard(use, line(), language, catalogue)
    assert found is not None
    assert found.seconds is not None
    assert 0 < found.seconds < 15
