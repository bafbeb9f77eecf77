"""A line that softphones can call, put together for one test.

The line is a table of TwiML documents; its voice makes a short tone of every text, one of its own for each. Times are
real.
"""

import asyncio
import socket
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl
from zlib import crc32

from remembering import Remembering

from ivr.carrier.audio import Audio
from ivr.carrier.clock import WallClock
from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.carrier.placing import Call
from ivr.carrier.wsgi import WsgiWeb
from ivr.phone.exchange import Exchange
from ivr.phone.sip.endpoint import SipEndpoint
from ivr.phone.studio import Studio
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import Ticker
from ivr.sound.tones import tone

BASE = "https://line.example"
WORD_SECONDS = 0.2
Form = dict[str, str]
Page = str | Callable[[Form], str]


async def eventually(holds: Callable[[], bool]) -> None:
    """Raises TimeoutError when it does not within some seconds."""
    async with asyncio.timeout(8):
        while not holds():  # noqa: ASYNC110 - it happens in the code under test, which has no event for tests
            await asyncio.sleep(0.005)


def spoken(text: str) -> bytes:
    """What the voice says for that text: two tones that no other text has, and that are no key's."""
    mark = crc32(text.encode())
    return tone((300 + mark % 307, 1800 + mark % 401), WORD_SECONDS * max(1, len(text.split())), 4000)


class ToneVoice:
    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        return spoken(text)


class NoReader:
    async def read(self, content: bytes) -> bytes:
        return b""


@dataclass(frozen=True)
class TapedStudio(Studio):
    """What each telephone says stands on a tape of its own."""

    tapes: list[bytearray]

    def audio(self) -> Audio:
        audio, tape = super().audio(), bytearray()
        self.tapes.append(tape)
        audio.wire.ears.append(tape.extend)
        return audio


@dataclass
class Rig:
    """`pages` by path. What was asked stands in `asked`, in order; `tapes` are what was said, by telephone."""

    pages: Mapping[str, Page]
    others: dict[str, Phone] = field(default_factory=dict)
    asked: list[tuple[str, Form]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    tapes: list[bytearray] = field(default_factory=list)
    endpoint: SipEndpoint = field(init=False)
    exchange: Exchange = field(init=False)
    switchboard: Switchboard = field(init=False)

    def app(self, environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        form = dict(parse_qsl(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0)).decode()))
        self.asked.append((environ["PATH_INFO"], form))
        page = self.pages[environ["PATH_INFO"]]
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [f"<Response>{page(form) if callable(page) else page}</Response>".encode()]

    def run(self, scenario: Callable[[], Coroutine[Any, Any, None]], **settings: Any) -> None:
        """`scenario` with the endpoint open; afterwards nothing may be left in any table."""
        with WallClock() as clock:
            self.switchboard = Switchboard(self.others)
            network = Network(WsgiWeb(self.app, BASE), clock, "AC" + "5" * 32, "rig", phones=self.switchboard)
            self.exchange = Remembering(network, f"{BASE}/voice")
            network.together(self._open(scenario, settings))

    async def _open(self, scenario: Callable[[], Coroutine[Any, Any, None]], settings: dict[str, Any]) -> None:
        ticker = Ticker()
        running = asyncio.create_task(ticker.run())
        studio = TapedStudio(ToneVoice(), NoReader(), self.tapes)
        known = {"bind": "127.0.0.1", "port": 0, "trouble": self.troubles.append} | settings
        self.endpoint = SipEndpoint(
            exchange=self.exchange, switchboard=self.switchboard, studio=studio, ticker=ticker, **known
        )
        async with asyncio.timeout(60), self.endpoint:
            await scenario()
        running.cancel()
        assert self.endpoint.remembered == 0
        assert not ticker._ticking

    async def over(self, number: int = 1) -> Call:
        """The last of so many calls, once they are over."""
        await eventually(lambda: len(self.exchange.done) >= number and not self.endpoint.remembered)
        return self.exchange.done[number - 1]

    def keyed(self, path: str = "/keys") -> list[str]:
        return [form.get("Digits", "") for asked, form in self.asked if asked == path]


def free_port() -> int:
    """Of which the next one is free as well."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
