"""`ivr check`: findings, their format, and the exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result


def test_a_line_with_nothing_wrong_is_0(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("check", "tiny")
    assert (done.exit_code, done.output) == (0, "tiny: nothing is wrong.\n")


def test_every_mistake_of_every_file_is_told_in_one_run(tiny: Path, ivr: Callable[..., Result]) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("go: account_number", "go: acount_number"))
    people = tiny / "representatives.yaml"
    people.write_text(people.read_text().replace("name: Ann", "nmae: Ann"))
    call = tiny / "hello.call.yaml"
    call.write_text(call.read_text().replace("  - hear: I am", "  - haer: I am"))
    done = ivr("check", "tiny")
    assert done.exit_code == 1
    assert "tiny/line.yaml:20:15 IVR" in done.output
    assert "tiny/representatives.yaml:3:5 IVR" in done.output
    assert "tiny/hello.call.yaml:12:5 IVR" in done.output


def test_the_last_line_counts_the_findings(tiny: Path, ivr: Callable[..., Result]) -> None:
    call = tiny / "hello.call.yaml"
    call.write_text(call.read_text().replace("ends: bridged", "ends: well"))
    assert ivr("check", "tiny").output.splitlines()[-1] == "tiny: 1 error."


def test_warnings_alone_are_findings(tiny: Path, ivr: Callable[..., Result]) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text() + "\n  nobody_comes_here:\n    hangup: Goodbye.\n")
    done = ivr("check", "tiny")
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "tiny: 1 warning."


def test_json_has_a_row_for_each_finding(tiny: Path, ivr: Callable[..., Result]) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("    exhausted: representative\n", "", 1).replace("menu:", "menue:"))
    done = ivr("check", "tiny", "--format", "json")
    rows = json.loads(done.stdout)
    assert done.exit_code == 1
    assert rows
    for row in rows:
        assert set(row) == {"file", "line", "column", "code", "name", "severity", "message", "help"}
        assert row["code"].startswith("IVR")


def test_json_of_a_line_with_nothing_wrong_is_an_empty_list(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("check", "tiny", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nowhere", "there is no folder nowhere"),
        ("tiny/line.yaml", "tiny/line.yaml is a file"),
        ("empty", "there is no line.yaml in empty"),
    ],
)
def test_without_a_line_the_check_could_not_run(tiny: Path, ivr: Callable[..., Result], line: str, words: str) -> None:
    (tiny.parent / "empty").mkdir()
    done = ivr("check", line)
    assert done.exit_code == 2
    assert words in done.stderr
