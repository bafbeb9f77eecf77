"""The page of `ivr draw` in a browser, opened from a file as its readers open it: by mouse, by keys alone, and by whoever sees
no pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browser_axe import COLOURS, WHOLE
from browser_windows import Chromium, Window, window
from drawn_line import charted
from playwright.sync_api import Page, expect

from ivr.reporting.picture_page import as_page

VIEW = "document.querySelector('#picture svg').getAttribute('viewBox').split(' ').map(Number)"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("drawn") / "line.html"
    file.write_text(as_page(charted(covered={"main": ["asks.call.yaml"]})), encoding="utf-8")
    return file


@contextmanager
def opened(chromium: Chromium, file: Path, **options: object) -> Iterator[Window]:
    with window(chromium, f"file://{file}", viewport={"width": 1280, "height": 800}, **options) as one:
        yield one


def article(page: Page, name: str) -> str:
    expect(page.locator("article.open")).to_have_attribute("id", f"node-{name}")
    return page.locator("article.open").inner_text()


def test_the_picture_is_moved_searched_and_read_by_keys_alone(chromium: Chromium, page_file: Path) -> None:
    with opened(chromium, page_file) as reader:
        page = reader.go("")
        begin = page.evaluate(VIEW)
        page.keyboard.press("+")
        closer = page.evaluate(VIEW)
        assert closer[2] < begin[2]
        page.keyboard.press("Shift+ArrowRight")
        assert page.evaluate(VIEW)[0] > closer[0]
        page.keyboard.press("f")
        assert page.evaluate(VIEW)[2] > begin[2]

        page.keyboard.press("/")
        page.keyboard.type("one moment")
        expect(page.locator("#found")).to_have_text("1 node")
        expect(page.locator(".found")).to_have_attribute("data-id", "identify")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        text = article(page, "identify")
        assert "One moment, please." in text
        assert "en-US" in text
        assert "refused: number" in text

        page.keyboard.press("Escape")
        expect(page.locator("article.open")).to_have_count(0)
        expect(page.locator(".box[data-id=identify] a")).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".box[data-id=identify] a")).not_to_be_focused()

        error = page.locator(".way.error").first
        page.keyboard.press("e")
        expect(error).to_be_hidden()
        page.keyboard.press("e")
        expect(error).to_be_visible()
        page.keyboard.press("l")
        page.keyboard.press("/")
        expect(page.locator("article:visible")).to_have_count(1)  # what was searched for
        page.keyboard.press("Escape")
        expect(page.locator("article:visible")).to_have_count(len(charted().boxes))


def test_the_picture_is_moved_and_read_by_mouse(chromium: Chromium, page_file: Path) -> None:
    with opened(chromium, page_file) as reader:
        page = reader.go("")
        begin = page.evaluate(VIEW)
        page.mouse.move(600, 700)
        page.mouse.wheel(0, -200)
        page.wait_for_function(f"{VIEW}[2] < {begin[2] - 1}")
        closer = page.evaluate(VIEW)
        page.mouse.down()
        page.mouse.move(500, 650, steps=3)
        page.mouse.up()
        assert page.evaluate(VIEW)[0] > closer[0]
        expect(page.locator("article.open")).to_have_count(0)

        page.keyboard.press("f")
        page.locator(".box[data-id=main] .card").click()
        assert "asks.call.yaml" in article(page, "main")
        page.locator("article.open").get_by_role("link", name="number").click()
        assert "You entered {account.number}." in article(page, "number")
        page.go_back()
        article(page, "main")
        page.get_by_role("button", name="Close").click()
        expect(page.locator("#nodes")).to_be_hidden()


def test_nothing_of_the_page_is_in_anybodys_way(chromium: Chromium, page_file: Path) -> None:
    with opened(chromium, page_file) as reader:
        page = reader.go("#node-main")
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(WHOLE) == []
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(COLOURS) == []
        page.keyboard.press("l")
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate(WHOLE) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_without_a_script_the_picture_and_every_node_are_there(chromium: Chromium, page_file: Path) -> None:
    with opened(chromium, page_file, java_script_enabled=False) as reader:
        page = reader.go("")
        expect(page.locator("article:visible")).to_have_count(len(charted().boxes))
        expect(page.locator(".scripted").first).to_be_hidden()
        page.locator("#node-greeting").get_by_role("link", name="main").click()
        expect(page.locator("#node-main")).to_be_in_viewport()


def test_a_page_around_the_picture_lights_the_node_a_call_is_at(chromium: Chromium, page_file: Path) -> None:
    around = '<!doctype html><title>A call</title><iframe src="/map" width="700" height="500"></iframe>'
    with window(chromium, "http://drawn.example") as reader:
        drawn = page_file.read_text("utf-8")
        reader.page.route(
            "**/*", lambda it: it.fulfill(content_type="text/html", body=drawn if "map" in it.request.url else around)
        )
        page, tell = reader.go("/"), "name => frames[0].postMessage({node: name}, origin)"
        picture = page.frame_locator("iframe")
        for name in ("is_open", "number"):
            page.evaluate(tell, name)
            expect(picture.locator(".here")).to_have_attribute("data-id", name)
            expect(picture.locator("[aria-current=step]")).to_have_attribute("href", f"#node-{name}")
            expect(picture.locator(".here .card")).to_be_in_viewport(ratio=1)
        page.frames[1].evaluate("postMessage({node: 'main'}, origin)")  # not from the page around it
        expect(picture.locator(".here")).to_have_attribute("data-id", "number")
        page.evaluate(tell, None)
        expect(picture.locator(".here")).to_have_count(0)
