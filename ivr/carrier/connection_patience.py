"""Connections that keep a deadline for a whole reply, header and all.

A socket's own timeout starts again with every byte, so a server that drips its headers could hold a carrier for hours.
Here every read is given what is left: the deadline, or the longest silence allowed, whichever comes first.
"""

import http.client
import io
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection

_deadline: ContextVar[tuple[float, float] | None] = ContextVar("_deadline", default=None)


@contextmanager
def be_patient(deadline: float, silence: float) -> Iterator[None]:
    """For replies that begin inside: `deadline` is of `time.monotonic()`, `silence` is seconds between two pieces."""
    token = _deadline.set((deadline, silence))
    try:
        yield
    finally:
        _deadline.reset(token)


class _PatientReader(io.RawIOBase):
    """A socket's bytes. It holds a file of the socket's own making, so that the socket outlives its connection where
    the server closes after one reply."""

    def __init__(self, sock: socket.socket, deadline: float, silence: float) -> None:
        self._sock = sock
        self._file = sock.makefile("rb", buffering=0)
        self._deadline = deadline
        self._silence = silence

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - as the standard library's stubs have it
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(left, self._silence))
        return self._file.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class _PatientResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *details: Any, **more: Any) -> None:  # noqa: ANN401 - handed on as they come
        super().__init__(sock, *details, **more)
        limits = _deadline.get()
        if limits is not None:
            impatient, self.fp = self.fp, io.BufferedReader(_PatientReader(sock, *limits))
            impatient.close()  # nothing was read through it yet


class PatientConnection(HTTPConnection):
    response_class = _PatientResponse


class PatientTlsConnection(HTTPSConnection):
    response_class = _PatientResponse
