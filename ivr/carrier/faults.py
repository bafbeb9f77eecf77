"""A web with faults, so that a line can be tried out on bad days. Faults are chosen by the number of the attempt.

    web = FaultyWeb(WsgiWeb(app, "https://line.example"), {3: Lost(), At("/whisper"): Broken(500)})

No fault hits twice: what the carrier asks because of one is answered as ever.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never
from urllib.parse import urlsplit

from ivr.carrier.handsets.handset import Handset
from ivr.carrier.textleg import TextLeg
from ivr.carrier.web import CONNECT_SECONDS, TOTAL_SECONDS, FetchFailedError, Reply, Request, Web


@dataclass(frozen=True, slots=True)
class Slow:
    """The reply takes so many seconds more; over 15 the carrier has stopped waiting."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """No connection comes about, which takes the five seconds a carrier waits for one."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The application gets the request, and its reply never arrives. The carrier waits its fifteen seconds and, unless the
    URL says otherwise, gives up; or it takes the connection for one that never came about, and asks again."""

    asked_again: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """The application gets the request twice; the carrier reads the second reply."""


@dataclass(frozen=True, slots=True)
class Hung:
    """The application takes the request and never answers; the carrier waits its fifteen seconds. What the application
    does with the request is never seen, so it is not asked."""


@dataclass(frozen=True, slots=True)
class Late:
    """The application gets the request once more after the next one, as from a network that kept a copy. Nobody reads
    that reply. Where no next one comes, `FaultyWeb.deliver` brings the copy."""


@dataclass(frozen=True, slots=True)
class Halved:
    """Half of the document arrives."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The reply has this status, whatever the application would have said. It is not asked, unless it `acted`: then
    somebody in front of it, a proxy for one, threw its reply away."""

    status: int
    acted: bool = False


@dataclass(frozen=True, slots=True)
class CallerGone:
    """The caller hangs up while the application answers. Needs a call whose handset is `FaultyWeb.caller(...)`."""


Fault = Slow | Refused | Lost | Hung | Repeated | Late | Halved | Broken | CallerGone


@dataclass(frozen=True, slots=True)
class At:
    """The so-many-th attempt at a path that begins so: the route of a whisper, or of a status callback."""

    path: str
    number: int = 1


class FaultyWeb:
    """`web`, except for the attempts that `faults` names: by their number, counted from 1 over all that is asked of it,
    whichever leg or callback it is about, or by path."""

    def __init__(self, web: Web, faults: "Mapping[int, Fault] | Mapping[At, Fault] | Mapping[int | At, Fault]") -> None:
        self._web = web
        self._faults: dict[int | At, Fault] = dict(faults.items())
        self._by_path: dict[At, int] = {key: 0 for key in self._faults if isinstance(key, At)}
        self._late: list[Request] = []
        self._hang_up: Callable[[], None] | None = None
        self.attempts = 0
        self.struck: list[Fault] = []

    def caller(self, handset: Handset) -> Handset:
        """The same caller, who hangs up when a CallerGone strikes."""
        return _Caller(self, handset)

    def when_gone(self, hang_up: Callable[[], None]) -> None:
        """What a CallerGone does."""
        self._hang_up = hang_up

    def fetch(self, request: Request) -> Reply:
        fault = self._fault_for(request)
        late, self._late = self._late, []
        try:
            if fault is None:
                return self._web.fetch(request)
            self.struck.append(fault)
            return self._spoiled(request, fault)
        finally:
            for one in late:
                self._web.fetch(one)

    def deliver(self) -> None:
        """Copies that are still on their way arrive now."""
        late, self._late = self._late, []
        for one in late:
            self._web.fetch(one)

    def _fault_for(self, request: Request) -> Fault | None:
        self.attempts += 1
        path = urlsplit(request.url).path
        for key in self._by_path:
            self._by_path[key] += path.startswith(key.path)
        hits = (key for key, count in self._by_path.items() if path.startswith(key.path) and count == key.number)
        return self._faults.get(self.attempts) or next((self._faults[key] for key in hits), None)

    def _spoiled(self, request: Request, fault: Fault) -> Reply:
        match fault:
            case Refused():
                raise FetchFailedError(11205, "no connection", connect=True, seconds=CONNECT_SECONDS)
            case Hung():
                raise FetchFailedError(11205, "no reply", timeout=True, seconds=TOTAL_SECONDS)
            case Broken(status=status, acted=acted):
                if acted:
                    self._web.fetch(request)
                return Reply(status)
            case Repeated():
                self._web.fetch(request)
                return self._web.fetch(request)
            case Late():
                self._late.append(request)
                return self._web.fetch(request)
            case Slow() | Lost() | Halved() | CallerGone():
                return self._after(self._web.fetch(request), fault)
            case _:
                assert_never(fault)

    def _after(self, reply: Reply, fault: "Slow | Lost | Halved | CallerGone") -> Reply:
        """What becomes of a reply on its way."""
        match fault:
            case Slow(seconds=seconds):
                return replace(reply, seconds=reply.seconds + seconds)
            case Halved():
                return replace(reply, body=reply.body[: len(reply.body) // 2])
            case Lost(asked_again=True):
                raise FetchFailedError(11205, "the connection broke", connect=True)
            case Lost():
                raise FetchFailedError(11205, "the reply was lost", timeout=True, seconds=TOTAL_SECONDS)
            case CallerGone():
                if self._hang_up is None:
                    raise AssertionError("nobody can hang up: give the call FaultyWeb.caller(handset)")
                self._hang_up()
                return reply
            case _:
                assert_never(fault)


@dataclass(frozen=True, slots=True)
class _Caller:
    web: FaultyWeb
    handset: Handset

    async def hold(self, phone: TextLeg) -> None:
        loop = asyncio.get_running_loop()
        self.web.when_gone(lambda: _hang_up(phone, loop))
        await self.handset.hold(phone)


def _hang_up(phone: TextLeg, loop: asyncio.AbstractEventLoop) -> None:
    """At once on a virtual clock, whose requests are made in its own thread; from any other thread as soon as can be."""
    try:
        own = asyncio.get_running_loop() is loop
    except RuntimeError:
        own = False
    if own:
        phone.hang_up()
    else:
        loop.call_soon_threadsafe(phone.hang_up)
