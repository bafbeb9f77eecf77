"""A catalogue against its line: what is missing, fuzzy, obsolete, and values that differ."""

import pytest

from ivr.checking.examples import loaded
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.catalogue import Catalogue, read_catalogue
from ivr.line.catalogue_findings import (
    Standing,
    catalogue_findings,
    missing_catalogue,
    standing,
    tally,
)
from ivr.line.line import Line
from ivr.line.messages import messages_of
from ivr.source import Place, Source

OWED = "You owe {account.balance}."
NODES = """\
nodes:
  greeting:
    say: You owe {account.balance}.
    next: goodbye
  goodbye:
    hangup: Goodbye.
  nobody:
    hangup: Goodbye.
"""
GOOD = {OWED: "Debe {account.balance}.", "Goodbye.": "Adiós.", "A caller.": "Alguien."}


def line() -> Line:
    read = loaded(NODES, "greeting")
    assert read.line is not None
    return read.line


def catalogue(pairs: dict[str, str], more: str = "") -> Catalogue:
    entries = "".join(f'msgid "{one}"\nmsgstr "{two}"\n\n' for one, two in pairs.items())
    text = f'msgid ""\nmsgstr "Language: es_US\\n"\n\n{entries}{more}'
    read, findings = read_catalogue(Source("languages/es-US.po", text), "es-US")
    assert [one.code for one in findings] == []
    return read


def found(pairs: dict[str, str], more: str = "") -> list[Diagnostic]:
    return list(catalogue_findings(line(), catalogue(pairs, more)))


def told(translation: str) -> tuple[str, Severity, str, str, str]:
    (one,) = found(GOOD | {OWED: translation})
    return one.code, one.severity, str(one.place), one.message, one.help


def test_a_catalogue_with_everything_in_it_has_no_findings() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize("pairs", [{OWED: GOOD[OWED], "A caller.": "Alguien."}, GOOD | {"Goodbye.": ""}])
def test_a_missing_translation_is_told_where_the_text_stands(pairs: dict[str, str]) -> None:
    (one,) = found(pairs)
    assert (one.code, one.severity, str(one.place)) == ("IVR075", Severity.WARNING, "example.yaml:6:13")
    assert one.message == '"Goodbye." has no translation into es-US.'
    assert "languages/es-US.po" in one.help


def test_a_fuzzy_translation_is_told_where_it_stands() -> None:
    without = {one: two for one, two in GOOD.items() if one != "Goodbye."}
    (one,) = found(without, '#, fuzzy\nmsgid "Goodbye."\nmsgstr "Adiós."\n')
    assert (one.code, one.severity, str(one.place)) == ("IVR076", Severity.WARNING, "languages/es-US.po:11:1")
    assert "fuzzy" in one.help


def test_a_value_left_out_is_named() -> None:
    code, severity, place, message, remedy = told("Debe mucho.")
    assert (code, severity, place) == ("IVR077", Severity.ERROR, "languages/es-US.po:4:1")
    assert message == 'The translation of "You owe {account.balance}." leaves {account.balance} out.'
    assert "{account.balance}" in remedy


def test_a_value_the_text_does_not_have_is_named() -> None:
    code, severity, _, message, _ = told("Debe {account.balance}, {company.name}.")
    assert (code, severity) == ("IVR077", Severity.ERROR)
    assert "says {company.name}, and the text itself does not" in message


def test_values_that_changed_places_are_told_in_both_directions() -> None:
    codes = [one.code for one in found(GOOD | {OWED: "Debe {account.past_due}."})]
    assert codes == ["IVR077", "IVR077"]


def test_a_value_said_twice_is_no_difference() -> None:
    assert found(GOOD | {OWED: "Debe {account.balance}, es decir, {account.balance}."}) == []


@pytest.mark.parametrize(
    ("translation", "says"),
    [
        ("Debe {acount.balance}.", "Did you mean {account.balance}?"),
        ("Debe {account.balance.", "A value is written between two braces"),
        ("Debe {cuenta.saldo}.", "There are "),
    ],
)
def test_a_translation_that_cannot_be_read_is_told_once_with_the_help_of_any_text(translation: str, says: str) -> None:
    code, severity, place, message, remedy = told(translation)
    assert (code, severity, place) == ("IVR078", Severity.ERROR, "languages/es-US.po:4:1")
    assert message.startswith('In the translation of "You owe {account.balance}."')
    assert says in remedy


def test_a_node_may_have_an_entry_of_its_own() -> None:
    assert found(GOOD, 'msgctxt "nobody"\nmsgid "Goodbye."\nmsgstr "Hasta luego."\n') == []


def test_the_entry_of_a_node_is_judged_like_any_other() -> None:
    (one,) = found(GOOD, 'msgctxt "nobody"\nmsgid "Goodbye."\nmsgstr "Adiós {company.name}."\n')
    assert (one.code, one.place.line) == ("IVR077", 14)


def test_an_entry_nobody_needs_is_no_finding_and_is_counted() -> None:
    more = 'msgctxt "greeting"\nmsgid "Goodbye."\nmsgstr "x"\n\n#~ msgid "Hi."\n#~ msgstr "Hola."\n'
    pairs = GOOD | {"Hello.": "Hola."}
    assert found(pairs, more) == []
    counts = tally(messages_of(line()), catalogue(pairs, more))
    assert [one.text for one in counts.obsolete] == ["Hello.", "Goodbye.", "Hi."]


def test_texts_are_counted_by_how_far_they_have_come() -> None:
    read = catalogue({OWED: GOOD[OWED], "A caller.": ""}, '#, fuzzy\nmsgid "Goodbye."\nmsgstr "Adiós."\n')
    counts = tally(messages_of(line()), read)
    assert (counts.translated, counts.fuzzy, counts.missing, counts.obsolete) == (1, 1, 1, ())
    assert [standing(read, text) for text in GOOD] == [Standing.TRANSLATED, Standing.FUZZY, Standing.MISSING]


def test_a_file_that_could_not_be_read_has_no_more_findings() -> None:
    read, findings = read_catalogue(Source("languages/es-US.po", 'msgid "Goodbye.\n'), "es-US")
    assert findings != ()
    assert catalogue_findings(line(), read) == ()


def test_a_language_without_a_file_is_told_where_it_is_named() -> None:
    one = missing_catalogue(Place("line.yaml", 5, 3), "id-ID")
    assert (one.code, str(one.place), one.severity) == ("IVR079", "line.yaml:5:3", Severity.ERROR)
    assert "languages/id-ID.po" in one.message
