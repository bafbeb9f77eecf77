"""The words of the pages, the contrast of their colours, and what a wheel must hold."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk_cast import NOW
from hypothesis import given
from hypothesis import strategies as st

from ivr.routing.availability import Presence
from ivr.routing.floor import Waiting
from ivr.secret import Secret
from ivr.web.desk import words

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "ivr/web/desk/static"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "0 s"),
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min 00 s"),
        (3599, "59 min 59 s"),
        (3600, "1 h 00 min"),
        (7265, "2 h 01 min"),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("vera since 2026-11-24T15:01:11+00:00", "vera, 10:01 AM"),
        ("mia since monday since 2026-11-23T15:01:11+00:00", "mia since monday, Monday, November 23, 10:01 AM"),
        ("vera since 10:05", "vera since 10:05"),
        ("", ""),
    ],
)
def test_who_closed_the_office_is_said_with_the_time_on_its_wall(kept: str, said: str) -> None:
    assert words.closed_by(kept, NOW) == said


@given(st.integers(0, 10**6))
def test_a_longer_duration_never_reads_shorter(seconds: int) -> None:
    sizes = {"s": 1, "min": 60, "h": 3600}
    parts = re.findall(r"(\d+) (h|min|s)", words.duration(seconds))
    read = sum(int(number) * sizes[unit] for number, unit in parts)
    assert read <= seconds < read + (60 if seconds >= 3600 else 1)


@pytest.mark.parametrize(
    ("number", "said"), [("84482917", "8448 2917"), ("123456789012", "1234 5678 9012"), ("12345", "1234 5")]
)
def test_an_account_number_is_grouped_in_fours(number: str, said: str) -> None:
    assert words.account(Secret(number)) == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en-US", "English"),
        ("es-US", "Spanish"),
        ("id", "Indonesian"),
        ("", ""),
        ("Klingon!", "Klingon!"),
        ("xx-YY", "xx-YY"),
    ],
)
def test_a_language_is_called_by_its_name(tag: str, said: str) -> None:
    assert words.language(tag) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 24, 14, 3, tzinfo=UTC), "9:03 AM"),
        (datetime(2026, 11, 24, 5, 30, tzinfo=UTC), "12:30 AM"),
        (datetime(2026, 11, 24, 4, 30, tzinfo=UTC), "Monday, November 23, 11:30 PM"),
    ],
)
def test_a_time_is_that_of_the_clock_on_the_wall(moment: datetime, said: str) -> None:
    assert words.clock(moment, NOW) == said


@pytest.mark.parametrize(
    ("text", "said"), [("4510 USD", "$45.10"), ("-500 USD", "-$5.00"), ("$45.10", "$45.10"), ("", "")]
)
def test_an_amount_is_written_as_people_do(text: str, said: str) -> None:
    assert words.amount(text) == said


def test_what_a_call_leaves_behind_is_labelled_and_the_rest_is_not_shown() -> None:
    given = (
        ("account.number", "84482917"),
        ("payment.amount", "4510 USD"),
        ("account.last4", "84482917"),
        ("caller.reason", "more_time"),
    )
    assert list(words.left_behind(given)) == [("About", "More time"), ("Account ending", "2917"), ("Amount", "$45.10")]


def test_every_presence_and_state_has_words() -> None:
    assert set(words.PRESENCE) == set(Presence)
    assert set(words.STATES) == set(Waiting)
    assert words.presence("on fire") == "On fire"


def test_people_are_counted_in_sentences() -> None:
    said = [words.people(count, "waiting") for count in range(3)]
    assert said == ["Nobody is waiting.", "1 person is waiting.", "2 people are waiting."]


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(0, 10**7))  # noqa: DTZ001 - made aware below
def test_any_time_can_be_shown(moment: datetime, seconds: int) -> None:
    aware = moment.replace(tzinfo=UTC)
    assert words.clock(aware, aware + timedelta(seconds=seconds)).endswith(("AM", "PM"))


def colours(scheme: int) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", (STATIC / "desk.css").read_text(), re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


TEXT_ON = [
    *((text, ground) for text in ("ink", "soft", "main", "good") for ground in ("paper", "ground", "live")),
    *((text, "warn-ground") for text in ("ink", "warn", "main", "soft")),
    ("good", "good-ground"),
    ("bad", "bad-ground"),
    ("bad", "paper"),
    ("on-main", "main"),
    ("paper", "bad"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_every_text_can_be_read_on_its_ground(scheme: int, text: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    have = colours(scheme)
    assert contrast(have[text], have[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "ground", "live", "warn-ground"])
def test_the_focus_and_the_edges_of_controls_can_be_seen(scheme: int, ground: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    have = colours(scheme)
    assert contrast(have["focus"], have[ground]) >= 3
    assert contrast(have["main"], have[ground]) >= 3


def test_the_script_stays_small_and_asks_nobody_else() -> None:
    script = (STATIC / "desk.js").read_text()
    assert len(script.splitlines()) < 200
    assert not re.search(r"https?://|innerHTML|eval\(|document\.write", script)


def test_templates_and_files_go_into_the_wheel() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["ivr"]
    package = ROOT / "ivr"
    packed = {path for pattern in data for path in package.glob(pattern)}
    needed = {
        path
        for folder in ("templates", "static")
        for path in (package / "web/desk" / folder).rglob("*")
        if path.is_file()
    }
    assert needed
    assert needed <= packed
