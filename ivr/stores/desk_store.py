"""All that the floor and the desk keep, put together over one file, or in memory."""

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from ivr.service.desk_ports import Failures, Users
from ivr.service.floor_ports import Board, Talks, Tickets, Voicemails
from ivr.stores.database import Database
from ivr.stores.desk_failures import MemoryFailures, SqliteFailures
from ivr.stores.desk_talks import MemoryTalks, SqliteTalks
from ivr.stores.desk_tickets import MemoryTickets, SqliteTickets
from ivr.stores.desk_users import MemoryUsers, SqliteUsers
from ivr.stores.desk_voicemails import MemoryVoicemails, SqliteVoicemails
from ivr.stores.floor_memory import MemoryBoard
from ivr.stores.floor_sqlite import SqliteBoard
from ivr.stores.sealing import Sealer


@dataclass(frozen=True, slots=True)
class DeskStore:
    """One adapter for each port."""

    board: Board
    tickets: Tickets
    voicemails: Voicemails
    talks: Talks
    users: Users
    failures: Failures
    _database: Database | None = field(default=None, repr=False)

    def shut(self) -> None:
        """Close the file, if there is one. Nothing can be asked of it afterwards."""
        if self._database is not None:
            self._database.shut()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shut()


def desk_store(path: Path | None, sealer: Sealer | None) -> DeskStore:
    """In the file at `path`, which may be that of a SqliteStore, or in memory for None. Raises StoreError for a file that
    cannot be used, ValueError for a file without a sealer: tickets hold what was keyed."""
    if path is None:
        return DeskStore(
            MemoryBoard(), MemoryTickets(), MemoryVoicemails(), MemoryTalks(), MemoryUsers(), MemoryFailures()
        )
    if sealer is None:
        raise ValueError("call backs cannot be kept in a file without a key to seal them with")
    database = Database(path.resolve())
    return DeskStore(
        SqliteBoard(database),
        SqliteTickets(database, sealer),
        SqliteVoicemails(database),
        SqliteTalks(database),
        SqliteUsers(database),
        SqliteFailures(database),
        database,
    )
