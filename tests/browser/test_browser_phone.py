"""The page of `ivr phone` in a browser, from Call to hang-up: what is heard is measured in the page itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import requests
from browser_axe import violations
from browser_memory import HEARD, heard_since, moment, phase, quiet_for, remembers, silent_for, told
from browser_phone import ROSA, Line, served, voices_in, with_microphone
from browser_windows import Chromium, Window, window
from playwright.sync_api import expect


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def address(line: Line) -> Iterator[str]:
    with served(line) as one:
        yield one


@pytest.fixture(scope="module")
def beeping(chromium: Chromium) -> Iterator[Chromium]:
    with with_microphone(chromium) as one:
        yield one


@contextmanager
def telephone(chromium: Chromium, address: str, path: str = "/", **options: object) -> Iterator[Window]:
    with window(chromium, address, **options) as one:
        remembers(one.context)
        one.go(path)
        expect(one.page.locator("#connection")).to_be_hidden()
        yield one


def test_a_call_is_heard_from_call_to_hang_up_and_is_silent_then(chromium: Chromium, line: Line, address: str) -> None:
    with telephone(chromium, address) as caller:
        page = caller.page
        before = moment(page)
        page.get_by_role("button", name="Call").click()
        phase(page, "The line is talking")
        heard_since(page, before)
        phase(page, "The line listens")
        expect(page.get_by_role("progressbar")).to_be_visible()
        quiet_for(page, 200)
        before = moment(page)
        page.get_by_role("button", name="2", exact=True).click()
        expect(page.locator("#transcript [lang=es-MX]")).to_have_text("Adi\u00f3s.")
        expect(page.locator("#transcript .keyed")).to_contain_text("2")
        expect(page.frame_locator("iframe").locator("#at")).to_have_text("chosen")
        expect(page.locator("#after")).to_contain_text("the line hangs up")
        expect(page.locator("#announcer")).to_have_text("Adi\u00f3s.")
        heard_since(page, before)
        silent_for(page, 500)  # the last word is heard to its end
        assert [path for path, _ in line.asked] == ["/voice", "/chosen"]

        page.locator(".turn summary").first.click()
        opened = page.locator(".turn details[open]")
        expect(opened.get_by_role("row", name="CallStatus")).to_contain_text("ringing")
        expect(opened.locator("pre")).to_contain_text('\n  <Gather numDigits="1"')


def test_a_page_is_called_from_and_hung_up_by_keyboard_alone(chromium: Chromium, line: Line, address: str) -> None:
    with telephone(chromium, address) as caller:
        page = caller.page
        page.keyboard.type("12")  # in no call and in no field: nothing
        page.locator("#caller").focus()
        for number in ("12", "+15550100177"):
            page.keyboard.press("Control+a")
            page.keyboard.type(number)
            page.keyboard.press("Enter")
            expect(page.locator("#trouble")).to_be_visible(visible=number == "12")
        phase(page, "The line is talking")
        page.keyboard.press("3")
        phase(page, "The line listens")
        expect(page.locator("#saying")).to_be_visible()
        expect(page.locator("#microphone")).to_contain_text("There is no microphone")
        page.locator("#words").focus()
        page.keyboard.type("pay 2 bills")
        page.keyboard.press("Enter")
        expect(page.locator("#transcript")).to_contain_text("Thanks.")
        page.keyboard.press("Escape")  # leaves the field
        page.keyboard.press("Escape")
        phase(page, "The call is over")
        expect(page.get_by_role("button", name="Call again")).to_be_focused()
        assert line.asked == [("/voice", ""), ("/chosen", "3"), ("/said", "pay 2 bills")]


def test_two_tabs_that_are_connected_hear_each_other(beeping: Chromium, address: str) -> None:
    with (
        telephone(beeping, address) as caller,
        telephone(beeping, address, f"/representative?number=%2B{ROSA[1:]}") as rosa,
    ):
        rosa.page.get_by_role("button", name="Wait for calls").click()
        expect(rosa.page.locator("#waiting_as")).to_contain_text("Rosa")
        caller.page.get_by_role("button", name="Call").click()
        phase(caller.page, "The line is talking")
        caller.page.keyboard.press("1")
        expect(rosa.page.get_by_role("button", name="Pick up")).to_be_focused()
        expect(rosa.page).to_have_title("(ringing) +15550100001")
        phase(caller.page, "Somebody is being rung")
        before = moment(rosa.page)
        rosa.page.keyboard.press("Enter")
        heard_since(rosa.page, before)
        expect(rosa.page.locator("#transcript")).to_contain_text("A bill.")
        rosa.page.keyboard.press("1")
        for one in (caller, rosa):
            phase(one.page, "You are connected")
            told(one.page, "microphone_says", "the other one hears you")
            quiet_for(one.page, 200)  # the line's last word, or its ringing
            heard_since(one.page, moment(one.page))
        rosa.page.get_by_role("button", name="Mute").click()
        quiet_for(caller.page, 1100)  # longer than between two beeps: so it was Rosa who was heard
        rosa.page.get_by_role("button", name="Hang up").click()
        expect(rosa.page.locator("#waiting")).to_be_visible()
        expect(caller.page.locator("#after")).to_be_visible()
        expect(rosa.page.locator(".turn")).to_have_count(0)


def test_what_was_recorded_can_be_heard_after_the_call(beeping: Chromium, address: str) -> None:
    with telephone(beeping, address) as caller:
        page = caller.page
        page.get_by_role("button", name="Call").click()
        phase(page, "The line is talking")
        page.keyboard.press("4")
        told(page, "microphone_says", "the line records you")
        expect(page.locator("#after")).to_contain_text("Recorded, 0:0")
        wav = requests.get(f"{address}{page.locator('#after audio').get_attribute('src')}", timeout=5)
        assert voices_in(wav.content) > HEARD
        page.wait_for_function("() => document.querySelector('#after audio').duration > 0.3")


def test_nothing_of_the_page_is_in_anybodys_way(chromium: Chromium, address: str) -> None:
    with telephone(chromium, address) as caller:
        page = caller.page
        page.get_by_role("button", name="Call").click()
        phase(page, "The line listens")
        page.locator(".turn summary").first.click()
        assert violations(page, among_many=True) == []
        page.get_by_role("button", name="Map").click()  # the page is narrow now
        expect(page.frame_locator("iframe").locator("#at")).to_have_text("voice")
        expect(page.locator("iframe")).to_be_visible()
        expect(page.locator("#transcript")).to_be_hidden()


def test_a_page_whose_program_ended_says_so_and_comes_back_with_it(chromium: Chromium, line: Line) -> None:
    with ExitStack() as first:
        address = first.enter_context(served(line))
        with telephone(chromium, address) as caller:
            caller.expect("WebSocket connection", "ERR_CONNECTION_REFUSED")
            page = caller.page
            page.get_by_role("button", name="Call").click()
            phase(page, "The line is talking")
            first.close()
            expect(page.locator("#connection")).to_contain_text("is lost")
            phase(page, "The call is over")
            expect(page.get_by_role("button", name="Call")).to_be_hidden()
            with served(line, int(address.rpartition(":")[2])):
                expect(page.locator("#connection")).to_be_hidden()
                page.get_by_role("button", name="Call").click()
                phase(page, "The line is talking")
                page.keyboard.press("Escape")
                phase(page, "The call is over")
