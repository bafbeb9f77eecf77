"""Traps the world lays: an office that closes while somebody waits, a back office that is slow, callers who say nothing."""

from collections.abc import Callable

import pytest
from slow_office import SOON, slow_office
from trap_line import BALANCE, rehearsed

from ivr.carrier.faults import Fault, FaultyWeb, Hung, Slow
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.phones import Phone
from ivr.carrier.web import Web

ROSA, BEN = "+15550100101", "+15550100102"
NOBODY: dict[str, Phone] = {}
ALL_TALK = dict.fromkeys(("Rosa", "Ben", "Lucía", "Dewi"), "on another call")


# The office closes --------------------------------------------------------------------------------------------------


def test_whoever_waits_until_the_office_closes_is_told_so() -> None:
    """T14: not rung into an empty office, and not dropped: why, the hours, and what can be done without a person."""
    waits = "- press: 0\n- hear: You are number one in line\n"
    closed = (
        "- hear: Our office closed while you were waiting. Our representatives are not here right now. They answer\n"
    )
    left = "- hear: To hear how much you owe, press 1\n- hear: To leave a message, press 3\n"
    with rehearsed(at="2026-11-24 19:59 America/New_York", people=ALL_TALK) as line:
        call = line.call(f"{waits}{closed}{left}")
        assert call.transcript.when("number one in line") < 60 < call.transcript.when("Our office closed") < 75


def test_telephones_that_ring_in_vain_until_the_office_closes_lead_to_what_can_be_done_without() -> None:
    """T14: nobody picked up, and a minute later nobody is there any more."""
    steps = "- press: 0\n- hear: nobody could take your call just now\n- wait: noinput\n"
    with rehearsed(at="2026-11-24 19:58 America/New_York", phones=NOBODY) as line:
        call = line.call(
            f"{steps}- hear: Our office closed while you were waiting\n- hear: To leave a message, press 3\n"
        )
        assert not call.transcript.heard("I am trying to reach a representative now")


def test_a_telephone_that_still_rings_when_the_office_closes_may_be_answered() -> None:
    """T14: somebody who picks up a minute late has picked up."""
    late = {BEN: Phone(answers_after=15.0, name="Ben")}
    with rehearsed(at="2026-11-24 19:59 America/New_York", phones=late) as line:
        steps = "- hear: or your service is off, press 4\n- press: 0\n- ring: Ben\n  whisper: Bill pay\n  press: 1\n"
        call = line.call(steps, stays=True)
        assert call.ended is Ended.BRIDGED
        assert call.transcript.when("Bill pay", who="Ben") > 60


# The back office ----------------------------------------------------------------------------------------------------

ONE_MOMENT = "- hear: One moment while I find your account\n"
OWED = "- hear: You owe one hundred thirty-four dollars and fifty cents\n"
PERSON = "- hear: I can't reach your account just now, but a person can help you\n- hear: connecting you\n"


def test_a_back_office_that_takes_a_while_is_waited_for() -> None:
    """T21: a real server, asked over HTTP; the caller is told to wait before it is asked."""
    with slow_office(SOON) as office, rehearsed(accounts=office.directory) as line:
        line.call(f"{BALANCE}{ONE_MOMENT}{OWED}")
        assert office.asked == 1


def test_a_back_office_that_never_answers_is_given_up_and_a_person_helps() -> None:
    """T21: after its deadline, without a second try in which somebody could be counted twice."""
    with slow_office(None) as office, rehearsed(accounts=office.directory) as line:
        line.call(f"{BALANCE}{ONE_MOMENT}{PERSON}")
        assert office.asked == 1


def test_a_back_office_that_is_gone_leads_to_a_person_at_once() -> None:
    """T21: nobody listens at its address any more."""
    with slow_office() as office:
        pass
    with rehearsed(accounts=office.directory) as line:
        line.call(f"{BALANCE}{ONE_MOMENT}{PERSON}")


@pytest.mark.parametrize(("fault", "seconds"), [(Slow(3.0), 3.0), (Slow(10.0), 10.0)])
def test_three_or_ten_seconds_of_silence_after_one_moment_are_no_end_of_a_call(fault: Fault, seconds: float) -> None:
    """T21: in the caller's own time; the carrier waits fifteen."""
    with slow_office() as office, rehearsed(accounts=office.directory, around=at_the_look_up(fault)) as line:
        call = line.call(f"{BALANCE}{ONE_MOMENT}{OWED}")
        told, answered = call.transcript.when("One moment while I find your account"), call.transcript.when("You owe")
        assert answered - told > seconds


def test_a_line_that_hangs_itself_while_it_asks_leads_to_the_number_for_emergencies() -> None:
    """T21: never is fifteen seconds for the carrier, which then asks the fallback."""
    with slow_office() as office, rehearsed(accounts=office.directory, around=at_the_look_up(Hung())) as line:
        call = line.call(f"{BALANCE}{ONE_MOMENT}", stays=True)
        assert [made for made in call.made if made.url.endswith("/fallback")]
        assert call.ended is not Ended.ERROR


def at_the_look_up(fault: Fault) -> Callable[[Web], Web]:
    """Strikes the request within which the back office is asked: the sixth of these calls."""
    return lambda web: FaultyWeb(web, {6: fault})


# Callers who never press a key ----------------------------------------------------------------------------------------

A_MENU = 4 * 85
"""Seconds: said once and three times more in patience; one time takes 30 s of words and 55 s of silence at most, which is what
a relay caller needs for them."""
LONGEST_WAIT = 20 * 60
"""Seconds: how long the group lets anybody wait, telephones that ring in vain included."""
LONGEST_SILENCE = A_MENU + 4 * 25 + 3 * 85 + 75 + 40
"""Seconds beside the wait: the first menu, four telephones that ring 25 s each, three questions that are asked once (whether to
wait, what to do after a long wait, and whether to try again with a message), a message that is not left, and 40 s for what is
said between. With the wait that is 34 minutes of a toll-free line; nobody can make it more by saying nothing, and who presses a
key is no robot."""
MOST_REQUESTS = 20
REQUESTS_IN_LINE = LONGEST_WAIT // 10
"""One every ten seconds or so."""


@pytest.mark.parametrize(
    ("at", "phones"),
    [
        ("2026-11-24 10:05 America/New_York", NOBODY),
        ("2026-11-24 22:00 America/New_York", NOBODY),
        ("2026-11-26 10:05 America/New_York", NOBODY),
        ("2026-11-24 10:05 America/New_York", {ROSA: Phone(busy=True), BEN: Phone(fails=True)}),
    ],
)
def test_a_caller_who_never_presses_a_key_costs_no_more_than_so_much(at: str, phones: dict[str, Phone]) -> None:
    """T28: open, closed, on a holiday, with nobody who answers: the line itself ends the call, in bounded time and requests."""
    with rehearsed(at=at, phones=phones) as line:
        call = line.call(SilentCaller(LONGEST_WAIT + LONGEST_SILENCE))
        assert call.ended is Ended.LINE_HUNG_UP
        assert call.seconds < LONGEST_WAIT + LONGEST_SILENCE
        assert len(call.made) < MOST_REQUESTS + REQUESTS_IN_LINE


@pytest.mark.parametrize("at", ["2026-11-24 22:00 America/New_York", "2026-11-26 10:05 America/New_York"])
def test_nobody_waits_where_the_office_is_closed(at: str) -> None:
    """T28: there a caller who says nothing is done after two menus."""
    with rehearsed(at=at, phones=NOBODY) as line:
        call = line.call(SilentCaller())
        assert call.seconds < 2 * A_MENU + 40
        assert len(call.made) < MOST_REQUESTS


def test_a_line_of_callers_who_never_press_a_key_is_not_waited_in_for_ever() -> None:
    """T28: everybody talks on, and after the longest wait the caller is asked what to do, and then let go."""
    with rehearsed(people=ALL_TALK) as line:
        call = line.call(SilentCaller(LONGEST_WAIT + LONGEST_SILENCE))
        assert call.ended is Ended.LINE_HUNG_UP
        assert LONGEST_WAIT < call.transcript.when("You have waited a long time") < LONGEST_WAIT + A_MENU
        assert call.seconds < LONGEST_WAIT + LONGEST_SILENCE
        assert len(call.made) < MOST_REQUESTS + REQUESTS_IN_LINE
