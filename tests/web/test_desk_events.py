"""The stream of a live page: what it says, when it ends, and how many there may be."""

from itertools import islice
from threading import Thread

import pytest
from desk_cast import HandMadeDesk, Served

from ivr.web.desk.events import HEARTBEAT, NOTHING, SECONDS, versions


def looks(desk: HandMadeDesk, changes: dict[int, int]) -> list[str]:
    """The whole of a stream; `changes` says which version there is from which second on."""
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        desk.at = changes.get(len(waited), desk.at)

    sent = list(versions(desk, wait))
    assert set(waited) <= {1.0}
    assert len(waited) <= SECONDS
    return sent


def test_a_stream_says_the_version_at_once_and_whenever_it_changes() -> None:
    sent = looks(HandMadeDesk(), {3: 8, 4: 9})
    assert [one for one in sent if one.startswith("data")] == ["data: 7\n\n", "data: 8\n\n", "data: 9\n\n"]


def test_a_stream_is_never_silent_for_longer_than_fifteen_seconds_and_ends_after_five_minutes() -> None:
    sent = looks(HandMadeDesk(), {})
    beats = [one for one in sent if "beat" in one]
    assert len(beats) == (SECONDS - 1) // HEARTBEAT
    assert all(one == ": still here\nevent: beat\ndata: 7\n\n" for one in beats)
    assert (SECONDS, HEARTBEAT) == (300, 15)


def test_a_stream_writes_at_every_look_so_that_a_page_that_was_left_gives_its_place_back() -> None:
    said_first, *looked = looks(HandMadeDesk(), {3: 8})
    assert said_first.startswith("retry")
    assert len(looked) == SECONDS
    assert looked[1:5] == [NOTHING, NOTHING, "data: 8\n\n", NOTHING]
    assert NOTHING.startswith(":")  # a comment, of which the page hears nothing


def test_a_stream_tells_the_browser_to_come_back_soon() -> None:
    assert looks(HandMadeDesk(), {})[0] == "retry: 1000\n\n"


def test_a_stream_ends_when_the_store_does_not_answer() -> None:
    assert looks(HandMadeDesk(fails=True), {}) == ["retry: 1000\n\n"]


def test_a_stream_is_served_as_one() -> None:
    reply = Served().browser("rosa").get("/events", buffered=False)
    assert reply.mimetype == "text/event-stream"
    assert (reply.headers["Cache-Control"], reply.headers["X-Accel-Buffering"]) == ("no-store", "no")
    assert list(islice(reply.response, 2)) == [b"retry: 1000\n\n", b"data: 7\n\n"]
    reply.close()


def test_streams_beyond_the_cap_are_refused_at_once_and_a_closed_one_gives_its_place_back() -> None:
    served = Served(most_streams=2)
    browsers = [served.browser(name) for name in ("rosa", "ben", "vera")]
    first, second = (browser.get("/events", buffered=False) for browser in browsers[:2])
    assert next(iter(first.response))
    assert [first.status_code, second.status_code, browsers[2].get("/events").status_code] == [200, 200, 503]
    assert browsers[2].get("/supervisor/board").status_code == 200
    assert browsers[2].client.post("/voice").status_code == 200
    second.close()  # nobody had read a word of it
    third = browsers[2].get("/events", buffered=False)
    assert third.status_code == 200
    refused = browsers[1].get("/events")
    assert (refused.status_code, refused.data) == (503, b"")
    for one in (first, third):
        one.close()
        one.close()
    again = [browser.get("/events", buffered=False) for browser in browsers]
    assert [one.status_code for one in again] == [200, 200, 503]
    for one in again:
        one.close()


def test_a_place_is_given_back_when_a_stream_ends_by_itself_and_after_a_head_request() -> None:
    served = Served(most_streams=1)
    browser = served.browser("rosa")
    for _ in range(3):  # servers close what they have sent, and so does `with`
        with browser.client.head("/desk/events") as head:
            assert head.status_code == 200
        with browser.get("/events") as whole:
            assert b"data: 7" in whole.data


def test_a_cap_of_none_leaves_every_page_to_ask() -> None:
    assert Served(most_streams=0).browser("rosa").get("/events").status_code == 503


def test_many_at_once_never_pass_the_cap() -> None:
    served = Served(most_streams=3)
    held: list[int] = []
    browsers = [served.browser("rosa") for _ in range(12)]
    replies = []

    def open_one(number: int) -> None:
        reply = browsers[number].get("/events", buffered=False)
        replies.append(reply)
        held.append(reply.status_code)

    threads = [Thread(target=open_one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == [200] * 3 + [503] * 9
    for reply in replies:
        reply.close()


@pytest.mark.parametrize("path", ["/board", "/supervisor/board"])
def test_a_fragment_that_has_not_changed_is_not_sent_again(path: str) -> None:
    served = Served()
    browser = served.browser("omar")
    first = browser.get(path)
    tag = first.headers["ETag"]
    again = browser.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    served.desk.at += 1
    changed = browser.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_what_one_person_was_sent_is_not_the_same_for_another() -> None:
    served = Served()
    tag = served.browser("rosa").get("/board").headers["ETag"]
    assert served.browser("ben").get("/board", headers={"If-None-Match": tag}).status_code == 200


def test_a_fragment_is_the_board_and_nothing_around_it() -> None:
    fragment = Served().browser("rosa").get("/board").text
    assert fragment.strip().startswith('<div id="board"')
    assert "<html" not in fragment
