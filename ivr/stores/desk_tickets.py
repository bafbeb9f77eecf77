"""Call backs still to be made. A ticket holds what was keyed: on disk it is sealed as a call's state is, and overwritten
when it is done."""

from typing import cast

from ivr.service.floor_ports import Ticket
from ivr.stores import codec
from ivr.stores.database import Database
from ivr.stores.sealing import Sealer


class MemoryTickets:
    """The Tickets for the threads of one process, as the bytes that a file would hold."""

    def __init__(self) -> None:
        self._tickets: dict[str, bytes] = {}

    def keep(self, ticket: Ticket) -> None:
        self._tickets.setdefault(ticket.token, codec.encode_ticket(ticket))

    def get(self, token: str) -> Ticket | None:
        kept = self._tickets.get(token)
        return None if kept is None else codec.decode_ticket(kept)

    def forget(self, token: str) -> None:
        self._tickets.pop(token, None)


class SqliteTickets:
    """The Tickets in the file of `database`. Raises UnreadableStateError for one that was sealed with a key not at hand."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def keep(self, ticket: Ticket) -> None:
        """On disk when this returns: the caller is about to be told that we call back."""
        body = self._sealer.seal(codec.encode_ticket(ticket))
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "INSERT INTO desk_tickets (token, body) VALUES (?, ?) ON CONFLICT DO NOTHING", (ticket.token, body)
            )

    def get(self, token: str) -> Ticket | None:
        rows = self._database.rows("SELECT body FROM desk_tickets WHERE token = ?", token)
        return codec.decode_ticket(self._sealer.open(cast("bytes", rows[0][0]))) if rows else None

    def forget(self, token: str) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM desk_tickets WHERE token = ?", (token,))
