"""The carrier as an HTTP client: signed requests, redirects, cookies, retries and limits.

Sources: Twilio, "Webhooks: connection overrides", "Security", "TwiML voice"; error codes from its dictionary.
What comes back is not looked at here beyond status, size and type.
"""

import email.message
import http.cookiejar
import secrets
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from ivr.carrier.clock import Clock
from ivr.carrier.debugger import DocumentError
from ivr.carrier.web import MAX_BODY, TOTAL_SECONDS, FetchFailedError, Reply, Request, Web
from ivr.webhook.form import form_bytes
from ivr.webhook.signature import SIGNATURE_HEADER, sign, voice_url

MAX_REDIRECTS = 10
USER_AGENT = "TwilioProxy/1.1"
TWIML_TYPES = ("text/xml", "application/xml", "text/html")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Made:
    """A request that was made. `at` and `took` are seconds, `at` since the call began; `status` is 0 for no reply.

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
    method: str
    url: str
    pairs: tuple[tuple[str, str], ...]

    def redirected(self, status: int, url: str) -> "_Asked":
        """As a browser does it: after 301, 302 and 303 a POST becomes a GET and its parameters are lost."""
        if status in (301, 302, 303):
            return _Asked("GET", url, ())
        return _Asked(self.method, url, self.pairs)


class Courier:
    """All requests of one call. Cookies belong to it, and `made` lists what was sent."""

    def __init__(self, web: Web, clock: Clock, token: str, time: Callable[[], float]) -> None:
        self._web = web
        self._clock = clock
        self._token = token
        self._time = time
        self._jar = http.cookiejar.CookieJar()
        self.made: list[Made] = []

    async def ask(self, method: str, url: str, pairs: Pairs, call: str) -> Answer:
        """The answer after redirects. A GET carries `pairs` behind the query it has. Raises DocumentError."""
        asked = _Asked(method, _with_query(url, pairs), ()) if method == "GET" else _Asked(method, url, tuple(pairs))
        sent, plain = tuple(pairs), url
        for _ in range(MAX_REDIRECTS + 1):
            reply = await self._once(asked, sent, call)
            location = reply.header("Location")
            if not 300 <= reply.status < 400:
                return Answer(plain, _bearable(reply, asked.url))
            asked = asked.redirected(reply.status, _target(asked.url, location))
            sent, plain = asked.pairs, asked.url
        raise DocumentError(11215, f"more than {MAX_REDIRECTS} redirects", url)

    async def _once(self, asked: _Asked, sent: tuple[tuple[str, str], ...], call: str) -> Reply:
        """Tried again once where no connection came about, under the same idempotency token."""
        began, token = self._time(), secrets.token_hex(16)
        request = self._request(asked, token)
        status = 0
        try:
            reply = await self._attempts(request, asked.url)
            status = reply.status
        finally:
            self.made.append(Made(began, call, asked.method, asked.url, sent, token, status, self._time() - began))
        self._keep_cookies(request, reply)
        return reply

    async def _attempts(self, request: Request, url: str) -> Reply:
        try:
            return await self._attempt(request)
        except FetchFailedError as failed:
            if not failed.connect:
                raise DocumentError(failed.code, failed.reason, url) from None
        try:
            return await self._attempt(request)
        except FetchFailedError as failed:
            raise DocumentError(failed.code, failed.reason, url) from None

    async def _attempt(self, request: Request) -> Reply:
        try:
            reply = await self._clock.outside(lambda: self._web.fetch(request))
        except FetchFailedError as failed:
            await self._clock.spend(min(failed.seconds, TOTAL_SECONDS))
            raise
        if reply.seconds > 0:
            await self._clock.spend(min(reply.seconds, TOTAL_SECONDS))
        if reply.seconds > TOTAL_SECONDS:
            raise FetchFailedError(11205, f"no complete reply within {TOTAL_SECONDS:g} seconds")
        return reply

    def _request(self, asked: _Asked, token: str) -> Request:
        url, credentials = _without_credentials(asked.url)
        headers = [
            ("User-Agent", USER_AGENT),
            ("Accept", "*/*"),
            ("I-Twilio-Idempotency-Token", token),
            (SIGNATURE_HEADER, sign(self._token, voice_url(asked.url), asked.pairs)),
        ]
        body = b"" if asked.method == "GET" else form_bytes(asked.pairs)
        if body:
            headers.append(("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"))
        headers.extend(credentials)
        headers.extend(self._cookies(url))
        return Request(asked.method, url, tuple(headers), body)

    def _cookies(self, url: str) -> list[tuple[str, str]]:
        if not len(self._jar):
            return []
        carrier = urllib.request.Request(url)  # noqa: S310 - never opened; the cookie jar asks for this type
        self._jar.add_cookie_header(carrier)
        cookie = carrier.get_header("Cookie")
        return [] if cookie is None else [("Cookie", cookie)]

    def _keep_cookies(self, request: Request, reply: Reply) -> None:
        if reply.header("Set-Cookie") is None:
            return
        message = email.message.Message()
        for name, value in reply.headers:
            message[name] = value
        self._jar.extract_cookies(_Headers(message), urllib.request.Request(request.url))  # type: ignore[arg-type]  # noqa: S310 - the jar needs info() alone; nothing is opened


class _Headers:
    """What a cookie jar reads of a response."""

    def __init__(self, message: email.message.Message) -> None:
        self._message = message

    def info(self) -> email.message.Message:
        return self._message


def resolve(base: str, url: str) -> str:
    """A URL of a document, against the address the document came from. Raises DocumentError for what is no URL."""
    try:
        whole = urljoin(base, url.strip())
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise DocumentError(11100, "not a URL that can be fetched", base)
    return whole.partition("#")[0]


def _target(base: str, location: str | None) -> str:
    try:
        if location:
            return resolve(base, location)
    except DocumentError:
        pass
    raise DocumentError(11216, "a redirect to nowhere", base)


def _bearable(reply: Reply, url: str) -> Reply:
    if reply.status >= 400 or reply.status < 200:
        note = f"; {reply.note}" if reply.note else ""
        raise DocumentError(11200, f"the reply was HTTP {reply.status}{note}", url)
    if len(reply.body) > MAX_BODY:
        raise DocumentError(11750, "the body is larger than 64 kB", url)
    return reply


def _with_query(url: str, pairs: Pairs) -> str:
    """Parameters after what is already there."""
    if not pairs:
        return url
    parts = urlsplit(url)
    return parts._replace(query="&".join(filter(None, (parts.query, urlencode(list(pairs)))))).geturl()


def _without_credentials(url: str) -> tuple[str, list[tuple[str, str]]]:
    """`user:pass@` in a URL is sent as Basic authentication, not as part of the address."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, []
    basic = b64encode(unquote(login).encode()).decode()
    return parts._replace(netloc=host).geturl(), [("Authorization", f"Basic {basic}")]
