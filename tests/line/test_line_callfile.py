"""Calls as tests: what a call file may say, and what its author is told."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.diagnostics import Diagnostic
from ivr.line.callfile import (
    DEFAULT_AT,
    Behaviour,
    CallFile,
    HangUp,
    Hear,
    HearNot,
    Press,
    RingStep,
    Speak,
    TextNotStep,
    TextStep,
    Wait,
    read_call,
)
from ivr.reading.compose import read_source
from ivr.source import Source

SHIPPED = sorted((Path(__file__).parents[2] / "menus").rglob("*.call.yaml"))
WHOLE = """\
call: Somebody calls
given:
  at: 2026-11-24 9:05 America/Chicago
  representatives:
    Rosa: answers after 8 s
    Ben: busy
    Mia: does not answer
    Una: fails
    Ida: answers
  accounts: down
  caller: +1 555 010 0002
steps:
  - hear: Thanks for calling
    within: 10 s
  - hear_not: Goodbye
  - press: 1
  - press: "8448 2000 #"
    after: prompt
  - wait: noinput
  - wait: 20 s
  - ring: Rosa
    whisper: Account ending
    press: 1
  - hang_up:
ends: the caller hangs up
"""


def read(text: str) -> tuple[CallFile | None, tuple[Diagnostic, ...]]:
    return read_call(Source("x.call.yaml", text))


def call(text: str) -> CallFile:
    found, findings = read(text)
    assert [str(one) for one in findings] == []
    assert found is not None
    return found


def told(text: str) -> tuple[str, int, str, str]:
    found, (one,) = read(text)
    assert found is None
    return one.code, one.place.line, one.message, one.help


def test_a_call_file_says_how_the_world_is_and_what_happens() -> None:
    read = call(WHOLE)
    given = read.heading.given
    assert given.at == datetime(2026, 11, 24, 9, 5, tzinfo=ZoneInfo("America/Chicago"))
    assert given.representatives == {
        "Rosa": Behaviour(answers_after=8),
        "Ben": Behaviour(busy=True),
        "Mia": Behaviour(),
        "Una": Behaviour(fails=True),
        "Ida": Behaviour(answers_after=3),
    }
    assert (given.accounts, given.caller, read.heading.ends) == (True, "+15550100002", "the caller hangs up")


def test_somebody_may_be_away_and_the_office_may_be_closed_for_an_emergency() -> None:
    given = call(WHOLE.replace("Mia: does not answer", "Mia: away")).heading.given
    assert given.representatives["Mia"] == Behaviour(away=True)
    assert given.emergency is False
    for word, closed in (("yes", True), ("no", False)):
        written = WHOLE.replace("accounts: down", f"accounts: down\n  emergency: {word}")
        assert call(written).heading.given.emergency is closed


def test_steps_come_in_their_order_each_with_its_place() -> None:
    steps = call(WHOLE).steps
    assert [type(step) for step, _ in steps] == [Hear, HearNot, Press, Press, Wait, Wait, RingStep, HangUp]
    assert [place.line for _, place in steps] == [13, 15, 16, 17, 19, 20, 21, 24]


def test_what_is_keyed_loses_its_blanks_and_nothing_else() -> None:
    pressed = [(step.press, step.after) for step, _ in call(WHOLE).steps if isinstance(step, Press)]
    assert pressed == [("1", False), ("84482000#", True)]


def test_a_wait_is_as_long_as_the_line_waits_or_in_seconds() -> None:
    assert [step.wait for step, _ in call(WHOLE).steps if isinstance(step, Wait)] == [None, 20]


def test_what_is_said_is_text_and_may_wait_for_the_prompt() -> None:
    file = call("call: x\nsteps:\n  - say: Pay my bill, please\n  - say: 12\n    after: prompt\n")
    steps = [(step.say, step.after) for step, _ in file.steps if isinstance(step, Speak)]
    assert steps == [("Pay my bill, please", False), ("12", True)]


def test_a_call_that_says_little_has_a_day_and_a_caller() -> None:
    given = call("call: Hello\nsteps:\n  - hang_up: true\n").heading.given
    assert given.at.isoformat() == "2026-11-24T10:05:00-05:00"
    assert DEFAULT_AT == "2026-11-24 10:05 America/New_York"
    assert given.representatives == {}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda one: one.stem)
def test_every_call_we_ship_can_be_read(file: Path) -> None:
    source = read_source(file)
    assert isinstance(source, Source)
    assert read_call(source)[1] == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("2026-11-24 9:05 America/Chicago", "tomorrow", 3, '"tomorrow" is not an instant.'),
        ("2026-11-24 9:05 America/Chicago", "2026-11-24 25:00 America/Chicago", 3, '"2026-11-24 25:00 America/Chicago" is not an instant.'),
        ("2026-11-24 9:05", "2026-02-30 9:05", 3, 'There is no day "2026-02-30" in the calendar.'),
        ("America/Chicago", "Chicago", 3, '"Chicago" is not a time zone.'),
        ("America/Chicago", "America", 3, '"America" is not a time zone.'),
        ("2026-11-24 9:05", "2026-03-08 2:30", 3, 'The clock skips "2026-03-08 2:30 America/Chicago".'),
        ("answers after 8 s", "answers after a while", 5, '"a while" is not a number of seconds.'),
        ("busy", "engaged", 6, '"engaged" is not what a telephone does.'),
        ("accounts: down", "emergency: maybe", 10, '"maybe" is not whether the office is closed for an emergency.'),
        ("accounts: down", "accounts: off", 10, '"off" is not how the account directory can be.'),
        ("+1 555 010 0002", "anonymous", 11, '"anonymous" is not a telephone number.'),
        ("within: 10 s", "within: soon", 14, '"soon" is not a number of seconds.'),
        ("press: 1\n  - press", "press: one\n  - press", 16, '"one" holds something else than keys of a telephone.'),
        ("after: prompt", "after: pronpt", 18, '"pronpt" is not what keys can be pressed after.'),
        ("wait: noinput", "wait: nomatch", 19, '"nomatch" is not how long a caller does nothing.'),
        ("wait: 20 s", "wait: " + "9" * 5000, 20, f'"{"9" * 57}..." is not how long a caller does nothing.'),
        ("the caller hangs up", "hung up", 25, '"hung up" is not a way a call ends.'),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told(old: str, new: str, line: int, message: str) -> None:
    assert old in WHOLE
    code, found_in, said, remedy = told(WHOLE.replace(old, new))
    assert (code, found_in, said) == ("IVR053", line, message)
    assert remedy


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("call: Some", "cal: Some", ("IVR050", 1, 'This file has no key "cal".', "Did you mean call?")),
        ("steps:", "stepps:", ("IVR050", 12, 'This file has no key "stepps".', "Did you mean steps?")),
        ("  - hear: Thanks", "  - heer: Thanks", ("IVR041", 13, '"heer" is not a step of a call.', "Did you mean hear?")),
        ("  - hear_not: Goodbye", "  - Goodbye", ("IVR041", 15, "This is not a step of a call.", "A step has one of the keys ring, hear, hear_not, press, say, wait, hang_up, pay, text, text_not.")),
        ("  - hear_not: Goodbye\n  - press: 1", "  - hear_not: Goodbye\n    press: 1", ("IVR042", 16, '"press" is a step of its own.', "Write a dash before it.")),
        ("    within: 10 s", "    witin: 10 s", ("IVR050", 14, 'Item 1 of "steps" has no key "witin".', "Did you mean within?")),
        ("    whisper: Acc", "    wisper: Acc", ("IVR050", 22, 'Item 7 of "steps" has no key "wisper".', "Did you mean whisper?")),
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_told_with_the_nearest(old: str, new: str, expected: tuple[str, int, str, str]) -> None:
    assert old in WHOLE
    assert told(WHOLE.replace(old, new)) == expected


@pytest.mark.parametrize("steps", ["", "steps:\n", "steps: []\n", "steps: hear\n", "steps: {hear: Hello}\n"])
def test_a_call_without_steps_is_told_once(steps: str) -> None:
    assert told(f"call: Hello\n{steps}")[0::3] == (
        "IVR040",
        "Write steps: and below it, after dashes, what is heard and pressed.",
    )


@pytest.mark.parametrize("text", ["", "- hear: Hello\n", "Hello.\n", "steps: [\n"])
def test_a_file_that_is_no_call_is_told_once(text: str) -> None:
    assert told(text)


def test_every_mistake_of_a_call_is_told_at_once() -> None:
    text = (
        WHOLE.replace("busy", "bussy").replace("hear_not", "hear_nt").replace("20 s", "20 min").replace("ends", "end")
    )
    assert [(one.code, one.place.line) for one in read(text)[1]] == [
        ("IVR053", 6),
        ("IVR041", 15),
        ("IVR053", 20),
        ("IVR050", 25),
    ]


MORE = """\
call: Somebody calls
given:
  dialling: relay
  company:
    channels.in_person: stores
    accepted.cards: [Visa, Mastercard]
steps:
  - text: Pay your bill here
  - text: A text
    to: +1 555 010 0009
  - text_not: 134.50
"""


def test_a_call_file_says_what_kind_of_caller_it_is_and_what_is_sent() -> None:
    file = call(MORE.replace("channels.in_person", "name"))
    assert file.heading.given.dialling == "relay"
    assert file.company == {"name": "stores", "accepted.cards": ("Visa", "Mastercard")}
    assert file.company_places["accepted.cards"].line == 6
    (text, _), (other, _), (none, _) = file.steps
    assert isinstance(text, TextStep)
    assert isinstance(other, TextStep)
    assert isinstance(none, TextNotStep)
    assert (text.text, text.to, other.to, none.text_not) == ("Pay your bill here", None, "+15550100009", "134.50")


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message"),
    [
        ("relay", "rely", "IVR053", 3, '"rely" is not a way of dialling.'),
        ("channels.in_person", "accepted..cards", "IVR053", 5, '"accepted..cards" is not a way to a fact in company.yaml.'),
        ("channels.in_person", "nane", "IVR043", 5, 'A company.yaml has no place for "nane".'),
        ("stores", "{a: b}", "IVR052", 5, None),
        ("+1 555 010 0009", "Rosa", "IVR053", 10, '"Rosa" is not a telephone number.'),
        ("    to: +1", "    too: +1", "IVR050", 10, 'Item 2 of "steps" has no key "too".'),
    ],
)  # fmt: skip
def test_what_cannot_be_said_of_a_caller_or_a_text_is_told(
    old: str, new: str, code: str, line: int, message: str | None
) -> None:
    text = MORE.replace(old, new).replace("channels.in_person", "name")
    found = told(text)
    assert found[:2] == (code, line)
    assert message in (None, found[2])
