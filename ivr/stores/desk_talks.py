"""The conversations of the last thirty days, for the representatives who had them."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import cast

from ivr.service.floor_ports import Disposition, Talked
from ivr.service.ports import StoreError
from ivr.stores import codec
from ivr.stores.database import Database

KEEP = timedelta(days=30)
"""From when a talk began, counted to the beginning of the one that is kept next."""

MOST_SHOWN = 50

_BEGIN = """
    INSERT INTO desk_talks (call, representative, began, ended, hand_off, disposition)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
_OF = """
    SELECT call, representative, began, ended, hand_off, disposition FROM desk_talks
    WHERE representative = ? ORDER BY began DESC, call LIMIT ?"""
_DISPOSE = "UPDATE desk_talks SET disposition = ? WHERE call = ? AND representative = ?"


class MemoryTalks:
    """The Talks for the threads of one process."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._talks: dict[tuple[str, str], Talked] = {}

    def begin(self, talk: Talked) -> None:
        kept = _talked(_row(talk))  # what a file could not hold does not pass here either
        with self._changing:
            young = {key: one for key, one in self._talks.items() if one.began >= kept.began - KEEP}
            self._talks = {(kept.call, kept.representative): kept} | young

    def end(self, call: str, at: datetime) -> None:
        codec.encode_moment(at)
        with self._changing:
            going_on = [one for one in self._talks.values() if one.call == call and one.ended is None]
            self._talks |= {(call, one.representative): replace(one, ended=at) for one in going_on}

    def dispose(self, call: str, representative: str, disposition: Disposition) -> bool:
        with self._changing:
            talk = self._talks.get((call, representative))
            if talk is not None:
                self._talks[call, representative] = replace(talk, disposition=disposition)
            return talk is not None

    def of(self, representative: str) -> tuple[Talked, ...]:
        theirs = [one for one in tuple(self._talks.values()) if one.representative == representative]
        by_call = sorted(theirs, key=lambda one: one.call)
        return tuple(sorted(by_call, key=lambda one: one.began, reverse=True)[:MOST_SHOWN])


class SqliteTalks:
    """The Talks in the file of `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, talk: Talked) -> None:
        row, limit = _row(talk), codec.encode_moment(talk.began - KEEP)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM desk_talks WHERE began < ?", (limit,))
            connection.execute(_BEGIN, row)

    def end(self, call: str, at: datetime) -> None:
        moment = codec.encode_moment(at)
        with self._database.writing() as connection:
            connection.execute("UPDATE desk_talks SET ended = ? WHERE call = ? AND ended IS NULL", (moment, call))

    def dispose(self, call: str, representative: str, disposition: Disposition) -> bool:
        with self._database.writing() as connection:
            return connection.execute(_DISPOSE, (disposition.value, call, representative)).rowcount == 1

    def of(self, representative: str) -> tuple[Talked, ...]:
        return tuple(map(_talked, self._database.rows(_OF, representative, MOST_SHOWN)))


_Row = tuple[str, str, str, str | None, bytes, str | None]


def _row(talk: Talked) -> _Row:
    return (
        talk.call,
        talk.representative,
        codec.encode_moment(talk.began),
        None if talk.ended is None else codec.encode_moment(talk.ended),
        codec.encode_hand_off(talk.hand_off),
        None if talk.disposition is None else talk.disposition.value,
    )


def _talked(row: tuple[object, ...]) -> Talked:
    call, representative, began, ended, hand_off, disposition = cast("_Row", row)
    try:
        said = None if disposition is None else Disposition(disposition)
    except ValueError as error:
        raise StoreError(f"a talk has a disposition this program does not know: {error}") from error
    return Talked(
        call,
        representative,
        codec.decode_moment(began),
        None if ended is None else codec.decode_moment(ended),
        codec.decode_hand_off(hand_off),
        said,
    )
