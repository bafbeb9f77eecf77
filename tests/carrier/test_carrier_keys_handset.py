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


@pytest.fixture
def speaking_line(lab: Lab) -> Lab:
    lab.pages |= {
        "/voice": '<Gather input="dtmf speech" speechTimeout="1" action="/menu"><Say>Now.</Say></Gather>',
        "/menu": '<Record action="/done" timeout="2"/>',
        "/done": "<Say>Goodbye.</Say>",
    }
    return lab


def test_words_in_quotes_are_said_when_the_line_listens_or_records(speaking_line: Lab) -> None:
    call = speaking_line.call(handset=Keys('"pay my bill" "please call me back" '))
    assert speaking_line.to("/menu").form["SpeechResult"] == "pay my bill"
    assert [one.words for one in call.recordings] == ["please call me back"]
    assert call.transcript.raw() == "Now. Goodbye."


def test_words_and_keys_may_follow_one_another(speaking_line: Lab) -> None:
    speaking_line.call(handset=Keys('"pay my bill" w1 1'))
    assert speaking_line.to("/done").form["Digits"] == "1"


@pytest.mark.parametrize("row", ['"pay', 'pay"', '""', '" "', '"a"b', '1"a"'])
def test_words_that_are_not_in_quotes_as_they_should_be_are_refused_without_quoting_them(row: str) -> None:
    with pytest.raises(BadKeysError, match="group 2") as caught:
        Keys(f"1 {row}")
    assert "pay" not in str(caught.value)
