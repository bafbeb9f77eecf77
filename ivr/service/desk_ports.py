"""Who may sign in to the desk and to the representatives' own line, and how failures to do so are counted."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """A representative sees the own desk; a supervisor sees everybody's work, and may close the office."""

    REPRESENTATIVE = "representative"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a password. `representative` is the id in representatives.yaml, empty for whoever takes no calls.
    `code` is keyed on the telephone together with the PIN; hashes are werkzeug's. `session` changes when the password
    does, and ends what was signed in before."""

    name: str
    password: str = field(repr=False)
    role: Role
    representative: str = ""
    code: str = ""
    pin: str = field(default="", repr=False)
    session: str = field(default="", repr=False)


class Users(Protocol):
    """Every method raises StoreError when the store cannot answer."""

    def put(self, user: User) -> None:
        """Add, or replace whoever has that name. Raises ValueError when another user has the same code."""
        ...

    def get(self, name: str) -> User | None: ...

    def by_code(self, code: str) -> User | None: ...

    def all(self) -> tuple[User, ...]:
        """By name."""
        ...

    def remove(self, name: str) -> bool: ...


class Failures(Protocol):
    """Failed attempts to sign in, by what they have in common: a name, an address, a calling number."""

    def note(self, what: str, at: datetime) -> None: ...

    def since(self, what: str, moment: datetime) -> int:
        """How many there were at that moment or later."""
        ...

    def forget(self, what: str) -> None: ...
