"""A laboratory: an application that is a table of documents, a network that calls it, and callers with a watch."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from watching import Watch

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.wsgi import WsgiWeb

TOKEN = "laboratory-token"
ACCOUNT = "AC" + "5" * 32
BASE = "https://line.example"


@dataclass(frozen=True)
class Asked:
    """One request as the application saw it."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    headers: dict[str, str]
    url: str


@dataclass(frozen=True)
class Page:
    body: bytes | str = "<Response/>"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/xml"),)


def without_ids(text: str) -> str:
    """Ids, tokens and addresses in memory are random, and now and then hold the very digits that a test looks for."""
    return re.sub(r"[0-9a-f]{32}|0x[0-9a-f]+", "", text)


Served = str | Page | Callable[[Asked], "str | Page"]


@dataclass
class Lab:
    clock: VirtualClock
    pages: dict[str, Served | list[Served]] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    base: str = BASE

    def app(self, environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0)).decode()
        query = environ["QUERY_STRING"]
        asked = Asked(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"],
            dict(parse_qsl(query, keep_blank_values=True)),
            dict(parse_qsl(body, keep_blank_values=True)),
            {key: value for key, value in environ.items() if key.startswith("HTTP_") or key == "CONTENT_TYPE"},
            f"{self.base}{environ['PATH_INFO']}" + (f"?{query}" if query else ""),
        )
        self.asked.append(asked)
        page = self._page(asked)
        start_response(f"{page.status} X", list(page.headers))
        return [page.body if isinstance(page.body, bytes) else page.body.encode()]

    def _page(self, asked: Asked) -> Page:
        served = self.pages.get(asked.path, Page(status=404))
        if isinstance(served, list):
            served = served.pop(0) if len(served) > 1 else served[0]
        if callable(served):
            served = served(asked)
        return Page(f"<Response>{served}</Response>") if isinstance(served, str) else served

    def network(self, **settings: Any) -> Network:
        return Network(WsgiWeb(self.app, self.base), self.clock, ACCOUNT, TOKEN, phones=self.phones, **settings)

    def call(
        self, *acts: tuple[float, str], handset: Handset | None = None, url: str = f"{BASE}/voice", **details: Any
    ) -> Call:
        holder = handset or (Watch(acts) if acts else SilentCaller())
        return self.network().call(url, handset=holder, **details)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def to(self, path: str) -> Asked:
        """The only request to that path."""
        (one,) = [asked for asked in self.asked if asked.path == path]
        return one
