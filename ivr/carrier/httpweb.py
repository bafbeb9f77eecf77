"""Requests over real HTTP, with a carrier's patience: 5 seconds to connect, 15 in all, 64 kB.

One attempt per call and no redirects: those rules belong to whoever asks. The environment's proxies and netrc are left
out, since a line on this machine must be reached on this machine. Sources of the codes: Twilio's error dictionary.
"""

import http.client
import ssl
import time
from dataclasses import replace
from typing import NoReturn, Self

import urllib3
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import exceptions as problems
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import BaseHTTPResponse

from ivr.carrier.connection_patience import PatientConnection, PatientTlsConnection, be_patient
from ivr.carrier.web import MAX_BODY, FetchFailedError, Patience, Reply, Request

_CHUNK = 8192
_FAILED = 11205
_PROTOCOL = 11206
_HOST = 11210
_HANDSHAKE = 11220
_CERTIFICATE = {62: 11235, 64: 11235, 9: 11236, 10: 11236}
"""By OpenSSL's reason: another name or address; not valid yet, expired."""
_NO_PATH = 11237
"""Whatever else is wrong with a certificate: nobody known vouches for it."""


class _Plain(HTTPConnectionPool):
    ConnectionCls = PatientConnection


class _Tls(HTTPSConnectionPool):
    ConnectionCls = PatientTlsConnection


class HttpWeb:
    """Any address this machine can reach. Connections are kept and reused; `close()` or `with` lets them go.

    `total_seconds` bounds what a request says itself. `authorities` is a file of certificates to trust instead of the
    usual ones.
    """

    def __init__(self, total_seconds: float | None = None, authorities: str | None = None) -> None:
        self._total = total_seconds
        self._pools = urllib3.PoolManager(
            maxsize=8, ca_certs=authorities or DEFAULT_CA_BUNDLE_PATH, cert_reqs="CERT_REQUIRED"
        )
        self._pools.pool_classes_by_scheme = {"http": _Plain, "https": _Tls}

    def fetch(self, request: Request) -> Reply:
        patience = self._patience(request)
        deadline = time.monotonic() + patience.total
        try:
            with be_patient(deadline, patience.read):
                response = self._open(request, patience)
                return _reply(response, deadline)
        except (problems.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            _fail(error, patience)

    def _patience(self, request: Request) -> Patience:
        asked = request.patience
        return asked if self._total is None else replace(asked, total=min(asked.total, self._total))

    def _open(self, request: Request, patience: Patience) -> BaseHTTPResponse:
        connect = min(patience.connect, patience.total)
        return self._pools.urlopen(
            request.method,
            request.url,
            redirect=False,
            retries=False,
            preload_content=False,
            body=request.body or None,
            headers=dict(request.headers),
            timeout=urllib3.Timeout(connect=connect, read=patience.reply, total=patience.total),
        )

    def close(self) -> None:
        self._pools.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _reply(response: BaseHTTPResponse, deadline: float) -> Reply:
    """Only a connection whose reply was read to its end is used again."""
    try:
        body = _read(response, deadline)
        if len(body) <= MAX_BODY:
            response.release_conn()
        return Reply(response.status, tuple(response.headers.items()), body)
    finally:
        response.close()


def _read(response: BaseHTTPResponse, deadline: float) -> bytes:
    """At most one byte more than a document may have, so that too much can be told from just enough."""
    body = bytearray()
    while len(body) <= MAX_BODY:
        if time.monotonic() > deadline:
            raise TimeoutError
        chunk = response.read1(_CHUNK, decode_content=True)
        if not chunk:
            break
        body += chunk
    return bytes(body[: MAX_BODY + 1])


def _fail(error: Exception, patience: Patience) -> NoReturn:
    """Twilio's code for it. No message repeats the error's own text, which may hold the URL."""
    match error:
        case problems.NameResolutionError():
            raise FetchFailedError(_HOST, "no such host name", connect=True) from None
        case problems.NewConnectionError():
            raise FetchFailedError(_FAILED, "the connection failed", connect=True) from None
        case problems.ConnectTimeoutError():
            raise FetchFailedError(
                _FAILED, f"no connection within {patience.connect:g} seconds", connect=True
            ) from None
        case problems.TimeoutError() | TimeoutError():
            raise FetchFailedError(
                _FAILED, f"no complete reply within {patience.total:g} seconds", timeout=True
            ) from None
        case problems.SSLError() | ssl.SSLError():
            raise _untrusted(error) from None
        case problems.IncompleteRead():
            raise FetchFailedError(_PROTOCOL, "the reply broke off") from None
        case problems.ProtocolError():
            raise _protocol(error) from None
        case problems.DecodeError() | http.client.HTTPException():
            raise FetchFailedError(_PROTOCOL, f"the reply is not HTTP ({type(error).__name__})") from None
        case OSError():
            raise FetchFailedError(_FAILED, "the connection failed") from None
        case _:
            raise FetchFailedError(11100, f"not a URL that can be fetched ({type(error).__name__})") from None


def _protocol(error: problems.ProtocolError) -> FetchFailedError:
    cause = error.args[-1] if error.args else None
    if isinstance(cause, problems.IncompleteRead):
        return FetchFailedError(_PROTOCOL, "the reply broke off")
    if isinstance(cause, OSError):
        return FetchFailedError(_FAILED, "the connection was closed before a reply")
    return FetchFailedError(_PROTOCOL, f"the reply is not HTTP ({type(cause).__name__})")


def _untrusted(error: Exception) -> FetchFailedError:
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        code = _CERTIFICATE.get(cause.verify_code, _NO_PATH)
        return FetchFailedError(code, f"the certificate is not accepted ({cause.verify_message})", connect=True)
    return FetchFailedError(_HANDSHAKE, "the TLS handshake failed", connect=True)
