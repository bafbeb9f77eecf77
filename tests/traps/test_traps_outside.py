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


# The office closes --------------------------------------------------------------------------------------------------


def test_whoever_keeps_trying_until_the_office_closes_is_told_so() -> None:
    """T14: not rung into an empty office, and not dropped: the hours, and what can be done without a person."""
    steps = "- press: 0\n- hear: nobody is free right now. To keep trying, press 1\n- wait: 5 s\n- press: 1\n"
    closed = "- hear: Our representatives are not here right now. They answer Monday to Friday\n"
    with rehearsed(at="2026-11-24 19:59 America/New_York", phones=NOBODY) as line:
        call = line.call(f"{steps}{closed}- hear: To hear how much you owe, press 1\n")
        assert call.transcript.when("nobody is free right now") < 60 < call.transcript.when("are not here right now")


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

LONGEST_SILENCE = 2 * 4 * 85 + 2 * 25 + 40
"""Seconds. Two menus are said, the first one's and that of nobody being free, each once and three times more in patience;
one time takes 30 s of words and 55 s of silence at most, which is what a relay caller needs for them. Two telephones
ring 25 s each, and 40 s are for what is said between. That is 13 minutes of a toll-free line; nobody can make it more by
saying nothing, and who presses a key is no robot."""
MOST_REQUESTS = 20
LIMIT = 15 * 60
"""Seconds in all that a caller who reaches nobody may stay, whatever is pressed."""


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
    """T28: open, closed, on a holiday, with nobody free: the line itself ends the call, in bounded time and requests."""
    with rehearsed(at=at, phones=phones) as line:
        call = line.call(SilentCaller())
        assert call.ended is Ended.LINE_HUNG_UP
        assert LONGEST_SILENCE < LIMIT
        assert call.seconds < LONGEST_SILENCE
        assert len(call.made) < MOST_REQUESTS
