"""A page that loses the network: it says so, does nothing by itself, and comes back by itself."""

from browser_line import IN_FOURS
from browser_office import Office
from playwright.sync_api import Route, expect

from ivr.routing.floor import Activity
from ivr.routing.roster import Chosen

OFFLINE = "ERR_INTERNET_DISCONNECTED"
ASK = "() => { dispatchEvent(new Event('online')); }"
"""For news, as a page does when the network comes back."""
BANNERS = """() => {
  const shown = [], banner = document.getElementById("lost");
  new MutationObserver(() => { if (!banner.hidden) shown.push(banner.textContent); }).observe(banner, { attributes: true });
  return shown;
}"""
"""What the banner says from now on, however shortly."""


def test_a_page_without_network_says_so_and_its_actions_do_nothing(desk: Office) -> None:
    with desk.window("rosa") as rosa:
        rosa.expect(OFFLINE)
        page = rosa.go("/desk")
        page.keyboard.press("b")
        expect(page.locator("#presence .now")).to_contain_text("Busy")

        rosa.context.set_offline(True)
        expect(page.get_by_role("alert")).to_contain_text("Connection lost, trying again.")
        expect(page.locator("#ready")).to_be_disabled()
        page.keyboard.press("r")
        page.locator("#away").click(force=True)

        rosa.context.set_offline(False)
        expect(page.get_by_role("alert")).to_be_hidden()
        expect(page.locator("#ready")).to_be_enabled()
        expect(page.locator("#presence .now")).to_contain_text("Busy")
        standing = desk.standing("rosa")
        assert standing is not None
        assert standing.chosen is Chosen.BUSY


def test_a_representative_whose_page_was_away_is_rung_once_and_finds_the_card(desk: Office) -> None:
    with desk.window("rosa") as rosa:
        rosa.expect(OFFLINE)
        page = rosa.go("/desk")
        rosa.context.set_offline(True)
        expect(page.get_by_role("alert")).to_be_visible()

        caller = desk.ringing()
        other = desk.waiting(2)
        assert not other.is_rung()
        standing = desk.standing("rosa")
        assert standing is not None
        assert (standing.activity, standing.call) == (Activity.RINGING, caller.sid)

        rosa.context.set_offline(False)
        expect(page).to_have_title("(ring) My desk - Phone desk")
        assert desk.standing("rosa") == standing
        desk.talks(caller)
        expect(page.locator("#call .number")).to_have_text(IN_FOURS)
        assert not other.waits().is_rung()


def test_a_form_that_is_sent_into_nowhere_is_not_sent_again(desk: Office) -> None:
    with desk.window("rosa") as rosa:
        rosa.expect("ERR_FAILED", OFFLINE)
        page = rosa.go("/desk")
        page.route("**/desk/presence", lambda route: route.abort())
        page.keyboard.press("r")
        expect(page.locator("#notice")).to_have_text(
            "No answer came to what you did last. See whether it was done before you do it again."
        )
        expect(page.locator("#notice")).to_have_class("problem")
        page.unroute("**/desk/presence")
        rosa.context.set_offline(True)
        rosa.context.set_offline(False)
        expect(page.get_by_role("alert")).to_be_hidden()
        expect(page.locator("#presence .now")).to_contain_text("Away")
        expect(page.locator("#notice")).to_be_visible()
        page.keyboard.press("r")
        expect(page.locator("#presence .now")).to_contain_text("Ready")
        expect(page.locator("#notice")).to_contain_text("You are ready.")
        expect(page.locator("#notice")).to_have_class("notice")


def test_a_question_that_fails_after_a_later_one_was_answered_tells_of_no_lost_connection(desk: Office) -> None:
    """The network went and came back, and what was asked first is told last."""
    with desk.window("rosa") as rosa:
        rosa.expect("ERR_FAILED")
        page = rosa.go("/desk")
        held: list[Route] = []

        def hold_the_first(route: Route) -> None:
            if held:
                route.continue_()
            else:
                held.append(route)

        page.route("**/desk/board*", hold_the_first)
        with page.expect_request("**/desk/board*"):
            page.evaluate(ASK)
        desk.choose("rosa", Chosen.BUSY)
        expect(page.locator("#presence .now")).to_contain_text("Busy")

        banners = page.evaluate_handle(BANNERS)
        with page.expect_event("requestfailed"):
            held[0].abort()
        page.evaluate(ASK)  # whatever the failure led to has been done when this one is answered
        desk.choose("rosa", Chosen.READY)
        expect(page.locator("#presence .now")).to_contain_text("Ready")
        assert banners.json_value() == []
