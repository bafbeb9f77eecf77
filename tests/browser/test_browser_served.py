"""Pages of a line that `ivr serve` serves, with the threads it has by itself: they leave room for calls, and come back when
the server was away."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from browser_callers import TOKEN, Handset
from browser_line import NUMBER, PIN, TEXTS
from browser_office import PASSWORD, add_users
from browser_windows import Chromium, Window, window
from live.live_server import STOPS_WITHIN, Server, free_port
from playwright.sync_api import Page, expect

from ivr.bootstrap.settings import DEFAULT_STREAMS
from ivr.stores.desk_store import desk_store
from ivr.stores.sealing import Sealer, new_key

POLL = 5000
"""Milliseconds between two questions of a page that has no stream; see desk.js."""
AT_ONCE = 2.0
"""Seconds, for three requests on a machine that does other things as well. A call that had to wait for a page would wait for
minutes."""
EVENTS = "**/desk/events"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    line = folder / "line"
    line.mkdir()
    for name, text in TEXTS.items():
        (line / name).write_text(text)
    one = Server(folder, line, free_port(), environment={"TWILIO_AUTH_TOKEN": TOKEN})
    with desk_store(folder / "calls.sqlite3", Sealer([new_key()])) as store:
        add_users(store.users)
    yield one
    one.kill()


@pytest.fixture
def server(installed: Server) -> Server:
    if installed.process is None or installed.process.poll() is not None:
        installed.start()
    return installed


@contextmanager
def signed_in(chromium: Chromium, server: Server, name: str, *, live: bool = True) -> Iterator[Window]:
    """`live`: the page has a stream."""
    with window(chromium, server.url) as one:
        one.page.clock.install()
        page = one.go("/desk")
        page.get_by_label("Your name at the desk").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        with page.expect_response(EVENTS) as stream:
            page.keyboard.press("Enter")
        assert (stream.value.status == 200) is live
        yield one


def shows(page: Page, section: str, text: str) -> None:
    expect(page.locator(section)).to_contain_text(text)


def test_a_page_whose_server_was_started_again_comes_back_by_itself_and_is_still_signed_in(
    server: Server, chromium: Chromium
) -> None:
    with signed_in(chromium, server, "rosa") as rosa:
        rosa.expect("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY")
        page = rosa.page
        page.keyboard.press("b")
        shows(page, "#presence .now", "Busy")
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.method))

        server.kill()
        expect(page.get_by_role("alert")).to_contain_text("Connection lost, trying again.")
        server.start()
        page.clock.run_for(POLL)

        expect(page.get_by_role("alert")).to_be_hidden()
        shows(page, "#presence .now", "Busy")
        assert "POST" not in requests
        page.keyboard.press("a")
        shows(page, "#presence .now", "Away")


def test_a_server_that_is_asked_to_stop_does_not_wait_for_live_pages(server: Server, chromium: Chromium) -> None:
    with signed_in(chromium, server, "rosa") as rosa:
        rosa.expect("ERR_CONNECTION_REFUSED", "ERR_EMPTY")
        before = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - before < STOPS_WITHIN / 2


@pytest.mark.long
def test_calls_are_answered_at_once_while_every_place_for_a_live_page_is_held(
    server: Server, chromium: Chromium
) -> None:
    with signed_in(chromium, server, "ben") as ben:
        for page in [ben.context.new_page() for _ in range(DEFAULT_STREAMS - 1)]:
            with page.expect_response(EVENTS) as stream:
                page.goto(f"{server.url}/desk")
            assert stream.value.status == 200

        with signed_in(chromium, server, "rosa", live=False) as rosa:
            rosa.expect("503")
            rosa.page.clock.pause_at(rosa.page.evaluate("Date.now()") + POLL)  # it asks when the test says so
            ben.page.keyboard.press("b")
            shows(ben.page, "#presence .now", "Busy")
            before = time.monotonic()
            caller = Handset(server, "CA" + "1" * 32).calls().press(NUMBER, PIN)
            assert time.monotonic() - before < AT_ONCE
            assert caller.in_queue().queued is not None

            shows(rosa.page, "#queue .count", "Nobody is waiting.")
            rosa.page.clock.run_for(POLL)
            shows(rosa.page, "#queue .count", "1 person is waiting.")
            expect(rosa.page.locator("#lost")).to_be_hidden()
