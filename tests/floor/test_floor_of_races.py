"""Calls that want the same person at the same moment: no telephone is rung by two calls, whatever the order of their requests."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cast import NUMBER, keyed
from floor_house import texts
from floor_telephones import SIDS, Desk, InLine, bridges, desk_of
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.routing.floor import Activity
from ivr.routing.roster import Chosen
from ivr.telephony.events import QueueResult
from ivr.telephony.outcomes import DialStatus
from ivr.twiml.verbs import Dial, Number

NUMBERS = {"+15550100101": "rosa", "+15550100102": "ben"}
RETRY = {
    "{hangup: Nobody answers. Goodbye.}": "\n    say: Nobody answered.\n    next: wait",
    "{hangup: Everybody is busy. Goodbye.}": "\n    say: Everybody is busy.\n    next: wait",
}
"""Whom nobody could be found for waits again."""


@dataclass
class Scene:
    """Callers who each do the next thing their document allows, in any order; `ringing` is whose telephone rings for whom, as
    the carrier knows it."""

    desk: Desk
    callers: list[InLine]
    ringing: dict[str, str] = field(default_factory=dict)
    connected: set[str] = field(default_factory=set)
    over: set[str] = field(default_factory=set)

    def moves(self, place: int, way: int) -> None:
        """`way` chooses between what may happen to a telephone that rings. The place behind the last caller is a tick's."""
        if place == len(self.callers):
            self.desk.tick(way * 3)
            return
        one = self.callers[place]
        if one.sid in self.over:
            return
        if not one.asked:
            one.calls()
        elif any(isinstance(verb, Dial) for verb in one.document.verbs):
            self._rung(one, way)
        elif one.waits:
            one.enters()
        elif one.leaves:
            one.is_out()
        elif one.asked[-1] == "/voice":
            one.press(NUMBER)
        else:
            self._waits(one, way)
        self._look(one)

    def _waits(self, one: InLine, way: int) -> None:
        if any(verb.__class__.__name__ == "Hangup" for verb in one.document.verbs):
            self._ends(one)
        elif way == 5:
            one.is_redirected()
        else:
            one.hears_on(3)

    def _rung(self, one: InLine, way: int) -> None:
        """The ring is answered, let ring or refused; a talk ends."""
        if one.sid in self.connected:
            self.connected.discard(one.sid)
            self._stops(one)
            one.dial_ends(DialStatus.COMPLETED, bridged=True)
        elif way == 0:
            self._stops(one)
            one.dial_ends(DialStatus.NO_ANSWER, bridged=False)
        elif way == 1:
            one.rings().press("2")
            self._stops(one)
            one.dial_ends(DialStatus.COMPLETED, bridged=False)
        elif way == 2:
            self._stops(one)
            one.dial_ends(DialStatus.COMPLETED, bridged=False, gone=True)
            self._ends(one)
        elif bridges(one.rings().press("1")):
            self.connected.add(one.sid)

    def _ends(self, one: InLine) -> None:
        one.ends()
        self.over.add(one.sid)
        self._stops(one)

    def _stops(self, one: InLine) -> None:
        self.ringing = {who: call for who, call in self.ringing.items() if call != one.sid}

    def _look(self, one: InLine) -> None:
        if one.sid in self.over or one.last.status != 200:
            return
        for dial in (verb for verb in one.document.verbs if isinstance(verb, Dial)):
            for target in dial.targets:
                assert isinstance(target, Number)
                who = NUMBERS[target.number]
                assert self.ringing.get(who, one.sid) == one.sid, f"{who} is rung by two calls"
                self.ringing[who] = one.sid

    def holds(self) -> None:
        """Whose telephone rings is held for that very call."""
        held = self.desk.rung_for()
        assert self.ringing.items() <= held.items()


def scene(desk: Desk, callers: int) -> Scene:
    return Scene(desk, [InLine(desk.house, sid) for sid in SIDS[:callers]])


STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5)), min_size=8, max_size=40)


@settings(max_examples=25)
@given(STEPS)
def test_two_callers_and_one_representative_in_any_order_never_share_a_telephone(steps: list[tuple[int, int]]) -> None:
    with desk_of(texts(changes=RETRY)) as desk:
        desk.choose(Chosen.AWAY, "ben")
        play = scene(desk, 2)
        for place, way in steps:
            play.moves(place, way)
            play.holds()
        _all_end(play)


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=20, max_size=80))
def test_five_callers_and_two_representatives_in_any_order_never_share_a_telephone(
    steps: list[tuple[int, int]],
) -> None:
    with desk_of(texts(changes=RETRY, group="{wrap_up: 5 s}")) as desk:
        play = scene(desk, 5)
        for place, way in steps:
            play.moves(place, way)
            play.holds()
        _all_end(play)


def _all_end(play: Scene) -> None:
    """Everybody hangs up, and nobody is left held."""
    for one in play.callers:
        if one.asked:
            one.ends()
    assert play.desk.rung_for() == {}
    assert dict(play.desk.floor.waiting) == {}


def test_of_two_requests_at_one_instant_one_rings_and_the_other_waits(tmp_path: Path) -> None:
    """Two threads on one file, again and again."""
    with desk_of(texts(changes=RETRY), database=tmp_path / "calls.db") as desk, ThreadPoolExecutor(2) as pool:
        desk.choose(Chosen.AWAY, "ben")
        for attempt in range(12):
            callers = [InLine(desk.house, f"CA{attempt:031x}{one}") for one in range(2)]
            for one in callers:
                one.calls()
            list(pool.map(lambda one: one.press(NUMBER), callers))
            dialled = [one for one in callers if not one.waits]
            assert [one.numbers for one in dialled] == [("+15550100101",)]
            assert desk.rung_for() == {"rosa": dialled[0].sid}
            for one in callers:
                one.ends()
            assert desk.rung_for() == {}


def test_a_caller_who_loses_the_race_for_one_gets_the_next_person(tmp_path: Path) -> None:
    with desk_of(texts(changes=RETRY), database=tmp_path / "calls.db") as desk, ThreadPoolExecutor(2) as pool:
        for attempt in range(12):
            callers = [InLine(desk.house, f"CA{attempt:031x}{one}") for one in range(2)]
            for one in callers:
                one.calls()
            list(pool.map(lambda one: one.press(NUMBER), callers))
            assert sorted(one.numbers for one in callers) == [("+15550100101",), ("+15550100102",)]
            for one in callers:
                one.ends()


# -- two processes, and one in place of another ----------------------------------------------------------------------------


@dataclass
class Two:
    """Two installations on one file, as two web processes are: each has what it read last."""

    desks: tuple[Desk, Desk]

    def other(self, one: InLine, place: int) -> InLine:
        """The same call, served by that process."""
        one.house = self.desks[place].house
        return one


@contextmanager
def two(path: Path) -> Iterator[Two]:
    written = texts(changes=RETRY)
    with desk_of(written, database=path) as first, desk_of(written, database=path, clock=first.clock) as second:
        yield Two((first, second))


def test_two_processes_never_ring_one_telephone_for_two_calls(tmp_path: Path) -> None:
    with two(tmp_path / "calls.db") as both:
        first, second = both.desks
        first.choose(Chosen.AWAY, "ben")
        one, other = first.caller(0), second.caller(1)
        assert one.numbers == ("+15550100101",)
        assert other.waits
        other.enters()
        rosa = both.other(one, 1).rings()
        rosa.house = first.house
        assert bridges(rosa.press("1"))
        both.other(one, 1).dial_ends(DialStatus.COMPLETED, bridged=True)
        assert both.other(other, 0).hears_on().leaves
        assert both.other(other, 1).is_out().numbers == ("+15550100101",)


def test_the_end_of_a_stay_told_to_two_processes_is_one_document(tmp_path: Path) -> None:
    with two(tmp_path / "calls.db") as both:
        first, second = both.desks
        first.choose(Chosen.BUSY, "rosa", "ben")
        one = first.caller().enters()
        second.choose(Chosen.READY, "ben")
        told = both.other(one, 0).is_redirected().last
        assert both.other(one, 1).is_out(QueueResult.REDIRECTED).last == told
        assert first.rung_for() == second.rung_for() == {"ben": one.sid}


def test_both_processes_tick_and_hold_one_person_once(tmp_path: Path) -> None:
    with two(tmp_path / "calls.db") as both:
        first, second = both.desks
        first.choose(Chosen.BUSY, "rosa", "ben")
        one, other = first.caller(0).enters(), second.caller(1).enters()
        first.choose(Chosen.READY, "rosa")
        second.tick()
        first.tick()
        assert first.rung_for() == {"rosa": one.sid}
        second.choose(Chosen.READY, "ben")
        assert first.rung_for() == {"rosa": one.sid, "ben": other.sid}


@contextmanager
def restarted(path: Path, before: Desk) -> Iterator[Desk]:
    with desk_of(texts(changes=RETRY), database=path, clock=before.clock) as after:
        yield after


def test_a_server_replaced_while_callers_wait_loses_none_of_them_and_no_place(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    with desk_of(texts(changes=RETRY), database=path) as before:
        before.choose(Chosen.BUSY, "rosa", "ben")
        callers = [before.caller(place).enters() for place in range(3)]
    with restarted(path, before) as after:
        for place, one in enumerate(callers):
            one.house = after.house
            one.hears_on(0)
            assert after.floor.waiting[one.sid].slot == place + 1
        after.choose(Chosen.READY, "ben")
        assert after.rung_for() == {"ben": callers[0].sid}
        assert callers[0].hears_on().leaves
        assert callers[0].is_out().numbers == ("+15550100102",)
        assert "You are number two in line" not in callers[1].hears_on().words


def test_a_server_replaced_while_a_telephone_rings_rings_nobody_twice(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    with desk_of(texts(changes=RETRY), database=path) as before:
        before.choose(Chosen.AWAY, "ben")
        one = before.caller()
        whispers = one.dial.targets[0].url
    with restarted(path, before) as after:
        one.house = after.house
        assert after.rung_for() == {"rosa": one.sid}
        other = after.caller(1)
        assert other.waits
        told = one.last
        assert one.report(one.asked[-1], keyed(NUMBER)).last == told
        assert one.dial.targets[0].url == whispers
        assert bridges(one.taken_by())
        assert after.does("rosa") is Activity.TALKING


def test_a_server_replaced_while_people_talk_knows_when_they_are_done(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    with desk_of(texts(changes=RETRY), database=path) as before:
        one = before.caller()
        one.taken_by()
    with restarted(path, before) as after:
        one.house = after.house
        assert after.does("rosa") is Activity.TALKING
        assert "You talked to somebody" in one.dial_ends(DialStatus.COMPLETED, bridged=True).words
        assert after.rung_for() == {}


def test_whom_a_dead_process_held_is_free_when_the_time_is_over(tmp_path: Path) -> None:
    """Held, and the document never got out: the process died in between."""
    path = tmp_path / "calls.db"
    with desk_of(texts(changes=RETRY), database=path) as before:
        before.choose(Chosen.AWAY, "ben")
        one = before.caller()
        assert before.rung_for() == {"rosa": one.sid}
    with restarted(path, before) as after:
        other = after.caller(1).enters()
        after.tick(20 + 59)
        assert not other.hears_on(0).leaves
        after.tick(2)
        assert other.hears_on(0).leaves
        assert other.is_out().numbers == ("+15550100101",)
        one.house = after.house
        assert not bridges(one.taken_by())
        assert after.rung_for() == {"rosa": other.sid}
