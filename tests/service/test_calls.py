"""Whole calls through the gate: what is heard, what is saved, and how a call is closed."""

from datetime import timedelta
from pathlib import Path

import pytest
from cast import NUMBER, TUESDAY, SetClock
from telephones import Telephone
from tiny_line import (
    FALLBACK,
    IDENTIFIED,
    PIN,
    WRONG_PIN,
    Counted,
    House,
    fixed_accounts,
    house,
    sqlite_store,
    with_words,
)

from ivr.dialog.journal import Happening
from ivr.dialog.record import fold
from ivr.service.closing import LONGEST_CALL, SWEEP_EVERY
from ivr.service.ports import Store
from ivr.stores.memory import MemoryStore
from ivr.telephony.events import HungUp, Silent
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.twiml.verbs import Hangup, Pause


def test_a_call_from_the_greeting_to_a_representative(caller: Telephone) -> None:
    assert caller.words.startswith("Welcome. To hear how much you owe, press one.")
    caller.press("1")
    assert caller.words == "Enter your account number."
    caller.press(NUMBER)
    assert caller.words.startswith("You entered eight four four eight, two nine one seven. If that's right, press one.")
    caller.press("1")
    assert caller.words == "Enter your PIN."
    caller.press(PIN)
    assert caller.words.startswith("You owe one hundred thirty-four dollars and fifty cents.")
    caller.press("0")
    assert (caller.words, caller.numbers) == ("I am connecting you.", ("+15550100101",))


def test_the_record_of_a_call_is_a_fold_of_what_was_saved(caller: Telephone, tiny: House) -> None:
    caller.press("9").follow().press("0")
    caller.rings().press("1")
    caller.dial_ends(DialStatus.COMPLETED, bridged=True)
    caller.ends(seconds=95)
    record = fold(tiny.store.journal(caller.sid))
    assert record.answered_at == record.ended_at == TUESDAY
    assert (record.noinputs, record.nomatches, record.seconds) == (1, 1, 95)
    assert (record.asked_for_person, record.representative) == (True, "rosa")
    assert (record.ended_by, record.outcomes) == ("line", ("reached_representative",))


def test_silence_is_what_the_redirect_behind_a_gather_says(caller: Telephone) -> None:
    assert caller.redirect.url == f"{caller.gather.action}&silent=1"
    caller.follow()
    assert caller.words.startswith("Take your time.")


def test_a_third_refusal_leads_to_a_person_who_hears_the_last_four_digits(caller: Telephone) -> None:
    again = (NUMBER, "1", WRONG_PIN)
    caller.press("1", *again)
    assert caller.words == "I found no match. Enter your account number."
    caller.press(*again, *again)
    assert caller.words == "I am connecting you."
    assert caller.rings().words.startswith("Account ending two nine one seven.")


def test_an_unknown_number_and_a_wrong_pin_get_the_same_bytes(set_clock: SetClock) -> None:
    def after_refusal(number: str, pin: str) -> bytes:
        tiny = house(MemoryStore(set_clock), fixed_accounts(set_clock), set_clock)
        return Telephone(tiny).calls().press("1", number, "1", pin).last.body

    assert after_refusal(NUMBER, WRONG_PIN) == after_refusal("84000000", PIN) == after_refusal("84000000", "000000")


def test_a_directory_that_is_down_is_what_the_author_routed(caller: Telephone, directory: Counted) -> None:
    directory.inner.down = True
    caller.press(*IDENTIFIED)
    assert caller.words == "I cannot reach your account. I am connecting you."


# -- a slow directory -------------------------------------------------------------------------------------------------


def test_a_slow_directory_is_asked_after_the_caller_was_told_to_wait(caller: Telephone, directory: Counted) -> None:
    directory.inner.quick = False
    caller.press(*IDENTIFIED)
    assert caller.words == "One moment, please."
    assert directory.keys == [], "nothing is asked before the caller hears of it"
    caller.follow()
    assert caller.words.startswith("You owe one hundred thirty-four dollars")
    assert len(directory.keys) == 1


def test_a_quick_directory_is_asked_at_once_and_nobody_is_told_to_wait(caller: Telephone, directory: Counted) -> None:
    caller.press(*IDENTIFIED)
    assert "One moment" not in caller.words
    assert directory.keys == [f"{caller.sid}:{caller.turn}"]


@pytest.mark.parametrize("quick", [True, False])
def test_what_was_said_before_a_look_up_is_heard_before_what_it_found(
    any_store: Store, directory: Counted, set_clock: SetClock, quick: bool
) -> None:
    directory.inner.quick = quick
    texts = with_words("    next: identify\n", "    next: thanks\n  thanks:\n    say: Thank you.\n    next: identify\n")
    caller = Telephone(house(any_store, directory, set_clock, texts=texts)).calls().press(*IDENTIFIED)
    assert caller.words.startswith("Thank you. You owe" if quick else "Thank you. One moment, please.")


def test_every_attempt_has_a_key_of_its_own(caller: Telephone, directory: Counted) -> None:
    caller.press("1", NUMBER, "1", WRONG_PIN, NUMBER, "1", PIN)
    assert len(set(directory.keys)) == len(directory.keys) == 2


def test_the_second_of_deafness_after_a_full_pin_survives_the_look_up(caller: Telephone) -> None:
    caller.press(*IDENTIFIED)
    assert caller.document.verbs[0] == Pause(1)


def test_a_caller_may_hang_up_while_the_directory_is_asked(caller: Telephone, directory: Counted) -> None:
    directory.inner.quick = False
    caller.press(*IDENTIFIED)
    caller.report(caller.redirect.url, HungUp(20), CallStatus.COMPLETED)
    assert caller.document.verbs == (Hangup(),)
    assert directory.keys == []


# -- the end of a call ------------------------------------------------------------------------------------------------


def test_the_final_status_closes_the_record_and_forgets_state_and_replies(caller: Telephone, tiny: House) -> None:
    caller.press("1", NUMBER)
    assert caller.ends(seconds=42).status == 204
    assert tiny.store.closed(caller.sid)
    assert tiny.store.state(caller.sid) is None
    assert [tiny.store.reply(caller.sid, turn) for turn in range(3)] == [None] * 3
    last = tiny.store.journal(caller.sid)[-1]
    assert (last.kind, last.detail, last.count) == (Happening.CLOSED, "completed", 42)


def test_the_final_status_may_come_twice(caller: Telephone, tiny: House) -> None:
    caller.ends()
    journal = tiny.store.journal(caller.sid)
    assert caller.ends().status == 204
    assert tiny.store.journal(caller.sid) == journal


def test_a_status_that_is_not_final_closes_nothing(caller: Telephone, tiny: House) -> None:
    assert tiny.report(tiny.status, caller.leg(CallStatus.RINGING), Silent()).status == 204
    assert not tiny.store.closed(caller.sid)
    assert caller.press("1").words == "Enter your account number."


def test_the_final_status_of_a_call_that_never_came_here_is_nothing(tiny: House) -> None:
    stranger = Telephone(tiny, "CA" + "9" * 32)
    assert stranger.ends().status == 204
    assert tiny.store.journal(stranger.sid) == ()


def test_a_request_after_the_end_is_hung_up_and_changes_nothing(caller: Telephone, tiny: House) -> None:
    action = caller.gather.action
    caller.ends()
    journal = tiny.store.journal(caller.sid)
    assert action is not None
    for path in (action, caller.path):
        assert caller.report(path, Silent()).document.verbs == (Hangup(),)
    assert tiny.store.journal(caller.sid) == journal
    assert tiny.store.state(caller.sid) is None


def test_no_byte_of_the_database_holds_a_number_or_a_pin(tmp_path: Path, set_clock: SetClock) -> None:
    secrets = (NUMBER, PIN, "eight four four eight")

    def leaked() -> list[str]:
        files = [file.read_bytes() for file in sorted(tmp_path.rglob("*")) if file.is_file()]
        assert any(b"account.number" in content for content in files), "the journal is among them, in the clear"
        return [secret for secret in secrets for content in files if secret.encode() in content]

    with sqlite_store(tmp_path, set_clock) as store:
        caller = Telephone(house(store, fixed_accounts(set_clock), set_clock)).calls()
        caller.press("1", NUMBER, "1", PIN)
        assert leaked() == []
        caller.ends()
        assert leaked() == []
    assert leaked() == []


def test_a_call_without_a_final_status_is_closed_after_four_hours(
    caller: Telephone, tiny: House, set_clock: SetClock
) -> None:
    set_clock.at += LONGEST_CALL
    assert tiny.calls.sweep() == 0
    set_clock.advance(seconds=1)
    assert tiny.calls.sweep() == 1
    assert tiny.store.closed(caller.sid)
    last = tiny.store.journal(caller.sid)[-1]
    assert (last.kind, last.detail) == (Happening.CLOSED, "no final status")
    assert tiny.calls.sweep() == 0


def test_new_calls_sweep_up_the_forgotten_ones_every_five_minutes(
    caller: Telephone, tiny: House, set_clock: SetClock
) -> None:
    set_clock.at += LONGEST_CALL + timedelta(seconds=1)
    Telephone(tiny, "CA" + "2" * 32).calls()
    assert tiny.store.closed(caller.sid)
    set_clock.at += LONGEST_CALL + SWEEP_EVERY
    Telephone(tiny, "CA" + "3" * 32).calls()
    assert tiny.store.closed("CA" + "2" * 32)


def test_a_call_that_still_talks_is_not_swept(caller: Telephone, tiny: House, set_clock: SetClock) -> None:
    set_clock.at += LONGEST_CALL - timedelta(minutes=1)
    caller.press("1")
    set_clock.advance(minutes=2)
    assert tiny.calls.sweep() == 0
    assert caller.press(NUMBER).words.startswith("You entered")


# -- faults of our own ------------------------------------------------------------------------------------------------


def test_a_turn_of_a_call_that_never_began_is_an_apology_and_a_person(tiny: House) -> None:
    lost = Telephone(tiny, "CA" + "4" * 32).report(f"{tiny.voice}?turn=3", Silent())
    assert lost.apologises
    assert lost.numbers == (FALLBACK,)
    assert tiny.store.state(lost.sid) is None


def test_two_calls_at_once_know_nothing_of_each_other(tiny: House) -> None:
    one, two = Telephone(tiny, "CA" + "5" * 32).calls(), Telephone(tiny, "CA" + "6" * 32).calls()
    one.press("1", NUMBER)
    two.press("2")
    assert one.words.startswith("You entered")
    assert two.numbers == ("+15550100101", "+15550100102")
    two.ends()
    assert one.press("1").words == "Enter your PIN."
