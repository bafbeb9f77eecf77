"""Whole calls: the simulated carrier rings the Flask application, and people are as hasty, silent and mistaken as they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from cast import NUMBER, SetClock
from tiny_line import FALLBACK, PIN, TOKEN, URL, fixed_accounts, house

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call, Network
from ivr.carrier.phase import Phase
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wsgi import WsgiWeb
from ivr.dialog.journal import Entry, Happening
from ivr.stores.memory import MemoryStore
from ivr.web.app import create_app

CARD = "4111111111111111"
ROSA, BEN = "+15550100101", "+15550100102"


@dataclass
class Hasty:
    """A caller who presses each row of keys the moment the line listens, and `late` so many seconds after the row."""

    rows: Sequence[str]
    late: str
    seconds: float

    async def hold(self, phone: TextLeg) -> None:
        for row in self.rows:
            while phone.phase is not Phase.LISTENING:
                await phone.room.change(None)
            await phone.press(row)
        await phone.stay(self.seconds)
        await phone.press(self.late)
        await phone.stay(3.0)
        phone.hang_up()


@dataclass
class Early:
    """A caller who knows the menu and presses during its first words."""

    key: str

    async def hold(self, phone: TextLeg) -> None:
        while not phone.answered:
            await phone.room.change(None)
        await phone.stay(0.3)
        await phone.press(self.key)
        await phone.stay(8.0)
        phone.hang_up()


class Stand:
    """The tiny line on a store in memory, and a network that can call it."""

    def __init__(self, clock: VirtualClock) -> None:
        self.store = MemoryStore(clock)
        self.accounts = fixed_accounts(clock)
        self.clock = clock
        self.phones: dict[str, Phone] = {}
        self.house = house(self.store, self.accounts, clock)  # type: ignore[arg-type]  # any clock will do

    def call(self, handset: object) -> Call:
        web = WsgiWeb(create_app(self.house.gate), URL)
        network = Network(web, self.clock, "AC" + "0" * 32, TOKEN, self.phones)
        return network.call(
            f"{URL}/voice",
            handset=handset,  # type: ignore[arg-type]
            fallback_url=f"{URL}/fallback",
            status_url=f"{URL}/status",
        )

    def journal(self, call: Call) -> tuple[Entry, ...]:
        return self.store.journal(call.sid)

    def kinds(self, call: Call) -> list[Happening]:
        return [entry.kind for entry in self.journal(call)]


@pytest.fixture
def stand() -> Iterator[Stand]:
    with VirtualClock(SetClock().at) as clock:
        yield Stand(clock)


def heard(call: Call) -> str:
    """What was heard, in one line and without the places of time."""
    return " ".join(str(call.transcript).split())


def test_a_caller_pays_attention_and_reaches_a_representative(stand: Stand) -> None:
    stand.phones[ROSA] = Phone(4.0, handset=Keys("1"))
    call = stand.call(Keys(f"1 {NUMBER} 1 {PIN} 0"))
    assert call.debugger == ()
    connected = [entry.detail for entry in stand.journal(call) if entry.kind is Happening.CONNECTED]
    assert connected == ["rosa"]
    assert stand.kinds(call)[-1] is Happening.CLOSED
    assert stand.store.closed(call.sid)


def test_nobody_keyed_anything_and_the_call_still_ends(stand: Stand) -> None:
    call = stand.call(SilentCaller())
    assert call.ended is Ended.LINE_HUNG_UP
    assert call.debugger == ()
    assert stand.kinds(call).count(Happening.NOINPUT) == 4  # patience asks a silent caller once more
    assert "Nobody is free." in heard(call)


def test_a_key_pressed_during_the_greeting_counts(stand: Stand) -> None:
    call = stand.call(Early("1"))
    assert "Enter your account number." in heard(call)
    assert Happening.CHOSE in stand.kinds(call)


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.7])
def test_a_pound_typed_after_the_last_digit_is_nobodys_key(stand: Stand, seconds: float) -> None:
    call = stand.call(Hasty(("1", NUMBER), "#", seconds))
    assert Happening.REPEATED not in stand.kinds(call)
    assert "You entered" in heard(call)


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.7])
def test_a_pound_typed_after_a_full_pin_does_not_answer_what_follows_the_look_up(stand: Stand, seconds: float) -> None:
    call = stand.call(Hasty(("1", NUMBER, "1", PIN), "#", seconds))
    assert Happening.REPEATED not in stand.kinds(call)
    assert "You owe" in heard(call)


def test_a_second_press_of_the_same_key_does_not_confirm_by_accident(stand: Stand) -> None:
    call = stand.call(Hasty(("1", NUMBER), NUMBER[-1], 0.3))
    chose = [entry.dialog for entry in stand.journal(call) if entry.kind is Happening.CHOSE]
    assert chose == ["main"]


def test_a_card_number_at_the_question_for_an_account_is_a_wrong_answer_and_kept_nowhere(stand: Stand) -> None:
    call = stand.call(Hasty(("1",), CARD, 3.0))
    assert stand.kinds(call).count(Happening.NOMATCH) == 1
    kept = repr(stand.journal(call)) + heard(call) + repr(vars(stand.store))
    assert not re.search(r"4?1{5,}", kept)


def test_zero_alone_while_digits_are_collected_is_a_person(stand: Stand) -> None:
    stand.phones[BEN] = Phone(2.0, handset=Keys("1"))
    call = stand.call(Keys("1 0#"))
    connected = [entry.detail for entry in stand.journal(call) if entry.kind is Happening.CONNECTED]
    assert connected == ["ben"], "Rosa did not answer"


def test_a_voicemail_never_gets_the_caller(stand: Stand) -> None:
    stand.phones[ROSA] = stand.phones[BEN] = Phone(3.0, handset=SilentCaller())
    call = stand.call(Keys("0"))
    assert Happening.CONNECTED not in stand.kinds(call)
    assert "Nobody is free." in heard(call)


def test_a_caller_who_hangs_up_while_it_rings_leaves_a_closed_record(stand: Stand) -> None:
    call = stand.call(Keys("0", patience=20.0))
    assert call.ended is Ended.CALLER_HUNG_UP
    kinds = stand.kinds(call)
    assert kinds[-1] is Happening.CLOSED
    assert Happening.CONNECTED not in kinds


def test_no_transcript_and_no_record_of_a_call_shows_a_number_or_a_pin(stand: Stand) -> None:
    call = stand.call(Keys(f"1 {NUMBER} 1 {PIN} 0"))
    told = f"{call.transcript} {stand.journal(call)!r} {call!r}"
    for secret in (NUMBER, PIN, "8 4 4 8", "eight four four eight", "two five eight zero"):
        assert secret not in told


def test_a_line_at_fault_still_brings_the_caller_to_a_person(stand: Stand) -> None:
    stand.phones[FALLBACK] = Phone(2.0, talks_for=10.0)
    del stand.store._calls  # the store is broken in the midst of everything
    call = stand.call(SilentCaller())
    assert "something went wrong on our side" in heard(call)
    assert FALLBACK in heard(call)
