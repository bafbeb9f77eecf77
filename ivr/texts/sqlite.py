"""The ledger in a SQLite file. No number is in it in the clear."""

import sqlite3
from datetime import datetime
from pathlib import Path

from ivr.secret import Secret
from ivr.service.ports import Consent
from ivr.texts.ledger import EVERY_TOPIC, KEEP_CONSENTS, KEEP_SENT, Sending, Wish
from ivr.texts.policy import DAY, MAY_HAVE_ARRIVED, Hindrance, History, Progress, TextRules, decide
from ivr.texts.seals import Seals
from ivr.texts.tables import Tables, text_of

_COUNTED = ", ".join(f"'{progress}'" for progress in sorted(MAY_HAVE_ARRIVED))
_OF_CALL = f"SELECT count(*) FROM texts_sent WHERE call = ? AND outcome IN ({_COUNTED})"  # noqa: S608 - our own constants
_OF_NUMBER = f"SELECT count(*) FROM texts_sent WHERE number = ? AND at > ? AND outcome IN ({_COUNTED})"  # noqa: S608 - as above
_LATEST_WISH = "SELECT out FROM text_opt_outs WHERE number = ? AND topic IN (?, ?) ORDER BY place DESC LIMIT 1"
_CONSENTS = """
    SELECT sealed, at, call, dialog, wording, version, language FROM text_consents WHERE number = ? ORDER BY at, key"""
_CONSENTED = "INSERT OR IGNORE INTO text_consents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST_WISH = "SELECT topic, out FROM text_opt_outs WHERE number = ? ORDER BY place DESC LIMIT 1"
_WISHED = "INSERT INTO text_opt_outs (number, topic, out, word, at) VALUES (?, ?, ?, ?, ?)"


class SqliteLedger:
    """The Ledger in the file at `path`, which may be the file of a store. Raises StoreError for one it cannot use."""

    def __init__(self, path: Path, seals: Seals) -> None:
        self._tables = Tables(path)
        self._seals = seals

    def consented(self, consent: Consent, key: str) -> None:
        row = (
            key,
            self._seals.digest(consent.number),
            self._seals.seal_number(consent.number),
            text_of(consent.at),
            consent.call,
            consent.dialog,
            consent.wording,
            consent.version,
            consent.language,
        )
        with self._tables.writing() as connection:
            connection.execute(_CONSENTED, row)

    def consents(self, number: Secret) -> tuple[Consent, ...]:
        with self._tables.reading() as connection:
            rows: list[tuple[bytes, str, str, str, str, str, str]]
            rows = connection.execute(_CONSENTS, (self._seals.digest(number),)).fetchall()
        return tuple(
            Consent(self._seals.unseal_number(sealed), datetime.fromisoformat(at), *rest) for sealed, at, *rest in rows
        )

    def reserve(self, sending: Sending, rules: TextRules) -> Progress | Hindrance | None:
        number = self._seals.digest(sending.number)
        row = (sending.key, number, sending.call, sending.topic, text_of(sending.at), Progress.BEGUN.value)
        with self._tables.writing() as connection:
            decided = decide(_history(connection, sending, number), rules)
            if decided is None:
                connection.execute("INSERT OR REPLACE INTO texts_sent VALUES (?, ?, ?, ?, ?, ?)", row)
        return decided

    def settle(self, key: str, progress: Progress) -> None:
        with self._tables.writing() as connection:
            connection.execute("UPDATE texts_sent SET outcome = ? WHERE key = ?", (progress.value, key))

    def wish(self, wish: Wish) -> None:
        row = (self._seals.digest(wish.number), wish.topic, int(wish.out), wish.word, text_of(wish.at))
        with self._tables.writing() as connection:
            last = connection.execute(_LAST_WISH, row[:1]).fetchone()
            if last != row[1:3]:
                connection.execute(_WISHED, row)

    def opted_out(self, number: Secret, topic: str) -> bool:
        with self._tables.reading() as connection:
            return _opted_out(connection, self._seals.digest(number), topic)

    def purge(self, now: datetime) -> None:
        with self._tables.writing() as connection:
            connection.execute("DELETE FROM texts_sent WHERE at <= ?", (text_of(now - KEEP_SENT),))
            connection.execute("DELETE FROM text_consents WHERE at <= ?", (text_of(now - KEEP_CONSENTS),))


def _history(connection: sqlite3.Connection, sending: Sending, number: str) -> History:
    row: tuple[str] | None
    row = connection.execute("SELECT outcome FROM texts_sent WHERE key = ?", (sending.key,)).fetchone()
    (of_call,) = connection.execute(_OF_CALL, (sending.call,)).fetchone()
    (of_number,) = connection.execute(_OF_NUMBER, (number, text_of(sending.at - DAY))).fetchone()
    before = None if row is None else Progress(row[0])
    return History(before, _opted_out(connection, number, sending.topic), of_call, of_number)


def _opted_out(connection: sqlite3.Connection, number: str, topic: str) -> bool:
    row: tuple[int] | None = connection.execute(_LATEST_WISH, (number, EVERY_TOPIC, topic)).fetchone()
    return row is not None and bool(row[0])
