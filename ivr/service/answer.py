"""The web edge without a web: bytes of one HTTP request in, bytes of one reply out.

Flask serves `Gate.answer` as a view; anything else may call it as well. Strangers get a status and an empty body, and
the reason stands in the log only. Our own faults are an apology that leads to a person, never an error page.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import structlog

from ivr.service.calls import Calls
from ivr.service.inbox import Inbox
from ivr.service.ports import Store
from ivr.service.trace import trace_of
from ivr.telephony.events import Webhook
from ivr.webhook.form import BadFormError, decode_pairs, parse_form
from ivr.webhook.signature import SIGNATURE_HEADER, verify

WHISPER = "/voice/whisper/"
CALLBACK = "/callback/"
CALLBACK_STATUS = "/status"
REDEEM = "/links/redeem"
LARGEST_BODY = 64 * 1024
"""Bytes. The largest form a carrier sends is a few kilobytes."""
LONGEST_TURN = 6
"""Digits of a turn number; a call has sixty turns, not a million."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP reply."""

    status: int
    body: bytes = b""
    content_type: str = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Request:
    path: str
    query: Mapping[str, str]
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Route:
    """What serves a path, and what its caller gets when that fails by our own fault."""

    view: Callable[[_Request], Reply]
    at_fault: Reply


class RefusedError(Exception):
    """Somebody sent what the carrier would not: `status` is the answer, `reason` is for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Gate:
    """Where requests come in. `tokens` are the account's auth tokens, several while one replaces another; `public_url`
    is what the carrier calls, so signatures are checked against it and never against a header of a proxy."""

    def __init__(
        self, calls: Calls, store: Store, tokens: Sequence[str], public_url: str, line: str, inbox: Inbox | None = None
    ) -> None:
        self._calls = calls
        self._store = store
        self._tokens = tuple(tokens)
        self._public = public_url.rstrip("/")
        self._prefix = urlsplit(self._public).path
        self._line = line
        self._inbox = inbox or Inbox(None, None, "")
        sorry = Reply(200, calls.sorry)
        self._whispers = _Route(self._whisper, Reply(200, calls.goodbye))
        self._callbacks = _Route(self._callback, sorry)
        self._routes = {
            "/voice": _Route(self._voice, sorry),
            "/status": _Route(self._status, Reply(500)),
            "/fallback": _Route(self._fallback, sorry),
            "/sms": _Route(self._text, Reply(500)),
        }

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """`target` is path and query as requested; `headers` are looked up by their lower-case names. Never raises."""
        path, _, query = target.partition("?")
        path = path.removeprefix(self._prefix) or "/"
        if path == "/health":
            return self._health() if method in ("GET", "HEAD") else Reply(405)
        if path == REDEEM:
            return self._redeem(headers, body) if method == "POST" else Reply(405)
        route = self._route(path)
        if route is None:
            return Reply(404)
        if method != "POST":
            return Reply(405)
        try:
            return self._served(self._trusted(path, query, headers, body), route)
        except RefusedError as refused:
            _log.warning("request refused", path=path, status=refused.status, reason=refused.reason)
            return Reply(refused.status)

    def _route(self, path: str) -> _Route | None:
        if path.startswith(WHISPER):
            return self._whispers
        return self._callbacks if path.startswith(CALLBACK) else self._routes.get(path)

    def _served(self, request: _Request, route: _Route) -> Reply:
        """What our own fault does to a request of the carrier's is logged with the call's id. Raises RefusedError."""
        try:
            return route.view(request)
        except RefusedError:
            raise
        except Exception as error:  # noqa: BLE001 - the caller must not pay for any fault of ours, foreseen or not
            call = dict(request.pairs).get("CallSid", "")
            _log.error("request failed", path=request.path, call=call, trace=trace_of(error))
            return route.at_fault

    # -- who is asking ------------------------------------------------------------------------------------------------

    def _trusted(self, path: str, query: str, headers: Mapping[str, str], body: bytes) -> _Request:
        """A request the carrier signed. Raises RefusedError."""
        if len(body) > LARGEST_BODY:
            raise RefusedError(413, f"body of {len(body)} bytes")
        url = f"{self._public}{path}" + (f"?{query}" if query else "")
        try:
            pairs = parse_form(body)
        except BadFormError as error:
            raise RefusedError(400, error.reason) from None
        signature = headers.get(SIGNATURE_HEADER.lower(), "")
        if not verify(self._tokens, url, pairs, signature):
            raise RefusedError(403, "signature wrong" if signature else "signature missing")
        return _Request(path, dict(parse_qsl(query, keep_blank_values=True)), pairs)

    def _webhook(self, request: _Request) -> Webhook:
        try:
            return decode_pairs(request.pairs, request.query)
        except BadFormError as error:
            raise RefusedError(400, error.reason) from None

    # -- routes -------------------------------------------------------------------------------------------------------

    def _voice(self, request: _Request) -> Reply:
        return Reply(200, self._calls.voice(self._webhook(request), _turn(request)))

    def _whisper(self, request: _Request) -> Reply:
        token = request.path.removeprefix(WHISPER)
        return Reply(200, self._calls.whisper(self._webhook(request), _turn(request), token))

    def _callback(self, request: _Request) -> Reply:
        token, _, rest = request.path.removeprefix(CALLBACK).partition("/")
        webhook = self._webhook(request)
        if not rest:
            return Reply(200, self._calls.callback(webhook, _turn(request), token))
        if f"/{rest}" != CALLBACK_STATUS:
            return Reply(404)
        self._calls.callback_status(webhook, token)
        _log.info("call back status", call=webhook.leg.call, status=webhook.leg.status)
        return Reply(204)

    def _status(self, request: _Request) -> Reply:
        webhook = self._webhook(request)
        closed = self._calls.status(webhook)
        _log.info("call status", call=webhook.leg.call, status=webhook.leg.status, closed=closed)
        return Reply(204)

    def _fallback(self, request: _Request) -> Reply:
        """Reached when a document could not be fetched or run. Touches no store."""
        fields = dict(request.pairs)
        _log.error("fallback", call=fields.get("CallSid", ""), error=fields.get("ErrorCode", ""))
        return Reply(200, self._calls.sorry)

    def _text(self, request: _Request) -> Reply:
        """A text came in. Source: Twilio, "Twilio's request to your application" for messages."""
        fields = dict(request.pairs)
        return Reply(200, self._inbox.text(fields.get("From", ""), fields.get("Body", "")))

    def _redeem(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Not the carrier but the company's payment page asks here, with a key of its own."""
        if not self._inbox.admits(headers.get("authorization", "")):
            _log.warning("request refused", path=REDEEM, status=403, reason="no payment page")
            return Reply(403)
        try:
            told = self._inbox.redeem(body[:LARGEST_BODY])
        except Exception as error:  # noqa: BLE001 - a store that fails is not the page's fault, and no page of errors
            _log.error("request failed", path=REDEEM, trace=trace_of(error))
            return Reply(500)
        return Reply(404) if told is None else Reply(200, told, "application/json")

    def _health(self) -> Reply:
        try:
            self._store.ping()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the store, this page says so and stands
            _log.warning("store does not answer", reason=str(error))
            return Reply(503, json.dumps({"status": "store does not answer"}).encode(), "application/json")
        return Reply(200, json.dumps({"status": "ok", "line": self._line}).encode(), "application/json")


def _turn(request: _Request) -> int:
    """The turn number in the URL; the line's own URL, without one, is turn 0."""
    text = request.query.get("turn", "0")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_TURN):
        raise RefusedError(400, "turn is not a number")
    return int(text)
