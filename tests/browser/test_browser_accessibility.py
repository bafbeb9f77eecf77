"""Every page of the desk, looked at by axe-core in both colour schemes, wide and narrow; and who may see the account number."""

from browser_axe import violations
from browser_callers import somebody
from browser_line import IN_FOURS, NUMBER
from browser_office import Office
from browser_windows import Window
from playwright.sync_api import expect

from ivr.routing.roster import Chosen


def fine(window: Window, name: str, *, whole: bool = False, again: bool = False) -> None:
    """Nothing stands in the way of anybody, and the whole account number is there only where it should be."""
    found = violations(window.page, among_many=again)
    assert found == [], name
    digits = "".join(one for one in window.page.content() if one.isdigit())
    assert (NUMBER in digits) is whole, name


def test_pages_of_whoever_takes_no_call_stand_in_nobodys_way(desk: Office) -> None:
    with desk.window() as stranger:
        stranger.expect("401")
        page = stranger.go("/desk")
        fine(stranger, "sign in")
        page.get_by_label("Your name").fill("rosa")
        page.get_by_label("Password").fill("not the one")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("That did not work.")
        fine(stranger, "not signed in", again=True)
    with desk.window("rosa") as rosa:
        rosa.expect("403", "404")
        rosa.go("/desk/supervisor")
        expect(rosa.page.get_by_role("heading", level=1)).to_have_text("This page is not for you")
        fine(rosa, "403")
        rosa.go("/desk/nothing")
        expect(rosa.page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
        fine(rosa, "404", again=True)


def test_pages_of_a_whole_call_stand_in_nobodys_way_and_show_the_number_to_whoever_has_the_call(desk: Office) -> None:
    with desk.window("rosa") as rosa, desk.window("vera") as vera:
        page = rosa.go("/desk")
        fine(rosa, "an empty desk", again=True)

        desk.choose("rosa", Chosen.BUSY)
        caller = desk.waiting(1)
        desk.waiting(2).press("1").comes_out().records("RE" + "4" * 32, 42)
        expect(page.locator("#queue .count")).to_have_text("1 person is waiting.")
        expect(page.locator("#messages li")).to_have_count(1)
        fine(rosa, "somebody is waiting")

        page.keyboard.press("t")
        expect(page).to_have_title("(ring) My desk - Phone desk")
        fine(rosa, "ringing", again=True)
        desk.talks(caller.comes_out())
        expect(page.locator("#call .number")).to_have_text(IN_FOURS)
        fine(rosa, "talking", whole=True)

        somebody(desk, 3)
        vera.go("/desk/supervisor")
        fine(vera, "supervisor")
        vera.go("/desk/supervisor/close-the-office")
        fine(vera, "asked whether to close")
        vera.page.get_by_role("button", name="Yes, close the office").click()
        fine(vera, "closed", again=True)

        desk.talk_ends(caller)
        expect(page.locator("#outcome")).to_be_visible()
        expect(page.locator("#closed")).to_be_visible()
        fine(rosa, "finishing up, and closed", again=True)
        rosa.expect("INTERNET_DISCONNECTED")
        rosa.context.set_offline(True)
        expect(page.get_by_role("alert")).to_be_visible()
        fine(rosa, "connection lost", again=True)
