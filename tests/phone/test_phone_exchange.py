"""Calls that are over are kept, whoever waits for that."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import datetime

import pytest

from ivr.carrier import Call, Network, WsgiWeb
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import CALLER
from ivr.phone.clock import PhoneClock
from ivr.phone.exchange import Exchange, Keep
from ivr.sound.workers import in_passing

PATIENCE = 10.0
BASE = "https://line.example.test"


def _app(_: object, start: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/xml")])
    return [b"<Response><Hangup/></Response>"]


def _run(keep: Keep, scenario: Callable[[Exchange], Coroutine[object, object, None]]) -> None:
    with PhoneClock() as clock:
        network = Network(WsgiWeb(_app, BASE), clock, "AC" + "0" * 32, "token", {})
        network.together(scenario(Exchange(network, f"{BASE}/voice", keep=keep)))


def test_a_call_is_kept_with_who_called_before_whoever_placed_it_learns_of_its_end() -> None:
    kept: list[tuple[Call, str]] = []

    async def scenario(exchange: Exchange) -> None:
        call = await exchange.call(SilentCaller())
        assert kept == [(call, CALLER)]
        await exchange.settled(0.0)

    _run(lambda call, caller, began: kept.append((call, caller)), scenario)


def test_a_call_that_is_being_kept_when_its_telephone_goes_is_kept_to_the_end() -> None:
    begun, may_end, kept = threading.Event(), threading.Event(), threading.Event()

    def slowly(call: Call, caller: str, began: datetime) -> None:
        begun.set()
        if may_end.wait(PATIENCE):
            kept.set()

    async def scenario(exchange: Exchange) -> None:
        placing = asyncio.create_task(exchange.call(SilentCaller()))
        assert await in_passing(lambda: begun.wait(PATIENCE))
        placing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await placing
        await exchange.settled(0.0)
        assert not kept.is_set()
        may_end.set()
        await exchange.settled(PATIENCE)
        assert kept.is_set()

    _run(slowly, scenario)
