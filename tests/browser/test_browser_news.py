"""What happens to a page while somebody is at it: news is swapped in and nobody loses the place."""

import re

from browser_office import Office
from playwright.sync_api import expect

from ivr.routing.roster import Chosen


def test_news_in_a_section_leaves_the_focus_on_its_button(desk: Office) -> None:
    with desk.window("rosa") as rosa:
        page = rosa.go("/desk")
        page.locator("#busy").focus()
        before = page.locator("#presence").element_handle()
        desk.choose("rosa", Chosen.READY)
        expect(page.locator("#presence .now")).to_contain_text("Ready")
        assert before is not None
        assert not before.evaluate("section => section.isConnected")  # it was exchanged for a new one
        expect(page.locator("#busy")).to_be_focused()


def test_news_elsewhere_leaves_what_somebody_opened_as_it_is(desk: Office) -> None:
    desk.choose("rosa", Chosen.BUSY)
    with desk.window("rosa") as rosa:
        page = rosa.go("/desk")
        page.get_by_text("Keyboard shortcuts").click()
        talks = page.locator("#talks").element_handle()
        desk.waiting()
        expect(page.locator("#queue .count")).to_have_text("1 person is waiting.")
        expect(page.locator("#keys ul")).to_be_visible()
        assert talks is not None
        assert talks.evaluate("section => section.isConnected")


def test_focus_that_lost_its_button_goes_to_the_heading_near_it(desk: Office) -> None:
    caller = desk.ringing()
    desk.talks(caller)
    desk.talk_ends(caller)
    with desk.window("rosa") as rosa:
        page = rosa.go("/desk")
        page.locator("#outcome button").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#outcome")).to_be_hidden()
        assert page.evaluate("document.activeElement.tagName") != "BODY"


def test_letters_typed_into_a_control_with_shortcuts_off_choose_nothing(desk: Office) -> None:
    with desk.window("rosa") as rosa:
        page = rosa.go("/desk")
        page.get_by_text("Keyboard shortcuts").click()
        page.get_by_role("button", name="Shortcuts are on").click()
        page.keyboard.press("r")
        page.get_by_role("button", name="Shortcuts are off").click()
        page.keyboard.press("b")
        expect(page.locator("#presence .now")).to_contain_text("Busy")
        standing = desk.standing("rosa")
        assert standing is not None
        assert standing.chosen is Chosen.BUSY


def test_the_time_somebody_waits_counts_by_itself(desk: Office) -> None:
    desk.choose("rosa", Chosen.BUSY)
    desk.waiting()
    with desk.window("rosa") as rosa:
        rosa.page.clock.install(time=desk.clock.now())
        page = rosa.go("/desk")
        page.clock.run_for(20_000)  # shorter than a page waits before it asks the server what time it is
        expect(page.locator("#queue [data-since]")).to_have_text(re.compile(r"2\d s"))
