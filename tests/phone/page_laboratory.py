"""A line of a few documents, a page's server beside it, and tabs that are WebSockets of a real client.

Prompts last as long as a short tone, so that a whole call takes a second.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from remembering import Remembering

from ivr.carrier import Call, FetchFailedError, Network, Phone, Reply, Request, WallClock, Web, WsgiWeb
from ivr.phone.house import House
from ivr.phone.site import Site
from ivr.phone.studio import Studio
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import Ticker
from ivr.phone.wiretap import Wiretap
from ivr.sound.voice import NoVoiceError

BASE = "https://line.example.test"
VOICE = f"{BASE}/voice"
SHORT = 0.2  # seconds that anything said takes
ROSA = "+15550100201"
CALLER = "+15550100011"
ODD = "odd"
"""Its sound is no whole number of frames."""
MISSING = "No voice is here: install one."
Documents = Mapping[str, str | Callable[[dict[str, str]], str]]


def twiml(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{body}</Response>'


def tone_of(text: str) -> bytes:
    """Another loud sound for each text, so that frames tell what was said."""
    return bytes([0x80 + sum(text.encode()) % 32]) * round(SHORT * 8000)


class ShortVoice:
    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        if text == "unspeakable":
            raise NoVoiceError(MISSING)
        if text == ODD:
            return tone_of(text)[:-37]
        return tone_of(text) * (10 if text.startswith("long") else 1)


class NoReader:
    async def read(self, content: bytes) -> bytes:
        return content


class Tab:
    """A page, as far as its socket goes. `events` is all it was told."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.events: list[dict[str, Any]] = []
        self.raw: list[str] = []
        self.heard = bytearray()
        self._news = asyncio.Event()
        self._at = 0

    async def listen(self) -> None:
        async for message in self.socket:
            if message.type is WSMsgType.TEXT:
                self._take(message.data)
        self._take('{"event": "closed"}')

    def _take(self, text: str) -> None:
        event = json.loads(text)
        self.raw.append(text)
        self.events.append(event)
        if event["event"] == "media":
            self.heard += base64.b64decode(event["media"]["payload"])
        elif event["event"] == "clear":
            self.heard += b"CLEAR"
        self._news.set()

    async def send(self, event: str, **more: object) -> None:
        await self.socket.send_str(json.dumps({"event": event, **more}))

    async def key(self, key: str) -> None:
        await self.send("dtmf", dtmf={"digit": key})

    async def keys(self, keys: str) -> None:
        for key in keys:
            await self.key(key)

    async def speak(self, sound: bytes) -> None:
        await self.send("media", media={"payload": base64.b64encode(sound).decode()})

    async def until(self, event: str, within: float = 5.0, **more: object) -> dict[str, Any]:
        """The next such event nobody has waited for yet, with `more` in it."""
        async with asyncio.timeout(within):
            while True:
                while self._at < len(self.events):
                    self._at += 1
                    found = self.events[self._at - 1]
                    if found["event"] == event and found.items() >= more.items():
                        return found
                self._news.clear()
                await self._news.wait()

    def all(self, event: str) -> list[dict[str, Any]]:
        return [one for one in self.events if one["event"] == event]

    def told(self) -> str:
        """Everything but sound, the names of things, and when."""
        told = (one for one in self.events if one["event"] not in ("media", "clear", "start", "stop"))
        return "\n".join(json.dumps({**one, "id": None, "at": None}, ensure_ascii=False) for one in told)

    def words(self) -> str:
        """The last of each paragraph."""
        return " ".join({one["id"]: one["text"] for one in self.all("words")}.values())


@dataclass
class Lab:
    house: House
    site: Site
    session: ClientSession
    asked: list[dict[str, str]]
    tabs: list[asyncio.Task] = field(default_factory=list)

    async def tab(self, **represents: object) -> Tab:
        socket = await self.session.ws_connect(f"{self.site.address}/socket", origin=self.site.address)
        tab = Tab(socket)
        self.tabs.append(asyncio.create_task(tab.listen()))
        await tab.until("hello")
        if represents:
            await tab.send("represent", **represents)
        return tab

    async def over(self, seconds: float = 5.0) -> Call:
        """The first call that is over on the carrier's side."""
        async with asyncio.timeout(seconds):
            while not self.house.exchange.done:  # noqa: ASYNC110 - no bell rings for tests
                await asyncio.sleep(0.01)
        return self.house.exchange.done[0]

    async def until(self, holds: Callable[[], bool], seconds: float = 5.0) -> None:
        async with asyncio.timeout(seconds):
            while not holds():  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.01)


class _Slow:
    """A web whose path /slow waits for its release."""

    def __init__(self, web: Web, released: Callable[[], bool]) -> None:
        self._web = web
        self._released = released

    def fetch(self, request: Request) -> Reply:
        if request.url.endswith("/slow") and not self._released():
            raise FetchFailedError(11205, "no complete reply within 15 seconds", timeout=True)
        return self._web.fetch(request)


def run(
    work: Callable[[Lab], Awaitable[None]],
    documents: Documents,
    *,
    others: Mapping[str, Phone] | None = None,
    released: Callable[[], bool] = lambda: True,
    **house: object,
) -> None:
    asked: list[dict[str, str]] = []

    def app(environ: dict, start_response: Callable) -> Iterable[bytes]:
        body = environ["wsgi.input"].read().decode()
        sent = dict(parse_qsl(body, keep_blank_values=True))
        asked.append({"path": environ["PATH_INFO"], **sent})
        document = documents.get(environ["PATH_INFO"], twiml("<Hangup/>"))
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [(document if isinstance(document, str) else document(sent)).encode()]

    async def together() -> None:
        async with asyncio.timeout(15), _lab(network, switchboard, wiretap, asked, house) as lab:
            await work(lab)

    wiretap, switchboard = Wiretap(), Switchboard(others or {})
    with WallClock() as clock:
        web = wiretap.over(_Slow(WsgiWeb(app, BASE), released))
        network = Network(web, clock, "AC" + "0" * 32, "token", switchboard)
        network.together(together())


@asynccontextmanager
async def _lab(
    network: Network, switchboard: Switchboard, wiretap: Wiretap, asked: list, more: Mapping
) -> AsyncIterator[Lab]:
    ticker = Ticker()
    ticking = asyncio.create_task(ticker.run())
    house = House(
        Remembering(network, VOICE),
        switchboard,
        Studio(ShortVoice(), NoReader()),
        ticker,
        wiretap,
        "a line",
        caller=CALLER,
        **more,
    )
    try:
        async with Site(house, port=0) as site, ClientSession() as session:
            lab = Lab(house, site, session, asked)
            try:
                yield lab
            finally:
                for tab in lab.tabs:
                    tab.cancel()
                await asyncio.gather(*lab.tabs, return_exceptions=True)
    finally:
        ticking.cancel()
