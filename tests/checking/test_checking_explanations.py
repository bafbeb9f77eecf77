"""Every code has its page, and what a page shows as caught is caught."""

import inspect

import pytest
from file_examples import examined_file

from ivr.checking.examples import TODAY, example_in
from ivr.checking.explanations import EXPLANATIONS
from ivr.checking.registry import MISTAKES, NAMES, ExplainedMistake, documented, find, near
from ivr.checking.retired import RETIRED
from ivr.diagnostics import Severity

PAGES = [pytest.param(one, id=one.name) for one in documented() if isinstance(one, ExplainedMistake)]
SHOWN = [one for one in PAGES if "\nCaught:\n" in one.values[0].documentation]
NOT_SHOWN = {
    "missing-file", "folder-for-file", "closed-file", "not-utf8", "huge-file", "control-character", "deep-nesting",
    "not-yaml", "strange-indentation", "company-fact-blocked", "like-nowhere", "like-beside-keys", "unknown-choice",
}  # fmt: skip
"""What no text shows: characters nobody sees, and files beside it."""


def test_every_mistake_has_a_page_and_every_page_a_mistake() -> None:
    assert set(EXPLANATIONS) == {one.code for one in MISTAKES}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_a_sentence_and_says_why(page: ExplainedMistake) -> None:
    first, why, *_ = page.documentation.split("\n\n")
    assert first.endswith(".")
    assert why.startswith("Why: ")
    assert ("\nInstead:\n" in page.documentation) is ("\nCaught:\n" in page.documentation)


def test_only_what_no_text_can_show_is_without_an_example() -> None:
    assert {one.id for one in PAGES} - {one.id for one in SHOWN} == NOT_SHOWN


@pytest.mark.parametrize("page", SHOWN)
def test_what_a_page_shows_as_caught_is_caught(page: ExplainedMistake) -> None:
    findings = [one for one in examined_file(example_in(page.documentation, "Caught"), TODAY) if one.code == page.code]
    assert findings
    assert page.severity in {one.severity for one in findings}


@pytest.mark.parametrize("page", SHOWN)
def test_what_a_page_shows_instead_has_no_mistake(page: ExplainedMistake) -> None:
    left = examined_file(example_in(page.documentation, "Instead"), TODAY)
    assert [str(one) for one in left if one.code == page.code or one.severity is Severity.ERROR] == []


def test_a_code_and_a_name_lead_to_one_page_capitals_or_not() -> None:
    for one in documented():
        assert find(one.code) is find(one.name) is find(one.code.lower()) is one
        assert inspect.cleandoc(one.documentation)
    assert find("nothing") is None
    assert near("danglingtarget") == ["dangling-target"]


def test_a_name_is_movable_or_fixed_and_never_both() -> None:
    assert not NAMES.movable.keys() & NAMES.fixed.keys()
    assert {**NAMES.movable, **NAMES.fixed} == {one.name: one.code for one in documented() if one not in RETIRED}
