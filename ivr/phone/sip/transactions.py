"""Requests that come again, and requests that must be sent again: what the library leaves out of RFC 3261, section 17.

A request that comes a second time gets the reply it got, and is not heard twice. A request of ours is sent again until
there is an answer, and an INVITE that was declined is acknowledged each time it is declined.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aiosipua.headers import CSeq, stringify_cseq
from aiosipua.message import SipRequest, SipResponse

T1, T2 = 0.5, 4.0  # seconds; RFC 3261, 17.1.1.1
KEPT = 64 * T1
MOST = 5000  # of each that are kept, whoever floods us

Address = tuple[str, int]
Send = Callable[[SipRequest, Address], None]


def key_of(message: SipRequest | SipResponse) -> tuple[str, str, int, str]:
    """Of a request and of the replies to it. Raises ValueError for a CSeq that is none."""
    via, cseq = message.via, message.cseq
    branch = (via[0].branch if via else None) or ""
    if cseq is None:
        raise ValueError("a message without CSeq")
    return branch, message.call_id or "", cseq.seq, cseq.method.upper()


@dataclass(slots=True)
class _Reply:
    at: float
    source: Address
    response: SipResponse | None = None


class Replies:
    """To what others asked."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int, str], _Reply] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def is_new(self, request: SipRequest, source: Address, now: float) -> bool:
        """An ACK is never answered, and always new. Raises ValueError for what cannot be told apart."""
        key = key_of(request)
        if key in self._kept:
            return key[3] == "ACK"
        self._forget(now)
        self._kept[key] = _Reply(now, source)
        return True

    def last(self, request: SipRequest) -> SipResponse | None:
        kept = self._kept.get(key_of(request))
        return None if kept is None else kept.response

    def keep(self, response: SipResponse) -> None:
        kept = self._kept.get(key_of(response))
        if kept is not None:
            kept.response = response

    def source(self, response: SipResponse) -> Address | None:
        """Where the request came from that this answers."""
        kept = self._kept.get(key_of(response))
        return None if kept is None else kept.source

    def _forget(self, now: float) -> None:
        """The oldest stand first."""
        while self._kept:
            first = next(iter(self._kept))
            if now - self._kept[first].at < KEPT and len(self._kept) < MOST:
                return
            del self._kept[first]


@dataclass(slots=True)
class _Asked:
    request: SipRequest
    to: Address
    at: float
    timer: asyncio.TimerHandle | None = None
    waiting: list["asyncio.Future[int]"] = field(default_factory=list)
    acknowledged: SipRequest | None = None


class Asking:
    """What we asked others. Where the way is `lossy` it is asked again until there is an answer."""

    def __init__(self, send: Send, *, lossy: bool) -> None:
        self._loop = asyncio.get_running_loop()
        self._send = send
        self._lossy = lossy
        self._asked: dict[tuple[str, str], _Asked] = {}

    def __len__(self) -> int:
        return len(self._asked)

    def sent(self, request: SipRequest, to: Address) -> None:
        """To be told of every request as it is sent for the first time."""
        key = _own_key(request)
        if request.method == "ACK" or key in self._asked:
            return
        self._forget()
        self._asked[key] = asked = _Asked(request, to, self._loop.time())
        if self._lossy:
            self._later(asked, T1)

    def wait(self, request: SipRequest) -> "asyncio.Future[int]":
        """The status of its final answer, which may never come."""
        future: asyncio.Future[int] = self._loop.create_future()
        self._asked[_own_key(request)].waiting.append(future)
        return future

    def got(self, response: SipResponse) -> None:
        asked = self._asked.get(_own_key(response))
        if asked is None:
            return
        final = response.status_code >= 200
        if final or asked.request.method == "INVITE":
            self._stop(asked)
        if not final:
            return
        for future in asked.waiting:
            if not future.done():
                future.set_result(response.status_code)
        if asked.request.method == "INVITE" and response.status_code >= 300:
            asked.acknowledged = asked.acknowledged or _ack(asked.request, response)
            self._send(asked.acknowledged, asked.to)

    def close(self) -> None:
        for asked in self._asked.values():
            self._stop(asked)
        self._asked.clear()

    def _later(self, asked: _Asked, seconds: float) -> None:
        if self._loop.time() + seconds - asked.at < KEPT:
            asked.timer = self._loop.call_later(seconds, self._again, asked, seconds)

    def _again(self, asked: _Asked, seconds: float) -> None:
        self._send(asked.request, asked.to)
        longer = 2 * seconds
        self._later(asked, longer if asked.request.method == "INVITE" else min(longer, T2))

    def _stop(self, asked: _Asked) -> None:
        if asked.timer is not None:
            asked.timer.cancel()
            asked.timer = None

    def _forget(self) -> None:
        now = self._loop.time()
        while self._asked:
            oldest = next(iter(self._asked))
            if now - self._asked[oldest].at < KEPT and len(self._asked) < MOST:
                return
            self._stop(self._asked.pop(oldest))


def _own_key(message: SipRequest | SipResponse) -> tuple[str, str]:
    """Of a request of ours, whose branch is unlike any other, and of the replies to it."""
    branch, _, _, method = key_of(message)
    return branch, method


def _ack(invite: SipRequest, response: SipResponse) -> SipRequest:
    """Of a refusal: in the INVITE's own transaction (RFC 3261, 17.1.1.3)."""
    ack = SipRequest(method="ACK", uri=invite.uri)
    ack.headers.append("Via", invite.headers.get("via")[0])
    for name in ("From", "Call-ID"):
        ack.headers.set_single(name, invite.headers.get_first(name) or "")
    ack.headers.set_single("To", response.headers.get_first("to") or "")
    seq = 1 if invite.cseq is None else invite.cseq.seq
    ack.headers.set_single("CSeq", stringify_cseq(CSeq(seq=seq, method="ACK")))
    ack.headers.set_single("Max-Forwards", "70")
    return ack
