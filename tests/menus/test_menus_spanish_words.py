"""The Spanish of the Pay My Bill line as it stands in the catalogue, and in the phrases the language makes by itself."""

import re

import pytest
from spanish_caller import SPANISH, line_of

from ivr.line.catalogue import Catalogue
from ivr.line.catalogue_findings import catalogue_findings, tally
from ivr.line.line import Line
from ivr.line.messages import Use, messages_of, uses_of
from ivr.line.messages_built_in import built_in
from ivr.line.messages_spoken import heard

NAMES = ("Spectrum", "Visa", "Mastercard", "American Express", "Discover", "Chrome", "Firefox", "Safari", "PIN", "STOP")


@pytest.fixture
def line() -> Line:
    loaded = line_of()
    assert loaded.line is not None
    return loaded.line


@pytest.fixture
def catalogue(line: Line) -> Catalogue:
    return line.catalogues[SPANISH]


def test_the_spanish_catalogue_is_complete_and_awaits_a_native_reader(line: Line, catalogue: Catalogue) -> None:
    counts = tally(messages_of(line), catalogue)
    assert (counts.fuzzy, counts.missing, catalogue_findings(line, catalogue)) == (0, 0, ())
    assert counts.translated > 150
    assert catalogue.review == "awaiting native review"


def in_spanish(use: Use, line: Line, catalogue: Catalogue) -> str:
    found = heard(use, line, SPANISH, catalogue)
    assert found is not None, use.id
    return found.text


def test_a_name_stands_in_spanish_as_it_stands_in_english(line: Line, catalogue: Catalogue) -> None:
    for use in uses_of(line):
        english = heard(use, line, line.language)
        assert english is not None
        there = [name for name in NAMES if re.search(rf"\b{name}\b", english.text)]
        assert [name for name in there if not re.search(rf"\b{name}\b", in_spanish(use, line, catalogue))] == []


def test_no_spanish_text_that_is_heard_holds_a_figure(line: Line, catalogue: Catalogue) -> None:
    texts = [in_spanish(one, line, catalogue) for one in uses_of(line) if not one.read]
    words = [re.sub(r"\{[^}]*\}", "", text) for text in (*texts, *built_in(line, SPANISH).values())]
    assert [text for text in words if re.search(r"\d", text)] == []


def test_a_spanish_choice_says_first_what_it_is_for(line: Line, catalogue: Catalogue) -> None:
    texts = [in_spanish(use, line, catalogue) for use in uses_of(line) if use.key]
    assert len(texts) > 80
    assert [text for text in texts if not re.fullmatch(r"(Para|Si) [^.]+, oprima \w+\.", text)] == []
