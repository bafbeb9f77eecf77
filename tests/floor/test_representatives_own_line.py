"""The representatives' own line beside the line that is shipped: signing in by code and PIN, presence, and taking the next
caller, with what callers, other representatives and the floor see of it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from callback_house import BEN, BEN_TOO, CALLER, PEOPLE, ROSA, House, Rosa, house, written
from leaks.leak_search import squeezed
from tiny_line import NUMBER, PIN

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call, Ticket
from ivr.carrier.phase import Phase
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.dialog.journal import Happening
from ivr.routing.availability import Presence, presence, standing_of
from ivr.routing.floor import Activity, Waiting
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.service.desk_ports import Role, User
from ivr.service.signing_in import MOST_FOR_ONE, MOST_FROM_ONE, WINDOW, hashed

FOLDER = Path(__file__).parents[2] / "menus" / "representative-line"
THEIRS = "/representatives"
CODES = {"rosa": ("4711", "258036"), "ben": ("4712", "369147")}
HASHED = {name: hashed(Secret(pin)) for name, (_, pin) in CODES.items()}
FIRST, SECOND = "+12125550131", "+12125550132"
TAKE, READY, BUSY, AWAY, END = "1", "2", "3", "4", "5"


@pytest.fixture
def office() -> Iterator[House]:
    """Rosa and Ben are at work, busy, and may sign in by telephone."""
    phones = {ROSA: Rosa().phone(), BEN: Rosa().phone()}
    with house(written(people=PEOPLE + BEN_TOO), phones=phones, representative_line=str(FOLDER)) as made:
        for name, (code, _) in CODES.items():
            made.add(User(name, "", Role.REPRESENTATIVE, name, code, HASHED[name]))
            made.desk.choose(name, Chosen.BUSY)
        yield made


def dials_in(made: House, keys: str, name: str = "rosa", pin: str = "") -> Ticket:
    """Signs in and presses these keys."""
    code, right = CODES[name]
    return made.keys(f"1 {code}# {pin or right}# {keys}", ROSA if name == "rosa" else BEN, THEIRS)


def seen(made: House, name: str = "rosa") -> Presence:
    staff = made.installation.floor.transfers.acd.staff
    return presence(standing_of(made.floor, staff, name, made.clock.now()))


def spoken(call: Call) -> str:
    return " ".join(one.text for one in call.legs[0].heard)


def connected(call: Call) -> bool:
    return "is connected to" in str(call.transcript)


# -- signing in -------------------------------------------------------------------------------------------------------


def test_with_code_and_pin_a_representative_is_greeted_by_name(office: House) -> None:
    assert "Hello, Rosa." in spoken(office.call(dials_in(office, "h")))
    assert "Hello, Ben." in spoken(office.call(dials_in(office, "h", "ben")))


def test_a_wrong_pin_three_times_lets_nobody_in(office: House) -> None:
    call = office.call(office.keys("1 4711# 111113# 4711# 222224# 4711# 333335#", ROSA, THEIRS))
    assert spoken(call).count("That code and PIN do not match") == 2
    assert "Hello" not in spoken(call)
    assert spoken(call).endswith("You are not signed in. If you have no PIN, ask a supervisor for one. Goodbye.")


@pytest.mark.parametrize(("code", "pin"), [("4711", "369147"), ("4712", "258036"), ("9999", "258036")])
def test_one_s_own_code_with_another_s_pin_lets_nobody_in(office: House, code: str, pin: str) -> None:
    assert "Hello" not in spoken(office.call(office.keys(f"1 {code}# {pin}# h", ROSA, THEIRS)))


def test_after_too_many_wrong_pins_the_right_one_is_refused_until_the_window_is_over(office: House) -> None:
    for _ in range(MOST_FOR_ONE - 1):
        office.installation.floor.store.failures.note("pin:rosa", office.clock.now())
    office.call(office.keys("1 4711# 111113# h", ROSA, THEIRS))
    assert "Hello" not in spoken(office.call(dials_in(office, "h")))
    assert "Hello, Ben." in spoken(office.call(dials_in(office, "h", "ben")))
    office.clock.advance(WINDOW.total_seconds() + 1)
    assert "Hello, Rosa." in spoken(office.call(dials_in(office, "h")))


def test_somebody_who_tries_code_after_code_is_refused_by_the_number_that_calls(office: House) -> None:
    stranger = "+12125550190"
    failures = office.installation.floor.store.failures
    for _ in range(MOST_FROM_ONE):
        failures.note(f"caller:{stranger}", office.clock.now())
    call = office.call(office.keys("1 4711# 258036# h", stranger, THEIRS))
    assert "Hello" not in spoken(call)
    assert "Hello, Rosa." in spoken(office.call(dials_in(office, "h")))


def test_somebody_whose_id_left_the_files_is_not_let_in(office: House) -> None:
    office.add(User("mia", "", Role.REPRESENTATIVE, "mia", "4713", HASHED["rosa"]))
    assert "Hello" not in spoken(office.call(office.keys("1 4713# 258036# h", ROSA, THEIRS)))


def test_a_caller_of_the_customers_line_finds_no_way_to_sign_in(office: House) -> None:
    assert "sign in" not in spoken(office.call(office.keys("w20 h")))


# -- presence ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "chosen", "rung"), [(READY, Chosen.READY, True), (BUSY, Chosen.BUSY, False), (AWAY, Chosen.AWAY, False)]
)
def test_what_is_chosen_by_telephone_decides_who_is_rung(office: House, key: str, chosen: Chosen, rung: bool) -> None:
    office.call(dials_in(office, f"{key} {END}"))
    assert (office.standing.chosen, office.standing.signed_in) == (chosen, True)
    call = office.call(office.keys("2 w60 h"))
    assert [leg.number for leg in call.legs[1:]] == [ROSA] * rung


def test_ready_puts_the_next_caller_through_while_the_representative_still_listens(office: House) -> None:
    """The telephone that rings is the representative's own; here it is another one than dials in."""
    waits, _ = office.play((0, office.keys("2 w200 h")), (40, dials_in(office, f"{READY} w60 h")))
    assert connected(waits)
    assert waits.leg("Rosa").number == ROSA


# -- taking a caller --------------------------------------------------------------------------------------------------


def test_who_it_is_is_said_and_both_are_connected_and_wrap_up_follows(office: House) -> None:
    looks: list[tuple[Presence, str]] = []
    office.at(110, lambda: looks.append((seen(office), office.standing.call)))
    caller, rosa = office.play(
        (0, office.keys(f"1 {NUMBER} {PIN}")),
        (80, office.ticket(_Takes("4711", "258036", talks_for=20), ROSA, THEIRS)),
    )
    assert "Here is the next caller. Account ending two nine one seven. About more time." in spoken(rosa)
    assert (connected(caller), connected(rosa)) == (True, True)
    assert caller.ended is Ended.BRIDGED
    assert spoken(caller).endswith("Thank you. Goodbye.")
    assert looks == [(Presence.TALKING, caller.sid)]
    assert (office.waiting, office.standing.taken) == ((), 1)


def test_the_talk_ends_in_wrap_up_when_the_representative_hangs_up(office: House) -> None:
    presences: list[Presence] = []
    rosa_hangs_up = office.ticket(_Takes("4711", "258036", talks_for=20), ROSA, THEIRS)
    caller, _ = office.play((0, office.keys("2")), (30, _noting(office, rosa_hangs_up, presences)))
    assert connected(caller)
    assert spoken(caller).endswith("Thank you. Goodbye.")
    assert Presence.TALKING in presences
    assert presences[-1] in (Presence.WRAP_UP, Presence.BUSY)
    assert Presence.WRAP_UP in presences
    (talk,) = office.desk.representative("rosa").talks
    assert talk.call == caller.sid
    assert talk.ended is not None


def test_the_card_of_a_caller_taken_by_telephone_is_on_the_desk_as_of_any_other(office: House) -> None:
    cards: list[Secret | None] = []

    def look() -> None:
        card = office.desk.representative("rosa").card
        cards.append(card.account if card else None)

    office.at(135, look)
    office.play((0, office.keys(f"1 {NUMBER} {PIN} w300 h")), (80, dials_in(office, f"{TAKE} w60 h")))
    assert cards == [Secret(NUMBER)]


def test_only_the_foremost_caller_is_taken_and_the_next_one_stays(office: House) -> None:
    first, second, rosa = office.play(
        (0, office.keys("2", FIRST)),
        (5, office.keys("2 w200 h", SECOND)),
        (40, office.ticket(_Takes("4711", "258036", talks_for=20), ROSA, THEIRS)),
    )
    assert (connected(first), connected(second), connected(rosa)) == (True, False, True)
    assert "You are number one." in spoken(second)


def test_two_representatives_who_take_at_the_same_instant_have_two_callers(office: House) -> None:
    """Both press the key at the same second; each is told of, and connected with, somebody else."""
    first, second, rosa, ben = office.play(
        (0, office.keys("2", FIRST)),
        (5, office.keys("2", SECOND)),
        (40, office.ticket(_Takes("4711", "258036", talks_for=20), ROSA, THEIRS)),
        (40, office.ticket(_Takes("4712", "369147", talks_for=20), BEN, THEIRS)),
    )
    assert all(connected(call) for call in (first, second, rosa, ben))
    partners = {str(call.transcript).partition("is connected to ")[2][:12] for call in (first, second)}
    assert partners == {ROSA, BEN}


def test_when_nobody_waits_that_is_said_and_nobody_is_held(office: House) -> None:
    call = office.call(dials_in(office, f"{TAKE} {END}"))
    assert "Nobody is waiting right now." in spoken(call)
    assert (office.activity, office.standing.taken) == (Activity.IDLE, 0)


def test_a_call_back_in_front_does_not_hide_the_caller_behind_it(office: House) -> None:
    """Who is on the telephone cannot be connected with somebody who must be called first."""
    office.numbers[CALLER] = Phone(4, handset=Keys("1"))
    office.call(office.keys("2 1 1"))
    office.passes(61)
    caller, rosa = office.play(
        (0, office.keys("2", FIRST)), (30, office.ticket(_Takes("4711", "258036", talks_for=10), ROSA, THEIRS))
    )
    assert (connected(caller), connected(rosa)) == (True, True)
    assert [one.callback for one in office.waiting] == [True]


def test_a_caller_who_hung_up_while_being_announced_is_told_of_as_gone(office: House) -> None:
    takes = _Takes("4711", "258036", talks_for=10)
    caller, rosa = office.play((0, office.ticket(_HangsUp(takes), FIRST)), (30, office.ticket(takes, ROSA, THEIRS)))
    assert (connected(caller), connected(rosa)) == (False, False)
    assert "This caller hung up." in spoken(rosa)
    assert office.waiting == ()
    assert office.activity is not Activity.TALKING


def test_a_representative_who_hangs_up_before_being_connected_leaves_the_caller_at_the_same_place(
    office: House,
) -> None:
    places: list[list[str]] = []
    told: list[tuple[Waiting, ...]] = []

    def look() -> None:
        places.append([one.call for one in office.waiting])
        told.append(tuple(one.status for one in office.waiting))

    office.at(39, look)
    office.at(120, look)
    first, second, rosa = office.play(
        (0, office.keys("2 w300 h", FIRST)),
        (5, office.keys("2 w300 h", SECOND)),
        (40, office.ticket(_Takes("4711", "258036", gives_up=True), ROSA, THEIRS)),
    )
    assert places[0] == places[1] == [first.sid, second.sid]
    assert told[1] == (Waiting.WAITING, Waiting.WAITING)
    assert not any(connected(call) for call in (first, second, rosa))
    assert office.standing.activity is not Activity.TALKING


def test_every_request_delivered_twice_is_answered_the_same_and_takes_one_caller(office: House) -> None:
    office.web.twice = True
    first, second, _ = office.play(
        (0, office.keys("2", FIRST)),
        (5, office.keys("2 w200 h", SECOND)),
        (40, office.ticket(_Takes("4711", "258036", talks_for=20), ROSA, THEIRS)),
    )
    assert (connected(first), connected(second)) == (True, False)
    assert office.standing.taken == 1


def test_a_talk_on_the_own_telephone_goes_on_when_another_call_to_the_line_ends(office: House) -> None:
    """Rosa talks to somebody her telephone was rung for; meanwhile she dials in from another one, and hangs up."""
    presences: list[Presence] = []
    office.at(40, lambda: office.desk.choose("rosa", Chosen.READY))
    office.numbers[ROSA] = Rosa(talks_for=120).phone()
    for second in range(75, 150):
        office.at(second, lambda: presences.append(seen(office)))
    caller, other = office.play((0, office.keys("2")), (70, dials_in(office, "h")))
    assert connected(caller)
    assert other.seconds < 80
    assert set(presences) == {Presence.TALKING}


# -- what is kept and said of it --------------------------------------------------------------------------------------


def test_code_and_pin_are_in_no_address_document_or_journal(office: House) -> None:
    call = office.call(dials_in(office, f"{READY} {END}"))
    for request, reply in office.web.asked:
        assert "258036" not in request.url
        assert "258036" not in squeezed(reply.body.decode())
    journal = office.installation.store.journal(call.sid)
    assert Happening.SIGNED_IN in {entry.kind for entry in journal}
    assert not [entry for entry in journal if "258036" in entry.detail or "4711" in entry.detail]


def test_the_whole_account_number_is_in_no_document_for_the_representative(office: House) -> None:
    office.play((0, office.keys(f"1 {NUMBER} {PIN} w300 h")), (80, dials_in(office, f"{TAKE} w30 h")))
    theirs = [one for one in office.web.asked if THEIRS in one[0].url]
    assert [reply for _, reply in theirs if b"Here is the next caller" in reply.body]
    for request, reply in theirs:
        assert NUMBER not in squeezed(request.url + reply.body.decode())


def test_a_request_for_the_other_line_s_call_is_not_answered_with_its_words(office: House) -> None:
    """The two lines of an installation have one store, and a call belongs to the one it came in by."""
    call = office.call(office.keys("w10 h"))
    fields = {"CallSid": call.sid, "AccountSid": "AC1", "From": CALLER, "To": ROSA, "CallStatus": "in-progress"}
    assert b"Welcome" not in office.post(f"{THEIRS}/voice?turn=1", fields).body


class _Takes:
    """Signs in, takes the next caller, talks so long and hangs up; or gives up while being told who it is."""

    def __init__(self, code: str, pin: str, *, talks_for: float = 20, gives_up: bool = False) -> None:
        self._code, self._pin = code, pin
        self._talks_for, self._gives_up = talks_for, gives_up
        self.is_told = False

    async def hold(self, phone: TextLeg) -> None:
        for words, keys in (
            ("To sign in", "1"),
            ("Enter your code", f"{self._code}#"),
            ("enter your PIN", f"{self._pin}#"),
            ("To take the next caller", TAKE),
        ):
            await _hears(phone, words)
            await phone.press(keys)
        await _hears(phone, "Here is the next caller", "hung up")
        self.is_told = True
        if self._gives_up:
            phone.hang_up()
            return
        await phone.room.until(lambda: phone.over or phone.phase is Phase.BRIDGED or _said(phone, "hung up"), 60)
        if phone.phase is Phase.BRIDGED:
            await phone.stay(self._talks_for)
        else:
            await phone.stay(3)
        phone.hang_up()


class _HangsUp:
    """Goes to a representative, waits, and hangs up while somebody is told who is next."""

    def __init__(self, takes: _Takes) -> None:
        self._takes = takes

    async def hold(self, phone: TextLeg) -> None:
        await _hears(phone, "Welcome")
        await phone.press("2")
        while not self._takes.is_told and await phone.stay(0.25):
            pass
        phone.hang_up()


def _said(phone: TextLeg, words: str) -> bool:
    return any(words in one.text for one in phone.heard)


async def _hears(phone: TextLeg, *words: str) -> None:
    await phone.room.until(lambda: phone.over or any(_said(phone, one) for one in words), 120)


def _noting(made: House, ticket: Ticket, presences: list[Presence]) -> Ticket:
    """The same call; Rosa's presence is noted every second of five minutes."""
    for second in range(300):
        made.at(second, lambda: presences.append(seen(made)))
    return ticket
