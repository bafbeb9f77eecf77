"""A back office on loopback that knows one customer and takes its time."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

from ivr.accounts.guard import Guarded
from ivr.accounts.http import HttpDirectory
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.carrier.clock import VirtualClock
from ivr.line.directory import DirectoryFile
from ivr.service.ports import Accounts

DEADLINE = 0.2
"""Seconds of real time, which stand for the ten of directory.yaml where no answer comes in any; an office that answers has all
ten, since a machine with much else to do may need more than these for a quick answer. The rehearsal's own time stands still
meanwhile."""
SOON = 0.05

SETTINGS = DirectoryFile.model_validate(
    {
        "verify": {
            "url": "${BILLING_URL}/verify",
            "send": {"account": "account.number", "secret": "account.verifier", "kind": "account.verifier_kind"},
            "answer": "result",
            "verified": "ok",
            "refused": ["wrong"],
            "facts": {"account.balance": "cents", "account.past_due": "late", "account.due": "due"},
        },
        "amounts": {"unit": "minor", "currency": "USD"},
        "retries": "0",
        "breaker": {"failures": "3", "rest": "30 s"},
    }
)


@dataclass
class SlowOffice:
    """`takes` is how long an answer takes in seconds, None for one that never comes."""

    takes: float | None = 0.0
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)
    questions: list[None] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)

    @property
    def asked(self) -> int:
        """How often. Who gave up may have done so before a thread of the office got round to the first question, which is
        waited for."""
        self.came.wait(10)
        return len(self.questions)

    def answer(self) -> bytes | None:
        self.questions.append(None)
        self.came.set()
        if self.over.wait(self.takes):
            return None
        return json.dumps({"result": "ok", "cents": 13450, "late": 0, "due": "2026-12-05"}).encode()

    def directory(self, clock: VirtualClock) -> Accounts:
        deadline = DEADLINE if self.takes is None else None
        asked = HttpDirectory(SETTINGS, {"BILLING_URL": self.url}, clock, deadline=deadline, wait=lambda _: None)
        return Guarded(asked, MemoryAttempts(), clock)


@contextmanager
def slow_office(takes: float | None = 0.0) -> Iterator[SlowOffice]:
    here = SlowOffice(takes)
    with ThreadingTCPServer(("127.0.0.1", 0), _handler(here.answer)) as server:
        here.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
        thread.start()
        try:
            yield here
        finally:
            here.over.set()
            server.shutdown()
            thread.join()


def _handler(answer: Callable[[], bytes | None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = answer()
            if body is None:
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
