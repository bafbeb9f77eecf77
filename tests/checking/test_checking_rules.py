"""The folder is the specification: rules/<rule-name>/caught-*.yaml with the findings printed beside it, and quiet-*.yaml.

Each file is a part of the small line in ivr.checking.examples, which begins at its greeting. ACCEPT=1 in the
environment rewrites the .out files; read the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from ivr.checking.examples import COMPANY_EXAMPLE, EXAMPLE, TODAY, examined
from ivr.checking.rules import RULES
from ivr.diagnostics import Diagnostic

FOLDER = Path(__file__).parent / "rules"
CAUGHT = sorted(FOLDER.glob("*/caught-*.yaml"))
QUIET = sorted(FOLDER.glob("*/quiet-*.yaml"))


def named(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def findings(file: Path) -> list[Diagnostic]:
    """Of the rule the folder is named after."""
    found = examined(file.read_text(encoding="utf-8"), TODAY)
    return [one for one in found if one.name == file.parent.name]


@pytest.mark.parametrize("file", CAUGHT, ids=named)
def test_a_line_is_caught_in_these_words(file: Path) -> None:
    printed = "".join(f"{one}\n" for one in findings(file))
    expected = file.with_suffix(".out")
    if os.environ.get("ACCEPT") == "1":
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")
    assert printed


@pytest.mark.parametrize("file", QUIET, ids=named)
def test_a_rule_is_quiet_about_a_line_it_has_nothing_against(file: Path) -> None:
    assert [str(one) for one in findings(file)] == []


@pytest.mark.parametrize("file", CAUGHT, ids=named)
def test_a_caught_line_is_caught_where_its_author_can_see_it(file: Path) -> None:
    about_company = file.read_text(encoding="utf-8").startswith(COMPANY_EXAMPLE)
    assert {one.place.file for one in findings(file)} == {"company.yaml" if about_company else EXAMPLE}


@pytest.mark.parametrize("file", CAUGHT, ids=named)
def test_a_finding_is_a_sentence_with_a_help(file: Path) -> None:
    for one in findings(file):
        assert one.message.endswith(".")
        assert "'" not in one.message  # a repr, which no author writes
        assert one.help[:1].isupper() or one.help[:1].isdigit()


def test_every_rule_has_lines_it_catches_and_lines_it_is_quiet_about() -> None:
    names = {rule.name for rule in RULES}
    assert {file.parent.name for file in CAUGHT} == names
    assert {file.parent.name for file in QUIET} == names


def test_every_caught_line_has_its_findings_and_the_other_way_round() -> None:
    assert {file.with_suffix("") for file in CAUGHT} == {file.with_suffix("") for file in FOLDER.glob("*/*.out")}
