"""The same request twice, too late, too early, at once, and after a crash: it acts once, and says the same."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cast import NUMBER, SetClock
from telephones import Telephone
from tiny_line import IDENTIFIED, PIN, WRONG_PIN, Counted, House, fixed_accounts, house, sqlite_store

from ivr.dialog.journal import Happening
from ivr.secret import Secret
from ivr.service.ports import Exchange, StoreError
from ivr.stores.memory import MemoryStore
from ivr.telephony.events import Keyed, Silent, WireEvent
from ivr.telephony.outcomes import CallStatus, DialStatus


def again(caller: Telephone, event: WireEvent) -> bytes:
    """The last request once more; its body may be another one."""
    return caller.report(caller.asked[-1], event).last.body


def test_every_request_of_a_call_may_come_twice(caller: Telephone, tiny: House, directory: Counted) -> None:
    said = caller.last.body
    assert again(caller, Silent()) == said
    for keys in (*IDENTIFIED, "0"):
        said = caller.press(keys).last.body
        journal, state = tiny.store.journal(caller.sid), tiny.store.state(caller.sid)
        assert again(caller, Keyed(Secret(keys))) == said
        assert (tiny.store.journal(caller.sid), tiny.store.state(caller.sid)) == (journal, state)
    assert len(directory.keys) == 1


@pytest.mark.parametrize("body", [Silent(), Keyed(Secret("2")), Keyed(Secret("84486053"))])
def test_a_turn_that_was_answered_gets_its_reply_again_whatever_the_body(caller: Telephone, body: WireEvent) -> None:
    said = caller.press("1", NUMBER).last.body
    assert again(caller, body) == said
    assert caller.press("1").words == "Enter your PIN."


def test_a_turn_of_long_ago_gets_the_reply_it_got(caller: Telephone) -> None:
    replies = [(caller.asked[-1], caller.last.body)]
    for keys in IDENTIFIED:
        caller.press(keys)
        replies.append((caller.asked[-1], caller.last.body))
    for path, body in replies:
        assert caller.report(path, Silent()).last.body == body
    assert len({body for _, body in replies}) == len(replies)


@pytest.mark.parametrize("turn", [3, 4, 77, 999_999])
def test_a_turn_that_was_not_issued_yet_gets_the_present_document(caller: Telephone, tiny: House, turn: int) -> None:
    caller.press("1")
    said, state = caller.last.body, tiny.store.state(caller.sid)
    journal = tiny.store.journal(caller.sid)
    due = caller.gather.action
    caller.report(f"{tiny.voice}?turn={turn}", Keyed(Secret(NUMBER)))
    assert caller.last.body == said
    assert (tiny.store.state(caller.sid), tiny.store.journal(caller.sid)) == (state, journal)
    assert caller.gather.action == due


def test_a_refused_look_up_delivered_twice_is_one_refusal(caller: Telephone, directory: Counted) -> None:
    for _ in range(2):
        caller.press(*(("1",) if caller.turn == 0 else ()), NUMBER, "1", WRONG_PIN)
        again(caller, Keyed(Secret(WRONG_PIN)))
    assert caller.words.startswith("I found no match.")
    assert len(directory.keys) == 2


def test_the_silence_behind_a_gather_after_its_action_came_is_the_same_turn(caller: Telephone) -> None:
    redirect = caller.redirect.url
    said = caller.press("1").last.body
    assert caller.report(redirect, Silent()).last.body == said


def test_a_dial_reported_twice_ends_one_ring(caller: Telephone, tiny: House) -> None:
    caller.press("0").dial_ends(DialStatus.NO_ANSWER)
    assert caller.numbers == ("+15550100102",)
    said = caller.last.body
    assert again(caller, Silent()) == said
    ended = [entry for entry in tiny.store.journal(caller.sid) if entry.kind is Happening.RING_ENDED]
    assert len(ended) == 1


# -- at once ----------------------------------------------------------------------------------------------------------


def at_once(work: Callable[[], bytes], times: int) -> list[bytes]:
    """Do the same in so many threads that begin together."""
    gate = threading.Barrier(times)

    def begin(_: int) -> bytes:
        gate.wait(timeout=10)
        return work()

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # seconds; so that they really run into one another
    try:
        with ThreadPoolExecutor(times) as threads:
            return list(threads.map(begin, range(times)))
    finally:
        sys.setswitchinterval(usual)


def test_two_deliveries_at_once_act_once_and_get_the_same_bytes(
    caller: Telephone, tiny: House, directory: Counted
) -> None:
    caller.press(*IDENTIFIED[:3])
    action = caller.gather.action
    assert action is not None
    leg = caller.leg()
    replies = at_once(lambda: tiny.report(action, leg, Keyed(Secret(PIN))).body, times=4)
    assert len(set(replies)) == 1
    assert b"You owe" in replies[0]
    assert len(directory.keys) == 1
    looked_up = [entry for entry in tiny.store.journal(caller.sid) if entry.kind is Happening.LOOKED_UP]
    assert len(looked_up) == 1


def test_a_first_request_delivered_at_once_begins_one_call(tiny: House) -> None:
    fresh = Telephone(tiny, "CA" + "8" * 32)
    leg = fresh.leg(CallStatus.RINGING)
    replies = at_once(lambda: tiny.report(tiny.voice, leg, Silent()).body, times=4)
    assert len(set(replies)) == 1
    answered = [entry for entry in tiny.store.journal(fresh.sid) if entry.kind is Happening.ANSWERED]
    assert len(answered) == 1


# -- after a crash ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quick", [True, False], ids=["a quick directory", "a slow directory"])
def test_a_look_up_that_was_begun_and_never_ended_leads_to_a_person_and_is_not_asked_again(
    caller: Telephone, directory: Counted, quick: bool
) -> None:
    directory.inner.quick = quick
    caller.press(*IDENTIFIED[:3])
    if not quick:
        caller.press(PIN)
    action = caller.gather.action if quick else caller.redirect.url
    assert action is not None
    directory.dies = True
    with pytest.raises(SystemExit):
        caller.report(action, Keyed(Secret(PIN)))
    directory.dies = False
    caller.report(action, Keyed(Secret(PIN)))
    assert caller.words == "I cannot reach your account. I am connecting you."
    assert len(directory.keys) == 1


def test_an_intent_that_another_process_left_behind_is_respected(
    caller: Telephone, tiny: House, directory: Counted
) -> None:
    caller.press(*IDENTIFIED[:3])
    assert tiny.store.intend(caller.sid, caller.turn + 1, "verify")
    caller.press(PIN)
    assert caller.words == "I cannot reach your account. I am connecting you."
    assert directory.keys == []


def test_a_look_up_that_was_unknown_may_be_tried_anew_with_a_turn_of_its_own(
    caller: Telephone, tiny: House, directory: Counted
) -> None:
    caller.press(*IDENTIFIED[:3])
    tiny.store.intend(caller.sid, 77, "verify")
    caller.press(PIN)
    assert caller.words.startswith("You owe")
    assert len(directory.keys) == 1


def test_what_was_not_saved_was_not_said_and_is_done_again(set_clock: SetClock, directory: Counted) -> None:
    store = Failing(set_clock)
    caller = Telephone(house(store, directory, set_clock)).calls().press("1")
    store.fails = True
    action = caller.gather.action
    assert action is not None
    assert caller.report(action, Keyed(Secret(NUMBER))).apologises
    store.fails = False
    caller.report(action, Keyed(Secret(NUMBER)))
    assert caller.words.startswith("You entered eight four four eight")


class Failing(MemoryStore):
    """A store whose disk is full, while `fails`."""

    fails = False

    def save(self, exchange: Exchange) -> None:
        if self.fails:
            raise StoreError("the disk is full")
        super().save(exchange)


def test_a_call_goes_on_after_the_process_was_replaced(tmp_path: Path, set_clock: SetClock) -> None:
    key = "k" * 43 + "="
    with sqlite_store(tmp_path, set_clock, key) as store:
        caller = Telephone(house(store, fixed_accounts(set_clock), set_clock)).calls().press("1", NUMBER)
    with sqlite_store(tmp_path, set_clock, key) as store:
        caller.house = house(store, fixed_accounts(set_clock), set_clock)
        said = caller.last.body
        assert again(caller, Keyed(Secret(NUMBER))) == said
        assert caller.press("1", PIN).words.startswith("You owe")


def test_two_processes_with_one_file_serve_one_call_in_turns(tmp_path: Path, set_clock: SetClock) -> None:
    key = "k" * 43 + "="
    with sqlite_store(tmp_path, set_clock, key) as one, sqlite_store(tmp_path, set_clock, key) as other:
        houses = [house(store, fixed_accounts(set_clock), set_clock) for store in (one, other)]
        caller = Telephone(houses[0]).calls()
        for place, keys in enumerate(IDENTIFIED):
            caller.house = houses[place % 2]
            caller.press(keys)
        assert caller.words.startswith("You owe")
