"""What a maintainer found in the floor of issue 5, each as a test that failed before."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from cast import SetClock
from put_together import calls_of
from tiny_line import TEXTS, fixed_accounts

from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.turn import CallBack, Hold, Ring
from ivr.line.callbacks import CallbackTerms
from ivr.line.loading import files_of_text, load
from ivr.routing.calling_back import answered, asked
from ivr.routing.floor import Activity, Waiter, Waiting
from ivr.routing.moves import chose, closed, opened
from ivr.routing.roster import Chosen, Representative, Staff
from ivr.secret import Secret
from ivr.service.acd import ANSWERING, Acd
from ivr.service.calling_back import CallBacks
from ivr.service.calls import Calls
from ivr.service.floor_ports import CallNotThereError, Ticket
from ivr.service.lines import Lines, program_of
from ivr.service.ports import Exchange, Whisper
from ivr.service.transfers import Transfers
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.memory import MemoryStore
from ivr.telephony.events import DialEnded, HungUp, Leg, Webhook
from ivr.telephony.outcomes import CallStatus, DialStatus, FetchOutcome

BILLING = "billing"
STAFF = Staff(
    (
        Representative("rosa", "Rosa", "+15550100101", (BILLING,)),
        Representative("ben", "Ben", "+15550100102", (BILLING,)),
    )
)
HOLD = Hold(BILLING, 3)


@dataclass
class Rest:
    """A carrier's REST API that remembers who was brought out of a queue, and how often somebody was called."""

    redirected: list[str] = field(default_factory=list)
    placed: int = 0
    down: Callable[[], None] | None = None
    gone: bool = False

    def redirect(self, call: str, path: str) -> None:
        self.redirected.append(f"{call} {path}")
        if self.gone:
            raise CallNotThereError("error 21220", gone=True)
        if self.down is not None:
            self.down()
            raise CallNotThereError("timeout")

    def place(self, to: Secret, path: str, status_path: str) -> str:
        self.placed += 1
        return f"CA{self.placed}00"


@dataclass
class Office:
    """A floor with Rosa and Ben, and what a line asks of it."""

    store: MemoryStore
    desk: DeskStore
    clock: SetClock
    rest: Rest
    acd: Acd
    transfers: Transfers

    def busy(self, *people: str) -> None:
        self._choose(Chosen.BUSY, people)

    def ready(self, *people: str) -> None:
        self._choose(Chosen.READY, people)

    def activity(self, who: str) -> Activity:
        standing = self.desk.board.look().standings.get(who)
        return Activity.IDLE if standing is None else standing.activity

    def status(self, call: str) -> Waiting:
        return self.desk.board.look().waiting[call].status

    def _choose(self, chosen: Chosen, people: tuple[str, ...]) -> None:
        for one in people:
            self.acd.change(lambda floor, one=one: chose(floor, STAFF, one, chosen, self.clock.now()))  # type: ignore[misc]


@pytest.fixture
def office() -> Office:
    clock, desk, rest = SetClock(), desk_store(None, None), Rest()
    store = MemoryStore(clock)
    acd = Acd(desk.board, desk.talks, STAFF, clock, control=rest)
    callbacks = CallBacks(acd, desk.tickets, None, key=b"key")
    return Office(store, desk, clock, rest, acd, Transfers(acd, callbacks, desk.voicemails, store, b"key"))


def _own_call(queue: str) -> CallState:
    """Rosa's own call to the line, after she took somebody out of that queue."""
    return CallState("d", 5, "taking", values={Known.REPRESENTATIVE_ID: "rosa", Known.QUEUE_NAME: queue})


# -- a queue bridged by a representative's own telephone --------------------------------------------------------------


@pytest.mark.parametrize("event", [DialEnded(DialStatus.COMPLETED, bridged=True), HungUp(60)])
def test_whose_talk_has_just_ended_is_not_rung_for_again_when_the_representative_reports_first(
    office: Office, event: DialEnded | HungUp
) -> None:
    office.busy("rosa", "ben")
    queue = office.acd.line_up("CA1", HOLD, "en-US")
    office.acd.take("rosa", by_telephone=True)
    office.ready("ben")
    state = _own_call(queue)
    office.transfers.joined(event, state)
    if isinstance(event, HungUp):
        office.transfers.gone("CA9", state)
    office.acd.tick()
    assert office.rest.redirected == []
    assert office.activity("ben") is Activity.IDLE
    assert office.activity("rosa") is Activity.IDLE


def test_who_was_never_reached_is_put_through_as_soon_as_the_queue_is_heard_from(office: Office) -> None:
    office.busy("rosa", "ben")
    queue = office.acd.line_up("CA1", HOLD, "en-US")
    office.acd.take("rosa", by_telephone=True)
    office.transfers.gone("CA9", _own_call(queue))
    office.acd.world("CA1", "en-US", waits=True)
    assert office.status("CA1") is Waiting.WAITING
    office.ready("ben")
    assert office.rest.redirected == ["CA1 /voice?turn=3"]


def test_who_was_taken_is_not_led_out_of_the_queue_by_somebody_else_who_is_free(office: Office) -> None:
    """While the representative is told who it is, the caller still hears what is heard in the queue."""
    office.busy("rosa", "ben")
    office.acd.line_up("CA1", HOLD, "en-US")
    office.acd.take("rosa", by_telephone=True)
    office.ready("ben")
    assert office.acd.world("CA1", "en-US", waits=True).roster.of(BILLING) == ()
    office.clock.advance(seconds=ANSWERING.total_seconds())  # she is on no telephone any more, and nobody said so
    assert office.acd.world("CA1", "en-US", waits=True).roster.of(BILLING) == STAFF.representatives[1:]


def test_a_talk_that_never_came_about_does_not_go_on_at_the_desk(office: Office) -> None:
    office.busy("rosa", "ben")
    queue = office.acd.line_up("CA1", HOLD, "en-US")
    office.acd.take("rosa", by_telephone=True)
    office.clock.advance(seconds=9)
    office.transfers.gone("CA9", _own_call(queue))
    (talk,) = office.desk.talks.of("rosa")
    assert talk.ended == office.clock.now()


def test_a_key_that_was_let_go_of_before_anybody_was_connected_is_no_talk_that_goes_on(office: Office) -> None:
    office.busy("ben")
    office.acd.line_up("CA1", HOLD, "en-US")
    _whispered(office, accepted=True)
    office.acd.took("rosa", "CA1", ())
    office.transfers.ring_ended(_leg("CA1"), DialEnded(DialStatus.COMPLETED, bridged=False), CallState("d", 4, "ring"))
    (talk,) = office.desk.talks.of("rosa")
    assert talk.ended == office.clock.now()


def test_who_asks_to_be_called_back_while_being_announced_leaves_the_representative_free(office: Office) -> None:
    office.busy("rosa", "ben")
    queue = office.acd.line_up("CA1", HOLD, "en-US")
    office.acd.take("rosa", by_telephone=True)
    terms = CallbackTerms(frozenset({"US"}), tries=2, again_after=600)
    callbacks = CallBacks(office.acd, office.desk.tickets, terms, key=b"key")
    request = CallBack(Secret("+12125550131"), BILLING, "begin", frozenset(), (), "", "asks", "en-US")
    assert callbacks.ask(request, "CA1", CallState("d", 7, "asks"), "key") is FetchOutcome.DONE
    office.transfers.gone("CA9", _own_call(queue))
    assert office.activity("rosa") is Activity.IDLE


# -- told twice, and late ---------------------------------------------------------------------------------------------


def test_the_end_of_an_earlier_own_call_told_again_leaves_the_present_talk_alone(office: Office) -> None:
    """The carrier's queues are used again, so both callers were taken out of one of the same name."""
    office.busy("rosa", "ben")
    queue = office.acd.line_up("CA1", HOLD, "en-US")
    office.acd.take("rosa", by_telephone=True)
    office.acd.over("CA1")
    assert office.acd.line_up("CA2", HOLD, "en-US") == queue
    office.acd.take("rosa", by_telephone=True)
    office.store.save(Exchange("CA8", 4, replace(_own_call(queue), over=True), b""))
    for _ in range(2):
        _calls(office).status(Webhook(replace(_leg("CA8"), status=CallStatus.COMPLETED), HungUp(9)))
    assert office.activity("rosa") is Activity.TALKING
    assert office.status("CA2") is Waiting.TALKING


def test_a_key_after_the_caller_has_hung_up_takes_nobody_and_begins_no_talk(office: Office) -> None:
    assert office.acd.reserve("CA1", Ring((STAFF.representatives[0],), 20, "whisper"))
    office.acd.over("CA1")
    assert not office.acd.took("rosa", "CA1", ())
    assert office.desk.talks.of("rosa") == ()


# -- a Dial that connected nobody -------------------------------------------------------------------------------------


def test_who_was_taken_and_not_connected_is_not_redirected_to_a_turn_that_was_answered(office: Office) -> None:
    """A key turn is answered once: a redirect to it would play the document that just failed again."""
    office.busy("ben")
    office.acd.line_up("CA1", HOLD, "en-US")
    office.rest.redirected.clear()
    _whispered(office, accepted=True)
    office.acd.took("rosa", "CA1", ())
    office.ready("ben")
    office.transfers.ring_ended(_leg("CA1"), DialEnded(DialStatus.COMPLETED, bridged=False), CallState("d", 4, "ring"))
    office.acd.tick()
    assert office.rest.redirected == []
    office.acd.line_up("CA1", replace(HOLD, key=6), "en-US")
    assert office.rest.redirected == ["CA1 /voice?turn=6"]


def test_a_representative_whose_key_was_lost_on_the_way_does_not_talk_for_ever(office: Office) -> None:
    """The floor knew of the key, and the process died before the leg's own verdict was written."""
    office.busy("ben")
    office.acd.line_up("CA1", HOLD, "en-US")
    _whispered(office, accepted=None)
    office.acd.took("rosa", "CA1", ())
    office.transfers.ring_ended(_leg("CA1"), DialEnded(DialStatus.COMPLETED, bridged=False), CallState("d", 4, "ring"))
    assert office.activity("rosa") is Activity.IDLE
    office.ready("ben")
    assert office.acd.took("ben", "CA1", ())


def test_a_talk_in_a_call_back_ends_although_its_ticket_was_never_forgotten(office: Office) -> None:
    """A process died between the key that took the call and the end of the ticket."""
    now = office.clock.now()
    office.desk.tickets.keep(_ticket("T"))
    waiter = Waiter("T", BILLING, now, callback=True, token="T", status=Waiting.CALLED)
    office.desk.board.change(lambda floor: answered(asked(floor, waiter), "T", "CA1"))
    assert office.acd.reserve("CA1", Ring((STAFF.representatives[0],), 20, "whisper"))
    assert office.acd.took("rosa", "CA1", ())
    office.transfers.gone("CA1", None)
    assert office.activity("rosa") is Activity.IDLE
    assert dict(office.desk.board.look().waiting) == {}


def test_a_carrier_that_does_not_answer_is_not_waited_for_once_for_each_caller(office: Office) -> None:
    """Each wait is one of somebody who has only called, and is given up on after fifteen seconds."""
    office.busy("rosa", "ben")
    office.acd.line_up("CA1", HOLD, "en-US")
    office.acd.line_up("CA2", HOLD, "en-US")
    office.rest.down = lambda: office.clock.advance(seconds=5)
    for one in ("rosa", "ben"):
        office.desk.board.change(lambda floor, one=one: chose(floor, STAFF, one, Chosen.READY, office.clock.now()))  # type: ignore[misc]
    office.acd.world("CA3", "en-US")
    assert office.rest.redirected == ["CA1 /voice?turn=3"]
    assert [len(office.acd.world(one, "en-US", waits=True).roster.of(BILLING)) for one in ("CA1", "CA2")] == [1, 1]


def test_a_caller_the_carrier_says_is_gone_keeps_no_place_in_line(office: Office) -> None:
    """The carrier's own word of the end of the call was lost on the way."""
    office.busy("rosa", "ben")
    office.acd.line_up("CA1", HOLD, "en-US")
    office.rest.gone = True
    office.ready("rosa")
    assert office.rest.redirected == ["CA1 /voice?turn=3"]
    assert dict(office.desk.board.look().waiting) == {}


# -- who is called back, and when -------------------------------------------------------------------------------------


def test_nobody_is_called_back_from_the_desk_while_the_office_is_closed(office: Office) -> None:
    office.busy("rosa", "ben")
    placed: list[str] = []
    office.acd.calls_back_by(lambda waiter: placed.append(waiter.call), None)
    waiter = Waiter("T", BILLING, office.clock.now(), callback=True, token="T")
    office.desk.board.change(lambda floor: closed(asked(floor, waiter), "sue", office.clock.now()))
    assert office.acd.take("rosa") is None
    office.desk.board.change(opened)
    assert office.acd.take("rosa") is not None
    assert placed == ["T"]


def test_without_a_way_to_call_anybody_a_call_back_does_not_hide_the_caller_behind_it(office: Office) -> None:
    office.busy("rosa", "ben")
    waiter = Waiter("T", BILLING, office.clock.now() - timedelta(minutes=9), callback=True, token="T")
    office.desk.board.change(lambda floor: asked(floor, waiter))
    office.acd.line_up("CA1", HOLD, "en-US")
    taken = office.acd.take("rosa")
    assert taken is not None
    assert taken.call == "CA1"


def test_a_call_back_given_up_while_it_is_on_the_line_keeps_its_place_and_is_not_tried_again(office: Office) -> None:
    office.busy("rosa", "ben")
    office.desk.tickets.keep(_ticket("T"))
    waiter = Waiter("T", BILLING, office.clock.now(), callback=True, token="T", status=Waiting.CALLED)
    office.desk.board.change(lambda floor: answered(asked(floor, waiter), "T", "CA1"))
    office.acd.line_up("CA1", HOLD, "en-US")
    assert CallBacks(office.acd, office.desk.tickets, None, key=b"key").set_aside("T")
    assert office.status("CA1") is Waiting.WAITING
    office.transfers.gone("CA1", None)
    assert dict(office.desk.board.look().waiting) == {}
    assert office.desk.tickets.get("T") is None


def _calls(office: Office) -> Calls:
    """A line's calls over the same floor."""
    loaded = load(files_of_text(TEXTS))
    lines = Lines(office.store, program_of(loaded)[0], loaded.sources)
    return calls_of(office.store, fixed_accounts(office.clock), lines, STAFF, office.clock, desk=office.desk)


def _leg(call: str) -> Leg:
    return Leg(call, "AC1", "+12125550131", "+12125550100", CallStatus.IN_PROGRESS)


def _whispered(office: Office, *, accepted: bool | None) -> None:
    """Rosa's telephone rang for CA1 at turn 4, and so her key was, or was not, written down."""
    assert office.acd.reserve("CA1", Ring((STAFF.representatives[0],), 20, "whisper"))
    whisper = Whisper("W", "CA1", 4, "rosa", "d", "whisper")
    office.store.save(Exchange("CA1", 3, CallState("d", 4, "ring"), b"", whispers=(whisper,)))
    if accepted is not None:
        office.store.save(Exchange("CA7", 0, CallState("d", 1, "whisper"), b"", verdict=("W", accepted)))


def _ticket(token: str) -> Ticket:
    return Ticket(token, "CA0", Secret("+12125550131"), BILLING, "d", "begin", "en-US", False, {}, {})
