"""A working day, or some hours of one, lived through: nobody is stranded, nobody is rung twice, shares are as defined."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ivr.rehearsal.day import Day, live_through
from ivr.rehearsal.day_callers import End
from ivr.rehearsal.day_outcome import Outcome
from ivr.rehearsal.day_watch import Choice
from ivr.rehearsal.logs import overheard
from ivr.routing.roster import Strategy

SAMPLE = Day(callers=120, people=12, minutes=90, talk_seconds=360)
MOST_AT_ONCE = 10
BEFORE = datetime.min.replace(tzinfo=UTC)


def lived(day: Day) -> Outcome:
    with overheard() as errors:
        outcome = live_through(day)
    assert errors == []
    return outcome


@pytest.fixture(scope="module")
def sample() -> Outcome:
    return lived(SAMPLE)


OF_THE_SAMPLE = pytest.mark.xdist_group("a day")
"""In one worker, so that the day is lived through once."""


@OF_THE_SAMPLE
def test_every_caller_ends_well(sample: Outcome) -> None:
    assert sum(sample.ends.values()) == SAMPLE.callers
    assert End.DROPPED not in sample.ends
    assert sample.apologies == 0


@OF_THE_SAMPLE
def test_nobody_waits_while_somebody_who_fits_is_ready(sample: Outcome) -> None:
    assert sample.neglected == ()


@OF_THE_SAMPLE
def test_no_telephone_is_rung_by_two_calls_at_a_time(sample: Outcome) -> None:
    assert sample.rung_twice == ()


@OF_THE_SAMPLE
def test_no_account_is_asked_for_twice_and_every_whisper_is_about_its_caller(sample: Outcome) -> None:
    assert sample.asked_twice == ()
    assert sample.whispered_wrong == ()


@OF_THE_SAMPLE
def test_nobody_is_held_and_nobody_waits_when_the_day_is_over(sample: Outcome) -> None:
    assert sample.left_behind == ()


@OF_THE_SAMPLE
def test_a_sample_is_a_day_in_which_things_happen(sample: Outcome) -> None:
    """Without lines, call backs, messages and telephones that ring in vain the tests above would say little."""
    assert {End.TALKED, End.CALLED_BACK, End.MESSAGE, End.HUNG_UP} <= sample.ends.keys()
    assert sample.most_waiting > 5
    assert sample.rings > sum(sample.shares.values())
    assert sample.longest_wait > 60
    assert all(sample.shares.values())


@OF_THE_SAMPLE
def test_the_report_says_how_long_callers_waited_and_who_talked(sample: Outcome) -> None:
    report = str(sample)
    assert f"{sample.ends[End.TALKED]:5}  talked to somebody\n" in report
    assert f"median {sample.median_wait:.0f} s" in report
    assert f"person01 {sample.shares['person01']}," in report


def test_the_same_seed_is_the_same_day_and_another_one_is_not() -> None:
    day, other = (Day(callers=8, people=2, minutes=10, seed=seed) for seed in (3, 4))
    first, again, different = lived(day), lived(day), lived(other)
    assert (first.ends, first.talks, first.waits) == (again.ends, again.talks, again.waits)
    assert first.waits != different.waits


def test_without_the_rest_api_callers_leave_the_queue_by_its_own_documents() -> None:
    outcome = lived(Day(callers=18, people=3, minutes=20, by_rest=False))
    assert outcome.wrong == ()
    assert outcome.longest_wait > 30
    assert End.CALLED_BACK not in outcome.ends


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 4))
def test_a_whole_day_goes_well(seed: int) -> None:
    outcome = lived(Day(seed=seed))
    assert outcome.wrong == ()
    assert sum(outcome.ends.values()) == 500


# -- strategies -------------------------------------------------------------------------------------------------------


def by_strategy(strategy: Strategy) -> Outcome:
    """Everybody does everything and takes every call, so that who is rung depends on the strategy alone."""
    outcome = lived(
        Day(callers=40, people=6, minutes=40, talk_seconds=180, dutiful=True, one_group=True, strategy=strategy)
    )
    assert outcome.wrong == ()
    assert [one for one in outcome.choices if len(one.free) > 1], "nobody was ever chosen from among several"
    return outcome


def chosen_by(outcome: Outcome, rule: Callable[[Choice, str], tuple[object, ...]]) -> list[tuple[str, str]]:
    """Who was rung and who should have been, of those free the first by this rule; where the two differ."""
    pairs = [(one.chosen, (min(one.free, key=lambda name: rule(one, name)),)) for one in outcome.choices]
    return [(was[0], should[0]) for was, should in pairs if was != should]


def talked_before(outcome: Outcome, name: str, moment: datetime) -> list[datetime]:
    """When those talks ended."""
    return [over for _, over in outcome.talks[name] if over <= moment]


def test_linear_rings_the_first_on_the_list() -> None:
    outcome = by_strategy(Strategy.LINEAR)
    assert chosen_by(outcome, lambda _, name: (name,)) == []
    shares = list(outcome.shares.values())
    assert shares[0] > shares[-1]


def test_circular_rings_whoever_comes_after_the_last_one() -> None:
    outcome = by_strategy(Strategy.CIRCULAR)
    names, last, wrong = list(outcome.talks), -1, []
    for one in outcome.choices:
        turn = sorted(one.free, key=lambda name: (names.index(name) - last - 1) % len(names))
        wrong += [(one.chosen, turn[0])] if one.chosen != (turn[0],) else []
        last = names.index(one.chosen[0])
    assert wrong == []
    assert max(outcome.shares.values()) - min(outcome.shares.values()) <= 4


@pytest.mark.long
def test_longest_idle_rings_whoever_has_been_without_a_call_for_longest() -> None:
    outcome = by_strategy(Strategy.LONGEST_IDLE)

    def idle_since(one: Choice, name: str) -> tuple[object, ...]:
        return max(talked_before(outcome, name, one.at), default=BEFORE), name

    assert chosen_by(outcome, idle_since) == []
    assert max(outcome.shares.values()) - min(outcome.shares.values()) <= 4


@pytest.mark.long
def test_fewest_calls_rings_whoever_has_taken_the_fewest() -> None:
    outcome = by_strategy(Strategy.FEWEST_CALLS)

    def taken(one: Choice, name: str) -> tuple[object, ...]:
        ended = talked_before(outcome, name, one.at)
        return len(ended), max(ended, default=BEFORE), name

    assert chosen_by(outcome, taken) == []
    assert max(outcome.shares.values()) - min(outcome.shares.values()) <= 2


@pytest.mark.long
def test_simultaneous_rings_everybody_who_is_free() -> None:
    """Somebody who waits is promised one person first, and rings the others a moment later."""
    outcome = by_strategy(Strategy.SIMULTANEOUS)
    together = [one for one in outcome.choices if len(one.chosen) > 1]
    assert len(together) > 10
    assert [one for one in together if one.chosen != one.free[:MOST_AT_ONCE]] == []
    assert outcome.rings > 2 * sum(outcome.shares.values())
