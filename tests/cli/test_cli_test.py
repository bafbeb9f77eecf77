"""`ivr test`: the calls beside a line."""

from collections.abc import Callable
from pathlib import Path
from typing import Never

import pytest
from click.testing import Result

import ivr.dialog.step as ivr_step
from ivr.rehearsal.trying import Lines


def test_calls_that_go_as_written_are_one_line_each(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("test", "tiny")
    assert done.exit_code == 0
    assert done.output.startswith("ok      tiny/hello.call.yaml  (78 s of talk)\n")
    assert "1 call, 0 failed" in done.output


def test_a_call_that_does_not_is_shown_and_the_others_are_still_played(tiny: Path, ivr: Callable[..., Result]) -> None:
    (tiny / "a-wrong.call.yaml").write_text("call: Wrong\nsteps:\n  - hear: nobody says this\n")
    done = ivr("test", "tiny")
    assert done.exit_code == 1
    assert 'tiny/a-wrong.call.yaml:3:5: expected to hear "nobody says this"' in done.output
    assert "ok      tiny/hello.call.yaml" in done.output
    assert "2 calls, 1 failed" in done.output


def test_a_call_file_with_mistakes_fails_with_them(tiny: Path, ivr: Callable[..., Result]) -> None:
    (tiny / "odd.call.yaml").write_text("call: Odd\nsteps: none\n")
    done = ivr("test", "tiny/odd.call.yaml")
    assert done.exit_code == 1
    assert "    tiny/odd.call.yaml:" in done.output


def test_show_prints_the_transcript(tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("test", "--show", "tiny/hello.call.yaml")
    assert "caller     hears: Goodbye." in done.output


@pytest.mark.parametrize("arguments", [(), ("empty",)])
def test_with_nothing_to_play_the_test_could_not_run(
    tiny: Path, ivr: Callable[..., Result], arguments: tuple[str, ...]
) -> None:
    (tiny.parent / "empty").mkdir()
    done = ivr("test", *arguments)
    assert done.exit_code == 2
    assert "there is no *.call.yaml file here" in done.stderr


def _breaks(*_: object) -> Never:
    raise RuntimeError("a fault of ours")


def test_a_fault_inside_the_line_is_told_in_a_line_with_where_it_is(
    tiny: Path, ivr: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ivr_step, "_pass", _breaks)
    done = ivr("test", "tiny")
    assert done.exit_code == 1
    assert "failed  tiny/hello.call.yaml\n" in done.output
    assert "RuntimeError: a fault of ours (test_cli_test.py, line " in done.output
    assert "    The traceback is shown with --trace.\n" in done.output
    assert "Traceback" not in done.output + done.stderr


def test_with_trace_all_of_it_is_shown(tiny: Path, ivr: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ivr_step, "_pass", _breaks)
    done = ivr("test", "tiny", "--trace")
    assert "    Traceback (most recent call last):\n" in done.output
    assert "--trace" not in done.output


def test_a_fault_outside_of_any_request_fails_its_call_and_the_others_are_still_played(
    tiny: Path, ivr: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tiny / "z-same.call.yaml").write_text((tiny / "hello.call.yaml").read_text())
    monkeypatch.setattr(Lines, "called_by", _breaks)
    done = ivr("test", "tiny")
    assert done.exit_code == 1
    assert "2 calls, 2 failed" in done.output
    assert (
        "    This call came to a fault of the program itself: RuntimeError: a fault of ours (test_cli_test.py"
        in done.output
    )
    assert "Traceback" not in done.output
    assert "Traceback (most recent call last)" in ivr("test", "--trace", "tiny").output
