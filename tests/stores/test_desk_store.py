"""One file for calls, the floor and the desk: how it is made, shared and brought up from the version before."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_calls import CALL, asked, exchange, opened, state
from stores_cast import KEY, MESSAGE, ROSA_USER, TALK, TEN, TICKET, at_once, joins, takes_one

from ivr.routing.floor import Floor
from ivr.service.ports import StoreError
from ivr.stores import database, schema
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer

SCHEMA_1 = Path(__file__).with_name("schema-1.sql")


def fill(desk: DeskStore) -> None:
    desk.board.change(takes_one)
    desk.board.change(joins)
    desk.tickets.keep(TICKET)
    desk.voicemails.keep(MESSAGE)
    desk.talks.begin(TALK)
    desk.users.put(ROSA_USER)
    desk.failures.note("name:rosa", TEN)


def everything(desk: DeskStore) -> object:
    return (
        desk.board.look(),
        desk.tickets.get("t1"),
        desk.voicemails.all(),
        desk.talks.of("rosa"),
        desk.users.all(),
        desk.failures.since("name:rosa", TEN),
    )


@pytest.fixture
def old(path: Path) -> Path:
    """A file that the first released version made, and a call in progress in it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA_1.read_text())
        connection.execute("INSERT INTO states VALUES ('CA7', '2026-11-24T15:00:00.000000+00:00', NULL, x'00')")
        connection.execute("INSERT INTO replies VALUES ('CA7', 0, x'00')")
        connection.execute("INSERT INTO ended VALUES ('CA6', '2026-11-24T15:00:00.000000+00:00')")
        connection.execute("INSERT INTO sources VALUES ('d1', '{\"line.yaml\": \"line: pay\"}')")
        connection.commit()
    return path


class TestAFileOfTheVersionBefore:
    def test_goes_on_working_for_calls(self, old: Path) -> None:
        with opened(old) as store:
            assert store.closed("CA6")
            assert store.open_since_before(TEN.replace(year=2027)) == ("CA7",)
            assert store.source("d1") == {"line.yaml": "line: pay"}
            assert store.close("CA7", ())
            store.save(exchange())
            assert store.state(CALL) == state()
            store.ping()

    def test_gets_the_tables_of_the_desk_whoever_opens_it_first(self, old: Path) -> None:
        opened(old).shut()
        with desk_store(old, Sealer([KEY])) as desk:
            fill(desk)
        with opened(old) as store, desk_store(old, Sealer([KEY])) as desk:
            assert store.closed("CA6")
            assert desk.tickets.get("t1") == TICKET

    def test_has_the_same_tables_then_as_a_new_file(self, old: Path, tmp_path: Path) -> None:
        tables = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY name"
        desk_store(old, Sealer([KEY])).shut()
        desk_store(tmp_path / "new.db", Sealer([KEY])).shut()
        assert asked(old, tables) == asked(tmp_path / "new.db", tables)
        assert asked(old, "PRAGMA user_version") == [(schema.SCHEMA,)]

    def test_is_brought_up_once_by_many_who_open_it_together(self, old: Path) -> None:
        stores = at_once(6, lambda _: desk_store(old, Sealer([KEY])))
        fill(stores[0])
        assert all(everything(one) == everything(stores[0]) for one in stores)
        for one in stores:
            one.shut()

    def test_is_left_as_it_was_when_it_cannot_be_brought_up(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        broken = (*schema.STEPS[:-1], (*schema.STEPS[-1], "CREATE TABLE states (again TEXT)"))
        with monkeypatch.context() as patch:
            patch.setattr(schema, "STEPS", broken)
            with pytest.raises(StoreError, match="already exists"):
                opened(old)
        assert asked(old, "PRAGMA user_version") == [(1,)]
        assert asked(old, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'desk%'") == [(0,)]
        with opened(old) as store:
            assert store.closed("CA6")


def test_the_first_step_still_makes_what_the_first_released_version_made() -> None:
    with closing(sqlite3.connect(":memory:")) as ours, closing(sqlite3.connect(":memory:")) as theirs:
        for statement in schema.STEPS[0]:
            ours.execute(statement)
        theirs.executescript(SCHEMA_1.read_text())
        tables = "SELECT name, replace(replace(sql, ' ', ''), char(10), '') FROM sqlite_master ORDER BY name"
        assert ours.execute(tables).fetchall() == theirs.execute(tables).fetchall()


def test_there_is_a_step_to_every_number_of_the_tables() -> None:
    assert len(schema.STEPS) == schema.SCHEMA


class TestAFile:
    def test_keeps_everything_over_a_restart(self, path: Path) -> None:
        with desk_store(path, Sealer([KEY])) as desk:
            fill(desk)
            before = everything(desk)
        with desk_store(path, Sealer([KEY])) as desk:
            assert everything(desk) == before
            assert desk.board.version() == 2

    def test_is_shared_with_the_calls(self, path: Path, desk_file: DeskStore) -> None:
        with opened(path) as store:
            store.save(exchange())
            fill(desk_file)
            store.save(exchange(1))
            assert store.close(CALL, ())
        assert desk_file.board.look() != Floor()

    def test_is_for_its_owner_alone(self, path: Path, desk_file: DeskStore) -> None:
        fill(desk_file)
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("calls.db*")} == {0o600}

    def test_without_a_key_is_refused_before_it_is_made(self, path: Path) -> None:
        with pytest.raises(ValueError, match="without a key"):
            desk_store(path, None)
        assert not path.exists()

    def test_in_a_folder_that_is_not_there_is_a_store_error(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError):
            desk_store(tmp_path / "nowhere" / "calls.db", Sealer([KEY]))

    def test_may_be_named_from_where_the_process_stands(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with desk_store(Path("calls.db"), Sealer([KEY])) as desk:
            monkeypatch.chdir("/")
            fill(desk)
        assert (tmp_path / "calls.db").exists()

    def test_that_was_shut_answers_every_question_with_a_store_error(self, path: Path) -> None:
        desk = desk_store(path, Sealer([KEY]))
        desk.shut()
        for question in (
            desk.board.look,
            desk.board.version,
            desk.voicemails.all,
            desk.users.all,
            lambda: desk.board.change(joins),
            lambda: desk.tickets.get("t1"),
            lambda: desk.talks.of("rosa"),
            lambda: desk.failures.since("name:rosa", TEN),
        ):
            with pytest.raises(StoreError, match="shut"):
                question()

    def test_that_another_writer_never_lets_go_of_is_a_store_error_and_looking_goes_on(
        self, path: Path, desk_file: DeskStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "PATIENCE", 0.01)
        desk_file.board.change(takes_one)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="locked"):
                desk_file.board.change(joins)
            assert desk_file.board.look().waiting == {}
            assert desk_file.board.change(lambda floor: floor).waiting == {}
        assert desk_file.board.change(joins).waiting != {}


class TestMemory:
    def test_needs_no_key_and_forgets_everything_when_it_goes(self) -> None:
        with desk_store(None, None) as desk:
            fill(desk)
        assert everything(desk_store(None, None)) == (Floor(), None, (), (), (), 0)

    def test_may_be_shut_and_asked_all_the_same(self) -> None:
        desk = desk_store(None, None)
        fill(desk)
        desk.shut()
        assert desk.users.all() == (ROSA_USER,)
