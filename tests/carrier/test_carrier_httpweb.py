"""Real HTTP on loopback."""

import socket
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from carrier_laboratory import Lab, Page

from ivr.carrier.clock import WallClock
from ivr.carrier.happenings import Ended
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Network
from ivr.carrier.textleg import TextLeg
from ivr.carrier.web import MAX_BODY, FetchFailedError, Request


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(lab: Lab) -> Iterator[WSGIServer]:
    httpd = make_server("127.0.0.1", 0, lab.app, handler_class=Quiet)
    lab.base = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()


class Presser:
    async def hold(self, phone: TextLeg) -> None:
        while not phone.answered:
            await phone.room.change(None)
        await phone.press("1")


def test_a_call_over_real_http_takes_virtual_time(lab: Lab, server: WSGIServer) -> None:
    lab.pages |= {"/voice": '<Gather numDigits="1" action="/got"/>', "/got": '<Say>Hi.</Say><Pause length="600"/>'}
    with HttpWeb() as web:
        network = Network(web, lab.clock, "AC" + "5" * 32, "laboratory-token")
        call = network.call(f"{lab.base}/voice", handset=Presser())
    assert (call.ended, call.transcript.raw(), call.seconds > 600) == (Ended.LINE_HUNG_UP, "Hi.", True)
    assert lab.to("/got").form["Digits"] == "1"


def test_a_call_on_the_wall_clock_is_the_same_call(lab: Lab, server: WSGIServer) -> None:
    lab.pages |= {"/voice": '<Gather numDigits="1" action="/got"/>', "/got": "<Say>Hi.</Say>"}
    with HttpWeb() as web, WallClock() as clock:
        network = Network(web, clock, "AC" + "5" * 32, "laboratory-token", speech_factor=0)
        call = network.call(f"{lab.base}/voice", handset=Presser())
    assert (call.ended, call.transcript.raw()) == (Ended.LINE_HUNG_UP, "Hi.")


def test_redirects_and_cookies_are_left_to_the_courier(lab: Lab, server: WSGIServer) -> None:
    lab.pages["/voice"] = Page(status=302, headers=(("Location", "/next"), ("Set-Cookie", "a=1")))
    with HttpWeb() as web:
        first = web.fetch(Request("POST", f"{lab.base}/voice", (), b"a=b"))
        web.fetch(Request("GET", f"{lab.base}/voice"))
    assert (first.status, first.header("location")) == (302, "/next")
    assert "HTTP_COOKIE" not in lab.asked[1].headers


def test_no_more_than_a_document_may_have_is_read(lab: Lab, server: WSGIServer) -> None:
    lab.pages["/voice"] = Page(b"x" * (MAX_BODY * 3))
    with HttpWeb() as web:
        assert len(web.fetch(Request("GET", f"{lab.base}/voice")).body) == MAX_BODY + 1


def test_nobody_there_is_a_failed_connection() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # taken, and nobody listens
        with HttpWeb() as web, pytest.raises(FetchFailedError) as caught:
            web.fetch(Request("GET", f"http://127.0.0.1:{held.getsockname()[1]}/"))
    assert (caught.value.code, caught.value.connect) == (11205, True)


def test_a_server_that_never_answers_is_a_timeout_and_no_failed_connection() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        HttpWeb(total_seconds=0.2) as web,
        pytest.raises(FetchFailedError) as caught,
    ):
        web.fetch(Request("GET", f"http://127.0.0.1:{silent.getsockname()[1]}/"))
    assert (caught.value.code, caught.value.connect) == (11205, False)


def test_a_body_that_drips_is_cut_off_at_the_deadline() -> None:
    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            try:
                while not done.wait(0.02):
                    connection.sendall(b"x")
            except OSError:
                return

    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        with HttpWeb(total_seconds=0.3) as web, pytest.raises(FetchFailedError) as caught:
            web.fetch(Request("GET", f"http://127.0.0.1:{listening.getsockname()[1]}/"))
        done.set()
        thread.join()
    assert caught.value.code == 11205
