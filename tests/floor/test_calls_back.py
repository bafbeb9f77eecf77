"""A caller asks to be called back, and is: at the place that was kept, with all that was known, and once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from callback_house import BEN, BEN_TOO, CALLER, OURS, PEOPLE, ROSA, House, Rosa, house, written
from tiny_line import NUMBER, PIN

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.dialog.prompts import Known
from ivr.routing.floor import Activity, Waiting
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.telephony.numbers import parse_number

ASK = """\
  - hear: To be called back
  - press: 1
  - hear: We can call you at the number ending zero one two three
  - hear: If that's right, press one
  - press: 1
  - hear: We will call you back. Goodbye.
"""
FROM_THE_QUEUE = f"  - press: 2\n  - hear: Please hold\n{ASK}"
IDENTIFIED = f'  - press: 1\n  - hear: Enter your account number\n  - press: "{NUMBER}"\n  - hear: Enter your PIN\n'
IDENTIFIED += f'  - press: "{PIN}"\n  - hear: You owe\n'
ANSWERS_WITH_1 = Phone(4, handset=Keys("1"), name="called back")
OTHER = "+12125550177"


@pytest.fixture
def asked() -> Iterator[House]:
    """Rosa is busy; somebody asked in the queue to be called back, and hung up."""
    with house(phones={ROSA: Rosa().phone(), CALLER: ANSWERS_WITH_1}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(FROM_THE_QUEUE))
        yield made


def spoken(call: Call) -> str:
    """All that was said to whoever called, or was called."""
    return " ".join(one.text for one in call.legs[0].heard)


def test_whoever_is_called_back_is_greeted_and_reaches_the_representative_with_one(asked: House) -> None:
    asked.passes(90)
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(100)
    assert "This is Example. You asked us to call you back. To talk with a representative, press one." in spoken(call)
    assert call.ended is Ended.BRIDGED
    assert (call.leg("called back").number, call.leg("Rosa").number) == (CALLER, ROSA)
    assert (asked.waiting, asked.standing.taken) == ((), 1)
    assert asked.passes(1500) == []


def test_it_is_placed_within_a_second_of_a_representative_being_free(asked: House) -> None:
    asked.passes(90)
    began = asked.clock.now()
    asked.desk.choose("rosa", Chosen.READY)
    assert [waiter.status for waiter in asked.waiting] == [Waiting.CALLED]
    asked.network.run()
    rung = [record for record in asked.network.holdings.calls.values() if record.direction == "outbound-api"]
    assert [(one.to, one.from_, (one.created - began).total_seconds()) for one in rung] == [(CALLER, OURS, 0)]


def test_nobody_is_called_back_within_a_minute_of_hanging_up(asked: House) -> None:
    asked.desk.choose("rosa", Chosen.READY)
    assert asked.passes(40) == []
    assert asked.activity is Activity.IDLE
    assert len(asked.passes(40)) == 1


def test_the_place_in_line_is_kept_and_those_behind_it_are_told_so() -> None:
    rosa = Rosa()
    with house(phones={ROSA: rosa.phone(), CALLER: ANSWERS_WITH_1}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.at(150, lambda: made.desk.choose("rosa", Chosen.READY))
        stays = "  - press: 2\n  - hear: You are number two\n  - wait: 500 s\n"
        first, second = made.play((0, made.steps(FROM_THE_QUEUE)), (20, made.steps(stays, OTHER)))
        (back,) = made.network.run()
    assert rosa.whispers == ["A call back. To take the call, press one.", "To take the call, press one."]
    assert first.ended is Ended.LINE_HUNG_UP
    assert [call.ended for call in (back, second)] == [Ended.BRIDGED] * 2
    assert "You are number one." in spoken(second)


def test_whoever_never_stood_in_line_is_called_after_those_who_did() -> None:
    rosa = Rosa()
    with house(phones={ROSA: rosa.phone(), CALLER: ANSWERS_WITH_1}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.at(150, lambda: made.desk.choose("rosa", Chosen.READY))
        from_the_menu = "  - press: 4\n  - hear: If that's right\n  - press: 1\n  - hear: We will call you back\n"
        made.play((0, made.keys("2", OTHER)), (20, made.steps(from_the_menu)))
        made.passes(120)
    assert rosa.whispers == ["To take the call, press one.", "A call back. To take the call, press one."]


def test_what_was_keyed_is_never_asked_again_and_the_whisper_knows_its_last_four_digits() -> None:
    known: list[Secret | None] = []
    rosa = Rosa(talks=lambda _: known.append(made.desk.representative("rosa").card.account))  # type: ignore[union-attr]
    with house(phones={ROSA: rosa.phone(), CALLER: ANSWERS_WITH_1}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(f"{IDENTIFIED}{ASK}"))
        made.desk.choose("rosa", Chosen.READY)
        (call,) = made.passes(120)
    assert rosa.whispers == ["A call back. Account ending two nine one seven. To take the call, press one."]
    assert "Enter" not in spoken(call)
    assert known == [Secret(NUMBER)]


def test_only_the_account_number_and_what_may_be_said_go_with_a_call_back() -> None:
    with house(phones={ROSA: Rosa().phone()}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(f"{IDENTIFIED}{ASK}"))
        wish = made.wish
        assert wish is not None
        assert wish.secrets == {Known.ACCOUNT_NUMBER: Secret(NUMBER)}
        assert NUMBER not in repr(wish)
        assert [dict(one.hand_off) for one in made.waiting] == [
            {
                "account.last4": "2917",
                "caller.reason": "more_time",
                "caller.phone_last4": "0123",
            }
        ]


def test_no_proof_goes_with_a_call_back_because_anybody_may_answer_there() -> None:
    """The number may have been keyed, right or wrong: whoever answers hears no amount for what the caller had proven."""
    how_much = (
        "  how_much: {branch: {of: account.tier, cases: [{at_least: T2, go: balance}], otherwise: number}}\n  doors:\n"
    )
    choice = "        2: {say: To leave a message, go: message}\n"
    loaded = written(
        ("  doors:\n", how_much),
        (choice, f"{choice}        3: {{say: To hear how much you owe, go: how_much}}\n"),
        people=PEOPLE + BEN_TOO,
    )
    stranger = Phone(4, handset=Keys("1 3 h"), name="whoever answers")
    with house(loaded, phones={ROSA: Rosa(key="9").phone(), CALLER: stranger}) as made:
        for one in ("rosa", "ben"):
            made.desk.choose(one, Chosen.BUSY)
        assert "You owe" in spoken(made.call(made.steps(f"{IDENTIFIED}{ASK}")))
        assert made.wish is not None
        assert not {"account.verified", "account.tier", "account.balance"} & set(made.wish.values)
        made.desk.choose("rosa", Chosen.READY)
        (call,) = made.passes(200)
    assert "Enter your account number" in spoken(call)
    assert "You owe" not in spoken(call)


def test_a_fourth_call_back_to_a_number_within_a_day_is_refused_whoever_wants_it(asked: House) -> None:
    """The second and the third took the place of the one before, and would have been tried as often again each."""
    for _ in range(2):
        asked.passes(600)
        asked.call(asked.steps(FROM_THE_QUEUE))
    kept = asked.wish
    keyed = f'  - press: 4\n  - hear: For another number, press 2\n  - press: 2\n  - hear: Enter\n  - press: "{CALLER[2:]}"\n'
    refused = "  - hear: To enter it again\n  - press: 1\n  - hear: We cannot call you back\n  - hang_up: true\n"
    asked.call(asked.steps(f"{keyed}{refused}", OTHER))
    assert kept is not None
    assert asked.wish == kept


def test_whoever_is_called_back_is_spoken_to_as_before(asked: House) -> None:
    """In the language chosen then, and with the patience the caller had needed."""
    wish, tickets = asked.wish, asked.installation.floor.store.tickets
    assert wish is not None
    tickets.forget(wish.token)
    tickets.keep(replace(wish, language="es-US", patient=True))
    asked.passes(61)
    assert asked.desk.take("rosa")
    found = asked.installation.floor.office.callbacks.answered(wish.token, asked.waiting[0].placed)
    assert found is not None
    answered, digest = found
    assert (answered.language, answered.patient, digest) == ("es-US", True, wish.digest)
    assert (answered.at, answered.values) == (wish.at, wish.values)
    assert answered.caller == wish.number


# -- in vain ----------------------------------------------------------------------------------------------------------

SILENT_PHONES = {
    "nobody answers": Phone(None, name="called back"),
    "it is busy": Phone(busy=True, name="called back"),
    "it cannot be rung": Phone(fails=True, name="called back"),
    "voice mail answers": Phone(4, name="called back"),
}


@pytest.mark.parametrize("phone", list(SILENT_PHONES.values()), ids=list(SILENT_PHONES))
def test_after_two_tries_in_vain_one_text_is_sent_and_nobody_calls_again(asked: House, phone: Phone) -> None:
    asked.numbers[CALLER] = phone
    asked.desk.choose("rosa", Chosen.READY)
    first = asked.passes(300)
    assert (len(first), asked.network.messages, asked.activity) == (1, (), Activity.IDLE)
    assert [(one.tries, one.status, one.callback) for one in asked.waiting] == [(1, Waiting.WAITING, True)]
    (second,) = asked.passes(600)
    (text,) = asked.network.messages
    assert (text.to, text.body) == (CALLER, "Example tried to call you back. Please call us again.")
    assert (asked.waiting, asked.activity) == ((), Activity.IDLE)
    assert asked.passes(3600) == []
    assert len(asked.network.messages) == 1
    assert not [one for one in (*first, second) if one.ended is Ended.BRIDGED]


def test_a_line_without_a_text_sends_none_and_announces_none() -> None:
    line = written(('      text: "Example tried to call you back. Please call us again."\n', ""))
    with house(line, phones={ROSA: Rosa().phone()}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        call = made.call(made.steps(FROM_THE_QUEUE))
        assert made.wish is not None
        assert made.wish.consent is None
        made.desk.choose("rosa", Chosen.READY)
        assert len(made.passes(1500)) == 2
        assert (made.network.messages, made.waiting) == ((), ())
    assert "text message" not in spoken(call)


def test_the_text_stands_on_what_the_caller_agreed_to(asked: House) -> None:
    wish = asked.wish
    assert wish is not None
    assert wish.consent is not None
    assert wish.consent.number == wish.number == Secret(CALLER)
    assert wish.consent.wording == (
        "If we do not reach you, we will send one text message. Message rates may apply. If that's right, press one."
    )
    assert (wish.consent.language, wish.consent.dialog) == ("en-US", "call_me.request")
    assert len(wish.consent.version) == 12


def test_the_second_try_comes_as_long_after_the_first_as_the_company_says(asked: House) -> None:
    asked.numbers[CALLER] = Phone(None)
    asked.desk.choose("rosa", Chosen.READY)
    calls = asked.passes(1500)
    began = [asked.network.holdings.calls[call.sid].created for call in calls]
    assert 600 <= (began[1] - began[0]).total_seconds() <= 660


def test_a_call_that_the_carrier_will_not_place_counts_as_a_try() -> None:
    with house(phones={ROSA: Rosa().phone()}, calls_from="+12125550999") as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(FROM_THE_QUEUE))
        made.desk.choose("rosa", Chosen.READY)
        assert made.passes(120) == []
        assert [(one.tries, one.callback) for one in made.waiting] == [(1, True)]
        assert made.activity is Activity.IDLE
        made.passes(1200)
        assert (made.waiting, made.activity, len(made.network.messages)) == ((), Activity.IDLE, 1)


@pytest.mark.parametrize("key", ["2", "*"])
def test_whoever_needs_us_no_longer_is_not_called_again_and_gets_no_text(asked: House, key: str) -> None:
    asked.numbers[CALLER] = Phone(4, handset=Keys(key), name="called back")
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(120)
    assert (call.ended, asked.waiting, asked.activity) == (Ended.LINE_HUNG_UP, (), Activity.IDLE)
    assert asked.passes(1500) == []
    assert asked.network.messages == ()


def test_whoever_hangs_up_on_the_greeting_is_tried_again(asked: House) -> None:
    asked.numbers[CALLER] = Phone(4, handset=Keys("h"), name="called back")
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(120)
    assert (call.ended, asked.activity) == (Ended.CALLER_HUNG_UP, Activity.IDLE)
    asked.numbers[CALLER] = ANSWERS_WITH_1
    (again,) = asked.passes(700)
    assert again.ended is Ended.BRIDGED


def test_whoever_is_rung_for_in_vain_and_hangs_up_in_line_is_tried_again(asked: House) -> None:
    """With 1 the caller wants to talk; that Rosa's telephone rang in vain is not the caller's fault."""
    asked.numbers |= {ROSA: Phone(None, name="Rosa"), CALLER: Phone(4, handset=Keys("1 w6 h"), name="called back")}
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(200)
    assert "You are number one." in spoken(call)
    assert call.ended is Ended.CALLER_HUNG_UP
    assert [(one.tries, one.status, one.callback) for one in asked.waiting] == [(1, Waiting.WAITING, True)]
    asked.numbers |= {ROSA: Rosa().phone(), CALLER: ANSWERS_WITH_1}
    (again,) = asked.passes(800)
    assert (again.ended, asked.waiting) == (Ended.BRIDGED, ())


def test_whoever_is_rung_for_in_vain_keeps_the_place_and_is_put_through_from_the_line(asked: House) -> None:
    asked.numbers[ROSA] = Phone(None, name="Rosa")
    asked.desk.choose("rosa", Chosen.READY)
    asked.at(110, lambda: asked.numbers.update({ROSA: Rosa().phone()}))
    (call,) = asked.passes(90)
    assert "You are number one." in spoken(call)
    assert (call.ended, asked.waiting) == (Ended.BRIDGED, ())


def test_somebody_slow_to_answer_and_to_press_is_not_interrupted(asked: House) -> None:
    """The representative is held for as long as it rings and the greeting takes, and nobody starts the words again."""
    asked.numbers[CALLER] = Phone(24, handset=Keys("w14 1"), name="called back")
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(120)
    assert call.ended is Ended.BRIDGED
    assert [made.url for made in call.made].count(call.made[0].url) == 1


def test_the_representative_is_kept_for_somebody_slow_though_others_wait() -> None:
    rosa = Rosa()
    slow = Phone(24, handset=Keys("w12 1"), name="called back")
    with house(phones={ROSA: rosa.phone(), CALLER: slow}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.at(150, lambda: made.desk.choose("rosa", Chosen.READY))
        states: list[Waiting] = []
        made.at(185, lambda: states.append(made.waiting[0].status))
        made.play((0, made.steps(FROM_THE_QUEUE)), (20, made.keys("2 w400 h", OTHER)))
        made.network.run()
    assert rosa.whispers == ["A call back. To take the call, press one.", "To take the call, press one."]
    assert states == [Waiting.DECIDING]


def test_a_call_back_whose_greeting_goes_on_is_no_caller_to_be_brought_out_of_a_queue(asked: House) -> None:
    """Even where the representative falls free meanwhile: the words are heard to their end, and then the line is joined."""
    asked.numbers[CALLER] = Phone(24, handset=Keys("w16 w16 1"), name="called back")
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(300)
    assert [made.url for made in call.made].count(call.made[0].url) == 1
    assert call.debugger == ()


def test_an_office_closed_in_an_emergency_calls_nobody_until_it_is_open_again(asked: House) -> None:
    asked.desk.close("vera")
    asked.desk.choose("rosa", Chosen.READY)
    assert asked.passes(300) == []
    assert (len(asked.waiting), asked.activity) == (1, Activity.IDLE)
    asked.desk.open("vera")
    assert [call.ended for call in asked.passes(60)] == [Ended.BRIDGED]


# -- asked for more than once -----------------------------------------------------------------------------------------


def test_a_caller_who_asks_on_two_calls_is_called_once_at_the_first_place(asked: House) -> None:
    first = asked.waiting[0]
    asked.call(asked.steps(FROM_THE_QUEUE))
    (waiter,) = asked.waiting
    assert (waiter.entered, waiter.token != first.token) == (first.entered, True)
    assert asked.installation.floor.store.tickets.get(first.token) is None
    asked.desk.choose("rosa", Chosen.READY)
    assert len(asked.passes(1500)) == 1


def test_two_callers_who_ask_are_two_calls() -> None:
    phones = {ROSA: Rosa().phone(), CALLER: ANSWERS_WITH_1, OTHER: ANSWERS_WITH_1}
    with house(phones=phones) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.play(
            (0, made.steps(FROM_THE_QUEUE)),
            (1, made.steps(FROM_THE_QUEUE.replace("one two three", "one seven seven"), OTHER)),
        )
        assert len(made.waiting) == 2
        made.desk.choose("rosa", Chosen.READY)
        calls = made.passes(300)
    assert [call.leg("called back").number for call in calls] == [CALLER, OTHER]


def test_whoever_asks_again_while_being_called_back_is_called_once_more_and_not_twice(asked: House) -> None:
    asked.numbers |= {ROSA: Phone(None, name="Rosa"), CALLER: Phone(4, handset=Keys("1 1 1"), name="called back")}
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(90)
    assert "We will call you back. Goodbye." in spoken(call)
    assert [(one.tries, one.callback) for one in asked.waiting] == [(0, True)]
    asked.numbers |= {ROSA: Rosa().phone(), CALLER: ANSWERS_WITH_1}
    assert [one.ended for one in asked.passes(3000)] == [Ended.BRIDGED]
    assert asked.waiting == ()


def test_whoever_leaves_a_message_on_the_call_back_is_not_called_again(asked: House) -> None:
    asked.numbers |= {
        ROSA: Phone(None, name="Rosa"),
        CALLER: Phone(4, handset=Keys('1 2 "It is settled now"'), name="called back"),
    }
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(200)
    assert "Thank you for the message." in spoken(call)
    assert (asked.waiting, len(asked.desk.supervisor().voicemails)) == ((), 1)
    assert asked.passes(1500) == []


# -- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "withheld", ["anonymous", "+266696687", "sip:rosa@example.com", "+442079460123", "+19005550123"]
)
def test_without_a_number_that_may_be_called_one_is_keyed(withheld: str) -> None:
    """A foreign number, and one that costs whoever calls it, are not even offered."""
    steps = (
        "  - press: 4\n  - hear: Enter the number to call, with the area code first\n  - press: 2125550144\n"
        "  - hear: You entered two one two\n  - hear: If that's right\n  - press: 1\n  - hear: We will call you back\n"
    )
    with house(phones={ROSA: Rosa().phone(), "+12125550144": ANSWERS_WITH_1}) as made:
        call = made.call(made.steps(steps, withheld))
        (back,) = made.passes(120)
    assert "We can call you" not in spoken(call)
    assert (back.leg("called back").number, back.ended) == ("+12125550144", Ended.BRIDGED)


@pytest.mark.parametrize(
    "number",
    ["9005550123", "8765550123", "2129760123", "2125551212", "2124110123", "5550100199", OURS[2:]],
    ids=["premium", "Jamaica", "976", "directory", "N11", "no area", "our own"],
)
def test_a_number_that_may_not_be_called_is_refused_and_another_one_asked_for(number: str) -> None:
    steps = (
        f"  - press: 4\n  - hear: For another number\n  - press: 2\n  - hear: Enter the number\n  - press: {number}\n"
        "  - hear: We cannot call that number. Enter the number to call\n  - hang_up: true\n"
    )
    with house() as made:
        made.call(made.steps(steps))
        assert made.waiting == ()
        assert made.passes(200) == []


@pytest.mark.parametrize("number", ["2125550166", "2125550188"], ids=["the line as it is printed", "Rosa's"])
def test_neither_the_line_nor_a_representative_is_called_back(number: str) -> None:
    steps = (
        f"  - press: 4\n  - hear: For another number\n  - press: 2\n  - hear: Enter the number\n  - press: {number}\n"
        "  - hear: We cannot call that number. Enter the number to call\n  - hang_up: true\n"
    )
    numbers = (("phone: +1 555 010 0000", "phone: +1 212 555 0166"), ("+1 555 010 0101", "+1 212 555 0188"))
    with house(written(*numbers)) as made:
        made.call(made.steps(steps))
        assert made.waiting == ()


def test_whoever_keys_no_number_that_can_be_called_goes_on_waiting() -> None:
    wrong = "  - press: 9005550123\n  - hear: We cannot call that number\n"
    steps = f"  - press: 2\n  - hear: Please hold\n  - hear: To be called back\n  - press: 1\n  - hear: For another number\n  - press: 2\n  - hear: Enter the number\n{wrong}{wrong}  - press: 9005550123\n  - hear: You are number one\n  - hang_up: true\n"
    with house(phones={ROSA: Phone(None, name="Rosa")}) as made:
        made.desk.choose("rosa", Chosen.BUSY)
        made.call(made.steps(steps))
        assert made.waiting == ()


def test_a_number_keyed_with_another_one_on_the_line_is_called_and_its_own_is_not(asked: House) -> None:
    steps = (
        "  - press: 4\n  - hear: For another number\n  - press: 2\n  - hear: Enter the number\n  - press: 2125550177\n"
        "  - hear: If that's right\n  - press: 1\n  - hear: We will call you back\n"
    )
    asked.desk.set_aside(asked.waiting[0].token)
    asked.call(asked.steps(steps))
    assert [dict(one.hand_off)["caller.phone_last4"] for one in asked.waiting] == ["0177"]
    wish = asked.wish
    assert wish is not None
    assert wish.number == Secret(parse_number(OTHER))


# -- at the desk ------------------------------------------------------------------------------------------------------


def test_whom_nobody_could_call_for_a_week_is_called_no_more_and_nothing_of_theirs_is_kept(asked: House) -> None:
    token = asked.waiting[0].token
    tickets, callbacks = asked.installation.floor.store.tickets, asked.installation.floor.office.callbacks
    later = replace(asked.waiting[0], entered=asked.clock.now() - timedelta(days=8))
    callbacks.give_up_old()
    assert tickets.get(token) is not None
    asked.change(lambda floor: replace(floor, waiting={token: later}))
    callbacks.give_up_old()
    assert (asked.waiting, tickets.get(token)) == ((), None)


def test_what_is_set_aside_at_the_desk_is_never_placed(asked: House) -> None:
    (shown,) = asked.desk.representative("rosa").line
    assert (shown.callback, shown.phone_last4, shown.call) == (True, "0123", asked.waiting[0].token)
    assert asked.desk.set_aside(shown.call)
    assert not asked.desk.set_aside(shown.call)
    asked.desk.choose("rosa", Chosen.READY)
    assert (asked.passes(900), asked.network.messages, asked.waiting) == ([], (), ())


def test_set_aside_while_it_rings_whoever_answers_hears_no_more_than_the_end(asked: House) -> None:
    token = asked.waiting[0].token
    asked.at(60, lambda: asked.desk.set_aside(token))
    asked.desk.choose("rosa", Chosen.READY)
    (call,) = asked.passes(100)
    assert (spoken(call), call.ended, asked.activity) == ("", Ended.LINE_HUNG_UP, Activity.IDLE)


def test_a_representative_may_have_a_call_back_placed_whatever_was_chosen(asked: House) -> None:
    asked.passes(90)
    assert asked.desk.representative("rosa").can_take
    assert asked.desk.take("rosa")
    (call,) = asked.passes(60)
    assert call.ended is Ended.BRIDGED


def test_two_representatives_call_two_people_back_at_once() -> None:
    phones = {ROSA: Rosa().phone(), BEN: Rosa().phone(), CALLER: ANSWERS_WITH_1, OTHER: ANSWERS_WITH_1}
    with house(written(people=PEOPLE + BEN_TOO), phones=phones) as made:
        for name in ("rosa", "ben"):
            made.desk.choose(name, Chosen.BUSY)
        made.play(
            (0, made.steps(FROM_THE_QUEUE)),
            (1, made.steps(FROM_THE_QUEUE.replace("one two three", "one seven seven"), OTHER)),
        )
        made.passes(90)
        for name in ("rosa", "ben"):
            made.desk.choose(name, Chosen.READY)
        calls = made.passes(60)
    assert [call.ended for call in calls] == [Ended.BRIDGED] * 2
    assert {call.legs[-1].number for call in calls} == {ROSA, BEN}
