"""The other languages: 9 in a line of one, two and three of them, who speaks what, and that nothing of a call is lost."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from cast import (
    IDENTIFIED,
    NUMBER,
    PIN,
    PROGRAM,
    SILENT,
    VERIFIED,
    WORLD,
    Played,
    connecting,
    keyed,
    menu,
    play,
    said,
    with_dialogs,
)
from hypothesis import given, settings
from programs import VOICES, Happened, fitting, happenings, in_languages, programs, worlds

from ivr.dialog.journal import Happening
from ivr.dialog.program import Asking, Order, Passing, Program, leads_to
from ivr.dialog.prompts import Known, Sentence, Utterance
from ivr.dialog.speaking import speak
from ivr.dialog.state import CallState
from ivr.dialog.step import begin, step
from ivr.dialog.turn import Fetch, Listen, Ring
from ivr.dialog.world import Answered, Event, World
from ivr.secret import Secret
from ivr.telephony.events import Keyed

ONE, TWO, THREE = (in_languages(PROGRAM, count) for count in (1, 2, 3))
FEW = settings(max_examples=25, deadline=None)
NINE = keyed("9")


def voices(call: Played) -> list[tuple[str, str]]:
    return [(one.language, one.voice) for one in call.turn.said]


# -- one language -----------------------------------------------------------------------------------------------------


def test_in_a_line_of_one_language_nine_is_a_wrong_key() -> None:
    call = play(NINE, program=ONE)
    assert (call.words, call.state.nomatch, call.state.patient) == ("main: not a choice.", 1, False)


# -- two --------------------------------------------------------------------------------------------------------------


def test_of_two_languages_nine_is_the_other_and_the_same_question_comes_again() -> None:
    call = play(NINE, program=TWO)
    assert (call.at, call.words) == ("main", "es-US: main?")
    assert voices(call) == [("es-US", "Polly.Lupe-Neural")]
    assert (call.state.errors, call.state.nomatch) == (0, 0)
    back = call.then(NINE)
    assert (back.words, voices(back)) == ("main?", [("en-US", "Polly.Joanna-Neural")])


def test_a_menu_that_binds_nine_keeps_its_own_meaning() -> None:
    program = in_languages(with_dialogs(menu("main", {"9": "number"})), 2)
    assert play(NINE, program=program).at == "number"


def test_while_digits_are_collected_nine_is_a_digit() -> None:
    program = in_languages(with_dialogs(replace(PROGRAM.dialogs["number"])), 2)
    call = play(NINE, at="number", program=program)
    assert (call.words, call.state.language) == ("I heard one digits.", "")


def test_the_change_is_noted_and_a_representative_is_told_of_another_language_than_the_first() -> None:
    call = play(NINE, program=TWO)
    assert [entry.detail for entry in call.noted(Happening.CHOSE_LANGUAGE)] == ["es-US"]
    ringing = call.then(keyed("0"))
    assert isinstance(ringing.wait, Ring)
    assert ringing.wait.hand_off == (("caller.language", "es-US"),)
    returned = call.then(NINE, keyed("0"))
    assert isinstance(returned.wait, Ring)
    assert returned.wait.hand_off == ()


def test_a_whispered_leg_is_spoken_in_the_first_language_whatever_the_caller_speaks() -> None:
    told = (Sentence(("The caller speaks ", Known.CALLER_LANGUAGE, ".")),)
    program = in_languages(with_dialogs(replace(PROGRAM.dialogs["whisper"], prompt=told)), 2)  # type: ignore[call-arg]
    moved = begin(program, Answered("whisper", {"caller.language": "es-US"}), WORLD)
    assert moved.turn is not None
    assert moved.turn.said == (Utterance(("The caller speaks Spanish.",), "en-US", "Polly.Joanna-Neural"),)
    assert step(program, moved.state, NINE, WORLD).state.language == ""


@pytest.mark.parametrize("program", [TWO, THREE], ids=["two languages", "three"])
def test_everything_keyed_and_learned_is_kept_when_the_language_changes(program: Program) -> None:
    before = play(*IDENTIFIED, VERIFIED, program=program)
    change = (NINE,) if program is TWO else (NINE, keyed("2"))
    after = before.then(*change)
    assert (after.at, after.state.language) == (before.at, "es-US")
    assert after.state.secrets == before.state.secrets
    assert after.state.values == {**before.state.values, "caller.language": "es-US"}
    assert after.state.counts == before.state.counts


def test_a_number_keyed_before_the_change_is_read_back_in_the_new_language() -> None:
    program = in_languages(with_dialogs(menu("confirm", {"1": "pin"}, prompt=said(Known.ACCOUNT_NUMBER))), 2)
    call = play(keyed(NUMBER), NINE, at="number", program=program)
    assert call.words == "es-US: ocho cuatro cuatro ocho, dos nueve uno siete"


def test_attempts_used_up_before_the_change_stay_used_up() -> None:
    call = play(keyed("8"), keyed("8"), NINE, keyed("8"), program=TWO)
    assert call.at == "person"


def test_what_the_back_office_is_asked_is_said_to_wait_for_in_the_callers_language() -> None:
    call = play(NINE, *IDENTIFIED, program=TWO)
    assert isinstance(call.wait, Fetch)
    assert [(one.parts, one.language) for one in call.wait.comfort] == [(("es-US: One moment.",), "es-US")]


# -- three ------------------------------------------------------------------------------------------------------------


def test_of_three_languages_nine_leads_to_a_choice_in_three_voices() -> None:
    call = play(NINE, program=THREE)
    assert call.at == "languages"
    assert voices(call) == [(voice.language, voice.name) for voice in VOICES]


@pytest.mark.parametrize(("key", "language"), [("1", "en-US"), ("2", "es-US"), ("3", "id-ID")])
def test_the_choice_leads_back_to_the_question_in_that_language(key: str, language: str) -> None:
    call = play(keyed("5"), NINE, keyed(key), program=THREE)
    assert call.at == "deep"
    assert {one.language for one in call.turn.said} == {language}


@pytest.mark.parametrize(
    ("events", "at"),
    [
        ([keyed("*")], "deep"),
        ([SILENT, SILENT], "deep"),
        ([keyed("8"), keyed("8")], "deep"),
        ([keyed("0")], "person"),
        ([keyed("#")], "languages"),
        ([NINE], "languages"),
        ([SILENT], "languages"),
    ],
    ids=["star", "silence", "wrong keys", "zero", "pound", "nine", "one silence"],
)
def test_whoever_chooses_no_language_comes_back_in_the_one_before(events: Sequence[Event], at: str) -> None:
    call = play(keyed("5"), NINE, *events, program=THREE)
    assert (call.at, call.state.language) == (at, "")
    assert call.noted(Happening.CHOSE_LANGUAGE) == []


def test_choosing_the_language_spoken_already_changes_nothing() -> None:
    call = play(NINE, keyed("1"), program=THREE)
    assert (call.at, call.state.language, call.state.patient) == ("main", "", False)


def test_a_choice_of_language_nobody_asked_for_leads_to_the_beginning() -> None:
    assert play(keyed("2"), at="languages", program=THREE).words == "es-US: Welcome. es-US: main?"


# -- who speaks what --------------------------------------------------------------------------------------------------


def test_an_offer_is_in_its_own_language_whatever_the_calls_language_is() -> None:
    offers = (Sentence(("Hello.",)), Sentence(("Para espa\u00f1ol.",), "es-US"), Sentence(("Bahasa.",), "id-ID"))
    state = CallState("d", 1, "main")
    heard = [[(one.language, one.parts) for one in speak(THREE, each, offers)] for each in (
        state, replace(state, language="es-US"), replace(state, language="id-ID")
    )]  # fmt: skip
    spanish, bahasa = ("es-US", ("Para espa\u00f1ol.",)), ("id-ID", ("Bahasa.",))
    assert heard == [
        [("en-US", ("Hello.",)), spanish, bahasa],
        [("es-US", ("Hello. Para espa\u00f1ol.",)), bahasa],
        [("id-ID", ("Hello.",)), spanish, bahasa],
    ]


def test_a_language_nobody_speaks_here_is_spoken_by_the_first_voice_in_its_own_words() -> None:
    prompt = (Sentence(("Bonjour ", Known.HEARD_COUNT)), )  # fmt: skip
    state = CallState("d", 1, "main", values={"heard.count": "2"}, language="fr-FR")
    (utterance,) = speak(TWO, state, prompt)
    assert (utterance.language, utterance.voice, utterance.parts) == ("en-US", "Polly.Joanna-Neural", ("Bonjour two",))


# -- of every program and every call ----------------------------------------------------------------------------------


def moves(program: Program, world: World, happened: Happened) -> list[tuple[CallState, Event, World]]:
    state = begin(program, Answered(caller=Secret("+12025550143")), world).state
    made = []
    for what, now in happened:
        event = fitting(program.dialogs[state.at], what) if isinstance(what, int) else what
        made.append((state, event, now))
        state = step(program, state, event, now).state
    return made


def but_for_the_language(state: CallState) -> CallState:
    values = {name: text for name, text in state.values.items() if name != "caller.language"}
    return replace(state, language="", values=values)


@FEW
@given(programs(languages=3), worlds, happenings())
def test_what_happens_next_does_not_depend_on_the_language(program: Program, world: World, happened: Happened) -> None:
    for before, event, now in moves(program, world, happened):
        usual = step(program, before, event, now)
        if any(entry.kind is Happening.CHOSE_LANGUAGE for entry in usual.journal):
            continue
        for voice in program.others:
            other = step(program, replace(before, language=voice.language), event, now)
            if any(entry.kind is Happening.CHOSE_LANGUAGE for entry in other.journal):
                continue
            assert but_for_the_language(other.state) == but_for_the_language(usual.state)
            assert other.journal == usual.journal
            assert (other.turn is None) == (usual.turn is None)


@FEW
@given(programs(), worlds, happenings())
def test_nine_changes_nothing_but_the_language_the_patience_and_the_way_back(
    program: Program, world: World, happened: Happened
) -> None:
    for before, _, now in moves(program, world, happened):
        dialog = program.dialogs[before.at]
        if before.over or not isinstance(dialog, Asking):
            continue
        after = step(program, before, Keyed(Secret("9")), now)
        if not any(entry.kind is Happening.CHOSE_LANGUAGE for entry in after.journal):
            continue
        assert len(program.others) == 1
        changed = replace(
            before,
            turn=before.turn + 1,
            language=after.state.language,
            patient=True,
            values={k: v for k, v in before.values.items() if k != "caller.language"}
            | ({"caller.language": "es-US"} if after.state.language == "es-US" else {}),
        )
        assert after.state == changed
        assert after.turn is not None
        assert isinstance(after.turn.wait, Listen)


@FEW
@given(programs(), worlds, happenings())
def test_every_sentence_is_spoken_by_the_voice_of_its_language(
    program: Program, world: World, happened: Happened
) -> None:
    names = {voice.language: voice.name for voice in (program.voice, *program.others)}
    for before, event, now in moves(program, world, happened):
        moved = step(program, before, event, now)
        for one in moved.turn.said if moved.turn else ():
            assert names[one.language] == one.voice
            # What was said before the change, and offers, are in a language of their own.
            spoken = {before.language or "en-US", moved.state.language or "en-US"}
            assert one.language in spoken or moved.state.at == "languages"


@FEW
@given(programs())
def test_the_tables_of_all_languages_lead_the_same_ways(program: Program) -> None:
    for voice in program.others:
        for name, dialog in program.dialogs.items():
            other = program.dialog(name, voice.language)
            assert leads_to(program, other) == leads_to(program, dialog)


def test_the_choice_of_a_language_may_lead_to_any_question_and_to_the_beginning() -> None:
    ways = leads_to(THREE, THREE.dialogs["languages"])
    assert {"main", "deep", "number", "confirm", "pin", "greeting", "person"} <= ways
    assert "whisper" not in ways


def test_a_passing_that_follows_a_change_is_in_the_new_language() -> None:
    program = in_languages(
        with_dialogs(Passing("lost", said("Lost."), "person"), connecting("person", Order.IN_ORDER)), 2
    )
    assert play(NINE, *[keyed("8")] * 3, program=program).words == "es-US: Lost. es-US: I am connecting you."


def test_a_pin_keyed_in_another_language_identifies_as_in_the_first() -> None:
    call = play(NINE, keyed("1"), keyed(NUMBER), keyed("1"), keyed(PIN), VERIFIED, program=TWO)
    assert call.words == "es-US: You owe ciento treinta y cuatro d\u00f3lares con cincuenta centavos. es-US: main?"
