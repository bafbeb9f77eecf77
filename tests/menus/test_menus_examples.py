"""Other companies on the same menus: each is spoken of by its own name, and nothing it does not have is mentioned."""

from datetime import date
from pathlib import Path

import pytest
from menus_laboratory import EXAMPLES, PAY_MY_BILL, lines, went

from ivr.checking.check import check
from ivr.diagnostics import Severity
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.rehearsal.finding import call_files

TODAY = date(2026, 11, 24)
SHIPPED = "Spectrum"
OWN = {"line.yaml", "company.yaml", "representatives.yaml", "demo-accounts.yaml", "waiting.yaml"}
WAITING = "waiting.yaml"
"""The one file of nodes that is an example's own: a line that waits and calls back is not for everybody."""

every_example = pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)


def line_of(loaded: Loaded) -> Line:
    assert loaded.line is not None
    return loaded.line


def everything_said(line: Line) -> str:
    """All that the line can say, in every language, whether a caller can get there or not."""
    return repr(compile_line(line).program)


def test_there_are_two_other_companies() -> None:
    assert [folder.name for folder in EXAMPLES] == ["quiet-creek-water", "tern-island-power"]


@every_example
def test_an_example_is_a_company_and_its_own_way_to_wait(folder: Path) -> None:
    assert {path.name for path in folder.iterdir() if path.is_file()} == OWN
    assert shared(line_of(lines().of(folder))) == shared(line_of(lines().of(PAY_MY_BILL)))


def shared(line: Line) -> set[str]:
    return {str(name) for name, placed in line.nodes.items() if Path(placed.place().file).name != WAITING}


def test_one_example_has_no_line_to_wait_in_and_the_other_calls_nobody_back() -> None:
    kinds = {folder.name: kinds_of(line_of(lines().of(folder))) for folder in [PAY_MY_BILL, *EXAMPLES]}
    assert {"transfer", "queue", "callback", "voicemail"} <= kinds["pay-my-bill"]
    assert {"queue", "callback"}.isdisjoint(kinds["quiet-creek-water"])
    assert "queue" in kinds["tern-island-power"]
    assert "callback" not in kinds["tern-island-power"]
    assert all({"transfer", "voicemail"} <= one for one in kinds.values())


def kinds_of(line: Line) -> set[str]:
    return {placed.node.kind for placed in line.nodes.values()}


@every_example
def test_nothing_is_wrong_with_an_example_but_words_without_translation(folder: Path) -> None:
    found = check(lines().of(folder), TODAY)
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []
    assert {one.name for one in found} <= {"missing-translation"}


@every_example
def test_the_shipped_company_is_heard_nowhere_on_another_ones_line(folder: Path) -> None:
    line = line_of(lines().of(folder))
    assert SHIPPED in everything_said(line_of(lines().of(PAY_MY_BILL)))
    assert line.company.name in everything_said(line)
    assert SHIPPED not in everything_said(line)


@every_example
def test_every_call_of_an_example_goes_as_it_is_written_and_names_nobody_else(folder: Path) -> None:
    files = list(call_files([folder]))
    assert len(files) > 1
    for file in files:
        assert SHIPPED.lower() not in went(file).transcript.raw().lower()


@pytest.mark.parametrize(
    ("folder", "never"),
    [
        ("tern-island-power", ["in the app", "chat", "social media", "mobile data", "your PIN", "stores take"]),
        (
            "quiet-creek-water",
            ["website", "in the app", "chat", "by mail", "cash", "text message", "at a bank", "fee of"],
        ),
    ],
)
def test_what_an_example_does_not_have_is_heard_in_none_of_its_calls(folder: str, never: list[str]) -> None:
    for file in call_files([PAY_MY_BILL.parent / "examples" / folder]):
        transcript = went(file).transcript
        assert [words for words in never if transcript.heard(words)] == []
