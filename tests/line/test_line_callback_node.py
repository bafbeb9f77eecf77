"""`callback`: what is asked before a caller is called back, whose number it is, and how the call back begins."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from line_laboratory import COMPANY, GOODBYE, found, nodes, program, told, words

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.dialog.program import Asking, Ending, Fetching, Program, RequestCallback
from ivr.dialog.prompts import Known
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import CallBack, CheckNumber, Fetch
from ivr.dialog.world import Answered, Fetched, World
from ivr.routing.roster import Representative, Roster
from ivr.secret import Secret
from ivr.telephony.events import Keyed, Silent
from ivr.telephony.outcomes import FetchOutcome

ALLOWED = COMPANY + "callbacks: {countries: [US]}\n"
SENDING = ALLOWED + "texts: {countries: [US]}\n"
ROSA = Representative("rosa", "Rosa", "+15550100101", ("billing",))
NOW = World(datetime(2026, 11, 24, 15, 5, tzinfo=UTC), Roster({"billing": (ROSA,)}))
OWN, OTHER, THIRD = "+12125550123", "3105550177", "4155550188"
TEXT = 'text: "{company.name} tried to call you back."\n'


def callback(more: str = "", back: str = "") -> str:
    rows = "".join(f"  {row}\n" for row in more.split("\n") if row)
    return (
        "callback:\n  to: billing\n  greeting: This is {company.name}. You asked us to call you back.\n"
        f"  answered: representative\n{rows}  done: goodbye\n  refused: representative\n  down: representative\n"
        f"  exhausted: representative\n{back}"
    )


class Caller:
    """Somebody who arranges a call back, and whose numbers may all be called but `refused`."""

    def __init__(self, line: Program, own: str = OWN, refused: tuple[str, ...] = ()) -> None:
        self.line, self.refused = line, refused
        self.asked: list[CallBack] = []
        self.at = begin(line, Answered(caller=Secret(own) if own else None), NOW)
        self._office()

    def press(self, keys: str) -> "Caller":
        self.at = step(self.line, self.at.state, Keyed(Secret(keys)) if keys else Silent(), NOW)
        self._office()
        return self

    def _office(self) -> None:
        while self.at.turn is not None and isinstance(self.at.turn.wait, Fetch):
            self.at = step(self.line, self.at.state, Fetched(self._outcome(self.at)), NOW)

    def _outcome(self, at: Step) -> FetchOutcome:
        assert at.turn is not None
        assert isinstance(at.turn.wait, Fetch)
        match at.turn.wait.request:
            case CheckNumber(number=number):
                return FetchOutcome.REFUSED if number.reveal() in self.refused else FetchOutcome.VERIFIED
            case CallBack() as request:
                self.asked.append(request)
                return FetchOutcome.DONE
            case request:
                raise AssertionError(request)

    @property
    def called(self) -> list[str]:
        return [one.to.reveal() for one in self.asked]

    @property
    def where(self) -> str:
        return self.at.state.at


def heard(line: Program, at: str) -> str:
    dialog = line.dialogs[at]
    assert isinstance(dialog, Asking | Ending)
    return words((*dialog.terms, *dialog.prompt) if isinstance(dialog, Asking) else dialog.prompt)


# -- which number -----------------------------------------------------------------------------------------------------


def test_a_caller_hears_the_last_four_digits_of_the_own_number_and_no_more() -> None:
    said = heard(program(callback(), ALLOWED), "greeting.own")
    assert said == (
        "We can call you at the number ending {caller.phone_last4}. If that's right, press one. "
        "For another number, press two."
    )


def test_one_key_has_the_own_number_called() -> None:
    caller = Caller(program(callback(), ALLOWED)).press("1")
    assert caller.called == [OWN]
    assert caller.where == "goodbye"
    assert (caller.asked[0].group, caller.asked[0].begins) == ("billing", "greeting.begins")


def test_another_number_is_keyed_read_back_in_groups_and_called() -> None:
    line = program(callback(), ALLOWED)
    caller = Caller(line).press("2").press(OTHER)
    assert caller.where == "greeting.confirm"
    assert heard(line, "greeting.confirm").startswith("You entered {caller.callback}.")
    assert line.grouping.groups[Known.CALLER_CALLBACK] == (3, 3, 4)
    assert caller.press("1").called == [OTHER]


def test_a_number_that_was_keyed_wrong_is_keyed_again() -> None:
    caller = Caller(program(callback(), ALLOWED)).press("2").press(THIRD).press("2").press(OTHER).press("1")
    assert caller.called == [OTHER]


@pytest.mark.parametrize(("own", "refused"), [("", ()), ("+628091234567", ("+628091234567",))])
def test_a_caller_whose_own_number_is_unknown_or_not_called_is_asked_for_one(own: str, refused: tuple[str]) -> None:
    caller = Caller(program(callback(), ALLOWED), own, refused)
    assert caller.where == "greeting.number"
    assert caller.press(OTHER).press("1").called == [OTHER]


def test_a_keyed_number_is_forgotten_when_the_own_one_is_chosen_after_all() -> None:
    """Back with * to the choice of a number is what a caller does who thinks better of it."""
    line = program(callback(back="back: greeting\n"), ALLOWED)
    caller = Caller(line).press("2").press(OTHER).press("*").press("*")
    assert caller.where == "greeting.own"
    caller.press("1")
    assert caller.called == [OWN]
    assert Known.CALLER_CALLBACK not in caller.at.state.secrets
    assert Known.CALLER_CALLBACK_LAST4 not in caller.at.state.values


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["1", "2", "*", "", "7", OTHER, THIRD, "12"]), max_size=12))
def test_whatever_is_pressed_the_number_called_is_the_one_agreed_to_last(keys: list[str]) -> None:
    caller = Caller(LINE, refused=(THIRD,))
    for key in keys:
        before, keyed = caller.where, caller.at.state.secrets.get(Known.CALLER_CALLBACK)
        if caller.at.state.over or before == "representative":
            break
        caller.press(key)
        agreed = {"greeting.own": OWN, "greeting.confirm": keyed.reveal() if keyed else ""}.get(before)
        if caller.asked:
            assert key == "1"
            assert caller.called == [agreed]
            assert agreed != THIRD
            break


def test_numbers_that_are_not_called_are_told_so_and_asked_for_again_until_exhausted() -> None:
    line = program(callback("tries: 2"), ALLOWED)
    caller = Caller(line, refused=(THIRD,)).press("2").press(THIRD)
    assert caller.where == "greeting.number2"
    assert heard(line, "greeting.number2").startswith("We cannot call that number. Enter the number to call")
    assert caller.press(THIRD).where == "representative"
    assert caller.called == []


def test_three_numbers_may_be_tried_unless_its_author_says_otherwise() -> None:
    dialogs = program(callback(), ALLOWED).dialogs
    assert [name for name in dialogs if name.startswith("greeting.number")] == [
        "greeting.number",
        "greeting.number2",
        "greeting.number3",
    ]


def test_star_leads_back_to_the_queue_and_is_announced() -> None:
    line = program(callback(back="back: representative\n"), ALLOWED)
    assert "To go back, press star." in heard(line, "greeting.own")
    for keys in ("*", "2*"):
        caller = Caller(line)
        for key in keys:
            caller.press(key)
        assert caller.where == "representative"
        assert caller.called == []


def test_a_wrong_length_is_told_and_does_not_count_as_a_number() -> None:
    caller = Caller(program(callback("tries: 1"), ALLOWED)).press("2").press("12345#")
    assert caller.where == "greeting.number"
    assert caller.press(OTHER).press("1").called == [OTHER]


@pytest.mark.parametrize("at", ["greeting.own", "greeting.confirm"])
def test_a_key_pressed_twice_agrees_to_nothing(at: str) -> None:
    asked = program(callback(), ALLOWED).dialogs[at]
    assert isinstance(asked, Asking)
    assert asked.guard


# -- the text ---------------------------------------------------------------------------------------------------------


def test_a_text_is_announced_before_either_number_is_confirmed() -> None:
    line = program(callback(TEXT), SENDING)
    for at in ("greeting.own", "greeting.confirm"):
        announced, _, rest = heard(line, at).partition("If we do not reach you, we will send one text message.")
        assert announced.endswith(". ")
        assert "press one" in rest


def test_no_key_cuts_the_announcement_short_and_a_reprompt_has_it_too() -> None:
    line = program(callback(TEXT), SENDING)
    for at in ("greeting.own", "greeting.confirm"):
        question = line.dialogs[at]
        assert isinstance(question, Asking)
        assert words(question.terms).endswith("we will send one text message. Message rates may apply.")
        assert all(words(question.terms) in words(one) for one in (*question.noinput, *question.nomatch))


def test_without_a_text_any_key_cuts_the_question_short() -> None:
    line = program(callback(), ALLOWED)
    for at in ("greeting.own", "greeting.confirm"):
        question = line.dialogs[at]
        assert isinstance(question, Asking)
        assert question.terms == ()


def test_what_was_announced_is_the_consent_and_the_body_holds_facts() -> None:
    caller = Caller(program(callback(TEXT), SENDING)).press("1")
    (request,) = caller.asked
    assert "".join(request.body) == "Example Cable tried to call you back."
    assert request.consent == (
        "If we do not reach you, we will send one text message. Message rates may apply. If that's right, press one."
    )


def test_a_company_that_sends_no_texts_announces_none_and_sends_none() -> None:
    line = program(callback(TEXT), ALLOWED)
    (request,) = Caller(line).press("1").asked
    assert (request.body, request.consent) == ((), "")
    assert "text" not in heard(line, "greeting.own")


def test_without_a_text_nobody_consents_to_one() -> None:
    line = program(callback(), ALLOWED)
    request = line.dialogs["greeting.request"]
    assert isinstance(request, Fetching)
    assert request.inquiry == RequestCallback("billing", "greeting.begins")
    assert "text" not in heard(line, "greeting.own")


@pytest.mark.parametrize("name", ["account.last4", "account.balance", "caller.phone", "payment.link"])
def test_a_text_after_a_call_back_holds_nothing_of_the_caller(name: str) -> None:
    code, line, message, _ = told(callback(f'text: "{{{name}}}"'), ALLOWED)
    assert (code, line) == ("IVR053", 7)
    assert message == f"{{{name}}} is the caller's own business, and anybody may read a text."


# -- what its author is told ------------------------------------------------------------------------------------------


def test_a_company_that_calls_nobody_back_is_told_what_to_write() -> None:
    assert told(callback()) == (
        "IVR121",
        4,
        "company.yaml does not say which numbers may be called back, so none may.",
        "Add callbacks to company.yaml, and below it countries: [US]",
    )


@pytest.mark.parametrize("company", [COMPANY, ALLOWED])
def test_a_call_back_behind_a_switch_waits_for_a_company_that_has_it(company: str) -> None:
    menu = """\
menu:
  options:
    1: {if: callbacks, say: To be called back, go: call_me}
    2: {say: To leave, go: goodbye}
  exhausted: representative
"""
    node = nodes(callback()).partition(GOODBYE)[0].replace("nodes:\n  greeting:", "  call_me:")
    whole = loaded(nodes(menu) + node, "greeting", {"company.yaml": company})
    assert [str(one) for one in check(whole)] == []


def test_a_group_nobody_is_in_is_told_with_the_nearest() -> None:
    assert told(callback().replace("billing", "biling"), ALLOWED) == (
        "IVR121",
        4,
        'No representative is in a group named "biling".',
        "Did you mean billing?",
    )


def test_a_call_back_has_a_way_for_every_end() -> None:
    codes = [(one.code, one.message) for one in found("callback:\n  to: billing\n  exhausted: representative", ALLOWED)]
    needed = ("answered", "done", "down", "greeting", "refused")
    assert codes == [("IVR051", f'"callback" needs the key "{key}".') for key in needed]


def test_a_call_back_says_where_a_caller_goes_after_the_last_attempt() -> None:
    assert told(callback().replace("  exhausted: representative\n", ""), ALLOWED)[0] == "IVR103"


LINE = program(callback(back="back: greeting\n"), ALLOWED)
