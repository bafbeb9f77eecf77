"""What real servers do to a carrier: bad certificates, dripping headers, broken replies."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.web import FetchFailedError, Patience, Reply, Request

GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 11\r\n\r\n<Response/>"
NOW = datetime.now(UTC)


class Server:
    """Lets `serve` do what it likes with each connection; `done` is set at the end."""

    def __init__(self, serve: Callable[[socket.socket, threading.Event], None], context: Any = None) -> None:
        self.serve = serve
        self.context = context
        self.done = threading.Event()
        self.connections = 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.connections += 1
            try:
                with self.context.wrap_socket(connection, server_side=True) if self.context else connection as secure:
                    self.serve(secure, self.done)
            except OSError:
                pass
            finally:
                connection.close()

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join()


def replies(*parts: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def serve(connection: socket.socket, done: threading.Event) -> None:
        connection.recv(4096)
        for part in parts:
            connection.sendall(part)

    return serve


def drips(before: bytes, drop: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def serve(connection: socket.socket, done: threading.Event) -> None:
        connection.recv(4096)
        connection.sendall(before)
        while not done.wait(0.02):
            connection.sendall(drop)

    return serve


def fetch(server: Server, scheme: str = "http", host: str = "127.0.0.1", **details: Any) -> Reply:
    patience = details.pop("patience", Patience(total=5))
    with HttpWeb(**details) as web:
        return web.fetch(Request("GET", f"{scheme}://{host}:{server.port}/", patience=patience))


@pytest.mark.parametrize(
    ("before", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X-Drip: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_server_that_drips_does_not_outlast_the_carriers_patience(before: bytes, drop: bytes) -> None:
    """Twilio: 15 seconds in all; here 0.3."""
    with Server(drips(before, drop)) as server, pytest.raises(FetchFailedError) as caught:
        fetch(server, total_seconds=0.3, patience=Patience(total=9_999))  # a carrier that waited on would hang
    assert caught.value.code in (11205, 11206)  # more than a hundred header lines are no HTTP either


def test_a_silence_longer_than_rt_is_the_end_even_with_time_left() -> None:
    """Twilio, "Connection overrides": rt is the wait for each piece of a reply."""
    silent = drips(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"")
    with Server(silent) as server, pytest.raises(FetchFailedError) as caught:
        fetch(server, patience=Patience(read=0.2, total=9_999))  # without rt this would hang
    assert (caught.value.code, caught.value.timeout, caught.value.connect) == (11205, True, False)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Resp",), 11206),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<Re",), 11206),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",), 11206),
        ((b"Good day to you\r\n\r\n",), 11206),
        ((b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nxxxxx",), 11206),
        ((), 11205),
    ],
)
def test_what_is_no_http_is_an_error_with_a_code(parts: tuple[bytes, ...], code: int) -> None:
    """Twilio, errors 11205 and 11206."""
    with Server(replies(*parts)) as server, pytest.raises(FetchFailedError) as caught:
        fetch(server)
    assert (caught.value.code, caught.value.connect, caught.value.timeout) == (code, False, False)


def test_a_reply_without_a_length_ends_with_its_connection() -> None:
    with Server(replies(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"<Response/>")) as server:
        assert fetch(server).body == b"<Response/>"


def test_a_connection_is_used_again() -> None:
    def twice(connection: socket.socket, done: threading.Event) -> None:
        for _ in range(2):
            connection.recv(4096)
            connection.sendall(GOOD)

    with Server(twice) as server, HttpWeb() as web:
        request = Request("GET", f"http://127.0.0.1:{server.port}/")
        assert [web.fetch(request).body for _ in range(2)] == [b"<Response/>"] * 2
        assert server.connections == 1


def test_a_host_that_does_not_exist_is_said_to_be_none() -> None:
    """Twilio, error 11210. The name is reserved never to exist (RFC 6761)."""
    with HttpWeb() as web, pytest.raises(FetchFailedError) as caught:
        web.fetch(Request("GET", "http://line.invalid/"))
    assert (caught.value.code, caught.value.connect) == (11210, True)


@pytest.mark.parametrize("url", ["http://[::1/", "http://line example/"])
def test_what_is_no_url_is_an_error_that_does_not_repeat_it(url: str) -> None:
    """Twilio, error 11100."""
    with HttpWeb() as web, pytest.raises(FetchFailedError) as caught:
        web.fetch(Request("GET", url))
    assert (caught.value.code in (11100, 11210), "line example" in str(caught.value)) == (True, False)


# Certificates.


class Authority:
    """A certificate authority of its own, and servers it vouches for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A laboratory authority")])
        basic = x509.BasicConstraints(ca=True, path_length=0)
        self.certificate = self._build(self.name, self.key, 30, (basic, True))
        self.file = folder / "authority.pem"
        self.file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def _build(self, subject: x509.Name, key: Any, days: int, *extensions: Any) -> x509.Certificate:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key.public_key())
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(NOW - timedelta(days=60)).not_valid_after(NOW + timedelta(days=days))
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self.key, hashes.SHA256())

    def context(self, alternative: x509.GeneralName, days: int = 30) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A server")])
        certificate = self._build(name, key, days, (x509.SubjectAlternativeName([alternative]), False))
        pem = serialization.Encoding.PEM
        plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        file = self.folder / "server.pem"
        file.write_bytes(certificate.public_bytes(pem) + key.private_bytes(pem, *plain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


HERE = x509.IPAddress(ip_address("127.0.0.1"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: Any) -> Iterator[Authority]:
    return Authority(tmp_path_factory.mktemp("certificates"))


def test_a_good_certificate_is_accepted(authority: Authority) -> None:
    with Server(replies(GOOD), authority.context(HERE)) as server:
        assert fetch(server, "https", authorities=str(authority.file)).body == b"<Response/>"


@pytest.mark.parametrize(
    ("alternative", "days", "known", "code"),
    [
        (x509.DNSName("other.example"), 30, True, 11235),
        (x509.IPAddress(ip_address("127.0.0.2")), 30, True, 11235),
        (HERE, -1, True, 11236),
        (HERE, 30, False, 11237),
    ],
)
def test_a_bad_certificate_is_an_error_that_says_how(
    authority: Authority, alternative: x509.GeneralName, days: int, known: bool, code: int
) -> None:
    """Twilio, errors 11235, 11236 and 11237."""
    with (
        Server(replies(GOOD), authority.context(alternative, days)) as server,
        pytest.raises(FetchFailedError) as caught,
    ):
        fetch(server, "https", authorities=str(authority.file) if known else None)
    assert (caught.value.code, caught.value.connect) == (code, True)


def test_another_name_is_a_mismatch_too(authority: Authority) -> None:
    """Twilio, error 11235."""
    with (
        Server(replies(GOOD), authority.context(x509.DNSName("other.example"))) as server,
        pytest.raises(FetchFailedError) as caught,
    ):
        fetch(server, "https", "localhost", authorities=str(authority.file))
    assert caught.value.code == 11235


def test_a_server_that_speaks_no_tls_fails_the_handshake() -> None:
    """Twilio, error 11220."""
    with Server(replies(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as server, pytest.raises(FetchFailedError) as caught:
        fetch(server, "https")
    assert (caught.value.code, caught.value.connect) == (11220, True)
