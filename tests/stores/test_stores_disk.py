"""What lies on the disk, who can read it, and what is said when it cannot be used."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_calls import ACCOUNT, CALL, ENTERED, KEY, PIN, asked, exchange, opened, state

from ivr.service.ports import StoreError, UnreadableStateError
from ivr.stores import database, schema
from ivr.stores.sealing import new_key
from ivr.stores.sqlite import SqliteStore


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*") if file.is_file())


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
        path.with_name("calls.db.locks").rename(path.with_name("elsewhere"))
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
                store.save(exchange(1))
            assert other.state(CALL) == state(2)

    def test_keeps_no_more_connections_than_were_busy_together(self, store: SqliteStore) -> None:
        for turn in range(5):
            store.save(exchange(turn))
            store.state(CALL)
        assert len(store._database._idle) == 1
