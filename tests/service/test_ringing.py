"""How a ring ended: from what the whispered legs decided and DialBridged, never from DialCallStatus alone."""

import pytest
from cast import NUMBER, SetClock
from telephones import Telephone
from tiny_line import IDENTIFIED, Counted, House, house, with_words

from ivr.dialog.journal import Happening
from ivr.dialog.world import RingEnded
from ivr.routing.moves import LEFT_ALONE
from ivr.secret import Secret
from ivr.service.ports import Whisper
from ivr.service.ringing import outcome_of
from ivr.stores.memory import MemoryStore
from ivr.telephony.events import DialEnded, HungUp, Keyed, Silent
from ivr.telephony.outcomes import CallStatus, DialStatus, RingOutcome
from ivr.twiml.verbs import Gather, Hangup

BRIDGED, NOANSWER, BUSY, FAILED = RingOutcome.BRIDGED, RingOutcome.NOANSWER, RingOutcome.BUSY, RingOutcome.FAILED
ROSA_RINGS, BEN_RINGS = ("+15550100101",), ("+15550100102",)


def leg(who: str, accepted: bool | None) -> Whisper:
    return Whisper(f"token-{who}", "CA1", 3, who, "digest", "whisper", accepted=accepted)


@pytest.mark.parametrize(
    ("status", "bridged", "accepted", "expected"),
    [
        (DialStatus.COMPLETED, True, True, BRIDGED),
        (DialStatus.COMPLETED, None, True, BRIDGED),
        (DialStatus.ANSWERED, None, True, BRIDGED),
        (DialStatus.COMPLETED, False, True, NOANSWER),  # took the call, and the caller was gone by then
        (DialStatus.COMPLETED, True, False, NOANSWER),
        (DialStatus.COMPLETED, True, None, NOANSWER),
        (DialStatus.COMPLETED, False, False, NOANSWER),
        (DialStatus.COMPLETED, None, None, NOANSWER),  # a voicemail that heard the whisper and hung up
        (DialStatus.NO_ANSWER, False, None, NOANSWER),
        (DialStatus.NO_ANSWER, None, True, NOANSWER),
        (DialStatus.CANCELED, None, None, NOANSWER),
        (DialStatus.BUSY, None, None, BUSY),
        (DialStatus.FAILED, None, None, FAILED),
        (DialStatus.BUSY, None, False, NOANSWER),
        (DialStatus.FAILED, False, True, NOANSWER),
    ],
)
def test_a_ring_ended_as_the_leg_and_the_bridge_say(
    status: DialStatus, bridged: bool | None, accepted: bool | None, expected: RingOutcome
) -> None:
    ended = outcome_of(DialEnded(status, bridged), [leg("rosa", accepted)])
    assert ended == RingEnded(expected, "rosa" if expected is BRIDGED else "")


@pytest.mark.parametrize(("accepted", "expected"), [(True, BRIDGED), (False, NOANSWER), (None, FAILED)])
def test_without_a_report_of_the_dial_only_the_legs_speak(accepted: bool | None, expected: RingOutcome) -> None:
    assert outcome_of(None, [leg("rosa", accepted)]).outcome is expected


def test_of_several_legs_the_one_that_took_the_call_is_named() -> None:
    legs = [leg("rosa", False), leg("ben", True), leg("mia", None)]
    assert outcome_of(DialEnded(DialStatus.COMPLETED, True), legs) == RingEnded(BRIDGED, "ben")


def test_a_dial_that_rang_nobody_of_ours_reached_nobody() -> None:
    assert outcome_of(DialEnded(DialStatus.COMPLETED, True), []) == RingEnded(NOANSWER)


# -- the whispered leg ------------------------------------------------------------------------------------------------


@pytest.fixture
def ringing(caller: Telephone) -> Telephone:
    return caller.press("0")


def test_a_whisper_names_the_last_four_digits_and_nothing_more(caller: Telephone) -> None:
    rosa = caller.press(*IDENTIFIED, "0").rings()
    assert rosa.words == "Account ending two nine one seven. To take the call, press one."
    assert NUMBER.encode() not in rosa.last.body
    assert b"eight four four eight" not in rosa.last.body


def test_a_whisper_without_an_account_says_what_is_left(ringing: Telephone) -> None:
    assert ringing.rings().words == "To take the call, press one."


def test_the_right_key_connects_the_caller(ringing: Telephone) -> None:
    assert ringing.rings().press("1").document.verbs == ()
    ringing.dial_ends(DialStatus.COMPLETED, bridged=True)
    assert ringing.words == "Goodbye."


@pytest.mark.parametrize("key", ["2", "0", "*", "#"])
def test_any_other_key_refuses_and_the_next_is_rung_although_the_dial_completed(ringing: Telephone, key: str) -> None:
    assert ringing.rings().press(key).document.verbs == (Hangup(),)
    ringing.dial_ends(DialStatus.COMPLETED)
    assert ringing.numbers == BEN_RINGS


def test_a_voicemail_that_listens_in_silence_does_not_take_the_call(ringing: Telephone) -> None:
    voicemail = ringing.rings().follow()
    assert any(isinstance(verb, Gather) for verb in voicemail.document.verbs)
    assert voicemail.follow().document.verbs == (Hangup(),)
    ringing.dial_ends(DialStatus.COMPLETED, bridged=False)
    assert ringing.numbers == BEN_RINGS


def test_a_representative_who_hangs_up_during_the_whisper_does_not_take_the_call(ringing: Telephone) -> None:
    rosa = ringing.rings()
    assert rosa.gather.action is not None
    rosa.report(rosa.gather.action, HungUp(), CallStatus.COMPLETED)
    ringing.dial_ends(DialStatus.COMPLETED)
    assert ringing.numbers == BEN_RINGS


def test_both_refused_is_nobody(ringing: Telephone, tiny: House) -> None:
    ringing.rings().press("2")
    ringing.dial_ends(DialStatus.COMPLETED)
    ringing.rings().press("2")
    ringing.dial_ends(DialStatus.COMPLETED)
    assert ringing.words == "Nobody is free. Please call again."
    ended = [entry.detail for entry in tiny.store.journal(ringing.sid) if entry.kind is Happening.RING_ENDED]
    assert ended == ["noanswer", "noanswer"]


@pytest.mark.parametrize(
    ("status", "bridged"), [(DialStatus.NO_ANSWER, None), (DialStatus.BUSY, None), (DialStatus.FAILED, False)]
)
def test_a_telephone_that_was_not_reached_is_followed_by_the_next(
    ringing: Telephone, status: DialStatus, bridged: bool | None
) -> None:
    assert ringing.numbers == ROSA_RINGS
    assert ringing.dial_ends(status, bridged=bridged).numbers == BEN_RINGS


def test_together_whoever_takes_the_call_is_the_one_who_is_named(caller: Telephone, tiny: House) -> None:
    caller.press("2")
    assert caller.numbers == ROSA_RINGS + BEN_RINGS
    caller.rings(0).press("2")
    caller.rings(1).press("1")
    caller.dial_ends(DialStatus.COMPLETED, bridged=True)
    connected = [entry.detail for entry in tiny.store.journal(caller.sid) if entry.kind is Happening.CONNECTED]
    assert connected == ["ben"]


@pytest.mark.parametrize("status", [DialStatus.CANCELED, DialStatus.NO_ANSWER, DialStatus.COMPLETED])
def test_a_caller_who_hangs_up_while_it_rings_ends_the_call(
    ringing: Telephone, tiny: House, status: DialStatus
) -> None:
    ringing.dial_ends(status, gone=True)
    assert ringing.document.verbs == (Hangup(),)
    kinds = [entry.kind for entry in tiny.store.journal(ringing.sid)]
    assert kinds[-1] is Happening.HUNG_UP
    assert Happening.RING_ENDED not in kinds


def test_a_caller_who_hangs_up_after_talking_was_connected_all_the_same(ringing: Telephone, tiny: House) -> None:
    ringing.rings().press("1")
    ringing.dial_ends(DialStatus.COMPLETED, bridged=True, gone=True)
    kinds = [entry.kind for entry in tiny.store.journal(ringing.sid)]
    assert Happening.CONNECTED in kinds


def test_a_lost_report_of_the_dial_is_made_up_for_by_the_redirect_behind_it(ringing: Telephone) -> None:
    ringing.rings().press("1")
    assert ringing.follow().words == "Goodbye."


def test_a_lost_report_and_a_silent_telephone_are_followed_by_the_next(ringing: Telephone) -> None:
    assert ringing.follow().numbers == BEN_RINGS


def test_a_key_that_arrives_instead_of_a_dials_report_takes_nobodys_call(ringing: Telephone) -> None:
    assert ringing.dial.action is not None
    assert ringing.report(ringing.dial.action, Keyed(Secret("1"))).numbers == BEN_RINGS


# -- its URL ----------------------------------------------------------------------------------------------------------


def tokens(caller: Telephone) -> list[str]:
    return [str(target.url).rpartition("/")[2] for target in caller.dial.targets]


def test_a_token_says_nothing_and_is_different_for_every_ring(
    ringing: Telephone, tiny: House, set_clock: SetClock
) -> None:
    first = tokens(ringing)
    second = tokens(ringing.dial_ends(DialStatus.BUSY))
    set_clock.at += LEFT_ALONE
    other = tokens(Telephone(tiny, "CA" + "7" * 32).calls().press("2"))
    seen = first + second + other
    assert len(set(seen)) == len(seen) == 3, "of two people one is rung by the first call still"
    for token in seen:
        assert len(token) == 24
        assert not {"rosa", "ben", "CA", "billing"} & {token}
        assert ringing.sid not in token


def test_a_telephone_that_is_rung_again_gets_a_token_of_its_own(set_clock: SetClock, directory: Counted) -> None:
    texts = with_words("hangup: Nobody is free. Please call again.", "say: Nobody is free.\n    next: main")
    caller = Telephone(house(MemoryStore(set_clock), directory, set_clock, texts=texts)).calls().press("2")
    first = tokens(caller)
    caller.dial_ends(DialStatus.NO_ANSWER)
    set_clock.at += LEFT_ALONE
    again = tokens(caller.press("2"))
    assert len(first) == len(again) == 2
    assert not set(first) & set(again)


def test_a_token_cannot_be_made_without_the_key(set_clock: SetClock, directory: Counted) -> None:
    def ring(key: bytes) -> list[str]:
        tiny = house(MemoryStore(set_clock), directory, set_clock, key=key)
        return tokens(Telephone(tiny).calls().press("0"))

    assert ring(b"one") == ring(b"one")
    assert ring(b"one") != ring(b"other")


def test_a_token_nobody_gave_out_is_hung_up(tiny: House) -> None:
    stranger = Telephone(tiny, "CB1", f"{tiny.voice}/whisper/abcdefghijklmnopqrstuvwx").calls()
    assert stranger.document.verbs == (Hangup(),)
    assert tiny.store.state("CB1") is None


def test_a_whisper_of_a_call_that_is_over_is_hung_up(ringing: Telephone) -> None:
    rosa = ringing.rings()
    ringing.ends()
    assert rosa.gather.action is not None
    assert rosa.report(rosa.gather.action, Keyed(Secret("1"))).document.verbs == (Hangup(),)


def test_a_fault_on_a_representatives_leg_lets_that_leg_go_and_apologises_to_nobody(ringing: Telephone) -> None:
    """An apology with a Dial inside a whisper would ring a third telephone in the middle of a ring."""
    rosa = ringing.rings()
    late = rosa.path + "?turn=5"
    rosa.sid = "CB" + "9" * 32
    assert rosa.report(late, Silent()).document.verbs == (Hangup(),)


def test_a_whispered_leg_and_its_call_do_not_share_turns(ringing: Telephone) -> None:
    said = ringing.last.body
    rosa = ringing.rings()
    assert rosa.last.body != said
    rosa.press("1")
    assert ringing.report(ringing.asked[-1], Keyed(Secret("0"))).last.body == said
