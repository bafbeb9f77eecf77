"""The call back that a `callback` node arranges: how it begins, and how it ends when nobody is there."""

from datetime import UTC, datetime

import pytest
from line_laboratory import COMPANY, program, words

from ivr.dialog.journal import Happening
from ivr.dialog.program import Asking
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Disconnect
from ivr.dialog.world import Answered, World
from ivr.routing.roster import Representative, Roster
from ivr.secret import Secret
from ivr.telephony.events import Keyed, Silent

ROSA = Representative("rosa", "Rosa", "+15550100101", ("billing",))
NOW = World(datetime(2026, 11, 24, 15, 5, tzinfo=UTC), Roster({"billing": (ROSA,)}))
LINE = program(
    """\
callback:
  to: billing
  greeting: This is {company.name}. You asked us to call you back.
  answered: representative
  done: goodbye
  refused: representative
  down: representative
  exhausted: representative
""",
    COMPANY + "callbacks: {countries: [US]}\n",
)


def called_back(keys: list[str]) -> Step:
    at = begin(LINE, Answered(at="greeting.begins"), NOW)
    for key in keys:
        at = step(LINE, at.state, Keyed(Secret(key)) if key else Silent(), NOW)
    return at


def test_a_call_back_says_who_calls_and_why_and_then_two_keys() -> None:
    begins = LINE.dialogs["greeting.begins"]
    assert isinstance(begins, Asking)
    assert words(begins.prompt) == (
        "This is Example Cable. You asked us to call you back. To talk with a representative, press one. "
        "If you no longer need us, press two."
    )


@pytest.mark.parametrize("keys", [["1"], ["0"], ["", "1"], ["7", "0"]])
def test_one_or_zero_brings_whoever_answered_to_a_representative(keys: list[str]) -> None:
    assert called_back(keys).state.at == "representative"


@pytest.mark.parametrize("keys", [["2"], ["*"], ["", "2"]])
def test_whoever_no_longer_needs_us_hears_goodbye(keys: list[str]) -> None:
    over = called_back(keys)
    assert (over.state.at, over.state.over) == ("greeting.declined", True)
    assert isinstance(over.turn and over.turn.wait, Disconnect)


@pytest.mark.parametrize("keys", [["", ""], ["7", "", ""]])
def test_two_silences_are_nobody_and_end_where_no_choice_does(keys: list[str]) -> None:
    over = called_back(keys)
    assert (over.state.at, over.state.over) == ("greeting.unanswered", True)
    assert Happening.CHOSE not in {one.kind for one in over.journal}
