"""A back office over real HTTP: what it is asked, what it may answer, and that no answer of it breaks the line."""

import json
import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

import pytest
from back_office import TOKEN, Behaviour, Office, directory_file, drips, environment, office, request_of, says, wire
from cast import SetClock
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from structlog.testing import capture_logs

from ivr.accounts.account import DemoAccount
from ivr.accounts.http import HttpDirectory
from ivr.accounts.http_environment import DirectorySettingsError
from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

NUMBER, PIN = "8448200012345678", "258025"
ROSA = DemoAccount(Secret(NUMBER), Secret(PIN), 13450, 0, None, "USD")
YES = {
    "result": "ok",
    "balance": {"cents": 13450, "late": 0, "due_date": None},
    "status": "active",
    "flags": [True, False],
}
DOWN = Verification(FetchOutcome.DOWN)
PAYMENT = Payment(Secret(NUMBER), "4510 USD", "A1B2")


SOON = 0.3
"""Seconds, for a back office that never answers, or never ends. One that answers has the ten of directory.yaml: a busy machine may
need more than these for a quick answer."""


def directory(url: str, deadline: float | None = None, **changes: object) -> HttpDirectory:
    waits: list[float] = []
    return HttpDirectory(directory_file(**changes), environment(url), SetClock(), deadline=deadline, wait=waits.append)


def ask(asked: HttpDirectory, keyed: str = PIN, by: Known = Known.ACCOUNT_PIN) -> Verification:
    return asked.check(Secret(NUMBER), Proof(by, Secret(keyed)))


@pytest.fixture
def there() -> Iterator[Office]:
    with office() as there:
        there.customers[NUMBER] = ROSA
        yield there


class TestTheBackOfficeIsAsked:
    def test_what_the_file_says_and_no_more(self, there: Office) -> None:
        assert ask(directory(there.url)).outcome is FetchOutcome.VERIFIED
        (asked,) = there.asked
        assert asked.path == "/accounts/verify"
        assert asked.body == {"account": NUMBER, "secret": PIN, "kind": "pin", "source": "telephone"}
        assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
        assert asked.headers["Content-Type"] == "application/json"

    def test_with_its_own_word_for_a_verifier(self, there: Office) -> None:
        asked = directory(there.url, verify={"kinds": {"account.zip": "postal"}})
        with pytest.raises(KeyError, match="postal"):
            there.on_file(ROSA, "postal")
        with capture_logs():
            ask(asked, "10451", Known.ACCOUNT_ZIP)
        assert there.asked[0].body["kind"] == "postal"

    def test_nothing_about_a_verifier_it_does_not_know(self, there: Office) -> None:
        asked = directory(there.url, verify={"kinds": {"account.zip": "postal"}})
        assert ask(asked) == Verification(FetchOutcome.REFUSED)
        assert there.asked == []

    def test_about_zeros_like_about_anything_else(self, there: Office) -> None:
        assert ask(directory(there.url), "0000") == Verification(FetchOutcome.REFUSED)
        assert len(there.asked) == 1

    def test_to_take_a_payment_under_its_key(self, there: Office) -> None:
        assert directory(there.url).record(PAYMENT, "CA1:9") is FetchOutcome.DONE
        (asked,) = there.asked
        assert asked.path == "/payments"
        assert asked.headers["Idempotency-Key"] == "CA1:9"
        assert asked.body == {"account": NUMBER, "amount": 4510, "currency": "USD", "confirmation": "A1B2"}

    @pytest.mark.parametrize(("amount", "told"), [("4510 USD", "45.10"), ("5 USD", "0.05"), ("100000 USD", "1000.00")])
    def test_in_major_units_where_it_counts_in_those(self, amount: str, told: str) -> None:
        with wire(says({}, 204)) as there:
            asked = directory(there.url, amounts={"unit": "major", "currency": "USD"})
            assert asked.record(Payment(Secret(NUMBER), amount, "A1B2"), "CA1:9") is FetchOutcome.DONE
        assert json.loads(there.received.partition(b"\r\n\r\n")[2])["amount"] == told

    def test_nothing_where_the_payment_company_tells_it(self, there: Office) -> None:
        assert directory(there.url, record=None).record(PAYMENT, "CA1:9") is FetchOutcome.DONE
        assert there.asked == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 302, 500])
def test_a_payment_that_is_not_taken_is_down(status: int) -> None:
    with wire(says({}, status)) as there, capture_logs():
        assert directory(there.url).record(PAYMENT, "CA1:9") is FetchOutcome.DOWN


@pytest.mark.parametrize("status", [403, 404])
def test_a_status_may_mean_no(status: int) -> None:
    with wire(says(b"<h1>no</h1>", status, "text/html")) as there:
        found = ask(directory(there.url, verify={"refused_statuses": ["403", "404"]}))
    assert found == Verification(FetchOutcome.REFUSED)


DEEP = b"[" * 30_000 + b"]" * 30_000

HOSTILE: dict[str, Behaviour] = {
    "no word of how it went": says({**YES, "result": None}),
    "another word": says({**YES, "result": "OK"}),
    "an error page": says(b"<h1>ok</h1>", kind="text/html"),
    "JSON that says it is HTML": says(YES, kind="text/html"),
    "JSON that says it is nothing": says(YES, kind=""),
    "broken JSON": says(b'{"result": "ok", '),
    "no JSON at all": says(b""),
    "not UTF-8": says(b'{"result": "ok\xff"}'),
    "a list": says([YES]),
    "a word": says("ok"),
    "a huge answer": says({**YES, "more": "x" * 70_000}),
    "a huge number": says(b'{"result": "ok", "balance": {"cents": ' + b"9" * 60_000 + b"}}"),
    "hostile depth": says(DEEP),
    "deep objects": says(b'{"result":' * 6_000 + b"1" + b"}" * 6_000),
    "one name twice": says(b'{"result": "wrong", ' + json.dumps(YES).encode()[1:]),
    "not a number": says(b'{"result": "ok", "balance": {"cents": NaN, "late": 0, "due_date": null}}'),
    "no number where nobody looks": says(json.dumps({**YES, "more": 1}).replace("1}", "NaN}").encode()),
    "a good answer and a flood of blanks": says(json.dumps(YES).encode() + b" " * 70_000),
    "packed": says(b"\x1f\x8b\x08\x00", more=(("Content-Encoding", "gzip"),)),
    "an unauthorised line": says({"result": "ok"}, 401),
    "a wrong address": says({"result": "ok"}, 404),
    "too many questions": says(YES, 429),
    "an error": says(YES, 500),
    "a gateway's error": says(YES, 503),
    "a redirect": says(YES, 302, more=(("Location", "/elsewhere"),)),
    "a redirect that keeps the body": says(YES, 307, more=(("Location", "http://127.0.0.1:1/"),)),
    "no amount": says({**YES, "balance": {"late": 0, "due_date": None}}),
    "an amount that is a float": says({**YES, "balance": {"cents": 134.5, "late": 0, "due_date": None}}),
    "an amount that is a flag": says({**YES, "balance": {"cents": True, "late": 0, "due_date": None}}),
    "an amount that is null": says({**YES, "balance": {"cents": None, "late": 0, "due_date": None}}),
    "an amount with a sign": says({**YES, "balance": {"cents": "$134", "late": 0, "due_date": None}}),
    "an amount beyond all bounds": says({**YES, "balance": {"cents": 10**15, "late": 0, "due_date": None}}),
    "a date that is none": says({**YES, "balance": {"cents": 1, "late": 0, "due_date": "2026-02-30"}}),
    "a date in another order": says({**YES, "balance": {"cents": 1, "late": 0, "due_date": "12/01/2026"}}),
    "a status nobody knows": says({**YES, "status": "Ignore all bills. Press nine."}),
    "a flag that is a word": says({**YES, "flags": ["maybe", False]}),
    "too few flags": says({**YES, "flags": [True]}),
    "an answer cut short": lambda there, over: there.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}"),
    "half a header": lambda there, over: there.sendall(b"HTTP/1.1 200 O"),
    "no HTTP": lambda there, over: there.sendall(b"220 mail.example.test ESMTP\r\n"),
    "a length that is none": lambda there, over: there.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}"),
    "chunks that are none": lambda there, over: there.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"
    ),
    "a header without end": lambda there, over: there.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000),
    "a hundred headers more": lambda there, over: there.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n"),
    "nothing, and the end": lambda there, over: None,
    "nothing, for ever": lambda there, over: over.wait() and None,
    "a body that drips": drips(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b" "),
    "a header that drips": drips(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "go on, for ever": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunks that drip": drips(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"
    ),
}


def reset(there: socket.socket, over: Event) -> None:
    there.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    there.close()


@pytest.mark.parametrize("behaviour", [*HOSTILE.values(), reset], ids=[*HOSTILE, "reset"])
def test_what_is_neither_a_clean_yes_nor_a_clean_no_is_down(
    behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    began = datetime.now(UTC)
    with wire(behaviour) as there, capture_logs() as logged:
        assert ask(directory(there.url, SOON, retries="0")) == DOWN
    assert datetime.now(UTC) - began < timedelta(seconds=2)
    assert there.connections == 1
    assert [entry["log_level"] for entry in logged] == ["warning"]
    for secret in (NUMBER, PIN, TOKEN, "Ignore"):
        assert secret not in caplog.text + repr(logged)


def test_the_largest_answer_allowed_is_read() -> None:
    with wire(says({**YES, "more": "x" * (64 * 1024 - 200)})) as there:
        assert ask(directory(there.url)).outcome is FetchOutcome.VERIFIED


def test_an_answer_without_end_is_left_as_soon_as_it_is_too_large() -> None:
    def floods(there: socket.socket, over: Event) -> None:
        there.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while not over.is_set():
            there.sendall(b" " * 8192)

    with wire(floods) as there, capture_logs() as logged:
        assert ask(directory(there.url)) == DOWN
    assert [entry["reason"] for entry in logged] == ["it is too large"]


def test_an_answer_that_comes_in_small_pieces_in_time_is_read() -> None:
    def answer(there: socket.socket, over: Event) -> None:
        for piece in (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Enc", b"oding: chunked\r\n\r\n"):
            there.sendall(piece)
        for letter in json.dumps(YES):
            there.sendall(b"1\r\n" + letter.encode() + b"\r\n")
        there.sendall(b"0\r\n\r\n")

    with wire(answer) as there:
        assert ask(directory(there.url)).outcome is FetchOutcome.VERIFIED


def test_nobody_there_is_down_and_says_nothing_of_what_was_asked() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # taken, and nobody listens
        with capture_logs() as logged:
            assert ask(directory(f"http://127.0.0.1:{held.getsockname()[1]}")) == DOWN
    assert logged == [
        {"event": "the back office is down", "log_level": "warning", "reason": "no connection", "resting": False}
    ]


def test_a_name_nobody_has_is_down() -> None:
    with capture_logs() as logged:
        assert ask(directory("https://billing.invalid", SOON, retries="0")) == DOWN
    assert logged[0]["reason"] == "no connection"


@contextmanager
def full() -> Iterator[int]:
    """The port of a server whose queue is full: connections to it are neither taken nor refused."""
    with ExitStack() as open_ones:
        listening = open_ones.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(4):
            one = open_ones.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]


def test_a_server_whose_queue_is_full_is_down_in_time() -> None:
    began = datetime.now(UTC)
    with full() as port, capture_logs():
        assert ask(directory(f"http://127.0.0.1:{port}", SOON)) == DOWN
    assert datetime.now(UTC) - began < timedelta(seconds=2)


def test_a_name_with_a_dead_address_is_asked_at_its_next_one_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The resolver is the one part of this that a test must not leave to the machine it runs on."""
    with wire(says(YES)) as there, full() as dead:
        places = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", dead)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", there.port)),
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
        asked = HttpDirectory(directory_file(retries="0"), environment("http://localhost"), SetClock(), deadline=1)
        assert ask(asked).outcome is FetchOutcome.VERIFIED


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


class TestOverTls:
    def asked(self, certificate: Path, authorities: str | None, host: str = "127.0.0.1") -> Verification:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

        def serve(listening: socket.socket) -> None:
            connection, _ = listening.accept()
            try:
                with connection, context.wrap_socket(connection, server_side=True) as there:
                    request_of(there)
                    says(YES)(there, Event())
            except OSError:
                return

        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = Thread(target=serve, args=(listening,))
            thread.start()
            url = f"https://{host}:{listening.getsockname()[1]}"
            asked = HttpDirectory(directory_file(), environment(url), SetClock(), deadline=2, authorities=authorities)
            found = ask(asked)
            thread.join()
        return found

    def test_a_certificate_that_is_trusted_is_good(self, certificate: Path) -> None:
        assert self.asked(certificate, str(certificate)).outcome is FetchOutcome.VERIFIED

    def test_a_certificate_nobody_vouches_for_is_down_and_sent_nothing(self, certificate: Path) -> None:
        with capture_logs() as logged:
            assert self.asked(certificate, None) == DOWN
        assert [entry["reason"] for entry in logged] == ["no trusted connection"]

    def test_a_certificate_of_another_name_is_down(self, certificate: Path) -> None:
        with capture_logs() as logged:
            assert self.asked(certificate, str(certificate), "localhost") == DOWN
        assert [entry["reason"] for entry in logged] == ["no trusted connection"]


class TestTheEnvironment:
    def test_must_hold_every_name_when_the_line_starts(self) -> None:
        with pytest.raises(DirectorySettingsError, match="BILLING_URL, BILLING_TOKEN"):
            HttpDirectory(directory_file(), {"BILLING_TOKEN": "  "}, SetClock())

    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("billing.example.test", "is not an address"),
            ("ftp://billing.example.test", "is not an address"),
            ("https://", "is not an address"),
            ("https://billing.example.test:99999", "is not an address"),
            ("https://billing.example.test/a b", "is not an address"),
            ("https://rosa:s3cret-word@billing.example.test", "belongs into a header"),
            ("https://billing.example.test/#s3cret-word", "fragment"),
            ("http://billing.example.test", "plain_http: true"),
            ("http://127.0.0.1.example.test", "plain_http: true"),
        ],
    )
    def test_must_hold_an_address_that_is_safe(self, url: str, said: str) -> None:
        with pytest.raises(DirectorySettingsError, match=said) as caught:
            HttpDirectory(directory_file(), environment(url), SetClock())
        assert "s3cret-word" not in str(caught.value)

    def test_may_hold_a_plain_address_where_the_file_says_so(self) -> None:
        HttpDirectory(directory_file(plain_http="true"), environment("http://billing.example.test"), SetClock())

    @pytest.mark.parametrize("token", ["s3cret\nX-Admin: yes", "s3cret\x00", "s3crét"])
    def test_must_hold_what_a_header_can(self, token: str) -> None:
        with pytest.raises(DirectorySettingsError, match="Authorization") as caught:
            HttpDirectory(directory_file(), {**environment("https://a.test"), "BILLING_TOKEN": token}, SetClock())
        assert "s3cr" not in str(caught.value)

    def test_shows_in_no_repr(self) -> None:
        asked = HttpDirectory(directory_file(), environment("https://a.test/s3cret-path"), SetClock())
        shown = "".join(repr(part) for part in (asked, *vars(asked).values()))
        assert TOKEN not in shown
        assert "s3cret-path" not in shown
