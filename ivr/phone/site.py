"""The page people call from, served on this machine: a few files, one socket for each telephone, recordings, the map.

It runs on the loop its calls run on, beside them.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Self

from aiohttp import web

from ivr.phone.errands import Errands
from ivr.phone.guard import EVERYWHERE, HEADERS, PAGE_POLICY, Guard, in_url, map_policy
from ivr.phone.house import House
from ivr.phone.listening import cannot_listen
from ivr.phone.socket import serve_socket

CALLS_SECONDS = 1.0  # for calls to end when the site does
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_ASSET = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)+")
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".wav": "audio/wav",
}


class Site:
    """`port` 0 is any free one; once entered, `port` and `address` are the real ones. Entering raises CannotListenError."""

    def __init__(self, house: House, host: str = "127.0.0.1", port: int = 8484) -> None:
        self.host = host
        self.port = port
        self._house = house
        self._guard = Guard(host, port)
        self._errands = Errands()
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=CALLS_SECONDS)

    @property
    def address(self) -> str:
        return f"http://{'127.0.0.1' if self.host in EVERYWHERE else in_url(self.host)}:{self.port}"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.host, self.port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise cannot_listen(self.host, self.port, error, "another ivr phone") from None
        self.port = self._runner.addresses[0][1]
        self._guard = Guard(self.host, self.port)
        self._house.wiretap.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Every telephone hangs up at once; calls that have not ended soon are cancelled."""
        self._closing.set()
        await self._runner.cleanup()
        await self._errands.finish(CALLS_SECONDS)
        self._house.wiretap.close()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._only_by_our_name])
        application.on_response_prepare.append(_add_headers)
        application.add_routes(
            [
                web.get("/", _page),
                web.get("/representative", _page),
                web.get("/page/{asset}", _asset),
                web.get("/map", self._map),
                web.get("/recordings/{name}.wav", self._recording),
                web.get("/socket", self._socket),
            ]
        )
        return application

    @web.middleware
    async def _only_by_our_name(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not self._guard.knows(request.headers.get("Host", "")):
            return web.Response(status=403, text=f"This page is served at {self.address} only.\n")
        return await handler(request)

    async def _map(self, _: web.Request) -> web.Response:
        drawing = self._house.drawing
        if drawing is None:
            return _missing("There is no map of this line here.")
        policy = {"Content-Security-Policy": map_policy(drawing), "X-Frame-Options": "SAMEORIGIN"}
        return web.Response(text=drawing, content_type="text/html", headers=policy)

    async def _recording(self, request: web.Request) -> web.Response:
        sid = request.match_info["name"]
        made = self._house.exchange.network.recordings
        recording = self._house.listed.find(sid) or next((one for one in made if one.sid == sid and one.sound), None)
        if recording is None:
            return _missing("There is no such recording.")
        return web.Response(body=recording.file(), content_type="audio/wav")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not self._guard.is_ours(request.headers.get("Host", ""), request.headers.get("Origin", "")):
            return web.Response(status=403, text=f"Only the page at {self.address} may open this socket.\n")
        return await serve_socket(request, self._house, self._errands, self._closing)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if "Content-Security-Policy" not in response.headers:
        response.headers["Content-Security-Policy"] = PAGE_POLICY


async def _page(_: web.Request) -> web.Response:
    return _file("index.html")


async def _asset(request: web.Request) -> web.Response:
    return _file(request.match_info["asset"])


def _file(name: str) -> web.Response:
    """One of those that came with the package."""
    kind = _TYPES.get(PurePosixPath(name).suffix)
    file = files("ivr.phone").joinpath("page", name)
    if kind is None or not _ASSET.fullmatch(name) or not file.is_file():
        return _missing("There is no such page.")
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=file.read_bytes(), content_type=kind, charset=charset)


def _missing(text: str) -> web.Response:
    return web.Response(status=404, text=f"{text}\n")
