"""A caller written as a row of keys."""

import pytest
from carrier_laboratory import Lab

from ivr.carrier.handsets.keys import BadKeysError, Keys
from ivr.carrier.happenings import Ended

GATHER = '<Gather numDigits="{}" action="{}" timeout="5"><Say>Now.</Say></Gather>'


@pytest.fixture
def line(lab: Lab) -> Lab:
    lab.pages |= {
        "/voice": GATHER.format(1, "/menu") + "<Redirect>/voice</Redirect>",
        "/menu": GATHER.format(4, "/pin") + "<Redirect>/menu</Redirect>",
        "/pin": "<Say>Goodbye.</Say>",
    }
    return lab


def test_each_group_is_pressed_when_the_line_has_said_everything_and_listens(line: Lab) -> None:
    call = line.call(handset=Keys("1 2580"))
    assert [asked.form.get("Digits") for asked in line.asked] == [None, "1", "2580"]
    assert call.transcript.raw() == "Now. Now. Goodbye."


def test_a_wait_is_silence_from_the_moment_the_line_listens(line: Lab) -> None:
    line.call(handset=Keys("1 w7 2580"))
    assert line.paths() == ["/voice", "/menu", "/menu", "/pin"]


def test_h_hangs_up_when_the_line_listens(line: Lab) -> None:
    call = line.call(handset=Keys("1 h"))
    assert (call.ended, line.paths()) == (Ended.CALLER_HUNG_UP, ["/voice", "/menu"])


def test_the_caller_stays_until_the_line_ends_the_call(line: Lab) -> None:
    call = line.call(handset=Keys("1 2580"))
    assert call.ended is Ended.LINE_HUNG_UP


def test_patience_is_not_endless(line: Lab) -> None:
    call = line.call(handset=Keys("", patience=120))
    assert (call.ended, call.seconds) == (Ended.CALLER_HUNG_UP, pytest.approx(120))


def test_a_line_that_never_listens_gets_no_keys(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say>"
    assert "presses" not in str(lab.call(handset=Keys("1 2 3")).transcript)


@pytest.mark.parametrize("row", ["x", "w", "12a", "hh", "w1w", "w1e9"])
def test_a_row_that_is_not_keys_is_refused_without_quoting_it(row: str) -> None:
    with pytest.raises(BadKeysError) as caught:
        Keys(f"8448200012345678 {row}")
    assert "group 2" in str(caught.value)
    assert "8448" not in str(caught.value) + repr(Keys("8448200012345678"))
