"""A call over real HTTP outlives its server: killed with SIGKILL and started again between any two turns."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from live_server import MENUS, TOKEN, Server, always_open_line, free_port

from ivr.carrier.clock import VirtualClock
from ivr.carrier.happenings import Ended
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply, Request
from ivr.line.callfile import read_call
from ivr.line.loading import files_of_folder, load
from ivr.rehearsal.playing import Directory, script
from ivr.source import Source

ACCOUNT = "AC" + "7" * 32
ROSA = "+15550100101"
ONE_CALL = pytest.mark.xdist_group("a call over HTTP")


@dataclass
class Killing:
    """Fetches by HTTP, and kills and restarts the server before the requests whose numbers are given."""

    server: Server
    before: frozenset[int]
    inner: HttpWeb
    requests: int = 0
    seen: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> Reply:
        if self.requests in self.before:
            self.server.kill()
            self.server.start()
        self.requests += 1
        self.seen.append(request.url)
        return self.inner.fetch(request)


def call(server: Server, before: frozenset[int]) -> tuple[Call, Killing]:
    loaded = load(files_of_folder(str(server.line)))
    path = MENUS / "calls" / "representative.call.yaml"
    written, findings = read_call(Source(str(path), path.read_text()))
    assert written is not None, findings
    phones = {ROSA: Phone(answers_after=8, name="Rosa")}
    with HttpWeb() as inner, VirtualClock(datetime.now(UTC)) as clock:
        web = Killing(server, before, inner)
        network = Network(web, clock, ACCOUNT, TOKEN, phones)
        done = network.call(
            f"{server.url}/voice",
            handset=script(written, Directory.of(loaded)),
            fallback_url=f"{server.url}/fallback",
            status_url=f"{server.url}/status",
        )
    return done, web


@dataclass(frozen=True)
class Told:
    """One call, from the start of its server to the end, with a restart in between."""

    server: Server
    done: Call
    requests: int
    ended: int


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Once for all tests that look at what it left behind: each start of a server takes two seconds."""
    folder = tmp_path_factory.mktemp("whole")
    server = Server(folder, always_open_line(folder), free_port())
    try:
        server.start()
        done, web = call(server, frozenset({4}))
        yield Told(server, done, web.requests, server.stop())
    finally:
        server.kill()


@ONE_CALL
def test_a_call_over_http_reaches_the_representative(whole: Told) -> None:
    assert whole.done.ended is Ended.BRIDGED
    assert whole.done.debugger == ()
    assert whole.requests >= 10


@pytest.mark.parametrize(
    ("before", "first"),
    [(3, 1), pytest.param(1, 1, marks=pytest.mark.long), pytest.param(3, 2, marks=pytest.mark.long)],
)
def test_a_call_reaches_the_representative_though_the_server_is_killed_again_and_again(
    server: Server, before: int, first: int
) -> None:
    """Before every request, or one in three."""
    server.start()
    struck = frozenset(range(first, 100, before))

    done, web = call(server, struck)

    assert done.ended is Ended.BRIDGED
    assert done.debugger == ()
    assert server.starts == len([one for one in range(1, web.requests + 1) if one in struck]) + (first > 1)


@ONE_CALL
def test_after_the_call_the_database_holds_no_digit_that_was_keyed(whole: Told) -> None:
    database = whole.server.folder / "calls.sqlite3"
    files = [file for file in sorted(whole.server.folder.glob("calls.sqlite3*")) if file.is_file()]
    written = b"".join(file.read_bytes() for file in files)

    for secret in (b"8448200012345678", b"12345678", b"eight four four eight"):
        assert secret not in written
    assert _count(database, "states") == 0
    assert _count(database, "replies") == 0
    assert _count(database, "journal") > 0
    assert "2580" not in _details(database)


@ONE_CALL
def test_the_log_of_a_whole_call_holds_no_digit_that_was_keyed(whole: Told) -> None:
    log = whole.server.log.read_text()

    assert log.count('"event": "turn"') > 5
    for secret in ("8448200012345678", '"2580"', "12345678", "eight four four eight"):
        assert secret not in log


@ONE_CALL
def test_a_server_that_is_asked_to_stop_stops_cleanly(whole: Told) -> None:
    assert whole.ended == 0


@pytest.mark.parametrize("environment", [{"TWILIO_AUTH_TOKEN": ""}])
def test_a_server_without_a_token_refuses_to_start_and_says_how_to_get_on(
    server: Server, environment: dict[str, str]
) -> None:
    server.environment = environment

    with pytest.raises(pytest.fail.Exception, match="ivr serve ended by itself") as failed:
        server.start()

    assert "TWILIO_AUTH_TOKEN is not set" in str(failed.value)
    assert "ivr call" in str(failed.value)


def _details(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT detail, dialog, kind FROM journal").fetchall()
    connection.close()
    return {text for row in rows for text in row}


def _count(path: Path, table: str) -> int:
    with sqlite3.connect(path) as connection:
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return int(count)
