"""More time: who gets it, how much, what is said slower, and what a caller who never does anything can cost."""

from dataclasses import replace

import pytest
from cast import (
    IDENTIFIED,
    NUMBER,
    PROGRAM,
    SILENT,
    TUESDAY,
    VERIFIED,
    WORLD,
    Played,
    keyed,
    menu,
    play,
    question,
    rang,
    text_of,
    with_dialogs,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import in_languages, programs

from ivr.dialog.grammar import Amount, LanguageKey, OneKey
from ivr.dialog.journal import Happening
from ivr.dialog.program import Asking, Attempts, Limits, Passing, Patience, Program, Timing
from ivr.dialog.prompts import Known, Rest, Sentence, Utterance, Voice
from ivr.dialog.speaking import speak
from ivr.dialog.state import CallState
from ivr.dialog.step import begin, step
from ivr.dialog.turn import Disconnect, Fetch, Listen, Ring, Turn
from ivr.dialog.world import Answered, Event, Fetched, RingEnded, World
from ivr.secret import Secret
from ivr.speech.duration import seconds_to_say
from ivr.telephony.events import Silent
from ivr.telephony.outcomes import FetchOutcome, RingOutcome

RELAY = (
    "To pay your bill, press one. To hear how much you owe, press two. For other ways to pay, or a payment problem, "
    "press three. If you need more time or your service is off, press four. For a person, press zero. Take your time."
)
"""A menu of 45 words, as long as one may be."""


def timing(call: Played) -> Timing:
    assert isinstance(call.wait, Listen)
    return call.wait.timing


def silence(call: Played) -> int:
    """Whole seconds after the last word in which a first key counts."""
    return timing(call).timeout + timing(call).grace


# -- who gets it ------------------------------------------------------------------------------------------------------


def test_nobody_is_waited_for_longer_before_they_were_silent() -> None:
    call = play(keyed("8"), keyed("5"), keyed("*"), keyed("1"), keyed("12"))
    assert not call.state.patient
    assert timing(call) == Timing(8, 7)
    assert {one.rate for one in call.turn.said} == {100}


def test_after_the_first_silence_anywhere_the_caller_has_more_time_to_the_end_of_the_call() -> None:
    call = play(SILENT)
    assert timing(call).timeout == 15
    for events in ([keyed("5")], [keyed("*")], [keyed("#")], [keyed("8")]):
        call = call.then(*events)
        assert call.state.patient
        assert timing(call).timeout == 15
    call = call.then(keyed("1"), keyed(NUMBER), keyed("1"), keyed("2580"), VERIFIED)
    assert (call.at, call.state.patient, timing(call).timeout) == ("main", True, 15)


def test_a_change_of_language_gives_more_time_too() -> None:
    call = play(keyed("9"), program=in_languages(PROGRAM, 2))
    assert (call.state.patient, timing(call).timeout) == (True, 15)


def test_a_lone_pound_where_digits_are_asked_for_is_silence_too() -> None:
    assert play(keyed("#"), at="number").state.patient


def test_a_whisper_knows_no_patience() -> None:
    call = play(SILENT, at="whisper")
    assert not call.state.patient
    assert timing(call) == Timing(7)
    assert {one.rate for one in call.turn.said} == {100}
    assert call.then(SILENT).at == "refused", "its reprompts are its own"


def test_the_patient_caller_of_a_representative_makes_no_slow_whisper() -> None:
    ringing = play(SILENT, keyed("0"))
    assert isinstance(ringing.wait, Ring)
    leg = begin(PROGRAM, Answered("whisper", dict(ringing.wait.hand_off)), World(TUESDAY))
    assert not leg.state.patient


# -- how much ---------------------------------------------------------------------------------------------------------

AMOUNT = menu("amount", {}, grammar=Amount("payment.amount", 100, 200000, "main"), timing=Timing(8, 7))


@pytest.mark.parametrize(
    ("asking", "gap"),
    [
        (menu("main", {"1": "deep"}), 15),
        (menu("main", {"1": "deep"}, timing=Timing(18)), 18),
        (question("number", "account.number", (8, 8), "confirm"), 20),
        (replace(AMOUNT, id="number"), 20),
    ],
    ids=["a menu", "a menu that is slower anyway", "digits", "an amount"],
)
def test_the_gap_between_keys_is_that_of_menus_or_that_of_digits(asking: Asking, gap: int) -> None:
    call = play(SILENT, at=asking.id, program=with_dialogs(asking))
    assert timing(call).timeout == gap


@pytest.mark.parametrize("relayed", [RELAY, "Press one.", " ".join(["word"] * 90) + "."])
def test_a_relay_operator_has_a_second_for_every_word_and_fifteen_more(relayed: str) -> None:
    wording = (Sentence((relayed,)),)
    call = play(SILENT, program=with_dialogs(menu("main", {"1": "deep"}, noinput=(wording,))))
    spoken = seconds_to_say(relayed, "en-US")
    assert spoken + silence(call) >= len(relayed.split()) + 15
    assert silence(call) >= 15


def test_a_menu_of_45_words_leaves_a_relay_operator_at_least_42_seconds() -> None:
    """At 0.4 seconds a word, an announcer's pace, 45 words take 18 seconds to say and 45 to type: 27 behind, and 15 more."""
    assert len(RELAY.split()) == 45
    call = play(SILENT, program=with_dialogs(menu("main", {"1": "deep"}, noinput=((Sentence((RELAY,)),),))))
    assert silence(call) >= 42


def test_what_was_said_on_the_way_to_the_question_is_typed_too() -> None:
    long = Passing("long", (Sentence((RELAY,)),), "deep")
    short = play(SILENT, keyed("5"))
    behind = play(SILENT, keyed("5"), program=with_dialogs(long, menu("main", {"5": "long"})))
    assert silence(behind) > silence(short)


def test_what_was_said_before_a_quick_look_up_is_typed_too() -> None:
    """Two turns of one exchange are heard as one."""
    before = play(SILENT, *IDENTIFIED)
    told = (Utterance((RELAY,), "en-US", "Polly.Joanna-Neural"),)
    usual = before.then(VERIFIED)
    behind = before.then(replace(VERIFIED, said=told, guard=True))
    assert behind.turn.said == (*told, *usual.turn.said)
    assert isinstance(behind.wait, Listen)
    assert behind.wait.guard
    assert silence(behind) > silence(usual)


def test_a_question_keeps_the_time_before_its_first_digit_when_that_is_longer() -> None:
    slow = question("number", "account.number", (8, 8), "confirm", noinput=())
    program = with_dialogs(replace(slow, prompt=(), timing=Timing(20, 10)))
    assert timing(play(SILENT, at="number", program=program)) == Timing(20, 10)


# -- one more reprompt ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("attempts", "asked_again"), [(2, 3), (1, 3), (4, 4), (0, 0)])
def test_after_silence_there_is_one_more_reprompt_where_there_is_any(attempts: int, asked_again: int) -> None:
    program = with_dialogs(menu("main", {"1": "deep"}, attempts=Attempts(attempts, 2)), limits=Limits(errors=99))
    assert play(*[SILENT] * asked_again, program=program).at == "main"
    assert play(*[SILENT] * (asked_again + 1), program=program).at == "person"


def test_wrong_keys_have_no_more_reprompts_than_before() -> None:
    call = play(SILENT, keyed("8"), keyed("8"), keyed("8"))
    assert call.words == "You seem lost. I am connecting you."


# -- slower -----------------------------------------------------------------------------------------------------------

PATIENT = CallState("d", 1, "main", patient=True, secrets={"account.number": Secret(NUMBER)})
IMPATIENT = replace(PATIENT, patient=False)


def test_a_voice_that_can_be_paced_speaks_at_nine_tenths_and_another_as_ever() -> None:
    program = in_languages(PROGRAM, 3)
    prompt = (Sentence(("Hello.",)), Sentence(("Halo.",), "id-ID"))
    assert [one.rate for one in speak(program, PATIENT, prompt)] == [90, 100]
    assert [one.rate for one in speak(program, IMPATIENT, prompt)] == [100, 100]


def test_rests_are_half_as_long_again_between_the_groups_of_a_number_too() -> None:
    prompt = (Sentence(("To pay,", Rest(250), " press one. ", Known.ACCOUNT_NUMBER)),)

    def rests(state: CallState) -> list[int]:
        (utterance,) = speak(PROGRAM, state, prompt)
        return [part.milliseconds for part in utterance.parts if isinstance(part, Rest)]

    assert rests(IMPATIENT) == [250, 400]
    assert rests(PATIENT) == [375, 600]


def test_a_line_may_have_numbers_of_its_own() -> None:
    patience = Patience(menu=30, noinput=1, rate=80, rests=200)
    call = play(SILENT, program=with_dialogs(patience=patience))
    assert timing(call).timeout == 30
    assert {one.rate for one in call.turn.said} == {80}


# -- what a silent caller costs ---------------------------------------------------------------------------------------


def seconds_of(turn: Turn) -> float:
    """How long an exchange lasts when the caller does nothing: words, and the whole wait for a key or an answer."""
    said = sum(seconds_to_say(_words(one), one.language) * 100 / one.rate for one in turn.said)
    match turn.wait:
        case Listen(timing=timing, guard=guard):
            return said + timing.timeout + timing.grace + guard
        case Ring(seconds=seconds):
            return said + seconds
        case _:
            return said


def _words(utterance: Utterance) -> str:
    return "".join(part for part in utterance.parts if isinstance(part, str))


def silent_call(program: Program) -> tuple[list[Turn], list[Happening]]:
    """Every turn of a call on which nobody ever presses a key and nobody answers, to its end or a hundred turns."""
    moved = begin(program, Answered(), WORLD)
    turns, kinds = [], []
    for _ in range(100):
        assert moved.turn is not None
        turns.append(moved.turn)
        kinds += [entry.kind for entry in moved.journal]
        if isinstance(moved.turn.wait, Disconnect):
            break
        moved = step(program, moved.state, _nothing_happens(moved.turn), WORLD)
    return turns, kinds


def _nothing_happens(turn: Turn) -> Event:
    match turn.wait:
        case Ring():
            return RingEnded(RingOutcome.NOANSWER)
        case Fetch():
            return Fetched(FetchOutcome.DOWN)
        case _:
            return Silent()


def test_a_caller_who_never_presses_a_key_costs_the_tiny_line_less_than_five_minutes() -> None:
    turns, _ = silent_call(PROGRAM)
    assert isinstance(turns[-1].wait, Disconnect)
    waits = [type(turn.wait) for turn in turns]
    nobody = [Ring, Ring]
    assert waits == [*[Listen] * 4, *nobody, Listen, *nobody, *[Listen] * 4, Disconnect], (
        "the main menu to its end, a person, what follows, the bound of the call, a person, what follows to its end"
    )
    assert 240 < sum(map(seconds_of, turns)) < 300


@settings(max_examples=25, deadline=None)
@given(programs(), st.integers(0, 6))
def test_a_silent_caller_comes_to_a_person_within_the_bounds_of_the_call(program: Program, errors: int) -> None:
    """So often at most is anything asked again; the last failure at a dialog asks nothing again. And no listening lasts
    longer than patience and the words said make it."""
    dialogs = {name: _with_the_keys_of_the_line(one) for name, one in program.dialogs.items()}
    program = replace(program, dialogs=dialogs, limits=Limits(errors, 99))
    turns, kinds = silent_call(program)
    before = kinds[: kinds.index(Happening.LIMITED)] if Happening.LIMITED in kinds else []
    assert before.count(Happening.NOINPUT) - before.count(Happening.EXHAUSTED) <= errors + 1
    for turn in turns:
        if isinstance(turn.wait, Listen):
            words = sum(len(text_of(one).split()) for one in turn.said)
            assert turn.wait.timing.timeout + turn.wait.timing.grace <= max(20, words + program.patience.answering)


def _with_the_keys_of_the_line(dialog: object) -> object:
    if isinstance(dialog, Asking) and isinstance(dialog.grammar, OneKey):
        return replace(dialog, grammar=replace(dialog.grammar, universal=True))
    return dialog


def test_the_choice_of_a_language_keeps_its_own_attempts_however_patient_the_line_is() -> None:
    program = in_languages(PROGRAM, 3)
    assert isinstance(program.dialogs["languages"].grammar, LanguageKey)  # type: ignore[union-attr]
    call = play(SILENT, keyed("9"), SILENT, SILENT, program=program)
    assert call.at == "main"


def test_patience_is_kept_while_somebody_is_rung() -> None:
    call = play(SILENT, keyed("0"), rang(RingOutcome.BUSY), rang(RingOutcome.BUSY))
    assert (call.at, timing(call).timeout) == ("busy", 15)


def test_a_voice_is_paced_unless_it_says_otherwise() -> None:
    assert Voice("en-US", "Polly.Joanna-Neural").paced
