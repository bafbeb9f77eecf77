"""A web with faults, so that a line can be tried out on bad days. Faults are chosen by the number of the attempt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

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
    """The application gets the request, and its reply never arrives."""


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
    that reply."""


@dataclass(frozen=True, slots=True)
class Halved:
    """Half of the document arrives."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The reply has this status, whatever the application would have said; it is not asked."""

    status: int


Fault = Slow | Refused | Lost | Hung | Repeated | Late | Halved | Broken


class FaultyWeb:
    """`web`, except for the attempts that `faults` names by their number, counted from 1 over all calls."""

    def __init__(self, web: Web, faults: Mapping[int, Fault]) -> None:
        self._web = web
        self._faults = faults
        self._attempts = 0
        self._late: list[Request] = []

    def fetch(self, request: Request) -> Reply:
        self._attempts += 1
        fault = self._faults.get(self._attempts)
        late, self._late = self._late, []
        try:
            return self._web.fetch(request) if fault is None else self._spoiled(request, fault)
        finally:
            for one in late:
                self._web.fetch(one)

    def _spoiled(self, request: Request, fault: Fault) -> Reply:
        match fault:
            case Slow(seconds=seconds):
                reply = self._web.fetch(request)
                return replace(reply, seconds=reply.seconds + seconds)
            case Refused():
                raise FetchFailedError(11205, "no connection", connect=True, seconds=CONNECT_SECONDS)
            case Lost():
                self._web.fetch(request)
                raise FetchFailedError(11205, "the reply was lost", timeout=True, seconds=TOTAL_SECONDS)
            case Hung():
                raise FetchFailedError(11205, "no reply", timeout=True, seconds=TOTAL_SECONDS)
            case Late():
                self._late.append(request)
                return self._web.fetch(request)
            case Halved():
                reply = self._web.fetch(request)
                return replace(reply, body=reply.body[: len(reply.body) // 2])
            case Repeated():
                self._web.fetch(request)
                return self._web.fetch(request)
            case Broken(status=status):
                return Reply(status)
            case _:
                assert_never(fault)
