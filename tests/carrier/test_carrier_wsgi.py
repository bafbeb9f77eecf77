"""WSGI applications called in process, the validator of the standard library between."""

from collections.abc import Iterator
from typing import Any
from wsgiref.validate import validator

import pytest

from ivr.carrier.web import Request
from ivr.carrier.wsgi import WsgiWeb


def test_the_environment_and_the_calling_are_as_pep_3333_says() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> Any:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["QUERY_STRING"].encode(), b"|", body, b"|", environ["HTTP_HOST"].encode()]

    web = WsgiWeb(validator(app), "https://line.example:8443")
    headers = (("Content-Type", "application/x-www-form-urlencoded"), ("X-One", "1"))
    reply = web.fetch(Request("POST", "https://line.example:8443/caf%C3%A9?a=b", headers, b"c=d"))
    assert (reply.status, reply.body) == (200, b"a=b|c=d|line.example:8443")


def test_the_body_is_closed_even_when_it_raises() -> None:
    class Body:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            yield b"some"
            raise RuntimeError("in the midst")

        def close(self) -> None:
            Body.closed = True

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        start_response("200 OK", [])
        return Body()

    reply = WsgiWeb(app, "http://line.example").fetch(Request("GET", "http://line.example/"))
    assert (reply.status, Body.closed) == (500, True)
    assert "RuntimeError" in reply.note
    assert "midst" not in reply.note


@pytest.mark.parametrize("url", ["http://line.example/", "https://other.example/", "https://line.example:444/"])
def test_another_address_is_not_served(url: str) -> None:
    web = WsgiWeb(lambda environ, start_response: pytest.fail("called"), "https://line.example")
    assert web.fetch(Request("GET", url)).status == 404


def test_an_application_that_forgets_to_start_is_a_500() -> None:
    web = WsgiWeb(lambda environ, start_response: [b""], "https://line.example")
    assert web.fetch(Request("GET", "https://line.example/")).status == 500
