"""The carrier as an HTTP client: signed requests, redirects, cookies, caching, retries and limits.

Sources: Twilio, "Webhooks: connection overrides", "Security", "TwiML voice"; error codes from its dictionary.
What comes back is not looked at here beyond status, size and type.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urljoin, urlsplit

from ivr.carrier.clock import Clock
from ivr.carrier.connection import BadPolicyError, Connection, connection_of
from ivr.carrier.connection_cache import Cache
from ivr.carrier.connection_cookies import Cookies
from ivr.carrier.connection_login import without_login
from ivr.carrier.debugger import DocumentError
from ivr.carrier.web import MAX_BODY, FetchFailedError, Patience, Reply, Request, Web
from ivr.webhook.form import form_bytes
from ivr.webhook.signature import SIGNATURE_HEADER, sign, voice_url

MAX_REDIRECTS = 10
NO_REPLY = Reply(0)
_INSTANT = 1e-3  # seconds; less patience than this is none
USER_AGENT = "TwilioProxy/1.1"
TWIML_TYPES = ("text/xml", "application/xml", "text/html")

_HEAD = re.compile(r"(https?://[a-z0-9.-]*[a-z0-9](?::[1-9][0-9]{0,3})?)(?=[/?#]|\Z)")
_PATH = re.compile(r"(?:/[A-Za-z0-9_~%-]+)+(?:\?[A-Za-z0-9_~%&=+-]+)?")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Made:
    """A request that was made. `at` and `took` are seconds, `at` since the call began; `status` is 0 for no reply.
    `attempts` counts retries in.

    `call` is the CallSid of the leg it was about. URL and parameters hold what was keyed: no repr shows them.
    """

    at: float
    call: str
    method: str
    url: str = field(repr=False)
    pairs: tuple[tuple[str, str], ...] = field(repr=False)
    token: str
    status: int
    took: float
    attempts: int = 1

    def parameter(self, name: str) -> str | None:
        """The first parameter of that name that the carrier sent; a URL's own query is not among them."""
        return next((value for key, value in self.pairs if key == name), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply below 400 and of bearable size. `url` is the one that gave it, redirects followed, without the parameters that a
    GET put behind it: relative URLs, and a verb without an action, start from there."""

    url: str
    reply: Reply

    @property
    def content_type(self) -> str:
        """In small letters and without parameters; empty when there was none."""
        return (self.reply.header("Content-Type") or "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class _Asked:
    """`until` is when patience with all of it, redirects and retries, ends."""

    method: str
    url: str
    pairs: tuple[tuple[str, str], ...]
    connection: Connection
    until: float

    def redirected(self, status: int, url: str) -> "_Asked":
        """As a browser does it: after 301, 302 and 303 a POST becomes a GET and its parameters are lost."""
        if status in (301, 302, 303):
            return replace(self, method="GET", url=url, pairs=())
        return replace(self, url=url)


class Courier:
    """All requests of one call. Cookies belong to it, the cache to the network; `made` lists what was sent.
    `signed_as` is the URL as the product signs it: Voice leaves a port out that messaging keeps."""

    def __init__(
        self,
        web: Web,
        clock: Clock,
        token: str,
        time: Callable[[], float],
        cache: Cache | None = None,
        signed_as: Callable[[str], str] = voice_url,
    ) -> None:
        self._web = web
        self._clock = clock
        self._token = token
        self._time = time
        self._cookies = Cookies()
        self._cache = Cache() if cache is None else cache
        self._signed_as = signed_as
        self.made: list[Made] = []

    async def ask(self, method: str, url: str, pairs: Pairs, call: str) -> Answer:
        """The answer after redirects. A GET carries `pairs` behind the query it has. The fragment says how to connect,
        and stays here. Raises DocumentError."""
        plain, _, fragment = url.partition("#")
        asked = self._asked(method, plain, tuple(pairs), _connection(fragment, plain))
        sent = tuple(pairs)
        for _ in range(MAX_REDIRECTS + 1):
            reply = await self._once(asked, sent, call)
            if not 300 <= reply.status < 400:
                return Answer(plain, _bearable(reply, asked.url))
            asked = asked.redirected(reply.status, _target(asked.url, reply.header("Location")))
            sent, plain = asked.pairs, asked.url
        raise DocumentError(11215, f"more than {MAX_REDIRECTS} redirects", url)

    def _asked(self, method: str, url: str, pairs: tuple[tuple[str, str], ...], connection: Connection) -> _Asked:
        until = self._time() + connection.patience.total
        if method == "GET":
            return _Asked(method, _with_query(url, pairs), (), connection, until)
        return _Asked(method, url, pairs, connection, until)

    async def _once(self, asked: _Asked, sent: tuple[tuple[str, str], ...], call: str) -> Reply:
        """One request with its retries, all under one idempotency token; none at all where the cache still knows."""
        url, login = without_login(asked.url)
        cached = asked.method == "GET" and login is None
        known = self._cache.fresh(url, self._now()) if cached else None
        if known is not None:
            return known
        began, token = self._time(), secrets.token_hex(16)
        more = self._cache.conditions(url) if cached else []
        if login is not None:
            more = [("Authorization", login.basic())]
        tries = _Tries(self._request(asked, url, token, more), asked)
        try:
            await self._tried(tries)
            digest = None if login is None else login.digest(tries.reply, asked.method, url)
            if digest is not None:
                tries.request = self._request(asked, url, token, [("Authorization", digest)])
                await self._tried(tries)
        finally:
            took = self._time() - began
            self.made.append(
                Made(began, call, asked.method, asked.url, sent, token, tries.reply.status, took, tries.count)
            )
        self._cookies.keep(url, tries.reply)
        return self._cache.learn(url, tries.reply, self._now()) if cached else tries.reply

    async def _tried(self, tries: "_Tries") -> None:
        """Until there is a reply to go on with, or no try left."""
        connection = tries.asked.connection
        for retries_left in range(connection.retries, -1, -1):
            last = retries_left == 0
            tries.count += 1
            tries.reply = NO_REPLY
            try:
                tries.reply = await self._attempt(tries.request, self._patience(tries.asked))
            except FetchFailedError as failed:
                if last or not connection.again_after(failed) or not self._time_left(tries.asked):
                    raise DocumentError(failed.code, failed.reason, tries.asked.url) from None
            else:
                if last or not connection.again_at(tries.reply.status) or not self._time_left(tries.asked):
                    return

    def _time_left(self, asked: _Asked) -> bool:
        return asked.until - self._time() > _INSTANT

    def _patience(self, asked: _Asked) -> Patience:
        patience, left = asked.connection.patience, asked.until - self._time()
        return patience if left > patience.total - _INSTANT else replace(patience, total=max(_INSTANT, left))

    async def _attempt(self, request: Request, patience: Patience) -> Reply:
        if patience is not request.patience:
            request = replace(request, patience=patience)
        try:
            reply = await self._clock.outside(lambda: self._web.fetch(request))
        except FetchFailedError as failed:
            most = min(patience.connect, patience.total) if failed.connect else patience.reply
            await self._clock.spend(min(failed.seconds, most))
            raise
        if reply.seconds > 0:
            await self._clock.spend(min(reply.seconds, patience.reply))
        if reply.seconds > patience.reply:
            raise FetchFailedError(11205, f"no complete reply within {patience.reply:g} seconds", timeout=True)
        return reply

    def _request(self, asked: _Asked, url: str, token: str, more: list[tuple[str, str]]) -> Request:
        headers = [
            ("User-Agent", USER_AGENT),
            ("Accept", "*/*"),
            ("I-Twilio-Idempotency-Token", token),
            (SIGNATURE_HEADER, sign(self._token, self._signed_as(asked.url), asked.pairs)),
        ]
        body = b"" if asked.method == "GET" else form_bytes(asked.pairs)
        if body:
            headers.append(("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"))
        headers += self._cookies.headers(url) + more
        return Request(asked.method, url, tuple(headers), body)

    def _now(self) -> float:
        return self._clock.now().timestamp()


@dataclass(slots=True)
class _Tries:
    """What has come of a request so far; a reply of status 0 is none."""

    request: Request
    asked: _Asked
    count: int = 0
    reply: Reply = NO_REPLY


def resolve(base: str, url: str) -> str:
    """A URL of a document, against the address the document came from; a fragment stays, since it may say how to
    connect. Raises DocumentError for what is no URL."""
    head = _HEAD.match(base)
    if head is not None and _PATH.fullmatch(url):  # nothing in it that joining could change
        return head[1] + url
    try:
        whole = urljoin(base, url.strip())
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise DocumentError(11100, "not a URL that can be fetched", base)
    return whole


def host_of(base: str, url: str | None) -> str:
    """The host name a URL of a document leads to; empty where it leads nowhere."""
    try:
        return urlsplit(urljoin(base, (url or "").strip())).hostname or ""
    except ValueError:
        return ""


def _target(base: str, location: str | None) -> str:
    try:
        if location:
            return resolve(base, location).partition("#")[0]
    except DocumentError:
        pass
    raise DocumentError(11216, "a redirect to nowhere", base)


def _connection(fragment: str, url: str) -> Connection:
    try:
        return connection_of(fragment)
    except BadPolicyError:
        raise DocumentError(11243, "the retry policy in the URL's fragment does not exist", url) from None


def _bearable(reply: Reply, url: str) -> Reply:
    if reply.status >= 400 or reply.status < 200:
        note = f"; {reply.note}" if reply.note else ""
        raise DocumentError(11200, f"the reply was HTTP {reply.status}{note}", url)
    sound = (reply.header("Content-Type") or "").strip().lower().startswith("audio/")
    if len(reply.body) > MAX_BODY and not sound:
        raise DocumentError(11750, "the body is larger than 64 kB", url)
    return reply


def _with_query(url: str, pairs: Pairs) -> str:
    """Parameters after what is already there."""
    if not pairs:
        return url
    parts = urlsplit(url)
    return parts._replace(query="&".join(filter(None, (parts.query, urlencode(list(pairs)))))).geturl()
