"""`ivr test` with coverage: what is told, what is written, when it fails, and what is suggested."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from defusedxml import ElementTree

from ivr.rehearsal.covering import Notebook, ways
from ivr.rehearsal.trying import Lines, attempt

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def kept(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where ways are kept, in these tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tiny.parent / "kept"))
    return tiny.parent / "kept" / "ivr"


def asks_for(tiny: Path, text: str) -> None:
    file = tiny / "line.yaml"
    file.write_text(file.read_text().replace("\nnodes:\n", f"\ncoverage:\n{text}\nnodes:\n", 1))


def test_coverage_is_told_node_by_node(tiny: Path, ivr: Run) -> None:
    done = ivr("test", "tiny", "--coverage")
    assert done.exit_code == 0
    assert "tiny: 1 call\n" in done.output
    assert "nodes           5 of 5, 100%" in done.output
    assert "account_number" in done.output
    assert "confirm key 2" in done.output
    assert "noinput 1-3 (line" in done.output


def test_without_coverage_nothing_is_walked_and_nothing_kept(tiny: Path, ivr: Run, kept: Path) -> None:
    assert ivr("test", "tiny").exit_code == 0
    assert not kept.exists()


def test_too_little_fails_and_says_how_much_is_lacking(tiny: Path, ivr: Run) -> None:
    asks_for(tiny, "  least: 50%\n  least_errors: 85%")
    done = ivr("test", "tiny", "--coverage")
    assert done.exit_code == 1
    assert "of error ways were taken, and line.yaml asks for 85%:" in done.output
    assert "of ways were taken" not in done.output
    assert ivr("test", "tiny").exit_code == 0


def test_enough_passes(tiny: Path, ivr: Run) -> None:
    asks_for(tiny, "  least: 50%\n  least_errors: 0%")
    assert ivr("test", "tiny", "--coverage").exit_code == 0


def test_what_a_line_asks_for_is_not_asked_of_one_that_is_like_it(tiny: Path, ivr: Run) -> None:
    asks_for(tiny, "  least: 100%")
    like = tiny.parent / "like"
    like.mkdir()
    (like / "line.yaml").write_text("like: ../tiny\n")
    (like / "hello.call.yaml").write_text((tiny / "hello.call.yaml").read_text())
    assert ivr("test", "like", "--coverage").exit_code == 0
    assert ivr("test", "tiny", "--coverage").exit_code == 1


def test_files_are_written_where_they_were_asked_for(tiny: Path, ivr: Run) -> None:
    done = ivr("test", "tiny", "--coverage-html", "out", "--coverage-lcov", "out/tiny.info", "--junit", "out/calls.xml")
    assert done.exit_code == 0
    assert done.output.splitlines()[-3:] == [
        "out/calls.xml: 1 call.",
        "out/tiny.html: 85% of ways, 0% of error ways taken.",
        "out/tiny.info: 1 line.",
    ]
    out = tiny.parent / "out"
    assert sorted(one.name for one in out.iterdir()) == ["calls.xml", "tiny.html", "tiny.info"]
    assert "To give your account number" in (out / "tiny.html").read_text()
    assert "SF:tiny/line.yaml" in (out / "tiny.info").read_text()
    assert ElementTree.fromstring((out / "calls.xml").read_text()).find("testsuite/testcase/failure") is None


def test_a_failure_in_the_junit_report_shows_no_digits_that_were_keyed(tiny: Path, ivr: Run) -> None:
    call = (tiny / "hello.call.yaml").read_text().replace("nine zero one two", "something else")
    (tiny / "hello.call.yaml").write_text(call)
    assert ivr("test", "tiny", "--junit", "calls.xml").exit_code == 1
    report = (tiny.parent / "calls.xml").read_text()
    assert "••••9012" in report
    assert "123456789012" not in report


def test_a_walk_is_kept_for_the_same_text_only(tiny: Path, ivr: Run, kept: Path) -> None:
    ivr("test", "tiny", "--coverage")
    first = [one.name for one in kept.iterdir()]
    assert len(first) == 1
    ivr("test", "tiny", "--coverage")
    assert [one.name for one in kept.iterdir()] == first
    file = tiny / "company.yaml"
    file.write_text(file.read_text() + "\n# Another text.\n")
    ivr("test", "tiny", "--coverage")
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize("spoiled", ["", "[]", '{"dialogs": 1, "ways": []}', '{"dialogs": [], "ways": [1]}'])
def test_what_was_kept_and_cannot_be_read_is_found_again(tiny: Path, ivr: Run, kept: Path, spoiled: str) -> None:
    whole = ivr("test", "tiny", "--coverage").output
    next(kept.iterdir()).write_text(spoiled)
    again = ivr("test", "tiny", "--coverage").output
    assert whole.partition("tiny: 1 call")[2] == again.partition("tiny: 1 call")[2]
    assert json.loads(next(kept.iterdir()).read_text())["ways"]


def test_every_way_a_call_takes_is_one_the_atlas_has(tiny: Path) -> None:
    notebook, lines = Notebook(), Lines()
    attempt(tiny / "hello.call.yaml", lines, noted=lambda loaded, found: notebook.note("hello", loaded, found))
    line = lines.of(tiny).line
    assert line is not None
    there = ways(line, None)
    assert notebook.taken[0].ways <= there.ways
    assert notebook.taken[0].dialogs <= there.dialogs


def test_what_is_suggested_passes_and_covers_what_was_missing_in_few_words(tiny: Path, ivr: Run) -> None:
    asks_for(tiny, "  least: 100%\n  least_errors: 85%\n  except:\n    - {node: main, why: A test is to be quick.}")
    before = ivr("test", "tiny", "--suggest", "tiny/more")
    assert before.exit_code == 1
    assert "tiny/more/representative-no-answer.call.yaml: 1 way\n" in before.output
    assert "representative.whisper noinput 1\n" in before.output
    after = ivr("test", "tiny", "--coverage")
    assert after.exit_code == 0, after.output
    rows = [row for file in (tiny / "more").iterdir() for row in file.read_text().splitlines()]
    heard = [row.partition("hear: ")[2] for row in rows if "hear: " in row]
    assert max(len(one.split()) for one in heard) <= 12


def test_what_stands_there_already_is_left_as_it_is(tiny: Path, ivr: Run) -> None:
    nodes = "".join(f"    - {{node: {name}, why: Quick.}}\n" for name in ("main", "account_number"))
    asks_for(tiny, f"  except:\n{nodes}")
    more = tiny / "more"
    more.mkdir()
    (more / "representative-no-answer.call.yaml").write_text("Mine.")
    ivr("test", "tiny/hello.call.yaml", "--suggest", "tiny/more")
    assert (more / "representative-no-answer.call.yaml").read_text() == "Mine."
    assert (more / "representative-no-answer-2.call.yaml").exists()
