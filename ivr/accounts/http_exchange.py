"""One POST and its answer within a deadline that holds for all of it: addresses, handshake, headers and body.

A socket's own timeout begins again with every byte and with every address of a name, so a server that drips its answer
could hold a caller for hours. Every wait here is given what is left. The one wait that cannot be bounded is the
resolver's for a name; its own limits hold (two tries of 5 seconds unless resolv.conf says otherwise).

A connection serves one request: a look-up happens once a call, and a connection that was kept may be gone when it is
needed, which cannot be told from an answer that is lost. Redirects are answers like any other, nothing is unpacked,
and the environment's proxies are left out.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

MOST_BYTES = 64 * 1024
_CHUNK = 8192
_INSTANT = 1e-3  # seconds; a timeout of 0 would mean another kind of socket

_TROUBLE = (HTTPError, http.client.HTTPException, OSError, ValueError)


class FailedError(Exception):
    """No whole answer. `reason` is one of a few fixed texts; `unsent` where nothing can have reached the other side."""

    def __init__(self, reason: str, *, unsent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.unsent = unsent


@dataclass(frozen=True, slots=True)
class Question:
    """Every part of it may be secret, and no repr shows it."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """`content_type` is in small letters and without parameters. `body` holds one byte more than MOST_BYTES where there
    is more."""

    status: int
    content_type: str
    body: bytes = field(repr=False)


def exchange(question: Question, deadline: float, trust: ssl.SSLContext | None) -> Answer:
    """`deadline` is of `time.monotonic()`; `trust` says whose certificates are good. Raises FailedError, whose cause is hidden: it may quote the question."""
    connection = _connection(question.url, deadline, trust)
    try:
        _connect(connection)
        try:
            return _asked(connection, question, deadline)
        except TimeoutError:
            raise FailedError("no whole answer in time") from None
        except _TROUBLE:
            reason = "no whole answer in time" if time.monotonic() >= deadline else "the answer broke off"
            raise FailedError(reason) from None
    finally:
        connection.close()


class _Plain(HTTPConnection):
    deadline: float

    def _new_conn(self) -> socket.socket:
        return _socket(self.host, self.port, self.deadline)


class _Tls(HTTPSConnection):
    deadline: float

    def _new_conn(self) -> socket.socket:
        return _socket(self.host, self.port, self.deadline)


def _connection(url: str, deadline: float, trust: ssl.SSLContext | None) -> _Plain | _Tls:
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection: _Plain | _Tls
    if parts.scheme == "https":
        connection = _Tls(host, parts.port or 443, timeout=_left(deadline), ssl_context=trust)
    else:
        connection = _Plain(host, parts.port or 80, timeout=_left(deadline))
    connection.deadline = deadline
    connection.response_class = partial(_Response, deadline=deadline)  # type: ignore[assignment]  # it is only called
    return connection


def _connect(connection: _Plain | _Tls) -> None:
    """A certificate that is not accepted now will not be in a moment: that is not tried again."""
    try:
        connection.connect()
    except ssl.SSLError:
        raise FailedError("no trusted connection") from None
    except _TROUBLE:
        raise FailedError("no connection", unsent=True) from None


def _socket(host: str, port: int, deadline: float) -> socket.socket:
    """Each address of a name gets its share of the time left, so that a dead one does not use it up. Raises OSError."""
    places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for number, (family, kind, protocol, _, address) in enumerate(places):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_left(deadline, among=len(places) - number))
            sock.connect(address)
        except OSError:
            sock.close()
        else:
            sock.settimeout(_left(deadline))
            return sock
    raise ConnectionError


def _asked(connection: _Plain | _Tls, question: Question, deadline: float) -> Answer:
    parts = urlsplit(question.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.timeout = _left(deadline)
    connection.request("POST", target, question.body, question.headers, preload_content=False, decode_content=False)
    response = connection.getresponse()
    try:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(response.status, kind, _read(response))
    finally:
        response.close()


def _read(response: BaseHTTPResponse) -> bytes:
    body = bytearray()
    while len(body) <= MOST_BYTES:
        chunk = response.read1(_CHUNK, decode_content=False)
        if not chunk:
            break
        body += chunk
    return bytes(body[: MOST_BYTES + 1])


def _left(deadline: float, among: int = 1) -> float:
    return max(_INSTANT, (deadline - time.monotonic()) / among)


class _Response(http.client.HTTPResponse):
    """Reads its headers and its body through a reader that keeps the deadline."""

    def __init__(self, sock: socket.socket, *details: Any, deadline: float, **more: Any) -> None:  # noqa: ANN401 - handed on as they come
        super().__init__(sock, *details, **more)
        impatient, self.fp = self.fp, io.BufferedReader(_Reader(sock, deadline))
        impatient.close()  # nothing was read through it yet


class _Reader(io.RawIOBase):
    """A socket's bytes until the deadline. It holds a file of the socket's own making, so that the socket outlives its
    connection where the server closes after its answer."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._file = sock.makefile("rb", buffering=0)
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - as the standard library's stubs have it
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._file.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
