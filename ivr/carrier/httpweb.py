"""Requests over real HTTP, with a carrier's patience: 5 seconds to connect, 15 in all, 64 kB.

One attempt per call and no redirects: those rules belong to whoever asks. The environment's proxies and netrc are left
out, since a line on this machine must be reached on this machine.
"""

import time
from http.cookiejar import DefaultCookiePolicy
from typing import Self

import requests
import urllib3

from ivr.carrier.web import CONNECT_SECONDS, MAX_BODY, TOTAL_SECONDS, FetchFailedError, Reply, Request

_CHUNK = 8192
_TIMEOUT = 11205


class HttpWeb:
    """Any address this machine can reach. Connections are kept and reused; `close()` or `with` lets them go."""

    def __init__(self, total_seconds: float = TOTAL_SECONDS) -> None:
        self._total = total_seconds
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # cookies belong to a call

    def fetch(self, request: Request) -> Reply:
        deadline = time.monotonic() + self._total
        try:
            with self._open(request) as response:
                body = _read(response, deadline)
                return Reply(response.status_code, tuple(response.headers.items()), body)
        except requests.ConnectTimeout:
            raise FetchFailedError(_TIMEOUT, "no connection within 5 seconds", connect=True) from None
        except (requests.Timeout, urllib3.exceptions.TimeoutError):
            raise FetchFailedError(_TIMEOUT, f"no complete reply within {self._total:g} seconds") from None
        except requests.ConnectionError as error:
            raise FetchFailedError(_TIMEOUT, "the connection failed", connect=_never_connected(error)) from None
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise FetchFailedError(11200, f"the request failed ({type(error).__name__})") from None

    def _open(self, request: Request) -> requests.Response:
        return self._session.request(
            request.method,
            request.url,
            headers=dict(request.headers),
            data=request.body or None,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, total=self._total),  # type: ignore[arg-type]  # requests takes it; its stubs do not say so
            allow_redirects=False,
            stream=True,
        )

    def close(self) -> None:
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _read(response: requests.Response, deadline: float) -> bytes:
    """At most one byte more than a document may have, so that too much can be told from just enough."""
    body = bytearray()
    while len(body) <= MAX_BODY:
        if time.monotonic() > deadline:
            raise requests.ReadTimeout
        chunk = response.raw.read1(_CHUNK, decode_content=True)
        if not chunk:
            break
        body += chunk
    return bytes(body[: MAX_BODY + 1])


def _never_connected(error: requests.ConnectionError) -> bool:
    reason = error.args[0] if error.args else None
    cause = getattr(reason, "reason", reason)
    return isinstance(cause, urllib3.exceptions.NewConnectionError)
