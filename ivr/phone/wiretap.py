"""Requests and replies as they go over the wire, told to whoever watches the call they are about.

Requests are made in threads; watchers are called on the event loop, in the order things happened. Nothing is masked
here and nothing is kept: what a watcher shows is its business.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from time import monotonic
from urllib.parse import parse_qsl, urlsplit

from ivr.carrier.web import FetchFailedError, Reply, Request, Web

_BROKE = FetchFailedError(0, "the request broke off")


@dataclass(frozen=True, slots=True)
class Overheard:
    """One request, told when it is made and again with what came of it. `sent` are its parameters, of the URL and of the
    body; `seconds` is how long it took."""

    number: int
    request: Request = field(repr=False)
    sent: tuple[tuple[str, str], ...] = field(repr=False)
    reply: Reply | None = field(default=None, repr=False)
    failed: FetchFailedError | None = None
    seconds: float = 0.0

    @property
    def over(self) -> bool:
        return self.reply is not None or self.failed is not None

    def parameter(self, name: str) -> str | None:
        return next((value for key, value in self.sent if key == name), None)


Watcher = Callable[[Overheard], None]


class Wiretap:
    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._numbers = count(1)
        self._watchers: dict[str, list[Watcher]] = {}
        self._asked: dict[int, list[Watcher]] = {}

    def over(self, web: Web) -> Web:
        """The same web, watched."""
        return _Tapped(self, web)

    def open(self) -> None:
        """From now on watchers are called on the loop that runs; before, nobody is."""
        self._loop = asyncio.get_running_loop()

    def close(self) -> None:
        self._loop = None

    @contextmanager
    def watching(self, call: str, watcher: Watcher) -> Iterator[None]:
        """`watcher` must not raise, and not wait. It is told of the call of that sid, and of the legs it has rung; what
        came of a request that it was told of, it is told even when it watches no more."""
        watchers = self._watchers.setdefault(call, [])
        watchers.append(watcher)
        try:
            yield
        finally:
            watchers.remove(watcher)
            if not watchers:
                self._watchers.pop(call, None)

    def fetch(self, web: Web, request: Request) -> Reply:
        overheard, began = Overheard(next(self._numbers), request, _sent(request)), monotonic()
        self._tell(overheard)
        failed = _BROKE
        try:
            reply = web.fetch(request)
        except FetchFailedError as error:
            failed = error
            raise
        else:
            overheard = replace(overheard, reply=reply)
            return reply
        finally:
            what = None if overheard.reply is not None else failed
            self._tell(replace(overheard, failed=what, seconds=monotonic() - began))

    def _tell(self, overheard: Overheard) -> None:
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop is closed: an application answers when the program has ended
                loop.call_soon_threadsafe(self._heard, overheard)

    def _heard(self, overheard: Overheard) -> None:
        if overheard.over:
            told = self._asked.pop(overheard.number, [])
        else:
            told = self._asked[overheard.number] = self._watching(overheard)
        for watcher in told:
            watcher(overheard)

    def _watching(self, overheard: Overheard) -> list[Watcher]:
        calls = {overheard.parameter("CallSid"), overheard.parameter("ParentCallSid")} - {None}
        return [watcher for call in calls for watcher in self._watchers.get(call or "", ())]


@dataclass(frozen=True, slots=True)
class _Tapped:
    tap: Wiretap
    web: Web

    def fetch(self, request: Request) -> Reply:
        return self.tap.fetch(self.web, request)


def _sent(request: Request) -> tuple[tuple[str, str], ...]:
    try:
        query = urlsplit(request.url).query
    except ValueError:
        query = ""
    body = request.body.decode(errors="replace")
    return (*parse_qsl(query, keep_blank_values=True), *parse_qsl(body, keep_blank_values=True))
