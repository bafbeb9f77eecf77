"""Calling a WSGI application in this process (PEP 3333), with no socket between.

What the application raises is a 500, as a server in front of it would answer; the debugger then names the exception's
type and the line that raised it, never its words, which may hold what a caller keyed.
"""

import sys
import traceback
from collections.abc import Callable, Iterable
from functools import lru_cache
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from ivr.carrier.web import MAX_BODY, Reply, Request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class WsgiWeb:
    """Requests for `base_url` go to `app`; any other address is a 404 that says so, since nothing else is there."""

    def __init__(self, app: "WSGIApplication", base_url: str) -> None:
        self._app = app
        self._origin = _origin(base_url)

    def fetch(self, request: Request) -> Reply:
        origin = _origin(request.url)
        if origin != self._origin:
            return Reply(404, note="this address is not served here")
        try:
            return _call(self._app, _environ(request, origin))
        except Exception as error:  # noqa: BLE001 - whatever the application raises is its own; a server answers 500
            return Reply(500, note=_where(error))


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"the application raised {type(error).__name__}{place}"


def _environ(request: Request, origin: tuple[str, str, int]) -> "WSGIEnvironment":
    parts = urlsplit(request.url)
    _, host, port = origin
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1") or "/",
        "QUERY_STRING": parts.query,
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(request.body)),
        "HTTP_HOST": parts.netloc.rpartition("@")[2],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        environ[_header_key(name)] = value
    return environ


@lru_cache(maxsize=64)
def _header_key(name: str) -> str:
    plain = name.upper().replace("-", "_")
    return plain if plain == "CONTENT_TYPE" else f"HTTP_{plain}"


def _call(app: "WSGIApplication", environ: "WSGIEnvironment") -> Reply:
    started: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: _ExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        if started and exc_info is None:
            raise AssertionError("start_response was called twice (PEP 3333)")
        started[:] = [(status, headers)]
        return written.append

    body = _read(app(environ, _as_start_response(start_response)), written)
    if not started:
        raise AssertionError("the application never called start_response (PEP 3333)")
    status, headers = started[0]
    return Reply(int(status.split(" ", 1)[0]), tuple(headers), body)


def _as_start_response(function: "StartResponse") -> "StartResponse":
    return function


def _read(parts: Iterable[bytes], written: list[bytes]) -> bytes:
    """A little more than a document may have is enough to say that it is too much; the rest is left unread."""
    try:
        size = sum(map(len, written))
        for part in parts:
            written.append(part)
            size += len(part)
            if size > MAX_BODY:
                break
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return b"".join(written)
