"""`ivr check`: other formats, to a file, exit codes, colours, and `--fix`; and `ivr explain`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from defusedxml import ElementTree

LONELY = "\n  nobody_comes_here:\n    hangup: Goodbye.\n"


def written(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def lonely(tiny: Path) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text() + LONELY)


def test_text_shows_the_row_with_a_caret(tiny: Path, ivr: Callable[..., Result]) -> None:
    lonely(tiny)
    assert "|   nobody_comes_here:\n      |   ^\n" in ivr("check", "tiny").output


def test_no_colours_where_nobody_looks(tiny: Path, ivr: Callable[..., Result]) -> None:
    lonely(tiny)
    assert "\x1b" not in ivr("check", "tiny", color=True).output


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_every_format_tells_of_the_finding_and_ends_with_1(form: str, tiny: Path, ivr: Callable[..., Result]) -> None:
    lonely(tiny)
    done = ivr("check", "tiny", "--format", form)
    assert done.exit_code == 1
    assert "IVR102" in done.output


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_of_a_sound_line_every_format_ends_with_0(form: str, tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("check", "tiny", "--format", form)
    assert done.exit_code == 0
    assert "IVR" not in done.output


def test_a_report_goes_to_a_file_and_the_count_to_the_terminal(tiny: Path, ivr: Callable[..., Result]) -> None:
    lonely(tiny)
    assert ivr("check", "tiny", "--format", "sarif", "--output", "report.sarif").output == "tiny: 1 warning.\n"
    assert json.loads(Path("report.sarif").read_text())["version"] == "2.1.0"
    assert ivr("check", "tiny", "--format", "junit", "--output", "report.xml").exit_code == 1
    assert ElementTree.parse("report.xml").getroot()[0].get("failures") == "1"


def test_a_report_that_cannot_be_written_is_told_of(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("check", "tiny", "--output", "nowhere/report.txt")
    assert (done.exit_code, "nowhere/report.txt cannot be written" in done.stderr) == (2, True)


def test_warnings_end_with_0_where_they_are_said_to_be_fine(tiny: Path, ivr: Callable[..., Result]) -> None:
    lonely(tiny)
    done = ivr("check", "tiny", "--warnings-ok")
    assert (done.exit_code, "1 warning." in done.output) == (0, True)
    written(tiny / "line.yaml", "go: account_number", "go: nowhere_at_all")
    assert ivr("check", "tiny", "--warnings-ok").exit_code == 1


def test_a_finding_that_is_allowed_is_not_told(tiny: Path, ivr: Callable[..., Result]) -> None:
    lonely(tiny)
    written(tiny / "line.yaml", "nobody_comes_here:", "nobody_comes_here:  # ivr: allow unreachable-node: not yet")
    assert ivr("check", "tiny").output == "tiny: nothing is wrong.\n"


def test_mistakes_are_mended_in_every_file_and_shown(tiny: Path, ivr: Callable[..., Result]) -> None:
    before = {file.name: file.read_text() for file in tiny.iterdir() if file.is_file()}
    written(tiny / "line.yaml", "go: account_number", "go: acount_number")
    written(tiny / "hello.call.yaml", "  - hear: I am", "  - haer: I am")
    done = ivr("check", "tiny", "--fix")
    assert done.exit_code == 0
    assert "-          go: acount_number\n+          go: account_number\n" in done.output
    assert done.output.endswith("2 fixed.\n\ntiny: nothing is wrong.\n")
    assert {file.name: file.read_text() for file in tiny.iterdir() if file.is_file()} == before


def test_windows_line_ends_and_a_byte_order_mark_are_kept(tiny: Path, ivr: Callable[..., Result]) -> None:
    line = tiny / "line.yaml"
    good = b"\xef\xbb\xbf" + line.read_bytes().replace(b"\n", b"\r\n")
    line.write_bytes(good.replace(b"go: account_number", b"go: acount_number"))
    assert ivr("check", "tiny", "--fix").exit_code == 0
    assert line.read_bytes() == good


def test_what_cannot_be_mended_is_told_as_ever(tiny: Path, ivr: Callable[..., Result]) -> None:
    lonely(tiny)
    done = ivr("check", "tiny", "--fix")
    assert (done.exit_code, "fixed" in done.output, "IVR102" in done.output) == (1, False, True)


def test_no_number_that_a_caller_keys_is_shown(tiny: Path, ivr: Callable[..., Result]) -> None:
    written(tiny / "hello.call.yaml", "  - hear: I am", '  - prss: "8448 2000 1234 5678"\n  - hear: I am')
    done = ivr("check", "tiny")
    assert "5678" in done.output
    assert "1234" not in done.output
    assert "8448" not in ivr("check", "tiny", "--fix").output


def test_files_of_another_line_are_left_to_it(tiny: Path, ivr: Callable[..., Result]) -> None:
    written(tiny / "line.yaml", "go: account_number", "go: acount_number")
    beside = tiny.parent / "beside"
    beside.mkdir()
    (beside / "line.yaml").write_text("like: ../tiny\n")
    broken = (tiny / "line.yaml").read_text()
    assert "fixed" not in ivr("check", "beside", "--fix").output
    assert (tiny / "line.yaml").read_text() == broken


def test_a_program_reads_no_difference_before_its_report(tiny: Path, ivr: Callable[..., Result]) -> None:
    written(tiny / "line.yaml", "go: account_number", "go: acount_number")
    assert json.loads(ivr("check", "tiny", "--fix", "--format", "json").stdout) == []


@pytest.mark.parametrize("word", ["IVR203", "ivr203", "ends-on-an-error"])
def test_a_code_is_explained_by_its_code_and_by_its_name(word: str, ivr: Callable[..., Result]) -> None:
    done = ivr("explain", word)
    assert done.exit_code == 0
    assert done.output.startswith("IVR203 ends-on-an-error (error)\n\n")
    assert "\nCaught:\n\n    nodes:\n" in done.output
    assert max(len(line) for line in done.output.split("\n") if not line.startswith("    ")) <= 88


def test_without_a_word_every_code_is_listed(ivr: Callable[..., Result]) -> None:
    rows = ivr("explain").output.splitlines()
    assert rows == sorted(rows)
    assert {"IVR001", "IVR101", "IVR115"} <= {row.split()[0] for row in rows}


def test_of_an_unknown_word_the_nearest_is_told(ivr: Callable[..., Result]) -> None:
    done = ivr("explain", "ends-on-a-error")
    assert (done.exit_code, "did you mean ends-on-an-error?" in done.stderr) == (2, True)
    assert "lists all" in ivr("explain", "xyzzy").stderr


def test_of_a_code_that_is_not_given_out_no_other_is_proposed(ivr: Callable[..., Result]) -> None:
    done = ivr("explain", "IVR999")
    assert (done.exit_code, done.stderr.count("IVR"), "lists all" in done.stderr) == (2, 1, True)
