"""The other side of bench/phone.py: one process with a line that telephones call, or a bare server to compare it with.

    python bench/phone_line.py line|datagrams|sockets [--core N]

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
from contextlib import asynccontextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from ivr.carrier.network import Network
from ivr.carrier.wsgi import WsgiWeb
from ivr.cli.phone_clock import PhoneClock
from ivr.cli.phone_voice import speaker_of
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
FRAME = 0.02  # seconds
PACKET = b"\x80\x00" + bytes(10) + b"\xff" * 160
TEXT = json.dumps({"event": "media", "streamSid": "MZ" + "0" * 32, "media": {"payload": "/" * 216}})

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


# -- three kinds of it ------------------------------------------------------------------------------------------------


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


class _Bare(asyncio.DatagramProtocol):
    """Sends to whoever has sent."""

    def __init__(self) -> None:
        self.to: tuple[str, int] | None = None
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        del data
        self.to = addr


async def _every_frame(work: Callable[[], Any]) -> None:
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += FRAME
        await asyncio.sleep(max(0.0, due - loop.time()))
        waits = work()
        if waits is not None:
            await waits


@asynccontextmanager
async def _datagrams(calls: int) -> AsyncIterator[dict[str, object]]:
    """A socket for each call, and nothing else: what asyncio itself takes for 50 packets a second each way."""
    loop = asyncio.get_running_loop()
    made = [await loop.create_datagram_endpoint(_Bare, local_addr=("127.0.0.1", 0)) for _ in range(calls)]

    def tick() -> None:
        for transport, bare in made:
            if bare.to is not None:
                transport.sendto(PACKET, bare.to)

    ticking = asyncio.create_task(_every_frame(tick))
    yield {"ports": [transport.get_extra_info("sockname")[1] for transport, _ in made]}
    ticking.cancel()
    for transport, _ in made:
        transport.close()


@asynccontextmanager
async def _sockets(_: int) -> AsyncIterator[dict[str, object]]:
    """A WebSocket for each call: what aiohttp itself takes for 50 messages a second each way."""
    there: set[web.WebSocketResponse] = set()

    async def serve(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        there.add(socket)
        async for message in socket:
            assert message.type is WSMsgType.TEXT
        there.discard(socket)
        return socket

    async def tick() -> None:
        for socket in list(there):
            with suppress(ConnectionError):
                await socket.send_str(TEXT)

    application = web.Application()
    application.add_routes([web.get("/socket", serve)])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ticking = asyncio.create_task(_every_frame(tick))
    yield {"page": f"http://127.0.0.1:{runner.addresses[0][1]}"}
    ticking.cancel()
    await runner.cleanup()


# -- what is asked of it ----------------------------------------------------------------------------------------------


async def _answer_all(answers: Answers) -> None:
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while word := (await reader.readline()).decode().strip():
        print(json.dumps(answers[word]()), flush=True)


async def _serve(listening: Any, application: Application) -> None:
    watch, profile = Watch(), Profile()
    answers: Answers = {
        "spent": spent,
        "watch": watch.begin,
        "watched": watch.end,
        "asked": application.take,
        "profile": profile.begin,
        "profiled": profile.end,
    }
    async with listening as where:
        print(json.dumps(where), flush=True)
        await _answer_all(answers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kind", choices=("line", "datagrams", "sockets"))
    parser.add_argument("--core", type=int)
    parser.add_argument("--calls", type=int, default=1, help="of a datagram server")
    asked = parser.parse_args()
    if asked.core is not None:
        os.sched_setaffinity(0, {asked.core})
    application, wiretap, switchboard = Application(), Wiretap(), Switchboard({})
    with PhoneClock() as clock:
        if asked.kind == "line":
            network = Network(
                wiretap.over(WsgiWeb(application, BASE)), clock, "AC" + "5" * 32, "bench", phones=switchboard
            )
            network.together(_serve(_line(network, switchboard, wiretap), application))
        else:
            bare = {"datagrams": _datagrams, "sockets": _sockets}[asked.kind](asked.calls)
            clock.run(_serve(bare, application))


if __name__ == "__main__":
    main()
