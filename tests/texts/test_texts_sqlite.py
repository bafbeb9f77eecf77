"""What is particular to the file: nothing in the clear, its own version, a file shared with a store."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from cast import SetClock
from texts_laboratory import CALLER, CONSENT, SEALS, SENDING, all_at_once

from ivr.secret import Secret
from ivr.service.ports import LinkTarget, StoreError
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore
from ivr.texts.ledger import Wish
from ivr.texts.policy import TextRules
from ivr.texts.seals import Seals
from ivr.texts.sqlite import SqliteLedger
from ivr.texts.tables import VERSION
from ivr.texts.targets import SqliteTargets


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_no_number_and_no_amount_is_in_the_file(tmp_path: Path, set_clock: SetClock) -> None:
    ledger, targets = SqliteLedger(tmp_path / "texts.db", SEALS), SqliteTargets(tmp_path / "texts.db", SEALS)
    ledger.consented(CONSENT, "CA1:4")
    ledger.reserve(SENDING, TextRules())
    ledger.wish(Wish(Secret(CALLER), out=True, word="STOP", at=set_clock.now()))
    targets.keep("abc", LinkTarget(Secret("84482917"), "13450 USD", "en-US"), set_clock.now())
    written = bytes_of(tmp_path)
    assert b"CA1:4" in written
    for secret in (CALLER[1:], CALLER[-7:], "84482917", "13450"):
        assert secret.encode() not in written


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    SqliteLedger(tmp_path / "texts.db", SEALS)
    assert (tmp_path / "texts.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("texts_first", [True, False])
def test_it_may_be_the_file_of_a_store(tmp_path: Path, set_clock: SetClock, texts_first: bool) -> None:
    path = tmp_path / "ivr.db"
    if texts_first:
        SqliteLedger(path, SEALS).consented(CONSENT, "CA1:4")
    store = SqliteStore(path, Sealer([new_key()]), set_clock)
    ledger = SqliteLedger(path, SEALS)
    ledger.consented(CONSENT, "CA1:4")
    store.ping()
    assert ledger.consents(Secret(CALLER)) == (CONSENT,)
    store.shut()


def test_a_consent_cannot_be_changed_in_the_file(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "texts.db", SEALS)
    ledger.consented(CONSENT, "CA1:4")
    with pytest.raises(sqlite3.IntegrityError, match="stays as it was given"):
        change(tmp_path / "texts.db", "UPDATE text_consents SET wording = 'Yes to everything.'")


def test_tables_of_another_number_are_refused_with_both_numbers(tmp_path: Path) -> None:
    SqliteLedger(tmp_path / "texts.db", SEALS)
    change(tmp_path / "texts.db", f"UPDATE text_tables SET version = {VERSION + 1}")
    with pytest.raises(StoreError, match=f"have number {VERSION + 1}, this program knows number {VERSION}"):
        SqliteTargets(tmp_path / "texts.db", SEALS)


def test_opening_twice_leaves_one_version(tmp_path: Path) -> None:
    for _ in range(2):
        SqliteLedger(tmp_path / "texts.db", SEALS)
    with closing(sqlite3.connect(tmp_path / "texts.db")) as connection:
        assert connection.execute("SELECT version FROM text_tables").fetchall() == [(VERSION,)]


def test_eight_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    for attempt in range(5):
        path = tmp_path / f"{attempt}.db"
        opened = all_at_once([partial(SqliteLedger, path, SEALS) for _ in range(8)])
        opened[0].consented(CONSENT, "CA1:4")
        assert [ledger.consents(Secret(CALLER)) for ledger in opened] == [(CONSENT,)] * 8


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "texts.db").write_text("This is a letter, and it is long enough to be read as one." * 20)
    with pytest.raises(StoreError, match="not a database"):
        SqliteLedger(tmp_path / "texts.db", SEALS)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file"):
        SqliteLedger(tmp_path / "nowhere" / "texts.db", SEALS)


def test_a_file_that_was_taken_away_is_not_made_anew(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "texts.db", SEALS)
    for file in list(tmp_path.iterdir()):
        file.unlink()
    with pytest.raises(StoreError, match="unable to open"):
        ledger.consented(CONSENT, "CA1:4")
    assert list(tmp_path.iterdir()) == []


def test_a_consent_sealed_with_a_lost_key_is_an_error_and_not_nothing(tmp_path: Path) -> None:
    SqliteLedger(tmp_path / "texts.db", SEALS).consented(CONSENT, "CA1:4")
    stranger = Sealer([new_key()])
    with pytest.raises(StoreError, match="key that is not at hand"):
        SqliteLedger(tmp_path / "texts.db", Seals(SEALS.pepper, stranger.seal, stranger.open)).consents(Secret(CALLER))


def test_numbers_are_not_kept_without_a_pepper() -> None:
    with pytest.raises(ValueError, match="without a pepper"):
        Seals(b"", SEALS.seal, SEALS.unseal)


def test_the_pepper_is_in_no_repr() -> None:
    assert "pepper of the tests" not in repr(SEALS)


def test_a_telephone_that_says_stop_a_hundred_times_fills_no_disk(tmp_path: Path, set_clock: SetClock) -> None:
    ledger = SqliteLedger(tmp_path / "texts.db", SEALS)
    for _ in range(100):
        ledger.wish(Wish(Secret(CALLER), out=True, word="STOP", at=set_clock.now()))
    ledger.wish(Wish(Secret(CALLER), out=False, word="START", at=set_clock.now()))
    with closing(sqlite3.connect(tmp_path / "texts.db")) as connection:
        assert connection.execute("SELECT topic, out, word FROM text_opt_outs").fetchall() == [
            ("*", 1, "STOP"),
            ("*", 0, "START"),
        ]
