"""`sign_in`, `presence` and `take`: the representatives' own line."""

from datetime import UTC, datetime

import pytest
from line_laboratory import dialog, found, program, told, words

from ivr.dialog import turn
from ivr.dialog.program import Asking, Fetching, Passing, SetPresence, Taking
from ivr.dialog.prompts import NEVER_SPOKEN, Known, Sentence, names_in
from ivr.dialog.speaking import words_of
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Fetch, Join
from ivr.dialog.world import Answered, Fetched, Joined, World
from ivr.routing.roster import Chosen, Representative, Roster
from ivr.secret import Secret
from ivr.telephony.events import Keyed
from ivr.telephony.outcomes import FetchOutcome, TakeOutcome

ROSA = Representative("rosa", "Rosa", "+15550100101", ("billing",))
NOW = World(datetime(2026, 11, 24, 15, 5, tzinfo=UTC), Roster({"billing": (ROSA,)}))
SIGN_IN = "sign_in:\n  verified: goodbye\n  exhausted: representative\n  down: representative\n"
ME = {Known.REPRESENTATIVE_ID.value: "rosa", Known.REPRESENTATIVE_NAME.value: "Rosa"}
SIGNED_IN = Fetched(FetchOutcome.VERIFIED, ME)
REFUSED = Fetched(FetchOutcome.REFUSED)


def signed_in(*tries: tuple[str, str], more: str = "", answer: Fetched = REFUSED) -> Step:
    """A call on which each code and PIN got `answer`."""
    line = program(SIGN_IN + more)
    at = begin(line, Answered(), NOW)
    for code, pin in tries:
        for keys in (code, pin):
            at = step(line, at.state, Keyed(Secret(keys)), NOW)
        assert at.turn is not None
        assert isinstance(at.turn.wait, Fetch)
        assert at.turn.wait.request == turn.SignIn(Secret(code.strip("#")), Secret(pin.strip("#")))
        at = step(line, at.state, answer, NOW)
    return at


def asked(at: str, more: str = "") -> str:
    question = program(SIGN_IN + more).dialogs[at]
    assert isinstance(question, Asking)
    return words(question.prompt)


# -- sign_in ----------------------------------------------------------------------------------------------------------


def test_code_and_pin_are_asked_for_and_neither_is_ever_read_back() -> None:
    assert asked("greeting") == "Enter your code, then press pound."
    assert asked("greeting.pin") == "Now enter your PIN, then press pound."
    assert {Known.REPRESENTATIVE_CODE, Known.REPRESENTATIVE_PIN} <= NEVER_SPOKEN
    for one in program(SIGN_IN).dialogs.values():
        if isinstance(one, Asking) and one.id.startswith("greeting"):
            assert not [names for said in (one.prompt, *one.noinput, *one.nomatch) for names in names_in(said)]


def test_an_author_may_ask_in_other_words() -> None:
    more = "  prompt: Your number, please.\n  pin: And the secret one.\n"
    assert (asked("greeting", more), asked("greeting.pin", more)) == ("Your number, please.", "And the secret one.")


def test_where_languages_are_chosen_a_key_is_asked_for_before_the_code() -> None:
    """9 is the other language there, and a digit of a code."""
    more = "  choose_language: true\n"
    assert asked("greeting", more) == "To sign in, press one."
    line = program(SIGN_IN + more)
    at = step(line, begin(line, Answered(), NOW).state, Keyed(Secret("1")), NOW)
    assert (at.state.at, words_of(at.turn.said if at.turn else ())) == (
        "greeting.code",
        "Enter your code, then press pound.",
    )
    refused = line.dialogs["greeting.refused"]
    assert isinstance(refused, Passing)
    assert refused.then == "greeting.code"


def test_who_signed_in_goes_on_and_what_was_keyed_is_forgotten() -> None:
    state = signed_in(("1234#", "258036#"), answer=SIGNED_IN).state
    assert state.at == "goodbye"
    assert ME.items() <= state.values.items()
    assert state.secrets == {}


def test_a_refusal_does_not_say_what_was_wrong_and_asks_for_both_again() -> None:
    again = signed_in(("1234#", "258036#"))
    assert again.state.at == "greeting"
    assert again.state.secrets == {}
    assert again.turn is not None
    assert words_of(again.turn.said) == "That code and PIN do not match. Enter your code, then press pound."


def test_the_third_refusal_is_the_last_unless_its_author_says_otherwise() -> None:
    wrong = ("1234#", "258036#")
    assert signed_in(wrong, wrong).state.at == "greeting"
    assert signed_in(wrong, wrong, wrong).state.at == "representative"
    assert signed_in(wrong, more="  tries: 1\n").state.at == "representative"


def test_nobody_learns_how_long_a_pin_is_here() -> None:
    """Whatever has up to twelve digits is looked at."""
    assert signed_in(("1#", "1#")).state.at == "greeting"
    assert signed_in(("123456789012", "123456789012")).state.at == "greeting"


def test_when_nobody_can_be_signed_in_the_call_goes_where_down_says() -> None:
    assert signed_in(("1234#", "258036#"), answer=Fetched(FetchOutcome.DOWN)).state.at == "representative"


def test_a_sign_in_without_an_end_is_told() -> None:
    assert told(SIGN_IN.replace("  exhausted: representative\n", ""))[0] == "IVR103"
    assert told(SIGN_IN + "  tries: 0\n")[0] == "IVR053"


# -- presence ---------------------------------------------------------------------------------------------------------


def presence(written: str) -> str:
    return f"presence:\n  set: {written}\n  down: representative\nnext: goodbye\n"


@pytest.mark.parametrize("chosen", list(Chosen))
def test_what_a_representative_chooses_is_asked_for(chosen: Chosen) -> None:
    one = dialog(presence(chosen.value))
    assert isinstance(one, Fetching)
    assert one.inquiry == SetPresence(chosen)
    assert one.outcomes[FetchOutcome.DONE] == "goodbye"
    assert one.outcomes[FetchOutcome.DOWN] == "representative"


@pytest.mark.parametrize(("written", "near"), [("redy", "Did you mean ready?"), ("on", "There are ready, busy, away.")])
def test_a_presence_that_is_none_is_told_with_the_nearest(written: str, near: str) -> None:
    assert told(presence(written)) == ("IVR053", 4, f'"{written}" is not what a representative can be.', near)


def test_nobody_who_did_not_sign_in_changes_anything() -> None:
    for body in (presence("ready"), take()):
        at = begin(program(body), Answered(), NOW)
        assert at.state.at == "representative"


# -- take -------------------------------------------------------------------------------------------------------------


def take(prompt: str = "A caller. Account ending {account.last4}.") -> str:
    return (
        f"take:\n  prompt: {prompt}\n  talked: goodbye\n  gone: goodbye\n  nobody: representative\n"
        "  down: representative\n"
    )


def taken(answer: Fetched) -> Step:
    line = program(take())
    at = begin(line, Answered(values=ME), NOW)
    assert at.turn is not None
    assert at.turn.wait == Fetch(turn.TakeNext("rosa"))
    return step(line, at.state, answer, NOW)


def test_who_it_is_is_said_before_the_caller_is_put_through() -> None:
    told_of = {Known.ACCOUNT_LAST4.value: "2917", Known.QUEUE_NAME.value: "billing.7"}
    at = taken(Fetched(FetchOutcome.DONE, told_of))
    assert at.turn is not None
    assert at.turn.wait == Join("billing.7")
    assert words_of(at.turn.said) == "A caller. Account ending two nine one seven."
    assert step(program(take()), at.state, Joined(TakeOutcome.TALKED), NOW).state.at == "goodbye"


def test_a_sentence_with_what_is_not_known_of_the_caller_is_left_out() -> None:
    at = taken(Fetched(FetchOutcome.DONE, {Known.QUEUE_NAME.value: "billing.7"}))
    assert at.turn is not None
    assert [part for one in at.turn.said for part in one.parts] == ["A caller."]


def test_when_nobody_waits_the_representative_is_led_on() -> None:
    assert taken(REFUSED).state.at == "representative"


def test_after_a_talk_and_after_a_caller_who_is_gone_the_ways_are_their_own() -> None:
    joined = program(take().replace("gone: goodbye", "gone: representative")).dialogs["greeting.join"]
    assert isinstance(joined, Taking)
    assert joined.outcomes == {TakeOutcome.TALKED: "goodbye", TakeOutcome.GONE: "representative"}
    assert all(isinstance(one, Sentence) for one in joined.prompt)


@pytest.mark.parametrize("name", ["account.number", "account.balance", "caller.phone", "queue.name"])
def test_a_representative_hears_no_more_than_a_whisper_says(name: str) -> None:
    code, line, message, _ = told(take(f'"Account {{{name}}}."'))
    assert (code, line, message) == (
        "IVR053",
        4,
        f"The whisper is not told {{{name}}}, so it cannot say it.",
    )


def test_a_take_has_a_way_for_every_end() -> None:
    codes = [(one.code, one.message) for one in found("take:\n  prompt: A caller.")]
    assert codes == [("IVR051", f'"take" needs the key "{key}".') for key in ("down", "gone", "nobody", "talked")]
