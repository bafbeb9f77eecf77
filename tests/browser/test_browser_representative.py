"""A representative's working day in a real browser, by keyboard alone."""

from browser_line import IN_FOURS, NUMBER
from browser_office import PASSWORD, Office
from playwright.sync_api import Page, expect


def tab_to(page: Page, name: str) -> None:
    """Goes from control to control, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_a_representative_signs_in_takes_a_call_and_says_how_it_ended_by_keyboard_alone(desk: Office) -> None:
    with desk.window() as rosa:
        page = rosa.go("/desk")
        tab_to(page, "name")
        page.keyboard.type("rosa")
        tab_to(page, "password")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("My desk")
        expect(page.locator("#presence .now")).to_contain_text("Away")

        page.keyboard.press("b")
        expect(page.locator("#presence .now")).to_contain_text("Busy")
        expect(page.locator("#queue .count")).to_have_text("Nobody is waiting.")

        caller = desk.waiting()
        expect(page.locator("#queue .count")).to_have_text("1 person is waiting.")
        expect(page.locator("#queue")).to_contain_text("Account ending 2917")
        assert_unseen(page)

        expect(page.locator("#take")).to_be_enabled()
        tab_to(page, "take")
        page.keyboard.press("Enter")
        expect(page.locator("#notice")).to_contain_text("on its way to you")
        expect(page.locator("#presence .now")).to_contain_text("Telephone is ringing")
        expect(page).to_have_title("(ring) My desk - Phone desk")
        assert_unseen(page)

        caller.comes_out()
        telephone = desk.talks(caller)
        assert "Account ending two nine one seven." in " ".join(telephone.heard)
        expect(page.locator("#call .number")).to_have_text(IN_FOURS)
        expect(page.locator("#call")).to_contain_text("Verified: by PIN")
        expect(page.locator("#call")).to_contain_text("More time")
        expect(page.locator("#urgent")).to_have_text("You are on a call.")
        expect(page.locator("#notice")).to_be_hidden()

        desk.talk_ends(caller)
        expect(page.locator("#presence .now")).to_contain_text("Finishing up")
        expect(page.locator("#call")).to_contain_text("The call is over.")
        expect(page.locator("#outcome")).to_be_visible()
        assert_unseen(page)
        tab_to(page, page.locator("#outcome button").first.get_attribute("id") or "")
        page.keyboard.press("Enter")
        expect(page.locator("#outcome")).to_be_hidden()

        page.keyboard.press("r")
        expect(page.locator("#presence .now")).to_contain_text("Ready")
        assert_unseen(page)


def assert_unseen(page: Page) -> None:
    """The whole number stands nowhere in the page, however it is written."""
    digits = "".join(one for one in page.content() if one.isdigit())
    assert NUMBER not in digits
