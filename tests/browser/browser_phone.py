"""A line one can call from a page, behind the real server of `ivr phone`: its documents are few and its prompts last a third
of a second, since all of this takes real time. It listens for a minute: nobody waits for that, and no test is too slow for it."""

import asyncio
import wave
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from threading import Thread
from urllib.parse import parse_qs

from browser_windows import FLAGS, PATIENCE, Chromium
from needs import require

from ivr.carrier.clock import WallClock
from ivr.carrier.network import Network
from ivr.carrier.wsgi import WsgiWeb
from ivr.phone.exchange import Exchange
from ivr.phone.house import House
from ivr.phone.site import Site
from ivr.phone.studio import Studio
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import Ticker
from ivr.phone.wiretap import Wiretap
from ivr.sound.tones import tone
from ivr.sound.voice import UnreadableSoundError

ADDRESS = "https://line.example"
ROSA = "+15550100101"
BEEPS = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""A microphone that beeps once a second, and nobody is asked."""
DOCUMENTS = {
    "/voice": '<Gather numDigits="1" timeout="60" action="/chosen"><Say>Welcome.</Say></Gather><Hangup/>',
    "/chosen 1": f'<Dial action="/after"><Number url="/whisper">{ROSA}</Number></Dial>',
    "/chosen 2": '<Say language="es-MX">Adi\u00f3s.</Say><Hangup/>',
    "/chosen 3": '<Gather input="speech" timeout="60" speechTimeout="1" action="/said"><Say>Speak.</Say></Gather><Hangup/>',
    "/chosen 4": '<Record maxLength="2" playBeep="false" action="/after"/>',
    "/said": "<Say>Thanks.</Say><Hangup/>",
    "/whisper": '<Gather numDigits="1" timeout="60" action="/taken"><Say>A bill.</Say></Gather><Hangup/>',
    "/taken 1": "",
    "/after": "<Hangup/>",
}
DRAWING = """<!doctype html><html lang="en"><title>Drawn</title><p id="at">nowhere</p>
<script>addEventListener("message", event => { document.querySelector("#at").textContent = event.data.node; });</script></html>"""


class Hummed:
    """A voice for which every text is the same third of a second."""

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        return tone((320,), 0.3, 9000)


class NoFiles:
    async def read(self, content: bytes) -> bytes:
        raise UnreadableSoundError("no sounds here")


@dataclass
class Line:
    """A TwiML application. `asked` are its requests in order: path, and the digits and words that came with it."""

    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def node(self) -> str:
        return self.asked[-1][0].strip("/")

    def __call__(self, environ: dict[str, object], start_response: object) -> list[bytes]:
        body = environ["wsgi.input"].read().decode()  # type: ignore[attr-defined]
        form = {name: values[0] for name, values in parse_qs(body).items()}
        path, said = str(environ["PATH_INFO"]), form.get("Digits") or form.get("SpeechResult") or ""
        self.asked.append((path, said))
        inside = DOCUMENTS.get(f"{path} {said}", DOCUMENTS.get(path, "<Hangup/>"))
        start_response("200 OK", [("Content-Type", "text/xml")])  # type: ignore[operator]
        return [f"<?xml version='1.0'?><Response>{inside}</Response>".encode()]


class _Process:
    """The server, on a loop of a thread of its own, since the browser's library keeps the one of this thread."""

    def __init__(self, line: Line, port: int) -> None:
        self._line, self._port = line, port
        self.address: Future[str] = Future()
        self._end: Callable[[], object] = lambda: None

    def run(self) -> None:
        with WallClock() as clock:
            wiretap, switchboard = Wiretap(), Switchboard({})
            network = Network(wiretap.over(WsgiWeb(self._line, ADDRESS)), clock, "AC" + "0" * 32, "token", switchboard)
            exchange = Exchange(network, f"{ADDRESS}/voice")
            network.together(self._serve(exchange, switchboard, wiretap))

    async def _serve(self, exchange: Exchange, switchboard: Switchboard, wiretap: Wiretap) -> None:
        ticker, ended, loop = Ticker(), asyncio.Event(), asyncio.get_running_loop()
        self._end = lambda: loop.call_soon_threadsafe(ended.set)
        house = House(
            exchange,
            switchboard,
            Studio(Hummed(), NoFiles()),
            ticker,
            wiretap,
            target="menus/example",
            people=[(ROSA, "Rosa")],
            drawing=DRAWING,
            where=lambda _: self._line.node,
        )
        ticking = asyncio.create_task(ticker.run())
        async with Site(house, host="127.0.0.1", port=self._port) as site:
            self.address.set_result(site.address)
            await ended.wait()
        ticking.cancel()

    def end(self) -> None:
        self._end()


@contextmanager
def served(line: Line, port: int = 0) -> Iterator[str]:
    """Its address, as http://127.0.0.1:1234."""
    process = _Process(line, port)
    thread = Thread(target=process.run, daemon=True)
    thread.start()
    try:
        yield process.address.result(PATIENCE / 1000)
    finally:
        process.end()
        thread.join(PATIENCE / 1000)
    assert not thread.is_alive()


@contextmanager
def with_microphone(chromium: Chromium) -> Iterator[Chromium]:
    """Another browser, whose microphone beeps: flags hold for a whole browser."""
    playwright = chromium.browser() and chromium._playwright
    assert playwright is not None
    browser = playwright.chromium.launch(executable_path=require("chromium", "chromium"), args=[*FLAGS, *BEEPS])
    try:
        yield Chromium(playwright, browser)
    finally:
        browser.close()


def voices_in(wav: bytes) -> float:
    """How loud its loudest sample is, of 1."""
    with wave.open(BytesIO(wav)) as file:
        samples = array("h", file.readframes(file.getnframes()))
    return max(map(abs, samples)) / 32768
