"""Messages callers left. Nobody's message is thrown away unheard; the others go 90 days after they were heard."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import cast

from ivr.service.floor_ports import Voicemail
from ivr.stores import codec
from ivr.stores.database import Database

KEEP_HEARD = timedelta(days=90)
"""Counted to the message that is kept next: a store without a clock does the same in a simulated year."""

MOST_SHOWN = 200
"""Of each group, so that no group's flood hides what was left for another."""

_KEEP = """
    INSERT INTO desk_voicemails (recording, call, team, left_at, seconds, hand_off, heard_by, heard_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
_ALL = """
    SELECT recording, call, team, left_at, seconds, hand_off, heard_by, heard_at FROM (
        SELECT *, row_number() OVER (
            PARTITION BY team ORDER BY heard_at IS NOT NULL, left_at DESC, recording
        ) AS place FROM desk_voicemails
    ) WHERE place <= ? ORDER BY heard_at IS NOT NULL, left_at DESC, recording"""
_HEARD = "UPDATE desk_voicemails SET heard_by = ?, heard_at = ? WHERE recording = ? AND heard_at IS NULL"


class MemoryVoicemails:
    """The Voicemails for the threads of one process."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._messages: dict[str, Voicemail] = {}

    def keep(self, message: Voicemail) -> None:
        kept = _message(_row(message))  # what a file could not hold does not pass here either
        limit = kept.left_at - KEEP_HEARD
        with self._changing:
            for one in tuple(self._messages.values()):
                if one.heard_at is not None and one.heard_at < limit:
                    del self._messages[one.recording]
            self._messages.setdefault(kept.recording, kept)

    def all(self) -> tuple[Voicemail, ...]:
        by_name = sorted(self._messages.values(), key=lambda one: one.recording)
        newest = sorted(by_name, key=lambda one: one.left_at, reverse=True)
        in_order = sorted(newest, key=lambda one: one.heard_at is not None)
        count: Counter[str] = Counter()
        return tuple(one for one in in_order if _counted(count, one.group) <= MOST_SHOWN)

    def heard(self, recording: str, by: str, at: datetime) -> bool:
        with self._changing:
            one = self._messages.get(recording)
            if one is None or one.heard_at is not None:
                return False
            self._messages[recording] = _message(_row(replace(one, heard_by=by, heard_at=at)))
            return True


class SqliteVoicemails:
    """The Voicemails in the file of `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, message: Voicemail) -> None:
        """On disk when this returns: the carrier has the sound, and only this says that there is any."""
        row, limit = _row(message), codec.encode_moment(message.left_at - KEEP_HEARD)
        with self._database.writing(durable=True) as connection:
            connection.execute("DELETE FROM desk_voicemails WHERE heard_at < ?", (limit,))
            connection.execute(_KEEP, row)

    def all(self) -> tuple[Voicemail, ...]:
        return tuple(map(_message, self._database.rows(_ALL, MOST_SHOWN)))

    def heard(self, recording: str, by: str, at: datetime) -> bool:
        moment = codec.encode_moment(at)
        with self._database.writing() as connection:
            return connection.execute(_HEARD, (by, moment, recording)).rowcount == 1


def _counted(count: Counter[str], group: str) -> int:
    count[group] += 1
    return count[group]


_Row = tuple[str, str, str, str, int, bytes, str, str | None]


def _row(message: Voicemail) -> _Row:
    return (
        message.recording,
        message.call,
        message.group,
        codec.encode_moment(message.left_at),
        message.seconds,
        codec.encode_hand_off(message.hand_off),
        message.heard_by,
        None if message.heard_at is None else codec.encode_moment(message.heard_at),
    )


def _message(row: tuple[object, ...]) -> Voicemail:
    recording, call, group, left_at, seconds, hand_off, heard_by, heard_at = cast("_Row", row)
    return Voicemail(
        recording=recording,
        call=call,
        group=group,
        left_at=codec.decode_moment(left_at),
        seconds=seconds,
        hand_off=codec.decode_hand_off(hand_off),
        heard_by=heard_by,
        heard_at=None if heard_at is None else codec.decode_moment(heard_at),
    )
