"""A catalogue that can be read: what is found for a text, and what its header must say."""

import pytest

from ivr.diagnostics import Diagnostic
from ivr.line.catalogue import Catalogue, read_catalogue
from ivr.source import Source

FIELDS = "Language: es_US\\n"
ENTRIES = """\
msgid "Goodbye."
msgstr "Adiós."

msgctxt "nobody"
msgid "Goodbye."
msgstr "Hasta luego."

#, fuzzy
#| msgid "To pay"
msgid "To pay your bill"
msgstr "Para pagar"

msgid "To go back"
msgstr ""

#~ msgid "Welcome."
#~ msgstr "Bienvenido."
"""


def read(entries: str = ENTRIES, fields: str = FIELDS, language: str = "es-US") -> tuple[Catalogue, list[Diagnostic]]:
    text = f'msgid ""\nmsgstr ""\n"{fields}"\n\n{entries}'
    catalogue, findings = read_catalogue(Source(f"languages/{language}.po", text), language)
    return catalogue, list(findings)


def said(text: str, node: str | None = None) -> str | None:
    wording = read()[0].wording(text, node)
    return None if wording is None else wording.text


def test_a_text_is_found_by_its_words() -> None:
    assert said("Goodbye.") == "Adiós."


def test_the_entry_of_a_node_wins_in_that_node_alone() -> None:
    assert (said("Goodbye.", "nobody"), said("Goodbye.", "main")) == ("Hasta luego.", "Adiós.")


def test_where_the_entry_of_a_node_is_no_use_the_general_one_is_said() -> None:
    catalogue, _ = read(ENTRIES.replace("Hasta luego.", ""))
    wording = catalogue.wording("Goodbye.", "nobody")
    assert wording is not None
    assert wording.text == "Adiós."


@pytest.mark.parametrize("text", ["To pay your bill", "To go back", "Welcome.", "Never written."])
def test_what_is_fuzzy_empty_obsolete_or_missing_is_not_said(text: str) -> None:
    assert said(text) is None


def test_a_fuzzy_entry_is_found_as_an_entry() -> None:
    entry = read()[0].find("To pay your bill")
    assert entry is not None
    assert (entry.fuzzy, entry.usable, entry.translation, entry.line) == (True, False, "Para pagar", 14)


@pytest.mark.parametrize("translation", ["{nobody.knows}", "Adiós {", "  "])
def test_a_translation_that_cannot_be_read_is_not_said(translation: str) -> None:
    catalogue, _ = read(f'msgid "Goodbye."\nmsgstr "{translation}"\n')
    assert catalogue.wording("Goodbye.") is None


def test_texts_are_compared_with_their_white_space_folded() -> None:
    catalogue, findings = read('msgid ""\n"Good\\n"\n"  bye. "\nmsgstr "Adiós."\n')
    assert findings == []
    assert catalogue.wording("Good bye.") is not None


def test_a_text_given_twice_is_told_and_the_first_holds() -> None:
    catalogue, (one,) = read(ENTRIES + '\nmsgid "Goodbye."\nmsgstr "Chao."\n')
    assert (one.code, str(one.place)) == ("IVR072", "languages/es-US.po:23:1")
    assert one.message == '"Goodbye." has an entry in line 5 already.'
    assert "msgctxt" in one.help
    wording = catalogue.wording("Goodbye.")
    assert wording is not None
    assert wording.text == "Adiós."


def test_a_text_given_twice_for_one_node_names_the_node() -> None:
    _, (one,) = read(ENTRIES + '\nmsgctxt "nobody"\nmsgid "Goodbye."\nmsgstr "Chao."\n')
    assert one.message == '"Goodbye." in nobody has an entry in line 9 already.'


def test_what_differs_in_white_space_only_is_given_twice() -> None:
    _, (one,) = read('msgid "a b"\nmsgstr "1"\n\nmsgid "a  b"\nmsgstr "2"\n')
    assert (one.code, one.place.line) == ("IVR072", 8)


@pytest.mark.parametrize("language", ["es_US", "es-US", "es_us"])
def test_a_language_may_be_written_in_both_ways(language: str) -> None:
    assert read(fields=f"Language: {language}\\n")[1] == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("Language: id_ID\\n", 'says "id_ID"'),
        ("Language: not a language\\n", 'says "not a language"'),
        ("X-Generator: somebody\\n", "does not say its language"),
    ],
)
def test_the_header_must_be_of_the_language_of_the_file(fields: str, says: str) -> None:
    catalogue, (one,) = read(fields=fields)
    assert (one.code, one.place.line) == ("IVR074", 1)
    assert says in one.message
    assert "es_US" in one.help
    assert catalogue.wording("Goodbye.") is not None


def test_a_catalogue_without_a_header_is_told() -> None:
    catalogue, (one,) = read_catalogue(Source("es-US.po", ENTRIES), "es-US")
    assert (one.code, str(one.place)) == ("IVR073", "es-US.po:1:1")
    assert catalogue.wording("Goodbye.") is not None


def test_a_second_header_is_told() -> None:
    _, (one,) = read(ENTRIES + '\nmsgid ""\nmsgstr "Language: id_ID\\n"\n')
    assert (one.code, one.place.line) == ("IVR072", 23)


def test_a_row_of_the_header_without_a_name_is_told() -> None:
    _, (one,) = read(fields=FIELDS + "Spanish\\n")
    assert (one.code, one.place.line) == ("IVR073", 1)
    assert '"Spanish"' in one.message


@pytest.mark.parametrize("charset", ["UTF-8", "utf8", '"utf-8"'.replace('"', "")])
def test_utf8_has_many_spellings(charset: str) -> None:
    assert read(fields=f"{FIELDS}Content-Type: text/plain; charset={charset}\\n")[1] == []


@pytest.mark.parametrize("kind", ["text/plain; charset=iso-8859-1", "text/plain; charset=CHARSET", "text/plain"])
def test_another_encoding_in_the_header_is_told(kind: str) -> None:
    _, (one,) = read(fields=f"{FIELDS}Content-Type: {kind}\\n")
    assert one.code == "IVR073"
    assert "UTF-8" in one.help


@pytest.mark.parametrize(
    "field",
    ["POT-Creation-Date: yesterday", "PO-Revision-Date: soon", "Plural-Forms: nplurals=x;", "Project-Id-Version:"],
)
def test_fields_that_babel_would_stumble_over_are_left_to_their_owner(field: str) -> None:
    catalogue, findings = read(fields=f"{FIELDS}{field}\\n")
    assert findings == []
    name, _, value = field.partition(":")
    assert catalogue.header.get(name.lower()) == value.strip()


def test_who_has_reviewed_it_stands_in_the_header() -> None:
    assert read(fields=FIELDS + "X-Review: awaiting native review\\n")[0].review == "awaiting native review"
    assert read()[0].review == ""


def test_a_comment_above_the_header_is_not_one_of_the_first_entry() -> None:
    text = f'# Ours.\n#, fuzzy\nmsgid ""\nmsgstr "{FIELDS}"\n\nmsgid "Goodbye."\nmsgstr "Adiós."\n'
    catalogue, findings = read_catalogue(Source("es-US.po", text), "es-US")
    assert findings == ()
    assert catalogue.header.comments == ("# Ours.", "#, fuzzy")
    assert catalogue.wording("Goodbye.") is not None
