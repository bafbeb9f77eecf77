"""The pages of the desk over a real installation: what representatives and supervisors see while calls go on, and what follows
for callers from what is pressed there.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from callback_house import BEN, BEN_TOO, CALLER, PEOPLE, ROSA, House, Rosa, house, written
from floor_browser import Browser, employed
from tiny_line import NUMBER, PIN

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.routing.floor import Activity, Waiter
from ivr.service.desk_ports import Role
from ivr.service.desk_views import RepresentativeView
from ivr.service.floor_ports import Disposition

WHOLE = f"{NUMBER[:4]} {NUMBER[4:]}"
IDENTIFIED = f"1 {NUMBER} {PIN}"
"""Keys up to a representative, who is then rung or waited for."""


@pytest.fixture
def office() -> Iterator[House]:
    phones = {ROSA: Rosa(talks_for=30).phone(), BEN: Rosa().phone(), CALLER: Phone(4, handset=Keys("1"))}
    with house(written(people=PEOPLE + BEN_TOO), phones=phones) as made:
        employed(made, "rosa", representative="rosa")
        employed(made, "ben", representative="ben")
        employed(made, "vera", Role.SUPERVISOR)
        made.desk.choose("ben", made.standing.chosen.BUSY)
        yield made


@pytest.fixture
def rosa(office: House) -> Browser:
    """Signed in, and busy."""
    browser = Browser(office).sign_in("rosa")
    browser.does("/presence", chosen="busy")
    return browser


def spoken(call: Call) -> str:
    return " ".join(one.text for one in call.legs[0].heard)


def looks(made: House, *looks: tuple[float, Callable[[], str]]) -> list[str]:
    """What is on a page at these seconds, filled as they come."""
    seen: list[str] = []
    for seconds, look in looks:
        made.at(seconds, lambda look=look: seen.append(look()))
    return seen


# -- one call, from the desk ------------------------------------------------------------------------------------------


def test_a_caller_comes_in_line_is_taken_talks_and_is_written_up(office: House, rosa: Browser) -> None:
    assert "Nobody is waiting." in rosa.text()
    seen = looks(
        office,
        (70, rosa.text),
        (71, lambda: rosa.does("/take")),
        (74, rosa.text),
        (95, rosa.text),
    )
    call = office.call(office.keys(f"{IDENTIFIED} w60"))
    seen.append(rosa.text())
    waiting, taken, ringing, talking, after = seen
    assert "1 person is waiting." in waiting
    assert "More time Account ending 2917" in waiting
    assert "The next call is on its way to you. Your telephone will ring." in taken
    assert "Telephone is ringing" in ringing
    assert "Account ending 2917" in ringing
    assert "On a call" in talking
    assert f"Account number {WHOLE}" in talking
    assert "Verified : by PIN" in talking
    assert "Where the caller was main number pin" in talking
    assert "Finishing up" in after
    assert "How did the last call end?" in after
    assert [WHOLE in text for text in seen] == [False, False, False, True, False]
    noted = rosa.does("/disposition", call=call.sid, disposition="paid")
    assert "Thank you. How the call ended is noted." in noted
    assert ": Paid" in noted
    assert "Today: 1 call taken." in noted
    assert call.ended is Ended.BRIDGED


def test_ready_ends_a_wrap_up_and_puts_the_next_caller_through_at_once(office: House, rosa: Browser) -> None:
    rosa.does("/presence", chosen="ready")
    office.at(62, lambda: rosa.does("/presence", chosen="ready"))
    first, second = office.play((0, office.keys("2")), (1, office.keys("2", "+12125550177")))
    assert [call.ended for call in (first, second)] == [Ended.BRIDGED] * 2
    talks = office.desk.representative("rosa").talks
    assert [talk.call for talk in talks] == [second.sid, first.sid]
    assert talks[1].ended is not None
    assert (talks[0].began - talks[1].ended).total_seconds() < 20


def test_somebody_busy_or_away_is_not_rung_and_the_page_says_so(office: House, rosa: Browser) -> None:
    assert "You are busy. No new call is put through to you" in rosa.does("/presence", chosen="busy")
    call = office.call(office.keys("2 w100 h"))
    assert [leg.name for leg in call.legs] == ["caller"]
    assert "You are away." in rosa.does("/presence", chosen="away")


def test_nothing_to_take_is_said_and_the_button_is_off(office: House, rosa: Browser) -> None:
    assert "There is nobody you can take right now." in rosa.does("/take")
    assert 'id="take" data-key="t" aria-keyshortcuts="t" disabled' in rosa.get("/board").text
    assert office.activity is Activity.IDLE


def test_how_a_call_ended_is_noted_only_by_who_talked(office: House, rosa: Browser) -> None:
    rosa.does("/presence", chosen="ready")
    call = office.call(office.keys("2"))
    ben = Browser(office).sign_in("ben")
    assert "this call is not among your talks" in ben.does("/disposition", call=call.sid, disposition="paid")
    assert rosa.post("/disposition", call=call.sid, disposition="swore").status_code == 400
    assert [talk.disposition for talk in office.desk.representative("rosa").talks] == [None]


# -- two windows of one person ----------------------------------------------------------------------------------------


def test_two_windows_of_one_person_show_the_same_and_take_one_caller(office: House, rosa: Browser) -> None:
    other = Browser(office).sign_in("rosa")
    seen = looks(
        office,
        (40, lambda: rosa.does("/take")),
        (40, lambda: other.does("/take")),
        (43, rosa.text),
        (43, other.text),
    )
    calls = office.play((0, office.keys("2")), (1, office.keys("2", "+12125550177")))
    assert "on its way to you" in seen[0]
    assert seen[2] == seen[3]
    assert "Telephone is ringing" in seen[3]
    rung = [leg.number for call in calls for leg in call.legs[1:]]
    assert rung.count(ROSA) == len(set(rung) & {ROSA})


def test_a_page_that_has_not_changed_is_not_sent_again(office: House, rosa: Browser) -> None:
    tag = rosa.get("/board").headers["ETag"]
    again = rosa.client.get("/desk/board", headers={"If-None-Match": tag}, base_url=office.settings.public_url)
    assert (again.status_code, again.data) == (304, b"")
    rosa.does("/presence", chosen="ready")
    changed = rosa.client.get("/desk/board", headers={"If-None-Match": tag}, base_url=office.settings.public_url)
    assert changed.status_code == 200


def test_signing_out_in_one_window_leaves_the_other(office: House, rosa: Browser) -> None:
    other = Browser(office).sign_in("rosa")
    other.post("/sign-out")
    assert other.get("/board").status_code == 401
    assert "Busy" in rosa.text()


def test_a_sign_in_outlives_the_server(tmp_path: Path) -> None:
    with house(database=tmp_path / "floor.db") as made:
        employed(made, "rosa", representative="rosa")
        browser = Browser(made).sign_in("rosa")
        browser.does("/presence", chosen="busy")
        made.restart()
        cookie = browser.client.get_cookie("desk", domain="line.example.test", path="/desk")
        assert cookie is not None
        fresh = Browser(made)
        fresh.client.set_cookie("desk", cookie.value, domain="line.example.test", path="/desk")
        assert "Busy" in fresh.text()


# -- everybody --------------------------------------------------------------------------------------------------------


def test_a_supervisor_sees_each_call_in_the_line_with_where_it_is(office: House, rosa: Browser) -> None:
    vera = Browser(office).sign_in("vera")
    seen = looks(office, (30, lambda: vera.text("/supervisor/board")), (90, lambda: vera.text("/supervisor/board")))
    office.play((0, office.keys("1 w30 h")), (1, office.keys(f"{IDENTIFIED} w100 h", "+12125550177")))
    early, late = seen
    assert "Number" in early
    assert "Queue (waiting)" in late
    assert "Account ending 2917" in late
    assert NUMBER not in early + late
    assert WHOLE not in early + late
    assert "0 of 2 ready." in late


def test_nobody_is_in_the_lines_when_the_calls_are_over(office: House) -> None:
    vera = Browser(office).sign_in("vera")
    office.call(office.keys("3 h"))
    assert "No calls right now." in vera.text("/supervisor/board")


def test_closing_the_office_changes_what_callers_hear_until_it_is_opened_again(office: House, rosa: Browser) -> None:
    vera = Browser(office).sign_in("vera")
    rosa.does("/presence", chosen="ready")
    assert office.call(office.keys("5")).ended is Ended.BRIDGED
    vera.post("/supervisor/close", page="supervisor")
    assert "Closed by vera" in vera.text("/supervisor/board")
    assert "The office is closed" in rosa.text()
    assert spoken(office.call(office.keys("5"))).endswith("Our office is closed unexpectedly. Goodbye.")
    vera.post("/supervisor/open", page="supervisor")
    assert "Closing in an emergency" in vera.text("/supervisor/board")
    office.passes(30)
    assert office.call(office.keys("5")).ended is Ended.BRIDGED


def test_whoever_waits_when_the_office_is_closed_is_told_and_let_go(office: House, rosa: Browser) -> None:
    vera = Browser(office).sign_in("vera")
    office.at(60, lambda: vera.post("/supervisor/close", page="supervisor"))
    call = office.call(office.keys("2"))
    assert spoken(call).endswith("Our office is closed unexpectedly. Goodbye.")
    assert 60 <= call.seconds < 90
    assert office.waiting == ()


def test_a_representative_may_not_close_the_office_nor_see_everybody(office: House, rosa: Browser) -> None:
    assert rosa.post("/supervisor/close").status_code == 403
    assert rosa.get("/supervisor/board").status_code == 403
    assert office.floor.emergency == ""


# -- call backs and messages ------------------------------------------------------------------------------------------


def test_a_call_back_is_listed_and_given_up_by_its_button(office: House, rosa: Browser) -> None:
    office.call(office.keys(f"{IDENTIFIED} 1 1"))
    text = rosa.text()
    assert "Account ending 2917 Ending 0123 0 Waiting" in text
    assert CALLER not in text
    (one,) = office.desk.representative("rosa").line
    assert "The call back is given up." in rosa.does("/callbacks/give-up", call=one.call)
    assert "Somebody else has already done that." in rosa.does("/callbacks/give-up", call=one.call)
    assert "Nobody has asked to be called back." in rosa.text()
    rosa.does("/presence", chosen="ready")
    assert office.passes(120) == []


def test_a_call_back_that_was_tried_in_vain_says_how_often(office: House, rosa: Browser) -> None:
    office.numbers[CALLER] = Phone(None)
    office.call(office.keys("2 1 1"))
    rosa.does("/presence", chosen="ready")
    office.passes(150)
    assert "Ending 0123 1 Waiting" in rosa.text()


def test_a_caller_on_the_line_cannot_be_given_up(office: House, rosa: Browser) -> None:
    sids: list[str] = []

    def gives_up() -> None:
        (one,) = office.waiting
        sids.append(one.call)
        rosa.does("/callbacks/give-up", call=one.call)
        assert len(office.waiting) == 1

    office.at(60, gives_up)
    office.call(office.keys("2 w60 h"))
    assert len(sids) == 1


def test_a_message_is_listed_with_its_length_and_marked_as_done(office: House, rosa: Browser) -> None:
    call = office.call(office.keys('3 "Please call me about my bill"'))
    (kept,) = call.recordings
    assert f"{kept.seconds} s long, for Billing New" in rosa.text()
    assert f'src="/desk/voicemails/{kept.sid}/sound"' in rosa.get("/board").text
    assert "The message is marked as done." in rosa.does("/voicemails/done", recording=kept.sid)
    ben = Browser(office).sign_in("ben")
    assert "Done by rosa" in ben.text()
    assert "Somebody else has already done that." in ben.does("/voicemails/done", recording=kept.sid)


def test_the_sound_of_a_message_that_is_not_listed_is_not_there(rosa: Browser) -> None:
    assert rosa.get("/voicemails/RE" + "6" * 32 + "/sound").status_code == 404


# -- the values behind the pages --------------------------------------------------------------------------------------


def test_each_moment_of_a_call_has_its_own_values(office: House, rosa: Browser) -> None:
    """Two wait; the first is taken, and the second is still there while they talk."""
    views: list[RepresentativeView] = []
    for second in (60, 65, 85):
        office.at(second, lambda: views.append(office.desk.representative("rosa")))
    office.at(62, lambda: office.desk.take("rosa"))
    first, _ = office.play((0, office.keys("2")), (5, office.keys("2 w90 h", "+12125550177")))
    waiting, ringing, talking = views
    assert [one.position for one in waiting.line] == [1, 2]
    assert [view.can_take for view in views] == [True, False, False]
    assert [view.wrap_up_until for view in views] == [None] * 3
    assert [view.to_dispose for view in views] == [""] * 3
    assert ringing.card is not None
    assert (ringing.card.call, ringing.card.account) == (first.sid, None)
    assert [one.position for one in talking.line] == [1]


def test_only_how_the_last_call_ended_is_asked_for(office: House, rosa: Browser) -> None:
    rosa.does("/presence", chosen="ready")
    older = office.call(office.keys("2"))
    office.passes(30)
    newer = office.call(office.keys("2", "+12125550177"))
    view = office.desk.representative("rosa")
    assert (view.to_dispose, view.wrap_up_until is not None) == (newer.sid, True)
    assert office.desk.dispose("rosa", newer.sid, Disposition.PAID)
    assert office.desk.representative("rosa").to_dispose == ""
    office.passes(30)
    after = office.desk.representative("rosa")
    assert (after.card, after.wrap_up_until) == (None, None)
    assert [talk.call for talk in after.talks] == [newer.sid, older.sid]


def test_somebody_called_back_who_waits_again_is_still_listed_as_that(office: House, rosa: Browser) -> None:
    office.numbers |= {CALLER: Phone(4, handset=Keys("1 w60 h")), ROSA: Phone(None, name="Rosa")}
    office.call(office.keys("2 1 1"))
    (before,) = office.desk.representative("rosa").line
    rosa.does("/presence", chosen="ready")
    lines: list[tuple[bool, str, str]] = []
    for second in (62, 115):
        office.at(
            second,
            lambda: lines.extend(
                (one.callback, one.call, one.state) for one in office.desk.representative("rosa").line
            ),
        )
    office.passes(130)
    assert [(callback, call) for callback, call, _ in lines] == [(True, before.call)] * 2


def test_who_waits_for_another_group_is_on_the_supervisor_s_page_alone(office: House) -> None:
    other = Waiter("CA" + "8" * 32, "lates", office.clock.now())
    office.installation.floor.store.board.change(lambda floor: replace(floor, waiting={other.call: other}))
    assert office.desk.representative("rosa").line == ()
    assert [one.call for one in office.desk.supervisor().line] == [other.call]
