"""Callers of every kind on a whole line: a call file says what kind, or whoever plays it does."""

import shutil
from pathlib import Path

import pytest

from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.handsets.script import ScriptFailedError
from ivr.carrier.happenings import Closed, Closing, Ended, Pressed
from ivr.carrier.network import Call
from ivr.rehearsal.finding import NotPlayableError
from ivr.rehearsal.trying import Lines, attempt

TINY = Path(__file__).parents[1] / "cli" / "tiny"
TIME_ENOUGH = "defaults:\n  menu:\n    timeout: 60 s\n  collect:\n    timeout: 20 s\n    first_digit: 60 s\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def changed(file: Path, old: str, new: str) -> Path:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    return file


def given(tiny: Path, text: str) -> Path:
    return changed(tiny / "hello.call.yaml", "given:\n", f"given:\n  {text}\n")


def in_vain(call: Call) -> int:
    """How often the line waited for this caller and nothing came."""
    return sum(one.what == Closed(Closing.SILENCE) and one.leg == "caller" for one in call.legs[0].room.log)


def times(call: Call) -> list[float]:
    log = call.legs[0].room.log
    return [one.at for one in log if one.leg == "caller" and isinstance(one.what, Pressed)]


@pytest.mark.parametrize("dialling", ["slow", "relay"])
def test_a_call_file_says_what_kind_of_caller_it_is(tiny: Path, dialling: str) -> None:
    changed(tiny / "line.yaml", "\nnodes:", f"{TIME_ENOUGH}\nnodes:")
    usual = attempt(tiny / "hello.call.yaml", Lines())
    call = attempt(given(tiny, f"dialling: {dialling}"), Lines())
    assert call.ended is Ended.BRIDGED
    assert call.seconds > usual.seconds + 20
    assert in_vain(call) == 0


@pytest.mark.parametrize("dialling", [Dialling.SLOW, Dialling.RELAY])
def test_any_call_file_can_be_played_by_such_a_caller(tiny: Path, dialling: Dialling) -> None:
    changed(tiny / "line.yaml", "\nnodes:", f"{TIME_ENOUGH}\nnodes:")
    assert attempt(tiny / "hello.call.yaml", Lines(), dialling=dialling).ended is Ended.BRIDGED


def test_who_plays_a_file_may_undo_what_it_says_of_its_caller(tiny: Path) -> None:
    usual = attempt(tiny / "hello.call.yaml", Lines())
    file = given(tiny, "dialling: slow")
    assert attempt(file, Lines(), dialling=Dialling.QUICK).seconds == usual.seconds


def test_the_usual_timeouts_of_a_line_are_long_enough_for_a_slow_dialler(tiny: Path) -> None:
    call = attempt(tiny / "hello.call.yaml", Lines(), dialling=Dialling.SLOW)
    assert in_vain(call) == 0
    typed = times(call)[1:13]
    assert typed[-1] - typed[0] == pytest.approx(11 * 4)


def test_a_line_that_asks_once_and_briefly_loses_a_relay_caller(tiny: Path) -> None:
    changed(tiny / "line.yaml", "\nnodes:", "defaults:\n  menu:\n    attempts: {noinput: 0}\n\nnodes:")
    with pytest.raises(ScriptFailedError) as failed:
        attempt(tiny / "hello.call.yaml", Lines(), dialling=Dialling.RELAY)
    assert failed.value.place.line == 7
    assert failed.value.expectation.startswith("expected to press 1, but the line did not wait for this caller")


def test_a_caller_of_another_kind_than_the_file_says_may_hear_things_later(tiny: Path) -> None:
    file = changed(tiny / "hello.call.yaml", "I am connecting you\n", "I am connecting you\n    within: 60 s\n")
    assert attempt(file, Lines(), dialling=Dialling.SLOW).ended is Ended.BRIDGED
    changed(file, "given:\n", "given:\n  dialling: slow\n")
    with pytest.raises(ScriptFailedError, match="by now, and it has not been said"):
        attempt(file, Lines())


def test_a_way_of_dialling_that_is_none_is_told(tiny: Path) -> None:
    with pytest.raises(NotPlayableError, match='"slowly" is not a way of dialling'):
        attempt(given(tiny, "dialling: slowly"), Lines())
