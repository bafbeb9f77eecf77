"""A broken PO file is told with its place and a help, and whatever a file holds, nothing is raised."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.diagnostics import Diagnostic
from ivr.line.catalogue import Catalogue, read_catalogue
from ivr.line.catalogue_syntax import MOST_FINDINGS, scan
from ivr.reading.files import read_source
from ivr.source import Source

HEADER = 'msgid ""\nmsgstr ""\n"Language: es_US\\n"\n\n'
GOODBYE = 'msgid "Goodbye."\nmsgstr "Adiós."\n'


def read(text: str) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    return read_catalogue(Source("languages/es-US.po", text), "es-US")


def told(text: str) -> tuple[str, str, str]:
    """Code, place and message of the one finding; it has a help."""
    _, findings = read(HEADER + text)
    (one,) = findings
    assert one.help
    return one.code, str(one.place).removeprefix("languages/es-US.po:"), one.message


BROKEN = {
    "an open quote": ('msgid "Goodbye.\nmsgstr "Adiós."', "5:7", "The double quote that opens here is never closed."),
    "an open quote in a row that goes on": (
        'msgid "Goodbye."\nmsgstr ""\n  "Adiós',
        "7:3",
        "The double quote that opens here is never closed.",
    ),
    "a backslash before the last quote": (
        'msgid "Goodbye."\nmsgstr "Adiós\\"',
        "6:8",
        "The double quote that opens here is never closed.",
    ),
    "words behind the quote": (
        'msgid "Say "now" here"\nmsgstr "Ya"',
        "5:13",
        "The quoted text ends before this, and more follows it.",
    ),
    "a code nobody knows": (
        'msgid "Goodbye."\nmsgstr "Adi\\ós"',
        "6:12",
        "A backslash begins a code, and this is none that a catalogue knows.",
    ),
    "no quotes at all": ("msgid Goodbye.", "5:1", '"msgid Goodbye." is no row of a catalogue.'),
    "a word that is no keyword": ('msgstring "x"', "5:1", '"msgstring "x"" is no row of a catalogue.'),
    "a msgstr of nothing": ('msgstr "Adiós."', "5:1", "This msgstr belongs to no msgid."),
    "a second msgstr": (GOODBYE + 'msgstr "Chao."', "7:1", "This msgstr belongs to no msgid."),
    "a text of nothing": ('# a comment\n"Adiós."', "6:1", "This text belongs to nothing."),
    "a msgid without msgstr": ('msgid "Hello."\n\n' + GOODBYE, "5:1", "The entry that begins here has no msgstr."),
    "a msgid without msgstr at the end": ('msgid "Hello."', "5:1", "The entry that begins here has no msgstr."),
    "a msgctxt without msgid": ('msgctxt "main"', "5:1", "The entry that begins here has no msgid."),
    "a context without a text": (
        'msgctxt "main"\nmsgid ""\nmsgstr "x"',
        "6:1",
        "The entry that begins here has no text.",
    ),
    "a comment inside an entry": ('msgid "a"\n# why\nmsgstr "b"', "6:1", "A comment stands inside an entry here."),
    "half an obsolete entry": ('#~ msgid "a"\nmsgstr "b"', "6:1", "Half of this entry is marked as obsolete."),
    "half an entry that is obsolete": ('msgid "a"\n#~ msgstr "b"', "6:4", "Half of this entry is marked as obsolete."),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_what_breaks_the_grammar_is_told_where_it_stands(case: tuple[str, str, str]) -> None:
    text, place, message = case
    catalogue, findings = read(HEADER + text)
    first = findings[0]
    assert (first.code, str(first.place), first.message) == ("IVR070", f"languages/es-US.po:{place}", message)
    assert first.help
    assert not catalogue.whole
    assert catalogue.entries == {}


@pytest.mark.parametrize("row", ['msgid_plural "digits"', 'msgstr[0] "dígito"', 'msgstr[x] "dígito"'])
def test_plural_forms_have_no_place(row: str) -> None:
    _, findings = read(f'{HEADER}msgid "digit"\n{row}\n')
    assert (findings[0].code, findings[0].place.line) == ("IVR071", 6)


@pytest.mark.parametrize("character", ["\0", "\x1b", "\u2028", "\x85", "\x0c", "\ud800"])
def test_a_character_that_cannot_be_seen_is_told_alone(character: str) -> None:
    assert told(f'msgid "Good{character}bye."\nmsgstr "Adiós."')[:2] == ("IVR007", "5:12")


def test_rows_that_end_like_those_of_an_old_mac_are_told() -> None:
    assert told('msgid "a"\rmsgstr "b"\r')[:2] == ("IVR007", "5:10")


def test_rows_that_end_like_those_of_windows_are_read() -> None:
    catalogue, findings = read((HEADER + GOODBYE).replace("\n", "\r\n"))
    assert findings == ()
    assert catalogue.wording("Goodbye.") is not None


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_file_is_told(text: str) -> None:
    _, (one,) = read(text)
    assert one.code == "IVR006"


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    _, (one,) = read("#" * (4 * 1024 * 1024 + 1))
    assert one.code == "IVR005"


def test_every_mistake_is_told_in_one_run() -> None:
    catalogue, findings = read(HEADER + 'msgid "a\nmsgstr "b"\n\nmsgid "c"\nmsgstr "\\d"\n')
    assert [one.place.line for one in findings] == [5, 9]
    assert not catalogue.whole


def test_what_follows_from_a_mistake_is_not_told() -> None:
    _, findings = read(
        f'{HEADER}msgid "a\n"b"\nmsgstr "c"\n\nmsgid "d"\nmsgid_plural "e"\nmsgstr[0] "f"\nmsgstr[1] "g"\n'
    )
    assert [(one.code, one.place.line) for one in findings] == [("IVR070", 5), ("IVR071", 10)]


def test_a_text_that_is_no_catalogue_is_not_told_row_by_row() -> None:
    assert len(read("line: tiny\n" * 1000)[1]) == 1
    assert len(read('msgid "a\n' * 1000)[1]) == MOST_FINDINGS


def test_a_file_that_is_not_utf8_is_told_by_its_place(tmp_path: object) -> None:
    file = f"{tmp_path}/es-US.po"
    with Path(file).open("wb") as raw:
        raw.write((HEADER + GOODBYE).encode("latin-1"))
    refused = read_source(file)
    assert isinstance(refused, Diagnostic)
    assert (refused.code, refused.place.line, refused.place.column) == ("IVR004", 6, 12)


def test_a_former_text_of_an_obsolete_entry_is_left_out() -> None:
    """gettext's msgmerge writes it; Babel takes it for a keyword."""
    catalogue, findings = read(f'{HEADER}{GOODBYE}\n#~| msgid "Bye."\n#~ msgid "Bye bye."\n#~ msgstr "Chao."\n')
    assert findings == ()
    assert [one.text for one in catalogue.obsolete] == ["Bye bye."]


def test_places_with_strange_marks_are_no_mistake() -> None:
    """Babel raises over them; they are written anew anyway."""
    _, findings = read(f"{HEADER}#: \u2068menu\n{GOODBYE}")
    assert findings == ()


def test_a_text_may_go_on_over_rows_and_stand_behind_a_tab() -> None:
    catalogue, findings = read(HEADER + 'msgid\t""\n"Good"\n"bye."\nmsgstr  "Adi"\n\t"ós."\n')
    assert findings == ()
    assert [(one.text, one.translation, one.line) for one in catalogue.entries.values()] == [("Goodbye.", "Adiós.", 5)]


PARTS = ["msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr[0]", '"', "\\", "\\n", "#", "#~", "#,", " fuzzy", "#|"]
PARTS += [" ", "\n", '""', ' "a"\n', 'msgid "a"\nmsgstr "b"\n', "Language: es_US", "Content-Type: x", "{", "}", "%s"]
PIECES = st.lists(st.sampled_from(PARTS) | st.text(string.printable, max_size=3), max_size=40).map("".join)


@given(st.text() | PIECES)
@settings(max_examples=150, deadline=None)
def test_no_text_raises_anything(text: str) -> None:
    catalogue, findings = read(text)
    assert catalogue.whole or findings
    assert all(one.place.line >= 1 and one.place.column >= 1 and one.help for one in findings)
    for entry in catalogue.entries.values():
        catalogue.wording(entry.text, entry.context)


@given(st.binary(max_size=200), st.integers(0, 200))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise_anything(raw: bytes, at: int) -> None:
    whole = (HEADER + GOODBYE).encode()
    text = (whole[:at] + raw + whole[at:]).decode(errors="surrogateescape")
    catalogue, findings = read(text)
    assert catalogue.whole or findings


TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f"), min_size=1)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.dictionaries(TEXT.filter(str.strip), TEXT, max_size=8))
@settings(max_examples=100, deadline=None)
def test_babel_reads_what_the_grammar_says(pairs: dict[str, str]) -> None:
    """Two readers of one file: ours for the places, Babel's for the entries."""
    text = "".join(f"msgid {_quoted(one)}\nmsgstr {_quoted(two)}\n\n" for one, two in pairs.items())
    source = Source("x.po", HEADER + text)
    scanned = scan(source)
    assert [(one.text, one.translation) for one in scanned.entries if not scanned.findings] == [
        (one, two) for one, two in pairs.items() if not scanned.findings
    ]
    catalogue, findings = read(HEADER + text)
    if not findings:
        assert {(one.line, one.translation) for one in catalogue.entries.values()} == {
            (one.line, one.translation) for one in scanned.entries
        }
