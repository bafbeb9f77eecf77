"""Questions, answers, silence, the line-wide keys and the bounds of a call."""

import pytest
from cast import (
    IDENTIFIED,
    NUMBER,
    PIN,
    PROGRAM,
    REFUSED,
    SILENT,
    VERIFIED,
    WORLD,
    keyed,
    menu,
    play,
    rang,
    said,
    with_dialogs,
)

from ivr.dialog.journal import Happening
from ivr.dialog.program import Attempts, How, Limits, Passing, Timing
from ivr.dialog.step import MOST_WITHOUT_WAIT, EndlessLineError, step
from ivr.dialog.turn import Disconnect, Listen
from ivr.dialog.world import Event
from ivr.telephony.events import HungUp
from ivr.telephony.outcomes import RingOutcome


def test_a_call_begins_with_everything_said_on_the_way_to_the_first_wait() -> None:
    call = play()
    assert call.words == "Welcome. main?"
    assert call.wait == Listen(limit=1, termchar=False, timing=Timing(7))
    assert call.turn.number == call.state.turn == 1


@pytest.mark.parametrize(
    ("at", "keys", "leads_to", "words"),
    [
        ("main", "1", "number", "number?"),
        ("main", "0", "person", "I am connecting you."),
        ("main", "#", "main", "main?"),
        ("main", "*", "main", "main?"),
        ("main", "9", "main", "main: not a choice."),
        ("main", "", "main", "main: take your time."),
        ("main", "77", "main", "main: not a choice."),
        ("deep", "*", "main", "main?"),
        ("deep", "#", "deep", "deep?"),
        ("number", "0", "person", "I am connecting you."),
        ("number", "0#", "person", "I am connecting you."),
        ("number", "*", "main", "main?"),
        ("number", "*#", "main", "main?"),
        ("number", "12*0#", "person", "I am connecting you."),
        ("number", NUMBER, "confirm", "I heard eight four four eight, two nine one seven."),
        ("number", f"12*{NUMBER}"[:8], "number", "number?"),
        ("number", f"*{NUMBER}"[:8], "number", "number?"),
        ("number", "1234", "number", "I heard four digits."),
        ("number", "#", "number", "number: take your time."),
        ("number", "", "number", "number: take your time."),
        ("pin", "258", "pin", "pin: not a choice."),
        ("pin", "*2580", "person", "I cannot reach your account. I am connecting you."),
        ("confirm", "1", "pin", "pin?"),
        ("confirm", "2", "number", "number?"),
        ("confirm", "*", "number", "number?"),
        ("confirm", "0", "person", "I am connecting you."),
    ],
)
def test_an_answer_leads_where_the_key_says(at: str, keys: str, leads_to: str, words: str) -> None:
    call = play(keyed(keys) if keys else SILENT, at=at)
    assert (call.at, call.words) == (leads_to, words)


def test_silence_and_wrong_keys_are_counted_apart_each_with_its_own_wordings() -> None:
    call = play(SILENT)
    assert call.words == "main: take your time."
    call = call.then(keyed("8"))
    assert call.words == "main: not a choice."
    call = call.then(SILENT)
    assert call.words == "main: no hurry at all."
    call = call.then(keyed("8"))
    assert call.words == "main: still not a choice."
    assert (call.state.noinput, call.state.nomatch, call.state.errors) == (2, 2, 4)


@pytest.mark.parametrize(
    "failures", [[SILENT] * 4, [keyed("8")] * 3], ids=["silence, with the patience it is met with", "a wrong key"]
)
def test_the_last_attempt_goes_where_exhausted_says(failures: list[Event]) -> None:
    assert play(*failures[:-1]).at == "main"
    call = play(*failures)
    assert call.words == "You seem lost. I am connecting you."
    assert [entry.dialog for entry in call.noted(Happening.EXHAUSTED)] == ["main"]


def test_a_third_failure_gets_the_last_wording_when_there_is_none_of_its_own() -> None:
    program = with_dialogs(menu("main", {"1": "number"}, attempts=Attempts(5, 5)), limits=Limits(errors=99))
    assert play(SILENT, SILENT, SILENT, SILENT, program=program).words == "main: no hurry at all."


def test_a_failure_without_wordings_gets_the_question_again() -> None:
    program = with_dialogs(menu("main", {"1": "number"}, noinput=(), nomatch=()))
    assert play(SILENT, program=program).words == "main?"
    assert play(keyed("8"), program=program).words == "main?"


def test_no_attempts_at_all_is_exhausted_at_the_first_failure() -> None:
    program = with_dialogs(menu("main", {"1": "number"}, attempts=Attempts(0, 0), exhausted="goodbye"))
    assert play(SILENT, program=program).at == "goodbye"
    assert play(keyed("8"), program=program).at == "goodbye"


def test_attempts_begin_anew_when_a_dialog_is_entered_again_but_errors_of_the_call_do_not() -> None:
    call = play(SILENT, keyed("5"), keyed("*"))
    assert (call.at, call.state.noinput, call.state.errors) == ("main", 0, 1)


def test_repeating_and_starting_an_entry_over_count_no_attempt() -> None:
    call = play(keyed("#"), keyed("#"), keyed("#"), keyed("#"), keyed("#"))
    assert (call.at, call.state.errors) == ("main", 0)
    assert len(call.noted(Happening.REPEATED)) == 5
    call = play(*[keyed("844*8448")] * 5, at="number")
    assert (call.at, call.state.errors, call.words) == ("number", 0, "number?")
    assert len(call.noted(Happening.STARTED_OVER)) == 5


def test_a_zero_inside_an_account_number_is_a_digit() -> None:
    assert play(keyed("84480000"), at="number").at == "confirm"


def test_star_at_a_question_without_a_way_back_asks_it_again_without_counting() -> None:
    call = play(keyed("*"))
    assert (call.at, call.words, call.state.errors) == ("main", "main?", 0)
    assert len(call.noted(Happening.WENT_BACK)) == 1


# -- the leg of a representative --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["0", "*", "#", "2", "9", "11"])
def test_a_whispered_leg_has_no_line_wide_keys_and_any_wrong_key_refuses(key: str) -> None:
    call = play(keyed(key), at="whisper")
    assert (call.at, call.wait) == ("refused", Disconnect(How.HANGUP))
    assert call.state.over


def test_the_right_key_takes_the_call() -> None:
    call = play(keyed("1"), at="whisper")
    assert (call.at, call.wait) == ("accepted", Disconnect(How.BRIDGE))


def test_silence_at_a_whisper_is_asked_once_more_and_then_refuses() -> None:
    call = play(SILENT, at="whisper")
    assert (call.at, call.words) == ("whisper", "To take the call, press one.")
    assert call.then(SILENT).at == "refused"


def test_the_bounds_of_a_call_never_send_a_representative_to_a_person() -> None:
    program = with_dialogs(limits=Limits(errors=0, turns=0))
    assert play(SILENT, at="whisper", program=program).at == "whisper"


# -- how calls end, and what answers nothing --------------------------------------------------------------------------

WAITS = {
    "a menu": (),
    "a question": (keyed("1"),),
    "a look-up": IDENTIFIED,
    "a ring": (keyed("0"),),
}


@pytest.mark.parametrize("events", WAITS.values(), ids=WAITS)
def test_a_caller_may_hang_up_at_every_wait(events: tuple[Event, ...]) -> None:
    before = play(*events)
    call = before.then(HungUp(30))
    assert (call.state.over, call.wait, call.words) == (True, Disconnect(), "")
    assert call.state.turn == before.state.turn + 1
    assert [entry.dialog for entry in call.noted(Happening.HUNG_UP)] == [before.at]


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        (WAITS["a menu"], [VERIFIED, REFUSED, rang(RingOutcome.BUSY)]),
        (WAITS["a question"], [VERIFIED, rang(RingOutcome.BRIDGED, "rosa")]),
        (WAITS["a look-up"], [keyed("1"), SILENT, rang(RingOutcome.BUSY)]),
        (WAITS["a ring"], [keyed("1"), SILENT, VERIFIED]),
    ],
)
def test_an_event_that_cannot_answer_changes_nothing(events: tuple[Event, ...], wrong: list[Event]) -> None:
    before = play(*events)
    for event in wrong:
        after = step(PROGRAM, before.state, event, WORLD)
        assert (after.state, after.turn, after.journal) == (before.state, None, ())


@pytest.mark.parametrize("event", [keyed("1"), SILENT, VERIFIED, rang(RingOutcome.BUSY), HungUp()])
@pytest.mark.parametrize("end", [(keyed("2"),), (HungUp(),)], ids=["the line ended it", "the caller ended it"])
def test_over_is_over(end: tuple[Event, ...], event: Event) -> None:
    program = with_dialogs(menu("main", {"2": "goodbye"}))
    ended = play(*end, program=program)
    after = step(program, ended.state, event, WORLD)
    assert ended.state.over
    assert (after.state, after.turn, after.journal) == (ended.state, None, ())


def test_the_last_words_of_a_line_are_said_before_it_hangs_up() -> None:
    call = play(at="goodbye")
    assert (call.words, call.wait) == ("Goodbye.", Disconnect(How.HANGUP))
    assert [entry.detail for entry in call.noted(Happening.ENDED)] == ["hangup"]


def chain(length: int) -> tuple[Passing, ...]:
    """So many dialogs without a wait, and then the goodbye."""
    names = [f"say{place}" for place in range(length)]
    return tuple(Passing(name, (), then) for name, then in zip(names, [*names[1:], "goodbye"], strict=True))


def test_a_line_that_goes_round_without_waiting_is_an_error_and_no_endless_loop() -> None:
    program = with_dialogs(Passing("a", said("a"), "b"), Passing("b", said("b"), "a"))
    with pytest.raises(EndlessLineError, match="within 100"):
        play(at="a", program=program)


def test_as_many_dialogs_as_allowed_are_run_through_and_not_one_more() -> None:
    long = with_dialogs(*chain(MOST_WITHOUT_WAIT))
    assert play(at="say0", program=long).at == "goodbye"
    longer = with_dialogs(*chain(MOST_WITHOUT_WAIT + 1))
    with pytest.raises(EndlessLineError) as error:
        play(at="say0", program=longer)
    assert error.value.through == tuple(f"say{place}" for place in range(MOST_WITHOUT_WAIT + 1))


# -- what is noted ----------------------------------------------------------------------------------------------------


def test_the_journal_tells_what_happened_and_never_what_was_keyed() -> None:
    call = play(keyed("1"), keyed(NUMBER), keyed("1"), keyed(PIN), VERIFIED)
    told = [(entry.kind, entry.dialog, entry.detail, entry.count) for entry in call.journal]
    assert told == [
        (Happening.ANSWERED, "greeting", "", 0),
        (Happening.ENTERED, "greeting", "", 0),
        (Happening.ENTERED, "main", "", 0),
        (Happening.CHOSE, "main", "1", 0),
        (Happening.ENTERED, "number", "", 0),
        (Happening.KEYED, "number", "account.number", 8),
        (Happening.ENTERED, "confirm", "", 0),
        (Happening.CHOSE, "confirm", "1", 0),
        (Happening.ENTERED, "pin", "", 0),
        (Happening.KEYED, "pin", "account.pin", 4),
        (Happening.ENTERED, "identify", "", 0),
        (Happening.LOOKED_UP, "identify", "verified", 0),
        (Happening.DECIDED, "identify", "verified", 0),
        (Happening.ENTERED, "balance", "", 0),
        (Happening.OUTCOME, "balance", "heard_balance", 0),
        (Happening.ENTERED, "main", "", 0),
    ]
    assert [entry.turn for entry in call.journal] == [1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6, 6, 6]
    assert {entry.at for entry in call.journal} == {WORLD.now}


def test_an_outcome_is_noted_when_its_dialog_is_entered() -> None:
    call = play(at="goodbye")
    assert [entry.detail for entry in call.noted(Happening.OUTCOME)] == ["ended_well"]
