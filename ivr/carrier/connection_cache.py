"""Replies to GET kept by ETag, Last-Modified and Cache-Control; a POST never is (Twilio, "TwiML voice", "Play").

One for a whole network: a shared cache in the sense of RFC 9111, so nothing private or asked for by name and password
is kept. Time is the network's clock. What varies by any header but the encoding is not kept either.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace

from werkzeug.datastructures import ResponseCacheControl
from werkzeug.http import parse_cache_control_header, parse_date

from ivr.carrier.web import Reply

MOST_KEPT = 64  # replies; each at most 64 kB


@dataclass(frozen=True, slots=True)
class _Kept:
    """`until` is when it is no longer fresh, in seconds since 1970."""

    reply: Reply
    until: float


class Cache:
    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def fresh(self, url: str, now: float) -> Reply | None:
        """A reply that may be used without asking."""
        kept = self._kept.get(url)
        return None if kept is None or kept.until <= now else kept.reply

    def conditions(self, url: str) -> list[tuple[str, str]]:
        """Headers that ask whether what is kept is still right."""
        kept = self._kept.get(url)
        if kept is None:
            return []
        asked = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
        return [(ask, value) for ask, name in asked if (value := kept.reply.header(name)) is not None]

    def learn(self, url: str, reply: Reply, now: float) -> Reply:
        """The reply to go on with: the kept one where the server says it is still right."""
        if reply.status == 304 and (kept := self._kept.get(url)) is not None:
            still = replace(kept.reply, seconds=reply.seconds)
            self._keep(url, still, now + _lifetime(reply, now))
            return still
        self._kept.pop(url, None)
        if _may_be_kept(reply):
            self._keep(url, reply, now + _lifetime(reply, now))
        return reply

    def _keep(self, url: str, reply: Reply, until: float) -> None:
        self._kept[url] = _Kept(replace(reply, seconds=0.0), until)
        self._kept.move_to_end(url)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _may_be_kept(reply: Reply) -> bool:
    control = _control(reply)
    varies = (reply.header("Vary") or "accept-encoding").strip().lower() != "accept-encoding"
    if reply.status != 200 or varies or control.no_store or control.private is not None:
        return False
    return any(reply.header(name) for name in ("ETag", "Last-Modified", "Cache-Control", "Expires"))


def _lifetime(reply: Reply, now: float) -> float:
    """Seconds it may be used unasked. Nothing is guessed from Last-Modified."""
    control = _control(reply)
    if control.no_cache is not None:
        return 0.0
    age = control.max_age if control.s_maxage is None else control.s_maxage
    if age is not None:
        return float(age)
    expires = parse_date(reply.header("Expires"))
    return 0.0 if expires is None else expires.timestamp() - now


def _control(reply: Reply) -> ResponseCacheControl:
    return parse_cache_control_header(reply.header("Cache-Control"), cls=ResponseCacheControl)
