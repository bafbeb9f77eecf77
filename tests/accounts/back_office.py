"""A back office on loopback, with real sockets: one that serves the demonstration accounts, and one that misbehaves."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

from ivr.accounts.account import DemoAccount
from ivr.dialog.prompts import Known
from ivr.line.directory import DirectoryFile

TOKEN = "back-office-token-77120"

WRITTEN: Mapping[str, object] = {
    "headers": {"Authorization": "Bearer ${BILLING_TOKEN}"},
    "verify": {
        "url": "${BILLING_URL}/accounts/verify",
        "send": {
            "account": "account.number",
            "secret": "account.verifier",
            "kind": "account.verifier_kind",
            "source": "telephone",
        },
        "answer": "result",
        "verified": "ok",
        "refused": ["wrong"],
        "facts": {
            "account.balance": "balance.cents",
            "account.past_due": "balance.late",
            "account.due": "balance.due_date",
            "account.status": "status",
            "account.autopay": "flags.0",
            "account.discount": "flags.1",
        },
    },
    "record": {
        "url": "${BILLING_URL}/payments",
        "send": {
            "account": "account.number",
            "amount": "payment.amount",
            "currency": "payment.currency",
            "confirmation": "payment.confirmation",
        },
    },
    "amounts": {"unit": "minor", "currency": "USD"},
}


def directory_file(**changes: object) -> DirectoryFile:
    """The settings above; a change of `verify` is laid over it key by key."""
    verify = {**WRITTEN["verify"], **changes.pop("verify", {})}  # type: ignore[dict-item]
    return DirectoryFile.model_validate({**WRITTEN, "verify": verify, **changes})


def environment(url: str) -> dict[str, str]:
    return {"BILLING_URL": url, "BILLING_TOKEN": TOKEN}


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, object]


@dataclass
class Office:
    """Customers, and what was asked about them. It compares naively: zeros on file match zeros that are keyed."""

    url: str = ""
    customers: dict[str, DemoAccount] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    paid: dict[str, int] = field(default_factory=dict)

    def answer(self, asked: Asked) -> tuple[int, object]:
        self.asked.append(asked)
        customer = self.customers.get(str(asked.body["account"]))
        if asked.path == "/payments":
            return self.take(customer, asked)
        if customer is None or self.on_file(customer, str(asked.body["kind"])) != asked.body["secret"]:
            return 200, {"result": "wrong"}
        due = None if customer.due is None else customer.due.isoformat()
        cents = customer.balance_cents - sum(self.paid.values())
        late = max(0, customer.past_due_cents - sum(self.paid.values()))
        balance = {"cents": cents, "late": late, "due_date": due if cents > 0 else None}
        flags = [customer.autopay, customer.discount]
        return 200, {"result": "ok", "balance": balance, "status": customer.status.value, "flags": flags}

    def take(self, customer: DemoAccount | None, asked: Asked) -> tuple[int, object]:
        cents = int(str(asked.body["amount"]))
        if customer is None:
            return 404, {}
        self.paid.setdefault(asked.headers["Idempotency-Key"], cents)
        return 201, {}

    @staticmethod
    def on_file(customer: DemoAccount, kind: str) -> str:
        secret = {
            "pin": customer.pin,
            "bill_code": customer.bill_code,
            "zip": customer.zip,
            "phone_last4": customer.phone,
        }[kind]
        return secret.reveal()[-4:] if kind == "phone_last4" else secret.reveal()


@contextmanager
def office() -> Iterator[Office]:
    here = Office()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, told = here.answer(Asked(self.path, dict(self.headers), body))
            raw = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        here.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
        thread.start()
        try:
            yield here
        finally:
            server.shutdown()
            thread.join()


Behaviour = Callable[[socket.socket, threading.Event], None]


@dataclass
class Wire:
    """A server that does to each connection what it is told; `connections` counts them."""

    url: str
    port: int
    connections: int = 0
    received: bytes = b""


@contextmanager
def wire(*behaviours: Behaviour) -> Iterator[Wire]:
    """The last behaviour is that towards all further connections. They are let go when the test is over."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        here = Wire(f"http://127.0.0.1:{listening.getsockname()[1]}", listening.getsockname()[1])
        threads: list[threading.Thread] = []

        def serve() -> None:
            while True:
                connection, _ = listening.accept()
                if over.is_set():
                    connection.close()
                    return
                behaviour = behaviours[min(here.connections, len(behaviours) - 1)]
                here.connections += 1
                thread = threading.Thread(target=one, args=(connection, behaviour))
                threads.append(thread)
                thread.start()

        def one(connection: socket.socket, behaviour: Behaviour) -> None:
            with connection:
                try:
                    here.received += request_of(connection)
                    behaviour(connection, over)
                except OSError:
                    return

        accepting = threading.Thread(target=serve)
        accepting.start()
        try:
            yield here
        finally:
            over.set()
            socket.create_connection(("127.0.0.1", here.port)).close()
            accepting.join()
            for thread in threads:
                thread.join()


def request_of(connection: socket.socket) -> bytes:
    raw = b""
    while b"\r\n\r\n" not in raw:
        more = connection.recv(65536)
        if not more:
            return raw
        raw += more
    head, _, body = raw.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def says(
    body: object, status: int = 200, kind: str = "application/json", more: tuple[tuple[str, str], ...] = ()
) -> Behaviour:
    """A whole answer, then the connection is closed."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", f"Content-Length: {len(raw)}"]
    head = "\r\n".join([*lines, *(f"{name}: {text}" for name, text in more)]).encode()

    def answer(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(head + b"\r\n\r\n" + raw)

    return answer


def drips(head: bytes, again: bytes) -> Behaviour:
    """Some bytes now, and a few more again and again."""

    def answer(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(head)
        while not over.wait(0.01):
            connection.sendall(again)

    return answer


KINDS = {
    Known.ACCOUNT_PIN: "pin",
    Known.ACCOUNT_BILL_CODE: "bill_code",
    Known.ACCOUNT_ZIP: "zip",
    Known.ACCOUNT_PHONE_LAST4: "phone_last4",
}
