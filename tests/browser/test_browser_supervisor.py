"""A supervisor's page in a real browser: who does what, who waits, where every call is, and closing the office."""

from browser_callers import somebody
from browser_office import Office
from playwright.sync_api import expect

from ivr.routing.roster import Chosen

CLOSED = "Our office is closed. Goodbye."


def test_a_supervisor_sees_people_line_and_calls_as_they_come(desk: Office) -> None:
    with desk.window("vera") as vera:
        page = vera.go("/desk/supervisor")
        expect(page.locator("#people .count")).to_have_text("0 of 2 ready.")
        expect(page.locator("#lines")).to_contain_text("No calls right now.")

        desk.choose("rosa", Chosen.BUSY)
        expect(page.locator("#people tr", has_text="Rosa")).to_contain_text("Busy")

        somebody(desk, 2)
        desk.waiting(1)
        expect(page.locator("#queue .count")).to_have_text("1 person is waiting.")
        desk.later(5)  # calls in the menus are not on the floor, and looked for every five seconds
        expect(page.locator("#lines tbody tr")).to_have_count(2)
        expect(page.locator("#lines tr", has_text="What about")).to_contain_text("English")
        expect(page.locator("#lines tr", has_text="Wait (waiting)")).to_contain_text("Account ending 2917")


def test_whoever_closes_the_office_is_asked_first_and_callers_hear_it_until_it_is_opened_again(desk: Office) -> None:
    desk.choose("rosa", Chosen.BUSY)
    waits = desk.waiting(1)
    with desk.window("vera") as vera, desk.window("rosa") as rosa:
        page, own = vera.go("/desk/supervisor"), rosa.go("/desk")
        page.get_by_role("link", name="Close the office now").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Close the office now?")
        expect(page.locator("main")).to_contain_text("1 person is waiting.")
        assert somebody(desk, 2).press("1").heard[-1] != CLOSED

        page.get_by_role("button", name="Yes, close the office").click()
        expect(page.locator("#office")).to_contain_text("Closed by vera, 10:05 AM")
        expect(own.locator("#closed")).to_be_visible()
        assert somebody(desk, 3).press("1").heard[-1] == CLOSED
        assert waits.comes_out().heard[-1] == CLOSED

        page.get_by_role("button", name="Open again").click()
        expect(page.get_by_role("heading", name="Closing in an emergency")).to_be_visible()
        expect(own.locator("#closed")).to_be_hidden()
        assert somebody(desk, 4).press("1").heard[-1] != CLOSED


def test_a_supervisor_who_thinks_again_has_closed_nothing(desk: Office) -> None:
    with desk.window("vera") as vera:
        page = vera.go("/desk/supervisor/close-the-office")
        page.get_by_role("link", name="No, leave it open").click()
        expect(page.get_by_role("link", name="Close the office now")).to_be_visible()
        desk.choose("rosa", Chosen.BUSY)
        assert somebody(desk).press("1").heard[-1] != CLOSED
