"""Call files found and tried, and what is overheard of the line meanwhile."""

import logging
import re
from pathlib import Path

import pytest
import structlog
from flask import Flask

from ivr.carrier.handsets.script import ScriptFailedError
from ivr.rehearsal.finding import NoLineError, NotPlayableError, call_files, line_folder
from ivr.rehearsal.logs import in_short, overheard
from ivr.rehearsal.staff import Everybody, willing_staff
from ivr.rehearsal.trying import Lines, attempt

TINY = Path(__file__).parents[1] / "cli" / "tiny"
HELLO = TINY / "hello.call.yaml"


def test_a_call_file_belongs_to_the_nearest_line_above_it(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    (inner / "calls" / "deep").mkdir(parents=True)
    for folder in (inner, inner.parent):
        (folder / "line.yaml").write_text("")
    assert line_folder(inner / "calls" / "deep" / "one.call.yaml") == inner


def test_a_folder_is_named_as_the_call_file_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that mistakes of the line are told with names that can be opened from here."""
    monkeypatch.chdir(TINY.parent)
    assert line_folder(Path("tiny/hello.call.yaml")) == Path("tiny")
    monkeypatch.chdir(TINY)
    assert line_folder(Path("hello.call.yaml")) == Path()
    assert line_folder(HELLO) == TINY


def test_a_call_file_without_a_line_above_it_has_none(tmp_path: Path) -> None:
    with pytest.raises(NoLineError, match=r"no folder above it has a line\.yaml"):
        line_folder(tmp_path / "lost.call.yaml")


def test_call_files_are_those_named_and_those_below_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.call.yaml", "a.call.yaml", "line.yaml", "deep/c.call.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    named = tmp_path / "line.yaml"
    found = [str(path.relative_to(tmp_path)) for path in call_files([tmp_path, named])]
    assert found == ["a.call.yaml", "b.call.yaml", "deep/c.call.yaml", "line.yaml"]


def test_a_call_is_played_on_a_database_as_in_memory(tmp_path: Path) -> None:
    lines = Lines()
    in_memory = attempt(HELLO, lines)
    in_a_file = attempt(HELLO, lines, tmp_path / "ivr.sqlite3")
    assert str(in_a_file.transcript) == str(in_memory.transcript)
    assert (tmp_path / "ivr.sqlite3").exists()


def test_a_call_file_that_is_not_there_is_not_playable(tmp_path: Path) -> None:
    with pytest.raises(NotPlayableError, match=r"IVR\d+ error"):
        attempt(tmp_path / "nowhere.call.yaml", Lines())


def test_a_call_that_fails_carries_what_the_line_logged(tmp_path: Path) -> None:
    for file in TINY.iterdir():
        (tmp_path / file.name).write_text(file.read_text().replace("next: main", "next: greeting"))
    with pytest.raises(ScriptFailedError) as failure:
        attempt(tmp_path / "hello.call.yaml", Lines())
    (note,) = failure.value.__notes__
    assert note.startswith("the line logged an error: request failed")
    first, _, trace = note.partition("\n")
    assert re.search(r"EndlessLineError: no dialog waits within 100 of '\w+' \(ivr/dialog/step\.py, line \d+\)$", first)
    assert trace.startswith("Traceback")


def test_only_errors_are_overheard_and_logging_is_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    with overheard() as errors:
        structlog.get_logger().info("a turn")
        structlog.get_logger().error("a fault", call="CA1")
    assert errors == ["the line logged an error: a fault call=CA1"]
    assert structlog.get_config() == before
    assert capsys.readouterr() == ("", "")


def test_what_the_web_framework_logs_is_overheard_and_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    app = Flask("ivr.of_this_test")
    before = logging.getLogger().handlers[:]
    with overheard() as errors:
        try:
            {}["pin"]
        except KeyError:
            app.logger.exception("Exception on /voice")
        app.logger.warning("no error")
        logging.getLogger("elsewhere").error("not ours")
    (error,) = errors
    assert error.startswith(
        "the line logged an error: Exception on /voice: KeyError: 'pin' (test_rehearsal_trying.py, line "
    )
    assert logging.getLogger().handlers == before
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("trace", "short"),
    [
        (
            'Traceback:\n  File "/a/site-packages/flask/app.py", line 3, in f\n    x()\nKeyError: 1\n',
            "KeyError: 1 (flask/app.py, line 3)",
        ),
        (
            '  File "/home/ann/ivr/dialog/step.py", line 3, in f\n    x()\nValueError: one\ntwo\n',
            "ValueError: one (ivr/dialog/step.py, line 3)",
        ),
        ('  File "<string>", line 1, in f\nOSError\n', "OSError (<string>, line 1)"),
        ("OSError: no frames", "OSError: no frames"),
    ],
)
def test_a_traceback_in_short_is_its_error_and_its_last_place(trace: str, short: str) -> None:
    assert in_short(trace) == short


def test_willing_representatives_press_the_key_of_their_own_transfer() -> None:
    line = Lines().of(TINY).line
    assert line is not None
    (phone,) = willing_staff(line).values()
    assert phone.name == "Ann"
    assert getattr(phone.handset, "key", None) == "5"


def test_everybody_answers_whatever_the_number() -> None:
    assert Everybody().get("+15550100177") is not None
    assert Everybody()["+15550100177"].answers_after is not None
