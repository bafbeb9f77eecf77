"""The desk with JavaScript switched off: every form does by itself what it does with the script."""

from browser_callers import somebody
from browser_line import IN_FOURS
from browser_office import PASSWORD, Office
from playwright.sync_api import expect


def test_a_representative_without_javascript_takes_a_call_and_says_how_it_ended(desk: Office) -> None:
    with desk.window(java_script_enabled=False) as rosa:
        page = rosa.go("/desk")
        page.get_by_label("Your name at the desk").fill("rosa")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Busy").click()
        expect(page.locator("#notice")).to_contain_text("You are busy.")

        caller = desk.waiting()
        page.get_by_role("link", name="Look again").click()
        page.get_by_role("button", name="Take the next call").click()
        expect(page.locator("#presence .now")).to_contain_text("Telephone is ringing")

        desk.talks(caller.comes_out())
        page.get_by_role("link", name="Look again").click()
        expect(page.locator("#call .number")).to_have_text(IN_FOURS)

        desk.talk_ends(caller)
        page.get_by_role("link", name="Look again").click()
        page.locator("#outcome").get_by_role("button").first.click()
        expect(page.locator("#notice")).to_contain_text("How the call ended is noted.")
        page.get_by_role("button", name="Ready now").click()
        expect(page.locator("#presence .now")).to_contain_text("Ready")

        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_supervisor_without_javascript_closes_the_office_and_opens_it_again(desk: Office) -> None:
    with desk.window("vera", java_script_enabled=False) as vera:
        page = vera.go("/desk/supervisor")
        page.get_by_role("link", name="Close the office now").click()
        page.get_by_role("button", name="Yes, close the office").click()
        expect(page.locator("#notice")).to_have_text("The office is closed. Callers hear so from now on.")
        assert somebody(desk).press("1").heard[-1] == "Our office is closed. Goodbye."
        page.get_by_role("button", name="Open again").click()
        expect(page.locator("#notice")).to_have_text("The office is open again.")
