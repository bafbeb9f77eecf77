"""The twilio library's HTTP client, answered in this process:

client = twilio.rest.Client(account, token, http_client=network.rest())
"""

import json
import threading
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from ivr.carrier.rest.api import Asked, RestApi
from ivr.carrier.rest.parameters import Parameters
from ivr.carrier.rest.problems import not_found

__all__ = ["Client", "RestClient", "client_of"]

_HOST = "api.twilio.com"


class RestClient(HttpClient):  # type: ignore[misc]  # the library has no types
    """One request at a time, from whatever thread. Other hosts than the API's are not there."""

    def __init__(self, api: RestApi) -> None:
        super().__init__(None, is_async=False)
        self._api = api
        self._lock = threading.Lock()

    def request(
        self,
        method: str,
        uri: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        del headers, timeout, allow_redirects
        parts = urlsplit(uri)
        if not _is_api(parts.hostname or ""):
            return Response(404, json.dumps(not_found().body()))
        query = dict(parse_qsl(parts.query)) | {key: value for key, value in (params or {}).items() if _said(value)}
        sent = Parameters((data or {}) if method == "POST" else query)
        with self._lock:
            status, body = self._api.answer(Asked(method, parts.path, sent, auth))
        return Response(status, json.dumps(body))


def _said(value: object) -> bool:
    """The library leaves what was not given as a value of its own kind, or None."""
    return isinstance(value, str | int | list)


def _is_api(host: str) -> bool:
    """With or without an edge and a region between."""
    first, _, rest = _HOST.partition(".")
    return host.startswith(f"{first}.") and host.endswith(f".{rest}")


def client_of(account: str, token: str, http: RestClient) -> Client:
    """A client whose requests are answered here."""
    return Client(account, token, http_client=http)
