"""What only a file can promise: other processes, sudden deaths, and what lies on the disk."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import ivr
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.state import CallState
from ivr.secret import Secret
from ivr.service.ports import Exchange, StoreError, UnreadableStateError, Whisper
from ivr.stores import database, schema
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore

CALL = "CA1"
ACCOUNT, PIN = "8448200012345678", "258025"
KEY = new_key()
ENTERED = Entry(Happening.ENTERED, datetime(2026, 11, 24, 15, 0, tzinfo=UTC), 0, "main")

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


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "calls.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with opened(path) as store:
        yield store


def opened(path: Path, *keys: str) -> SqliteStore:
    return SqliteStore(path, Sealer(keys or [KEY]), Clock())


def state(turn: int = 1) -> CallState:
    secrets = {"account.number": Secret(ACCOUNT), "account.pin": Secret(PIN)}
    return CallState("digest", turn, "main", secrets=secrets)


def exchange(answered: int = 0, call: str = CALL) -> Exchange:
    reply = f"<Response><Say>8 4 4 8. You entered {ACCOUNT}.</Say></Response>".encode()
    leg = Whisper(f"token{answered}", call, answered + 1, "rosa", "digest", "whisper", (("account.last4", "5678"),))
    return Exchange(call, answered, state(answered + 1), reply, (ENTERED,), (leg,))


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


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*") if file.is_file())


def asked(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


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

    def test_that_die_in_a_claim_let_go_of_it(self, path: Path, store: SqliteStore) -> None:
        killed(path, DIE_IN_A_CLAIM)
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


class TestTheDisk:
    def test_never_sees_what_was_keyed(self, path: Path, store: SqliteStore) -> None:
        for turn in range(5):
            store.save(exchange(turn))
        spaced = " ".join(ACCOUNT)
        for text in (ACCOUNT, PIN, ACCOUNT[:8], spaced, "You entered"):
            assert text.encode() not in on_disk(path)
            assert text.encode("utf-16-le") not in on_disk(path)
        assert b"CA1" in on_disk(path)

    def test_forgets_states_replies_and_whispers_when_the_call_is_closed(self, path: Path, store: SqliteStore) -> None:
        for turn in range(5):
            store.save(exchange(turn))
        with closing(sqlite3.connect(path)) as connection:
            sealed = [row[0] for row in connection.execute("SELECT state FROM states")]
            sealed += [row[0] for row in connection.execute("SELECT reply FROM replies")]
            sealed += [row[0] for row in connection.execute("SELECT body FROM whispers")]
        assert len(sealed) == 11
        assert all(body[20:60] in on_disk(path) for body in sealed)
        store.close(CALL, (ENTERED,))
        asked(path, "PRAGMA wal_checkpoint(TRUNCATE)")
        assert not any(body[20:60] in on_disk(path) for body in sealed)
        for table in ("states", "replies", "intents", "whispers"):
            assert asked(path, f"SELECT count(*) FROM {table}") == [(0,)]

    def test_has_a_journal_that_a_person_can_read(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        store.save(exchange(1))
        assert asked(path, "SELECT call, seq, at, turn, kind, dialog, detail, count FROM journal") == [
            ("CA1", 0, "2026-11-24T15:00:00.000000+00:00", 0, "entered", "main", "", 0),
            ("CA1", 1, "2026-11-24T15:00:00.000000+00:00", 0, "entered", "main", "", 0),
        ]

    def test_has_files_for_their_owner_alone(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        with store.claim(CALL):
            locks = path.with_name("calls.db.locks")
            files = [path, *path.parent.glob("calls.db-*"), *locks.iterdir()]
            assert len(files) == 4
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
            assert stat.S_IMODE(locks.stat().st_mode) == 0o700

    def test_keeps_no_lock_file_of_a_claim_that_ended(self, path: Path, store: SqliteStore) -> None:
        with store.claim(CALL), store.claim("CA2"):
            pass
        assert list(path.with_name("calls.db.locks").iterdir()) == []

    def test_keeps_calls_when_the_store_is_opened_again(self, path: Path) -> None:
        with opened(path) as store:
            store.save(exchange())
            store.save_source("d1", {"line.yaml": "line: pay"})
        with opened(path) as store:
            assert store.state(CALL) == state()
            assert store.whispers_of(CALL, 1) == exchange().whispers
            assert store.journal(CALL) == (ENTERED,)
            assert store.source("d1") == {"line.yaml": "line: pay"}

    def test_has_an_intent_before_its_effect_begins(self, store: SqliteStore) -> None:
        store.closed(CALL)
        (connection,) = store._database._idle
        said: list[str] = []
        connection.set_trace_callback(said.append)
        store.intend(CALL, 1, "charge")
        connection.set_trace_callback(None)
        assert said.index("PRAGMA synchronous = FULL") < said.index("BEGIN IMMEDIATE") < said.index("COMMIT")
        assert connection.execute("PRAGMA synchronous").fetchone() == (1,)


class TestKeys:
    def test_another_key_cannot_read_a_state_a_reply_or_a_whisper(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        with opened(path, new_key()) as stranger:
            for question in (stranger.state, stranger.latest_reply):
                with pytest.raises(UnreadableStateError):
                    question(CALL)
            with pytest.raises(UnreadableStateError):
                stranger.whisper("token0")
            assert stranger.journal(CALL) == (ENTERED,)

    def test_another_key_can_still_close_a_call(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        with opened(path, new_key()) as stranger:
            assert stranger.close(CALL, ())
        assert store.closed(CALL)

    def test_a_new_key_before_the_old_one_reads_calls_in_progress(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        with opened(path, new_key(), KEY) as rotated:
            assert rotated.state(CALL) == state()

    def test_garbage_in_the_place_of_a_state_is_unreadable(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE states SET state = x'deadbeef'")
        with pytest.raises(UnreadableStateError):
            store.state(CALL)

    def test_a_happening_this_program_does_not_know_is_a_store_error(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE journal SET kind = 'sang'")
        with pytest.raises(StoreError, match="sang"):
            store.journal(CALL)


class TestAFileThatCannotBeUsed:
    def test_with_tables_of_a_newer_program_says_both_numbers(self, path: Path) -> None:
        opened(path).shut()
        asked(path, f"PRAGMA user_version = {schema.SCHEMA + 1}")
        with pytest.raises(StoreError, match=f"number {schema.SCHEMA + 1}, this program .* {schema.SCHEMA}"):
            opened(path)

    def test_that_is_no_database_is_a_store_error(self, path: Path) -> None:
        path.write_bytes(b"line: pay-my-bill\n" * 200)
        with pytest.raises(StoreError, match="not a database"):
            opened(path)

    def test_in_a_folder_that_is_not_there_is_a_store_error(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError):
            opened(tmp_path / "nowhere" / "calls.db")

    def test_that_was_taken_away_no_longer_answers_a_ping(self, path: Path, store: SqliteStore) -> None:
        store.save(exchange())
        store.ping()
        path.unlink()
        with pytest.raises(StoreError):
            store.ping()
        assert not path.exists()

    def test_that_was_emptied_no_longer_answers_a_ping(self, path: Path) -> None:
        with opened(path) as store:
            path.write_bytes(b"")
            with pytest.raises(StoreError, match="not there"):
                store.ping()

    def test_that_another_writer_never_lets_go_of_is_a_store_error(
        self, path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "PATIENCE", 0.01)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="locked"):
                store.save(exchange())
            assert store.state(CALL) is None
        store.save(exchange())
        assert store.state(CALL) == state()

    def test_after_it_was_shut_is_a_store_error(self, path: Path) -> None:
        store = opened(path)
        store.save(exchange())
        store.shut()
        with pytest.raises(StoreError, match="shut"):
            store.state(CALL)

    def test_whose_locks_cannot_be_made_is_a_store_error(self, path: Path, store: SqliteStore) -> None:
        path.with_name("calls.db.locks").rmdir()
        with pytest.raises(StoreError, match="claimed"), store.claim(CALL):
            pass

    def test_where_a_file_stands_in_the_place_of_its_locks_is_a_store_error(self, path: Path) -> None:
        path.with_name("calls.db.locks").write_text("")
        with pytest.raises(StoreError, match="locks"):
            opened(path)

    def test_by_a_number_too_large_for_it_is_a_store_error(self, store: SqliteStore) -> None:
        with pytest.raises(StoreError, match="cannot hold"):
            store.reply(CALL, 1 << 70)


class TestTheFileItself:
    def test_may_have_any_name(self, tmp_path: Path) -> None:
        path = tmp_path / "a ?mode=ro#%41 &.db"
        with opened(path) as store:
            store.save(exchange())
            assert path.exists()
            assert store.state(CALL) == state()

    def test_may_be_named_from_where_the_process_stands(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with opened(Path("calls.db")) as store, store.claim(CALL):
            monkeypatch.chdir("/")
            store.save(exchange())
            with store.claim("CA2"):
                assert (tmp_path / "calls.db").exists()

    def test_may_be_opened_twice_in_one_process(self, path: Path, store: SqliteStore) -> None:
        with opened(path) as other:
            with other.claim(CALL):
                other.save(exchange())
            with store.claim(CALL):
                assert store.state(CALL) == state()
                store.save(replace(exchange(1)))
            assert other.state(CALL) == state(2)

    def test_keeps_no_more_connections_than_were_busy_together(self, store: SqliteStore) -> None:
        for turn in range(5):
            store.save(exchange(turn))
            store.state(CALL)
        assert len(store._database._idle) == 1
