"""Call files as pytest items, seen from outside: a pytest session in a folder of its own."""

import shutil
from pathlib import Path

import pytest

import ivr.rehearsal.trying  # noqa: F401 - a session in this process forgets what it imported, and PyYAML loads once

pytest_plugins = ["pytester"]

TINY = Path(__file__).parent / "cli" / "tiny"
WAITS_FOR_BILL = "call: Waits for words\nsteps:\n  - hear: a word that is not there\n"


@pytest.fixture
def menus(pytester: pytest.Pytester) -> pytest.Pytester:
    """A session beside one tiny line."""
    shutil.copytree(TINY, pytester.path / "tiny")
    return pytester


def test_a_call_that_goes_as_written_passes(menus: pytest.Pytester) -> None:
    result = menus.runpytest_inprocess("-v", "tiny")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*tiny/hello.call.yaml::hello PASSED*"])


def test_a_call_that_does_not_fails_with_its_place_and_the_transcript(menus: pytest.Pytester) -> None:
    (menus.path / "tiny" / "calls").mkdir()
    (menus.path / "tiny" / "calls" / "bill.call.yaml").write_text(WAITS_FOR_BILL)
    result = menus.runpytest_inprocess("tiny/calls")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*call bill*",
            'tiny/calls/bill.call.yaml:3:5: expected to hear "a word that is not there"*',
            "*caller     hears: Hello from Tiny Company.*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*ScriptFailedError*")


def test_a_call_file_with_mistakes_shows_all_of_them(menus: pytest.Pytester) -> None:
    (menus.path / "tiny" / "odd.call.yaml").write_text("call: Odd\nsteps:\n  - hop: 1\n  - press: twelve\n")
    result = menus.runpytest_inprocess("tiny/odd.call.yaml")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["tiny/odd.call.yaml:3:5 IVR*", "tiny/odd.call.yaml:4:* IVR*"])


def test_a_line_with_mistakes_shows_them_and_not_a_traceback(menus: pytest.Pytester) -> None:
    line = menus.path / "tiny" / "line.yaml"
    line.write_text(line.read_text().replace("    menu:", "    menue:"))
    result = menus.runpytest_inprocess("tiny")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["tiny/line.yaml:*menue*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_call_file_beside_no_line_says_so(pytester: pytest.Pytester) -> None:
    (pytester.path / "lost.call.yaml").write_text(WAITS_FOR_BILL)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["lost.call.yaml: no folder above it has a line.yaml*"])


def test_what_the_line_logged_as_an_error_stands_below_the_transcript(menus: pytest.Pytester) -> None:
    """The line asks for itself for ever, which the checker would have refused: it breaks when it is called."""
    line = menus.path / "tiny" / "line.yaml"
    line.write_text(line.read_text().replace("    next: main", "    next: greeting"))
    result = menus.runpytest_inprocess("tiny")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*hears: Sorry, something went wrong*", "the line logged an error: *"])


def test_other_yaml_files_are_left_alone(menus: pytest.Pytester) -> None:
    result = menus.runpytest_inprocess("tiny/line.yaml", "tiny/hello.call.yaml")
    assert result.ret is pytest.ExitCode.USAGE_ERROR  # nothing collects the line itself


def test_a_session_without_call_files_loads_nothing_of_the_line(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\ndef test_nothing(): assert 'ivr.rehearsal.trying' not in sys.modules")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_line_of_a_folder_is_read_once_in_a_session(
    menus: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two calls, and line.yaml opened once."""
    shutil.copy(menus.path / "tiny" / "hello.call.yaml", menus.path / "tiny" / "again.call.yaml")
    opened: list[str] = []
    real_open = Path.open

    def noted(path: Path, *args: object, **kwargs: object) -> object:
        opened.append(path.name)
        return real_open(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", noted)
    menus.runpytest_inprocess("tiny").assert_outcomes(passed=2)
    assert opened.count("line.yaml") == 1
