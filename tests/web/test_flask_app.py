"""The Flask application: the gate's replies over HTTP, and what a server lets through to it."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest
from cast import SetClock
from flask import Flask
from flask.testing import FlaskClient
from telephones import Telephone
from tiny_line import TOKEN, URL, House, fixed_accounts, house
from twilio.request_validator import RequestValidator
from werkzeug.serving import WSGIRequestHandler, make_server

from ivr.service.answer import LARGEST_BODY
from ivr.stores.memory import MemoryStore
from ivr.telephony.events import Silent, Webhook
from ivr.telephony.outcomes import CallStatus
from ivr.web.app import ROUTES, create_app
from ivr.webhook.form import encode, form_bytes

FORM = encode(Webhook(Telephone(House(*[None] * 5, url=URL), path="/voice").leg(CallStatus.RINGING), Silent()))  # type: ignore[arg-type]
BODY = form_bytes(FORM)
FORM_TYPE = "application/x-www-form-urlencoded"


def signature(path: str, token: str = TOKEN, url: str = URL) -> dict[str, str]:
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(f"{url}{path}", dict(FORM))}


@pytest.fixture
def served(set_clock: SetClock) -> House:
    return house(MemoryStore(set_clock), fixed_accounts(set_clock), set_clock)


@pytest.fixture
def app(served: House) -> Flask:
    return create_app(served.gate)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_signed_request_gets_the_document(client: FlaskClient) -> None:
    reply = client.post("/voice", data=BODY, content_type=FORM_TYPE, headers=signature("/voice"))
    assert (reply.status_code, reply.content_type) == (200, "text/xml; charset=utf-8")
    assert b"Welcome." in reply.data


def test_the_query_counts_as_it_was_sent(client: FlaskClient) -> None:
    client.post("/voice", data=BODY, content_type=FORM_TYPE, headers=signature("/voice"))
    target = "/voice?turn=1&silent=1"
    reply = client.post(target, data=BODY, content_type=FORM_TYPE, headers=signature(target))
    assert b"Take your time." in reply.data
    other = client.post("/voice?silent=1&turn=1", data=BODY, content_type=FORM_TYPE, headers=signature(target))
    assert other.status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/voice", 403),
        ("POST", "/status", 403),
        ("POST", "/fallback", 403),
        ("POST", "/voice/whisper/abc", 403),
        ("GET", "/voice", 405),
        ("PUT", "/voice", 405),
        ("OPTIONS", "/voice", 405),
        ("POST", "/health", 405),
        ("GET", "/", 404),
        ("POST", "/voice/", 404),
        ("POST", "/voice/whisper/", 404),
        ("POST", "/voice/whisper/a/b", 404),
        ("POST", "/static/x", 404),
    ],
)
def test_a_stranger_gets_a_status_and_an_empty_body(client: FlaskClient, method: str, path: str, status: int) -> None:
    reply = client.open(path, method=method, data=BODY, content_type=FORM_TYPE)
    assert (reply.status_code, reply.data) == (status, b"")


def test_health_is_served_without_a_signature(client: FlaskClient) -> None:
    assert client.get("/health").get_json() == {"status": "ok", "line": "tiny"}
    head = client.head("/health")
    assert (head.status_code, head.data) == (200, b"")


@pytest.mark.parametrize("kept", [True, False], ids=["the proxy keeps the prefix", "the proxy strips it"])
def test_an_address_with_a_path_before_ours_is_served_either_way(set_clock: SetClock, kept: bool) -> None:
    url = f"{URL}/tiny"
    below = house(MemoryStore(set_clock), fixed_accounts(set_clock), set_clock, url=url)
    client = create_app(below.gate, "/tiny").test_client()
    start = "/tiny" if kept else ""
    headers = signature("/voice", url=url)
    reply = client.post(f"{start}/voice", data=BODY, content_type=FORM_TYPE, headers=headers)
    assert b'action="/tiny/voice?turn=1"' in reply.data
    assert client.get(f"{start}/health").status_code == 200


def test_every_route_of_the_gate_has_a_view(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_a_declared_body_too_large_is_refused_unread(client: FlaskClient) -> None:
    reply = client.post("/voice", data=b"a=" + b"b" * 10_000_000, content_type=FORM_TYPE)
    assert (reply.status_code, reply.data) == (413, b"")
    at_most = client.post("/voice", data=b"a=" + b"b" * (LARGEST_BODY - 2), content_type=FORM_TYPE)
    assert at_most.status_code == 400


# -- through a real server --------------------------------------------------------------------------------------------


class _Silent(WSGIRequestHandler):
    """Speaks HTTP/1.1, so that bodies may come in chunks, and writes no log."""

    protocol_version = "HTTP/1.1"

    def log(self, kind: str, message: str, *args: object) -> None:
        pass


@pytest.fixture
def address(app: Flask) -> Iterator[tuple[str, int]]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield "127.0.0.1", server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def post(
    address: tuple[str, int], body: object, headers: dict[str, str], *, chunked: bool = False
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request(
        "POST", "/voice", body, {"Content-Type": FORM_TYPE, "Connection": "close", **headers}, encode_chunked=chunked
    )
    reply = connection.getresponse()
    found = reply.status, reply.read()
    connection.close()
    return found


def test_over_a_real_socket_the_same_document_comes_back(address: tuple[str, int]) -> None:
    status, body = post(address, BODY, signature("/voice"))
    assert status == 200
    assert b"Welcome." in body


def test_a_body_in_chunks_is_read_as_one(address: tuple[str, int]) -> None:
    headers = signature("/voice") | {"Transfer-Encoding": "chunked"}
    status, body = post(address, iter([BODY[:20], BODY[20:]]), headers, chunked=True)
    assert status == 200
    assert b"Welcome." in body


def test_ten_megabytes_with_their_length_are_refused(address: tuple[str, int]) -> None:
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.putrequest("POST", "/voice")
    connection.putheader("Content-Type", FORM_TYPE)
    connection.putheader("Content-Length", "10000000")
    connection.endheaders()
    connection.send(b"a" * 1000)
    reply = connection.getresponse()  # before the other 9,999,000 bytes were sent
    assert (reply.status, reply.read()) == (413, b"")
    connection.close()


def test_a_body_in_chunks_that_never_ends_is_refused_as_soon_as_it_is_too_large(address: tuple[str, int]) -> None:
    head = f"POST /voice HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"8000\r\n" + b"a" * 0x8000 + b"\r\n"
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(head.encode() + chunk * 3)
        assert connection.recv(64).startswith(b"HTTP/1.1 413 ")
