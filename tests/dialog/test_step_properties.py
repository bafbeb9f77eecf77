"""What holds of every program and everything that may happen to a call on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given, settings
from programs import FACTS, Happened, fitting, happenings, programs, worlds

from ivr.dialog.journal import Happening
from ivr.dialog.program import Asking, Connecting, Fetching, Paying, Program, leads_to
from ivr.dialog.state import CallState
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Disconnect, Fetch, Listen, Pay, Ring
from ivr.dialog.world import Answered, Event, World
from ivr.secret import Secret
from ivr.speech.money import parse_money
from ivr.stores.codec import decode_state, encode_state
from ivr.telephony.events import Keyed

CALLER = "+12025550143"
"""Not among the numbers of the roster, which may be seen."""

FEW = settings(max_examples=25, deadline=None)
"""Keeps each of these under two seconds."""

calls = (programs(), worlds, happenings())


@dataclass(frozen=True)
class Moved:
    """One Step, and what it came from: no state and no event for the first of a call."""

    before: CallState | None
    event: Event | None
    world: World
    step: Step


def steps(program: Program, world: World, happened: Happened) -> Iterator[Moved]:
    moved = begin(program, Answered(caller=Secret(CALLER)), world)
    yield Moved(None, None, world, moved)
    for what, now in happened:
        before = moved.state
        event = fitting(program.dialogs[before.at], what) if isinstance(what, int) else what
        moved = step(program, before, event, now)
        yield Moved(before, event, now, moved)


@FEW
@given(*calls)
def test_a_call_always_ends_or_waits_for_what_its_dialog_waits_for(
    program: Program, world: World, happened: Happened
) -> None:
    for one in steps(program, world, happened):
        moved = one.step
        if moved.turn is None:
            continue
        dialog = program.dialogs[moved.state.at]
        match moved.turn.wait:
            case Disconnect():
                assert moved.state.over
            case Listen():
                assert isinstance(dialog, Asking)
            case Fetch():
                assert isinstance(dialog, Fetching)
            case Ring(targets=targets):
                assert isinstance(dialog, Connecting)
                assert targets
            case Pay(amount=amount):
                assert isinstance(dialog, Paying)
                assert parse_money(amount)[0] > 0
        assert moved.state.over is isinstance(moved.turn.wait, Disconnect)


@FEW
@given(*calls)
def test_a_call_never_leaves_the_exits_of_the_dialog_it_is_at(
    program: Program, world: World, happened: Happened
) -> None:
    for one in steps(program, world, happened):
        before, moved = one.before, one.step
        entered = [entry.dialog for entry in moved.journal if entry.kind is Happening.ENTERED]
        if before is None:
            assert entered[0] == (program.person if program.start in program.needs else program.start)
        way = entered if before is None else [before.at, *entered]
        for here, there in pairwise(way):
            assert there in leads_to(program, program.dialogs[here])
        assert moved.state.at == way[-1]


@FEW
@given(*calls)
def test_turn_numbers_grow_by_one_with_every_event_that_answers_and_with_no_other(
    program: Program, world: World, happened: Happened
) -> None:
    for one in steps(program, world, happened):
        before, moved = one.before, one.step
        if moved.turn is None:
            assert moved == Step(before, None)  # type: ignore[arg-type]
        else:
            assert moved.turn.number == moved.state.turn == (0 if before is None else before.turn) + 1
        assert {entry.turn for entry in moved.journal} <= {moved.state.turn}


@FEW
@given(*calls)
def test_the_state_survives_being_saved_after_every_step_and_then_does_the_same(
    program: Program, world: World, happened: Happened
) -> None:
    for one in steps(program, world, happened):
        moved = one.step
        assert decode_state(encode_state(moved.state)) == moved.state
        if one.before is not None and one.event is not None:
            saved = decode_state(encode_state(one.before))
            assert step(program, saved, one.event, one.world) == moved


@FEW
@given(*calls)
def test_the_same_input_gives_the_same_step_to_the_last_entry(
    program: Program, world: World, happened: Happened
) -> None:
    assert list(steps(program, world, happened)) == list(steps(program, world, happened))


@FEW
@given(*calls)
def test_counters_never_run_below_zero_or_past_their_bounds(program: Program, world: World, happened: Happened) -> None:
    for one in steps(program, world, happened):
        before, moved = one.before, one.step
        state, dialog = moved.state, program.dialogs[moved.state.at]
        assert min(state.noinput, state.nomatch, state.errors, *state.counts.values(), 0) == 0
        if isinstance(dialog, Asking):
            assert state.noinput <= dialog.attempts.noinput or state.patient
            assert state.noinput <= max(dialog.attempts.noinput, program.patience.noinput)
            assert state.nomatch <= dialog.attempts.nomatch
        else:
            assert (state.noinput, state.nomatch) == (0, 0)
        assert before is None or before.errors <= state.errors <= before.errors + 1
        assert all(entry.count >= 0 for entry in moved.journal)


@FEW
@given(*calls)
def test_nothing_that_shows_ever_holds_what_was_keyed(program: Program, world: World, happened: Happened) -> None:
    for one in steps(program, world, happened):
        event, moved = one.event, one.step
        shown = f"{moved!r} {moved.state.values!r} {[entry.detail for entry in moved.journal]!r}"
        assert not re.search(r"\d{5}", re.sub(r"15550\d{6}|microsecond=\d+", "", shown))
        if isinstance(event, Keyed):
            told = [
                entry.detail for entry in moved.journal if entry.detail not in program.dialogs
            ]  # their ids have digits
            assert not [detail for detail in told if len(detail) > 1 and event.keys.reveal() in detail]


@FEW
@given(*calls)
def test_a_person_is_pressed_upon_a_caller_at_most_once(program: Program, world: World, happened: Happened) -> None:
    kinds = [entry.kind for one in steps(program, world, happened) for entry in one.step.journal]
    assert kinds.count(Happening.LIMITED) <= 1
    assert kinds.count(Happening.ANSWERED) == 1
    assert kinds.count(Happening.ENDED) + kinds.count(Happening.HUNG_UP) <= 1


SEEN = {
    "heard.count",
    "account.tier",
    "caller.phone_last4",
    "caller.reference_last4",
    "caller.language",
    "payment.amount",
    "payment.confirmation",
}


@FEW
@given(*calls)
def test_only_what_may_be_seen_is_ever_among_the_values(program: Program, world: World, happened: Happened) -> None:
    for one in steps(program, world, happened):
        moved = one.step
        assert moved.state.values.keys() <= FACTS.keys() | SEEN
        assert all(len(digits) <= 4 for text in moved.state.values.values() for digits in re.findall(r"\d+", text))
