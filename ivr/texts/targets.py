"""What payment links stand for, kept by reference until they expire. tests/texts/test_texts_targets.py is the contract."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from ivr.service.ports import LinkTarget
from ivr.texts.seals import Seals
from ivr.texts.tables import Tables, text_of


class Targets(Protocol):
    """Every method raises StoreError when it cannot be done."""

    def keep(self, reference: str, target: LinkTarget, expires: datetime) -> None:
        """Keeping a second time under one reference changes nothing: the link that was sent stays what it was."""
        ...

    def find(self, reference: str, now: datetime) -> LinkTarget | None:
        """None for one that is not there or expired."""
        ...

    def purge(self, now: datetime) -> None:
        """Forget what expired."""
        ...


@dataclass(slots=True)
class MemoryTargets:
    _kept: dict[str, tuple[LinkTarget, datetime]] = field(default_factory=dict, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def keep(self, reference: str, target: LinkTarget, expires: datetime) -> None:
        with self._lock:
            self._kept.setdefault(reference, (target, expires))

    def find(self, reference: str, now: datetime) -> LinkTarget | None:
        with self._lock:
            kept = self._kept.get(reference)
        return None if kept is None or kept[1] <= now else kept[0]

    def purge(self, now: datetime) -> None:
        with self._lock:
            self._kept = {reference: kept for reference, kept in self._kept.items() if kept[1] > now}


class SqliteTargets:
    """The Targets in the file at `path`, sealed. Raises StoreError for one it cannot use."""

    def __init__(self, path: Path, seals: Seals) -> None:
        self._tables = Tables(path)
        self._seals = seals

    def keep(self, reference: str, target: LinkTarget, expires: datetime) -> None:
        row = (reference, text_of(expires), self._seals.seal_target(target))
        with self._tables.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO payment_links VALUES (?, ?, ?)", row)

    def find(self, reference: str, now: datetime) -> LinkTarget | None:
        row: tuple[bytes] | None
        with self._tables.reading() as connection:
            row = connection.execute(
                "SELECT target FROM payment_links WHERE reference = ? AND expires > ?", (reference, text_of(now))
            ).fetchone()
        return None if row is None else self._seals.unseal_target(row[0])

    def purge(self, now: datetime) -> None:
        with self._tables.writing() as connection:
            connection.execute("DELETE FROM payment_links WHERE expires <= ?", (text_of(now),))
