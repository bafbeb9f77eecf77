"""The turns of somebody who waits, request by request: told twice, told late, told in any order, and told wrong."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from floor_house import ACCOUNT, Nowhere, texts
from floor_telephones import Desk, InLine, bridges, desk_of, unplugged
from tiny_line import TOKEN

from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Network
from ivr.dialog.journal import Happening
from ivr.routing.floor import Activity, Waiting
from ivr.routing.roster import Chosen
from ivr.telephony.events import Dequeued, QueueResult, Silent
from ivr.telephony.outcomes import DialStatus
from ivr.twiml.verbs import Gather, Pause, Play, Redirect


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Both are busy."""
    with desk_of(database=tmp_path / "calls.db" if request.param == "sqlite" else None) as one:
        one.choose(Chosen.BUSY, "rosa", "ben")
        yield one


@pytest.fixture
def waiting(desk: Desk) -> InLine:
    return desk.caller().enters()


def rung(desk: Desk, one: InLine) -> list[str]:
    return [entry.detail for entry in desk.installation.store.journal(one.sid) if entry.kind is Happening.RANG]


# -- what the documents are ----------------------------------------------------------------------------------------------


def test_the_stay_in_the_queue_and_what_is_heard_in_it_have_turns_of_their_own(desk: Desk) -> None:
    one = desk.caller()
    assert (one.enqueue.action, one.enqueue.wait_url) == ("/voice?turn=2", "/voice?turn=3")
    assert one.redirect.url == "/voice?turn=2"
    assert one.enqueue.name == "billing.1"


def test_each_wait_document_ends_in_a_redirect_with_the_next_turn(waiting: InLine) -> None:
    for turn in range(4, 20):
        gather, redirect = waiting.document.verbs
        assert isinstance(gather, Gather)
        assert gather.action == f"/voice?turn={turn}"
        assert redirect == Redirect(f"/voice?turn={turn}&silent=1")
        waiting.hears_on()


def test_a_wait_document_listens_for_one_key_during_words_and_silence(waiting: InLine) -> None:
    gather = waiting.gather
    assert (gather.num_digits, gather.finish_on_key, gather.timeout) == (1, "", 1)
    assert isinstance(gather.prompts[-1], Pause)
    assert gather.prompts[-1].length + gather.timeout == 10


def test_the_place_is_said_first_and_again_when_it_is_nearer(desk: Desk) -> None:
    first, second = desk.caller(0).enters(), desk.caller(1).enters()
    assert "You are number one in line" in first.words
    assert "You are number two in line" in second.words
    assert "number" not in second.hears_on().words
    first.hangs_up_in_line()
    first.ends()
    assert second.hears_on().words.startswith("You are number one in line")


def test_comfort_comes_every_thirty_seconds_with_the_choices_behind_it(waiting: InLine) -> None:
    assert "To leave the line, press one" in waiting.words
    assert [waiting.hears_on(10).words for _ in range(2)] == ["", ""]
    assert waiting.hears_on(10).words.startswith("Thank you for waiting. To leave the line, press one.")
    assert [waiting.hears_on(10).words for _ in range(2)] == ["", ""]
    assert waiting.hears_on(10).words.startswith("Thank you for waiting.")


@pytest.mark.parametrize("key", ["7", "0", "*"])
def test_a_key_nobody_offered_has_it_said_that_the_line_is_there_and_the_choices(waiting: InLine, key: str) -> None:
    waiting.press(key)
    assert waiting.words.startswith("Thank you for waiting. To leave the line, press one.")
    assert "number" not in waiting.words


def test_music_is_played_in_place_of_the_silence() -> None:
    with desk_of(
        texts(changes={"comfort: Thank": "music: https://music.example.test/a.mp3\n      comfort: Thank"})
    ) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        one = desk.caller().enters()
        assert one.gather.prompts[-1] == Play("https://music.example.test/a.mp3")


# -- out of the queue and back ------------------------------------------------------------------------------------------


def test_whoever_thinks_about_it_keeps_the_place_and_is_not_rung_for(desk: Desk) -> None:
    first, second = desk.caller(0).enters(), desk.caller(1).enters()
    first.press("2")
    assert first.leaves
    first.is_out()
    assert "To go on waiting, press three" in first.words
    assert desk.waits(first) is Waiting.DECIDING
    desk.choose(Chosen.READY, "rosa")
    assert desk.rung_for() == {"rosa": second.sid}
    first.press("3")
    assert "You are number one in line" in first.enters().words
    assert desk.waits(first) is Waiting.WAITING


def test_whoever_comes_back_has_an_own_stay_with_an_own_key(waiting: InLine, desk: Desk) -> None:
    waiting.press("2").is_out().press("3")
    assert waiting.enqueue.action == "/voice?turn=7"
    waiting.enters()
    desk.choose(Chosen.READY, "ben")
    waiting.hears_on()
    assert waiting.leaves
    assert waiting.is_out().numbers == ("+15550100102",)


def test_a_first_word_is_not_said_again_to_whoever_comes_back(waiting: InLine) -> None:
    waiting.press("2").is_out().press("3")
    assert "Everybody is talking" not in waiting.words


def test_somebody_freed_brings_the_caller_out_at_the_next_wait_document(waiting: InLine, desk: Desk) -> None:
    desk.choose(Chosen.READY, "ben")
    assert desk.rung_for() == {"ben": waiting.sid}
    assert waiting.hears_on().leaves
    assert waiting.is_out().numbers == ("+15550100102",)


def test_somebody_gone_meanwhile_leaves_the_caller_in_line_at_the_same_place(waiting: InLine, desk: Desk) -> None:
    """Held, then held for too long: the caller leaves the queue, finds nobody, and is back in it as the first."""
    later = desk.caller(1).enters()
    desk.choose(Chosen.READY, "ben")
    waiting.hears_on()
    desk.choose(Chosen.BUSY, "ben")
    desk.tick(31)
    assert waiting.is_out().waits
    assert "You are number one in line" in waiting.enters().words
    assert "number two" in later.words


# -- told twice, late and wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reports", ["rest first", "action first"])
def test_the_report_and_the_redirect_are_one_turn_in_either_order(waiting: InLine, desk: Desk, reports: str) -> None:
    desk.choose(Chosen.READY, "ben")
    ways: list[Callable[[], InLine]] = [waiting.is_redirected, lambda: waiting.is_out(QueueResult.REDIRECTED)]
    first, second = ways if reports == "rest first" else reversed(ways)
    told = first().last
    assert waiting.numbers == ("+15550100102",)
    assert second().last == told
    assert second().last == told
    assert rung(desk, waiting) == ["ben"]


def test_the_end_of_the_stay_told_to_two_workers_at_once_is_told_once(waiting: InLine, desk: Desk) -> None:
    desk.choose(Chosen.READY, "rosa", "ben")

    def tell(_: int) -> bytes:
        again = InLine(desk.house, waiting.sid)
        return again.report(waiting.key, Dequeued(QueueResult.REDIRECTED, 10)).last.body

    with ThreadPoolExecutor(4) as pool:
        told = set(pool.map(tell, range(8)))
    assert len(told) == 1
    assert rung(desk, waiting) == ["rosa"]
    assert desk.rung_for() == {"rosa": waiting.sid}


def test_a_wait_document_asked_for_twice_is_the_same_and_says_nothing_new(waiting: InLine) -> None:
    told = waiting.last
    path = waiting.asked[-1]
    assert waiting.report(path, Silent()).last == told
    waiting.hears_on()
    now = waiting.last
    assert waiting.report(path, Silent()).last == told
    waiting.last = now
    assert waiting.hears_on().turn == 5


def test_a_wait_document_asked_for_after_leaving_moves_nothing(waiting: InLine, desk: Desk) -> None:
    later = waiting.redirect.url
    desk.choose(Chosen.READY, "ben")
    waiting.is_redirected()
    ringing = waiting.last
    assert waiting.report(later, Silent()).last == ringing
    assert rung(desk, waiting) == ["ben"]


@pytest.mark.parametrize("turn", [9, 99, 999999])
def test_a_turn_that_was_never_issued_moves_nothing(waiting: InLine, desk: Desk, turn: int) -> None:
    told, before = waiting.last, desk.floor
    assert waiting.report(f"/voice?turn={turn}", Dequeued(QueueResult.ERROR)).last == told
    assert waiting.report(f"/voice?turn={turn}", Silent()).last == told
    assert desk.floor == before


def test_a_queue_result_on_a_wait_document_is_heard_as_silence(waiting: InLine, desk: Desk) -> None:
    """Only the turn of the stay ends it."""
    waiting.report(waiting.redirect.url, Dequeued(QueueResult.LEAVE))
    assert desk.waits(waiting) is Waiting.WAITING
    assert waiting.gather


# -- how a stay ends -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", [QueueResult.ERROR, QueueResult.SYSTEM_ERROR])
def test_a_queue_that_breaks_is_said_and_nobody_waits(waiting: InLine, desk: Desk, result: QueueResult) -> None:
    assert "You cannot wait now" in waiting.is_out(result).words
    waiting.ends()
    assert dict(desk.floor.waiting) == {}


@pytest.mark.parametrize("result", [QueueResult.QUEUE_FULL, QueueResult.ERROR, QueueResult.SYSTEM_ERROR])
def test_nobody_is_held_for_a_caller_who_was_turned_away_and_goes_on(result: QueueResult) -> None:
    menu = "\n    menu:\n      options: {4: {say: To leave, go: away}}\n      exhausted: away"
    changes = {"{hangup: Too many are waiting. Goodbye.}": menu, "{hangup: You cannot wait now. Goodbye.}": menu}
    with desk_of(texts(changes=changes)) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        one = desk.caller().enters()
        one.is_out(result)
        assert "To leave, press four" in one.words
        desk.choose(Chosen.READY, "rosa")
        desk.tick()
        assert desk.rung_for() == {}


def test_whoever_is_led_out_of_line_by_hours_frees_whoever_was_held() -> None:
    menu = "\n    menu:\n      options: {4: {say: To leave, go: away}}\n      exhausted: away"
    written = texts(changes={"{hangup: We have just closed. Goodbye.}": menu})
    written["company.yaml"] = written["company.yaml"].replace("0:00-24:00", "0:00-10:06")
    with desk_of(written) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        one = desk.caller().enters()
        desk.choose(Chosen.READY, "rosa")
        assert desk.rung_for() == {"rosa": one.sid}
        desk.clock.advance(seconds=70)
        desk.choose(Chosen.BUSY, "ben")
        one.follow()
        one.is_out()
        assert "To leave, press four" in one.words
        desk.tick()
        assert desk.rung_for() == {}


def test_a_caller_who_hangs_up_in_line_is_out_of_it_by_the_first_report(waiting: InLine, desk: Desk) -> None:
    waiting.hangs_up_in_line()
    assert dict(desk.floor.waiting) == {}
    waiting.ends()
    desk.choose(Chosen.READY, "rosa")
    assert desk.rung_for() == {}


def test_a_caller_of_whose_end_only_the_last_report_comes_is_out_of_the_line(waiting: InLine, desk: Desk) -> None:
    waiting.ends()
    assert dict(desk.floor.waiting) == {}


# -- ringing -------------------------------------------------------------------------------------------------------------


def test_a_key_pressed_and_nobody_connected_is_no_talk(desk: Desk) -> None:
    """Rosa pressed the key and put the telephone down: Ben is rung, and Rosa talks to nobody."""
    desk.choose(Chosen.READY, "rosa", "ben")
    one = desk.caller()
    assert bridges(one.taken_by())
    assert desk.does("rosa") is Activity.TALKING
    one.dial_ends(DialStatus.COMPLETED, bridged=False)
    assert one.numbers == ("+15550100102",)
    assert desk.rung_for() == {"ben": one.sid}


def test_of_two_who_press_the_key_the_first_has_the_call_and_the_other_hears_the_end() -> None:
    with desk_of(texts(group="{strategy: simultaneous}")) as desk:
        one = desk.caller()
        assert len(one.numbers) == 2
        rosa, ben = one.rings(0), one.rings(1)
        ben.press("1")
        rosa.press("1")
        assert (bridges(ben), bridges(rosa)) == (True, False)
        assert desk.rung_for() == {"ben": one.sid}
        one.dial_ends(DialStatus.COMPLETED, bridged=True)
        connected = [
            entry.detail for entry in desk.installation.store.journal(one.sid) if entry.kind is Happening.CONNECTED
        ]
        assert connected == ["ben"]
        assert [talk.call for talk in desk.installation.floor.store.talks.of("rosa")] == []


def test_the_key_that_takes_a_call_pressed_twice_takes_it_once(desk: Desk) -> None:
    desk.choose(Chosen.READY, "rosa")
    one = desk.caller()
    rosa = one.rings().press("1")
    told, path = rosa.last, rosa.asked[-1]
    assert rosa.report(path, Silent()).last == told
    assert desk.floor.standings["rosa"].taken == 1


def test_whoever_refuses_is_not_rung_again_by_a_tick_before_the_end_of_the_ring_is_told() -> None:
    """Between the refusal and the carrier's report nobody is held for the caller, who would be torn out of the ring."""
    with VirtualClock() as time, desk_of(client=Network(Nowhere(), time, ACCOUNT, TOKEN).client()) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        one = desk.caller().enters()
        desk.choose(Chosen.READY, "rosa")
        one.is_redirected()
        desk.choose(Chosen.READY, "ben")
        one.rings().press("2")
        desk.tick(1)
        assert desk.rung_for() == {}
        one.dial_ends(DialStatus.COMPLETED, bridged=False)
        assert one.numbers == ("+15550100102",)
        assert desk.rung_for() == {"ben": one.sid}


def test_who_was_brought_out_in_vain_and_never_came_holds_up_nobody_else() -> None:
    """A caller who is gone without a word: the next one is served, and nobody is held for the first again."""
    with desk_of(client=unplugged()) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        gone, other = desk.caller(0).enters(), desk.caller(1).enters()
        desk.choose(Chosen.READY, "rosa")
        assert desk.rung_for() == {"rosa": gone.sid}
        desk.tick(31)
        assert desk.rung_for() == {"rosa": other.sid}
        other.is_redirected()
        other.taken_by()
        other.dial_ends(DialStatus.COMPLETED, bridged=True)
        desk.tick(1)
        assert desk.rung_for() == {}
        gone.hears_on()  # still there after all, and first in line
        assert desk.rung_for() == {"rosa": gone.sid}
        desk.clock.advance(seconds=6)
        assert gone.hears_on().leaves


def test_a_carrier_that_cannot_be_reached_leaves_the_caller_to_the_queues_own_documents() -> None:
    with desk_of(client=unplugged()) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        one = desk.caller().enters()
        desk.choose(Chosen.READY, "rosa")
        assert desk.rung_for() == {"rosa": one.sid}
        assert one.hears_on(10).leaves
        assert one.is_out().numbers == ("+15550100101",)


def test_while_the_carrier_is_trusted_to_bring_a_caller_out_there_is_no_second_way_out() -> None:
    with desk_of(client=unplugged()) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        one = desk.caller().enters()
        desk.choose(Chosen.READY, "rosa")
        assert not one.hears_on(4.9).leaves
        assert one.hears_on(0.2).leaves


def test_somebody_in_wrap_up_is_waited_for_no_longer_than_it_lasts() -> None:
    with desk_of(texts(group="{wrap_up: 7 s}")) as desk:
        desk.choose(Chosen.AWAY, "ben")
        first = desk.caller(0)
        first.taken_by()
        second = desk.caller(1).enters()
        first.dial_ends(DialStatus.COMPLETED, bridged=True)
        assert desk.does("rosa") is Activity.WRAP_UP
        assert second.hears_on(0).gather.prompts[-1] == Pause(6)
        desk.tick(6.9)
        assert desk.does("rosa") is Activity.WRAP_UP
        desk.tick(0.2)
        assert desk.rung_for() == {"rosa": second.sid}


def test_whoever_let_it_ring_is_left_alone_for_half_a_minute(desk: Desk) -> None:
    desk.choose(Chosen.READY, "rosa")
    one = desk.caller()
    one.dial_ends(DialStatus.NO_ANSWER, bridged=False)
    assert desk.does("rosa") is Activity.MISSED
    other = desk.caller(1).enters()
    desk.tick(29)
    assert desk.rung_for() == {}
    desk.tick(2)
    assert desk.rung_for() == {"rosa": other.sid}


def test_a_caller_who_hangs_up_while_a_telephone_whispers_frees_it(desk: Desk) -> None:
    desk.choose(Chosen.READY, "rosa")
    one = desk.caller()
    rosa = one.rings()
    one.dial_ends(DialStatus.COMPLETED, bridged=False, gone=True)
    assert desk.rung_for() == {}
    rosa.press("1")
    assert desk.rung_for() == {}
    assert not bridges(rosa) or desk.does("rosa") is Activity.IDLE
    one.ends()
    assert desk.does("rosa") is Activity.IDLE


def test_the_last_report_of_a_call_frees_whoever_was_rung_when_nothing_else_came(desk: Desk) -> None:
    desk.choose(Chosen.READY, "rosa")
    one = desk.caller()
    one.rings()
    one.ends()
    assert desk.rung_for() == {}


def test_the_last_report_of_a_call_ends_the_talk_when_nothing_else_came(desk: Desk) -> None:
    desk.choose(Chosen.READY, "rosa")
    one = desk.caller()
    one.taken_by()
    desk.clock.advance(seconds=30)
    one.ends()
    assert desk.rung_for() == {}
    (talk,) = desk.installation.floor.store.talks.of("rosa")
    assert talk.ended == desk.clock.now()


def test_a_waiting_caller_is_first_served_though_another_calls_at_that_moment(waiting: InLine, desk: Desk) -> None:
    desk.choose(Chosen.READY, "rosa")
    second = desk.caller(1)
    assert second.waits
    waiting.hears_on()
    assert waiting.is_out().numbers == ("+15550100101",)


def test_of_two_who_press_the_key_for_somebody_out_of_line_the_first_has_the_call() -> None:
    with desk_of(texts(group="{strategy: simultaneous}")) as desk:
        desk.choose(Chosen.BUSY, "rosa", "ben")
        one = desk.caller().enters()
        desk.choose(Chosen.READY, "rosa", "ben")
        assert one.hears_on().leaves
        assert len(one.is_out().numbers) == 2
        ben, rosa = one.rings(1).press("1"), one.rings(0).press("1")
        assert (bridges(ben), bridges(rosa)) == (True, False)
        assert desk.rung_for() == {"ben": one.sid}


def test_whoever_chose_to_leave_is_rung_for_by_nobody_from_that_key_on(desk: Desk) -> None:
    """The carrier has not said yet that the caller is out of its queue."""
    first, second = desk.caller(0).enters(), desk.caller(1).enters()
    first.press("2")
    desk.choose(Chosen.READY, "rosa")
    assert desk.rung_for() == {"rosa": second.sid}
    assert "To go on waiting" in first.is_out().words


def test_whoever_leaves_by_key_while_being_brought_out_goes_where_the_key_leads(desk: Desk) -> None:
    first, second = desk.caller(0).enters(), desk.caller(1).enters()
    desk.choose(Chosen.READY, "rosa")
    assert desk.rung_for() == {"rosa": first.sid}
    first.press("1")
    assert desk.rung_for() == {"rosa": second.sid}
    assert "You left the line" in first.is_redirected().words


def test_somebody_free_whom_the_transfer_cannot_ring_leads_in_no_circle() -> None:
    """The transfer asks for more than the queue did: whoever is led back to it waits."""
    people = (
        "groups:\n  billing: {GROUP}\nrepresentatives:\n"
        "  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}\n"
        "  mia: {name: Mia, number: +1 555 010 0103, groups: [billing], skills: [plans]}\n"
    )
    changes = {
        "to: billing\n      prompt: I am": "to: billing\n      skills: [plans]\n      prompt: I am",
        "{hangup: Everybody is busy. Goodbye.}": "\n    say: Everybody is busy.\n    next: wait",
    }
    with desk_of(texts(people=people, changes=changes)) as desk:
        desk.choose(Chosen.AWAY, "mia")
        assert desk.caller().waits


def test_a_nearer_place_said_in_between_puts_no_comfort_off(desk: Desk) -> None:
    first, second = desk.caller(0).enters(), desk.caller(1).enters()
    second.hears_on(10)
    first.ends()
    assert second.hears_on(10).words == "You are number one in line."
    assert second.hears_on(10).words.startswith("Thank you for waiting.")
