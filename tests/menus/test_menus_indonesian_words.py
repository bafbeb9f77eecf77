"""The Indonesian catalogue of the shipped line: all there, awaiting its native reader, and in the words agreed on."""

import re
from collections.abc import Iterator

import pytest
from indonesian_caller import FOLDER, INDONESIAN, the_line

from ivr.dialog.prompts import Known
from ivr.line.catalogue import Catalogue, Entry, file_of, read_catalogue
from ivr.line.catalogue_findings import catalogue_findings, tally
from ivr.line.messages import messages_of, name_of, uses_of
from ivr.line.wording import Fact, Wording, parse_wording
from ivr.reading.compose import read_source
from ivr.source import Source

GLOSSARY = (
    (r"\bbill\b", r"tagihan"),
    (r"\baccount number\b", r"nomor akun"),
    (r"\bdue date\b|\bpast due\b|\boverdue\b", r"jatuh tempo"),
    (r"\brepresentatives?\b", r"petugas"),
    (r"\ba person can\b", r"petugas"),
    (r"\bPIN\b", r"\bPIN\b"),
    (r"\bZIP code\b", r"kode pos"),
    (r"\bRemember me\b", r"\bIngat saya\b"),
    (r"\bconfirmation number\b", r"nomor konfirmasi"),
    (r"\bsecurity code\b", r"kode keamanan"),
    (r"\b[Ww]ebsite\b", r"situs web"),
    (r"\bapp\b", r"aplikasi"),
    (r"\bpound\b", r"tanda pagar"),
    (r"\bstar\b", r"tanda bintang"),
    (r"\bSTOP\b", r"\bSTOP\b"),
    (r"\bChrome, Firefox, or Safari\b", r"\bChrome, Firefox, atau Safari\b"),
    (r"\bHelp or Chat\b", r"\bBantuan atau Chat\b"),
)
"""English, and what stands for it wherever it stands."""
NEVER = (
    r"[0-9]|\bSpe[ck]trum\b|[Ss]pektrum|\bkamu\b|\bkau\b|\bklik\b|\bpencet\b|\baku\b|komoditas|\boperator\b|\bagen\b"
)
"""Figures, the brand by hand and in translation, the familiar form, and what other lines call people and keys."""


def catalogue() -> Catalogue:
    source = read_source(FOLDER / file_of(INDONESIAN))
    assert isinstance(source, Source)
    read, findings = read_catalogue(source, INDONESIAN)
    assert findings == ()
    return read


def entries() -> list[Entry]:
    return list(catalogue().entries.values())


def options() -> Iterator[str]:
    read = catalogue()
    for use in uses_of(the_line()):
        if use.key is not None:
            wording = read.wording(use.text, use.node)
            assert wording is not None, use.text
            yield wording.text


def values(wording: Wording) -> list[list[str]]:
    """Those of each sentence that has any, in order."""
    named = [sorted(name_of(one) for one in said if isinstance(one, Known | Fact)) for said in wording.sentences]
    return [one for one in named if one]


def test_everything_the_line_says_is_translated() -> None:
    line, read = the_line(), catalogue()
    messages = messages_of(line)
    assert catalogue_findings(line, read) == ()
    counted = tally(messages, read)
    assert (counted.translated, counted.fuzzy, counted.missing) == (len(messages), 0, 0)


def test_a_machines_words_still_wait_for_a_native_reader() -> None:
    assert catalogue().review == "awaiting native review"


@pytest.mark.parametrize(("english", "indonesian"), GLOSSARY)
def test_a_thing_has_one_name(english: str, indonesian: str) -> None:
    about = [one for one in entries() if re.search(english, one.text)]
    assert about
    assert [one.translation for one in about if not re.search(indonesian, one.translation, re.IGNORECASE)] == []


def test_no_word_is_one_that_nobody_agreed_on() -> None:
    bare = [re.sub(r"\{[^{}]*\}", "", one.translation) for one in entries()]
    assert [one for one in bare if re.search(NEVER, one)] == []


def test_a_sentence_with_a_value_stays_a_sentence_of_its_own() -> None:
    for one in entries():
        assert values(parse_wording(one.translation)) == values(parse_wording(one.text)), one.translation


def test_a_choice_says_what_for_and_leaves_the_key_to_the_line() -> None:
    said = list(options())
    assert len(said) > 50
    assert [one for one in said if not re.fullmatch(r"(?:Untuk|Jika) [^.:;!?]*[^.,:;!? ]", one)] == []
    assert [one for one in said if re.search(r"\btekan\b", one)] == []


def test_keys_are_pressed_and_numbers_entered() -> None:
    pressed = [one.translation for one in entries() if re.search(r"\btekan\b", one.translation)]
    assert pressed
    for text in pressed:
        assert re.search(r"\btekan (?:nol|tanda (?:pagar|bintang))\b", text), text


def test_a_sentence_ends_as_the_english_one_does() -> None:
    """A full stop is where the voice rests; what is put into sentences, and before keys, has none."""
    for one in entries():
        assert one.translation.endswith(".") == one.text.endswith("."), one.translation
        assert one.translation == " ".join(one.translation.split())
