"""Other processes, sudden deaths, and errors in the middle: a file is whole after each of them."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlite_calls import CALL, ENTERED, KEY, asked, exchange, opened, state

import ivr
from ivr.service.ports import Exchange, StoreError
from ivr.stores import claims as claiming
from ivr.stores.claims import Claims
from ivr.stores.sqlite import SqliteStore

CHILD = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from ivr.dialog.state import CallState
from ivr.service.ports import Exchange
from ivr.stores.sealing import Sealer
from ivr.stores.sqlite import SqliteStore

class Clock:
    def now(self):
        return datetime(2026, 11, 24, 15, 0, tzinfo=UTC)

def stop(word):
    print(word, flush=True)
    sys.stdin.read()

store = SqliteStore(Path(sys.argv[1]), Sealer(["{KEY}"]), Clock())
"""
COUNT_UP = """
stop("ready")
for _ in range(40):
    with store.claim("CA1"):
        turn = store.state("CA1").turn + 1
        store.save(Exchange("CA1", turn, CallState("digest", turn, "main"), b"<Response/>"))
"""
DIE_IN_A_CLAIM = """
from ivr.stores import claims
claims._HAS_BYTES = {has_bytes}
with store.claim("CA1"):
    stop("ready")
"""
DIE_IN_A_TRANSACTION = """
with store.claim("CA1"), store._database.writing() as connection:
    connection.execute("UPDATE states SET state = x'00', at = '2030'")
    connection.execute("DELETE FROM replies")
    connection.execute("INSERT INTO ended (call, at) VALUES ('CA1', '2030')")
    connection.execute("PRAGMA cache_size = 10")  # so that what is not committed is in the log already
    row = ("CA1", "2030", 0, "keyed", "main", "x" * 500, 0)
    connection.executemany("INSERT INTO journal VALUES (?1, ?8, ?2, ?3, ?4, ?5, ?6, ?7)", [(*row, n) for n in range(9, 999)])
    stop("ready")
"""
DIE_BETWEEN_INTENT_AND_END = """
assert store.intend("CA1", 1, "charge")
stop("ready")
"""


@contextmanager
def child(path: Path, does: str) -> Iterator[subprocess.Popen[str]]:
    """Another process with this store, at the point where its program says it is ready."""
    environment = os.environ | {"PYTHONPATH": str(Path(ivr.__file__).parents[1])}
    program = [sys.executable, "-c", CHILD + does, str(path)]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def killed(path: Path, does: str) -> None:
    with child(path, does) as process:
        process.send_signal(signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL


class TestOtherProcesses:
    def test_claim_one_call_in_turn_so_no_exchange_is_lost(self, path: Path, store: SqliteStore) -> None:
        store.save(Exchange(CALL, 0, state(0), b""))
        with child(path, COUNT_UP) as one, child(path, COUNT_UP) as other:
            for process in (one, other):
                assert process.stdin is not None
                process.stdin.close()
            assert (one.wait(30), other.wait(30)) == (0, 0)
        kept = store.state(CALL)
        assert kept is not None
        assert kept.turn == 80

    @pytest.mark.parametrize("has_bytes", [True, False], ids=["bytes", "files"])
    def test_that_die_in_a_claim_let_go_of_it(
        self, path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch, has_bytes: bool
    ) -> None:
        if not has_bytes:
            monkeypatch.setattr(claiming, "_HAS_BYTES", False)
        killed(path, DIE_IN_A_CLAIM.format(has_bytes=claiming._HAS_BYTES))
        with store.claim(CALL):
            store.save(exchange())
        assert store.state(CALL) == state()

    def test_that_die_in_a_transaction_leave_everything_as_it_was(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        killed(path, DIE_IN_A_TRANSACTION)
        with store.claim(CALL):
            assert store.state(CALL) == state()
            assert store.latest_reply(CALL) == exchange().reply
            assert not store.closed(CALL)
            store.save(exchange(1))
        assert store.state(CALL) == state(2)
        assert asked(path, "PRAGMA integrity_check") == [("ok",)]

    def test_that_die_alone_with_the_file_leave_one_that_can_be_opened(self, path: Path) -> None:
        with opened(path) as store:
            store.save(exchange())
        killed(path, DIE_IN_A_TRANSACTION)
        with opened(path) as store:
            assert store.state(CALL) == state()

    def test_that_die_after_an_intent_leave_it_begun(self, path: Path, store: SqliteStore) -> None:
        killed(path, DIE_BETWEEN_INTENT_AND_END)
        assert not store.intend(CALL, 1, "charge")

    def test_that_were_forked_while_the_file_was_open_are_told_to_open_it_themselves(
        self, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.save(exchange())
        monkeypatch.setattr(os, "getpid", lambda: -1)
        with pytest.raises(StoreError, match="forked"):
            store.state(CALL)

    def test_that_were_forked_before_it_was_used_may_use_it(
        self, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "getpid", lambda: -1)
        store.save(exchange())
        assert store.state(CALL) == state()


class TestAnInterruptedStatement:
    """SQLite calls a progress handler after each instruction; one that says stop is an error in the middle."""

    def test_leaves_nothing_of_an_exchange_wherever_it_is_interrupted(self, store: SqliteStore) -> None:
        store.save(exchange())
        assert interruptions(store, lambda: store.save(exchange(1))) > 20
        assert store.state(CALL) == state(2)

    def test_leaves_nothing_of_a_closing_wherever_it_is_interrupted(self, store: SqliteStore) -> None:
        store.save(exchange())
        assert interruptions(store, lambda: store.close(CALL, (ENTERED,))) > 20
        assert store.closed(CALL)


def interruptions(store: SqliteStore, work: Callable[[], object]) -> int:
    """How often `work` could be interrupted, each time some instructions later, before it was done."""
    before = snapshot(store)
    for times in range(1000):
        interrupt_after(store, 7 * times)
        try:
            work()
        except StoreError:
            assert snapshot(store) == before
        else:
            disarm(store)
            return times
    raise AssertionError("the work never ended")


def interrupt_after(store: SqliteStore, instructions: int) -> None:
    """Arm the connection that is lent next; a store closes one that failed, so the next is sound.

    Not in a COMMIT: SQLite asks the handler once more when that is done, and reports it as interrupted all the same.
    """
    store.closed(CALL)
    counted, committing = 0, False

    def stop() -> bool:
        nonlocal counted
        counted += 1
        return counted > instructions and not committing

    def note(statement: str) -> None:
        nonlocal committing
        committing = committing or statement == "COMMIT"

    (connection,) = store._database._idle
    connection.set_trace_callback(note)
    connection.set_progress_handler(stop, 1)


def disarm(store: SqliteStore) -> None:
    for connection in store._database._idle:
        connection.set_progress_handler(None, 1)
        connection.set_trace_callback(None)


def snapshot(store: SqliteStore) -> object:
    return (
        store.state(CALL),
        store.latest_reply(CALL),
        store.journal(CALL),
        store.whispers_of(CALL, 2),
        store.closed(CALL),
    )


class TestClaims:
    """The store's contract holds for them where the contract suite runs; these are the ways other systems take."""

    @pytest.fixture(params=[True, False], ids=["bytes", "files"])
    def claims(self, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claims:
        if request.param and not claiming._HAS_BYTES:
            pytest.skip("this system has no locks for single bytes that threads respect")
        monkeypatch.setattr(claiming, "_HAS_BYTES", request.param)
        return Claims(tmp_path / "locks")

    def test_let_one_thread_at_a_time_in(self, claims: Claims) -> None:
        inside = most = 0
        entered: list[int] = []

        def work() -> None:
            nonlocal inside, most
            for _ in range(50):
                with claims.hold(CALL):
                    inside += 1
                    most = max(most, inside)
                    entered.append(claims._folder.stat().st_ino)  # lets other threads run
                    inside -= 1

        threads = [Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert (most, len(entered)) == (1, 200)

    def test_leave_no_descriptor_open(self, claims: Claims) -> None:
        before = len(list(Path("/proc/self/fd").iterdir()))
        for number in range(20):
            with pytest.raises(ZeroDivisionError), claims.hold(f"CA{number}"):
                raise ZeroDivisionError
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_servers_that_start_together_on_a_new_file_all_open_it(tmp_path: Path) -> None:
    path = tmp_path / "fresh.sqlite3"
    environment = os.environ | {"PYTHONPATH": str(Path(ivr.__file__).parents[1])}
    program = [sys.executable, "-c", CHILD + 'print("ready")', str(path)]
    servers = [subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(6)]

    assert [server.communicate(timeout=30)[0] for server in servers] == ["ready\n"] * 6
