"""`ivr prove`: what it prints, its exit code, and the call files it writes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

GOOD = Path(__file__).parents[1] / "faults/line"
DEAD_END = (
    "          go: opening_hours\n      exhausted: representative",
    "          go: opening_hours\n      exhausted: goodbye",
)


@pytest.fixture
def harbor(tiny: Path) -> Path:
    """The good line of the faults, beside the tiny one."""
    return Path(shutil.copytree(GOOD, tiny.parent / "harbor"))


def _break(folder: Path, old: str, new: str, file: str = "line.yaml") -> None:
    text = (folder / file).read_text()
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new))


def test_a_line_with_mistakes_is_not_walked(harbor: Path, ivr: Callable[..., Result]) -> None:
    _break(harbor, "next: pin", "next: pim")
    done = ivr("prove", "harbor")
    assert done.exit_code == 2
    assert "the line has mistakes" in done.stderr
    assert 'IVR101 error [dangling-target] No node is named "pim".' in done.stderr


def test_a_fact_that_no_company_has_is_refused(harbor: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("prove", "harbor", "--with", "fees.crad=1.25")
    assert done.exit_code == 2
    assert "a company.yaml has no place for fees.crad; did you mean fees.card?" in done.stderr.replace("\n", " ")


def test_what_is_no_fact_at_all_is_refused(harbor: Path, ivr: Callable[..., Result]) -> None:
    assert "no fact such as fees.card=1.25" in ivr("prove", "harbor", "--with", "fees").stderr


def test_to_try_no_move_at_all_is_refused(harbor: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("prove", "harbor", "--effort", "0")
    assert done.exit_code == 2
    assert "Invalid value for '--effort': 0 is not in the range x>=1." in done.stderr


def test_a_break_that_is_allowed_where_it_stands_is_told_with_its_reason_and_fails_nothing(
    harbor: Path, ivr: Callable[..., Result]
) -> None:
    _break(harbor, *DEAD_END)
    lines = (harbor / "line.yaml").read_text().split("\n")
    lines[22] += "  # ivr: allow ends-on-an-error: a try-out, which nobody calls"
    (harbor / "line.yaml").write_text("\n".join(lines))
    done = ivr("prove", "harbor", "--today", "2026-11-24")
    assert done.exit_code == 0, done.stdout
    assert "allowed IVR203 No mistake or failure ends a call without a person: broken in 1 place" in done.stdout
    assert "line.yaml:23:3 IVR203 allowed [ends-on-an-error] a try-out, which nobody calls" in done.stdout
    assert "harbor: proved but for what is allowed." in done.stdout


def test_a_break_is_shown_by_a_call_and_saved_as_one_that_fails(harbor: Path, ivr: Callable[..., Result]) -> None:
    """And passes once the line is mended."""
    _break(harbor, *DEAD_END)
    done = ivr("prove", "harbor", "--save", "broken", "--today", "2026-11-24")
    assert done.exit_code == 1
    assert "broken  IVR203 No mistake or failure ends a call without a person: broken in 1 place" in done.stdout
    assert "line.yaml:23:3 IVR203 error [ends-on-an-error]" in done.stdout
    assert "line       ends the call" in done.stdout
    assert all(len(row) <= 80 for row in done.stdout.splitlines() if row.startswith("    0:"))
    file = harbor.parent / "broken/ends-on-an-error-1.call.yaml"
    shutil.copy(file, harbor / "calls")
    failed = ivr("test", "harbor/calls/ends-on-an-error-1.call.yaml")
    assert failed.exit_code == 1
    assert "but the call is over" in failed.stdout
    _break(harbor, DEAD_END[1], DEAD_END[0])
    assert ivr("test", "harbor/calls/ends-on-an-error-1.call.yaml").exit_code == 0


def test_other_formats_have_the_findings_and_the_company_can_be_another(
    harbor: Path, ivr: Callable[..., Result]
) -> None:
    _break(harbor, *DEAD_END)
    done = ivr("prove", "harbor", "--format", "json", "--with", "fees.card=2.00", "--output", "found.json")
    assert done.exit_code == 1
    rows = json.loads((harbor.parent / "found.json").read_text())
    assert {row["code"] for row in rows} == {"IVR203"}
