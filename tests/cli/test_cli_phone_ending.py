"""How `ivr phone` ends, by signals sent to this very process, and what it says when nobody reads."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from ivr.cli.phone_ending import Ending
from ivr.cli.phone_telling import tell

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    """Whatever a test leaves, the run goes on; and it must leave nothing."""
    before = [signal.getsignal(one) for one in SIGNALS]
    yield
    after = [signal.getsignal(one) for one in SIGNALS]
    for one, handler in zip(SIGNALS, before, strict=True):
        signal.signal(one, handler)
    assert after == before


def send(one: signal.Signals) -> None:
    os.kill(os.getpid(), one)


@pytest.mark.parametrize("one", SIGNALS)
def test_before_anything_goes_on_the_first_signal_takes_down_what_was_put_up(one: signal.Signals) -> None:
    taken_down = []

    def put_up() -> None:
        try:
            send(one)
        finally:
            send(one)
            send(signal.SIGTERM)
            taken_down.append(one)

    with pytest.raises(KeyboardInterrupt), Ending().in_order():
        put_up()
    assert taken_down == [one]


def test_on_the_loop_a_signal_is_a_wish_and_the_next_ones_change_nothing() -> None:
    ending = Ending()

    async def run() -> str:
        with ending.asked() as end:
            send(signal.SIGHUP)
            await asyncio.wait_for(end.wait(), 5)
            send(signal.SIGTERM)
            await asyncio.sleep(0)
        send(signal.SIGINT)
        return "taken down"

    with ending.in_order():
        assert asyncio.run(run()) == "taken down"
        send(signal.SIGTERM)


def test_a_hang_up_that_is_ignored_stays_ignored() -> None:
    """As nohup starts it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Ending().in_order():
            send(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


class _Closed(StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_a_terminal_that_is_closed_ends_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = _Closed()
    monkeypatch.setattr(sys, "stdout", closed)
    monkeypatch.setattr(sys, "stderr", closed)
    with pytest.raises(BrokenPipeError):
        closed.write("")
    tell("A call.")
    tell("A call.", err=True)


def test_what_would_move_the_cursor_is_shown_as_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    tell("<Bogus\x1b[2J>\N{RIGHT-TO-LEFT OVERRIDE}\x9b31m\rRosa y José\nnext")
    assert capsys.readouterr().out == "<Bogus\\x1b[2J>\\u202e\\x9b31m\\rRosa y José\nnext\n"
