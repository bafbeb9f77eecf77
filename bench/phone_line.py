"""The other side of bench/phone.py: a process with a line that telephones call.

    python bench/phone_line.py [--core N]

It writes a row of JSON when it listens, and one for each word it reads: `spent`, `watch`, `watched`, `asked`, `profile`,
`profiled`. It ends with its input. What it is put together from is what `ivr phone` is; the application is a table of
documents, so that what is measured is the telephones and the carrier.
"""

import argparse
import asyncio
import cProfile
import json
import os
import pstats
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from ivr.carrier.network import Network
from ivr.carrier.wsgi import WsgiWeb
from ivr.cli.phone_voice import speaker_of
from ivr.phone.clock import PhoneClock
from ivr.phone.exchange import Exchange
from ivr.phone.house import House
from ivr.phone.sip.endpoint import SipEndpoint
from ivr.phone.site import Site
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import Ticker
from ivr.phone.wiretap import Wiretap

BASE = "https://line.example"
MENU, FRESH, ENDLESS = "+15550100201", "+15550100202", "+15550100203"  # what is called says what is heard
WELCOME = "Welcome to Example Utilities."
CHOICES = "To pay your bill, press 1. To hear your balance, press 2. To speak with a representative, press 0."
GOODBYE = "Thank you. Goodbye."
PROBE = 0.005  # seconds between two looks at how late the loop is

Answers = dict[str, Callable[[], object]]


def _gather(action: str, text: str) -> str:
    return f'<Gather action="{action}" numDigits="1" timeout="30"><Say>{text}</Say></Gather>'


def _document(path: str, form: dict[str, str]) -> str:
    called = form["To"]
    if path == "/voice" and called == FRESH:
        return f"<Say>Hello, number {' '.join(form['From'][-5:])}.</Say><Pause length='5'/>"
    if path == "/voice" and called == ENDLESS:
        return f'<Say loop="0">{CHOICES}</Say>'
    return {
        "/voice": _gather("/choices", WELCOME),
        "/choices": _gather("/goodbye", CHOICES),
        "/goodbye": f"<Say>{GOODBYE}</Say><Hangup/>",
    }[path]


class Application:
    """`asked` are the number that called, the path and the time of each request."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        now = time.monotonic()
        form = dict(parse_qsl(environ["wsgi.input"].read().decode()))
        self.asked.append((form["From"], environ["PATH_INFO"], now))
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [f"<Response>{_document(environ['PATH_INFO'], form)}</Response>".encode()]

    def take(self) -> object:
        asked, self.asked = self.asked, []
        return asked


class Watch:
    """How much later than asked for the loop comes back, in seconds."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._watching: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._late = []
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            await asyncio.sleep(PROBE)
            self._late.append(loop.time() - began - PROBE)

    def end(self) -> object:
        if self._watching is not None:
            self._watching.cancel()
        return self._late


class Profile:
    def begin(self) -> None:
        self._profile = cProfile.Profile()
        self._profile.enable()

    def end(self) -> object:
        self._profile.disable()
        text = StringIO()
        pstats.Stats(self._profile, stream=text).sort_stats("tottime").print_stats(30)
        return text.getvalue()


def spent() -> object:
    """Seconds of the processor and of the wall, and MiB."""
    status = Path("/proc/self/status").read_text().splitlines()
    held = next(int(row.split()[1]) for row in status if row.startswith("VmRSS:"))
    return {"processor": time.process_time(), "wall": time.monotonic(), "mib": held / 1024}


# -- the line --------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _line(network: Network, switchboard: Switchboard, wiretap: Wiretap) -> AsyncIterator[dict[str, object]]:
    ticker, studio = Ticker(), speaker_of(None).studio
    exchange = Exchange(network, f"{BASE}/voice")
    house = House(exchange, switchboard, studio, ticker, wiretap, "bench")
    ticking = asyncio.create_task(ticker.run())
    try:
        async with (
            Site(house, port=0) as site,
            SipEndpoint("127.0.0.1", 0, exchange, switchboard, studio, ticker) as sip,
        ):
            yield {"sip": sip.address, "page": site.address}
    finally:
        ticking.cancel()


# -- what is asked of it ----------------------------------------------------------------------------------------------


async def _answer_all(answers: Answers) -> None:
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while word := (await reader.readline()).decode().strip():
        print(json.dumps(answers[word]()), flush=True)


async def serve(listening: AbstractAsyncContextManager[object], more: Answers) -> None:
    watch, profile = Watch(), Profile()
    answers: Answers = {
        "spent": spent,
        "watch": watch.begin,
        "watched": watch.end,
        "profile": profile.begin,
        "profiled": profile.end,
        **more,
    }
    async with listening as where:
        print(json.dumps(where), flush=True)
        await _answer_all(answers)


def pin(core: int | None) -> None:
    if core is not None:
        os.sched_setaffinity(0, {core})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--core", type=int)
    pin(parser.parse_args().core)
    application, wiretap, switchboard = Application(), Wiretap(), Switchboard({})
    with PhoneClock() as clock:
        network = Network(wiretap.over(WsgiWeb(application, BASE)), clock, "AC" + "5" * 32, "bench", phones=switchboard)
        network.together(serve(_line(network, switchboard, wiretap), {"asked": application.take}))


if __name__ == "__main__":
    main()
