import asyncio
from collections.abc import Callable
from threading import Event

import pytest

from ivr.carrier import FetchFailedError, Reply, Request, WallClock
from ivr.phone.wiretap import Overheard, Wiretap

FORM = b"CallSid=CA2&ParentCallSid=CA1&Digits=427193852"


class Answers:
    def __init__(self, answer: Callable[[], Reply]) -> None:
        self._answer = answer

    def fetch(self, request: Request) -> Reply:
        return self._answer()


def _fetched(answer: Callable[[], Reply], call: str, *, opened: bool = True) -> tuple[list[Overheard], object]:
    heard: list[Overheard] = []
    tap = Wiretap()

    async def fetch() -> object:
        if opened:
            tap.open()
        web = tap.over(Answers(answer))
        with tap.watching(call, heard.append):
            try:
                return await clock.outside(lambda: web.fetch(Request("POST", "https://line.example/a?b=c", (), FORM)))
            except (FetchFailedError, ValueError) as error:
                return error

    with WallClock() as clock:
        result = clock.run(fetch())
    assert not tap._watchers
    return heard, result


@pytest.mark.parametrize("call", ["CA1", "CA2"])
def test_a_request_is_told_to_whoever_watches_its_leg_or_the_legs_parent(call: str) -> None:
    heard, result = _fetched(lambda: Reply(200, (), b"yes"), call)
    asked, answered = heard
    assert (asked.over, answered.over) == (False, True)
    assert asked.number == answered.number
    assert answered.reply is result
    assert answered.parameter("b") == "c"
    assert "427193852" not in repr(answered)


def test_nobody_else_is_told() -> None:
    assert _fetched(lambda: Reply(200), "CA3")[0] == []


def test_whoever_was_told_of_a_request_is_told_what_came_of_it_although_it_watches_no_more() -> None:
    heard: list[Overheard] = []
    tap, asked, told = Wiretap(), Event(), asyncio.Event()

    def hear(overheard: Overheard) -> None:
        heard.append(overheard)
        told.set()

    def answer() -> Reply:
        assert asked.wait(5)
        return Reply(200)

    async def fetch() -> None:
        tap.open()
        web = tap.over(Answers(answer))
        with tap.watching("CA1", hear):
            fetching = asyncio.ensure_future(
                clock.outside(lambda: web.fetch(Request("POST", "https://line.example", (), FORM)))
            )
            await told.wait()
        asked.set()
        await fetching

    with WallClock() as clock:
        clock.run(fetch())
    assert [one.over for one in heard] == [False, True]
    assert not tap._asked


def test_before_the_wiretap_is_open_nobody_is_told_and_requests_go_through() -> None:
    heard, result = _fetched(lambda: Reply(204), "CA1", opened=False)
    assert heard == []
    assert result == Reply(204)


def _fails() -> Reply:
    raise FetchFailedError(11205, "the connection failed")


def _breaks() -> Reply:
    raise ValueError


def test_a_request_without_a_reply_is_over_all_the_same() -> None:
    heard, result = _fetched(_fails, "CA1")
    assert heard[-1].failed is result
    heard, result = _fetched(_breaks, "CA1")
    assert isinstance(result, ValueError)
    assert heard[-1].over


def test_a_reply_that_comes_after_the_loop_is_closed_disturbs_nobody() -> None:
    tap = Wiretap()

    async def open_it() -> None:
        tap.open()

    with WallClock() as clock:
        clock.run(open_it())
    assert tap.over(Answers(lambda: Reply(200))).fetch(Request("POST", "https://line.example", (), FORM)) == Reply(200)
