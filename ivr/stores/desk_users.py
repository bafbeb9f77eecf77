"""Who may sign in. Passwords and PINs come here as hashes, and nobody's code is another's."""

from threading import Lock
from typing import cast

from ivr.service.desk_ports import Role, User
from ivr.service.ports import StoreError
from ivr.stores.database import Database

_TAKEN = "another user has that code"

_PUT = """
    INSERT INTO desk_users (name, password, role, representative, code, pin, session) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET password = excluded.password, role = excluded.role,
        representative = excluded.representative, code = excluded.code, pin = excluded.pin, session = excluded.session"""
_COLUMNS = "SELECT name, password, role, representative, code, pin, session FROM desk_users"
_OTHERS = "SELECT 1 FROM desk_users WHERE code = ? AND code <> '' AND name <> ?"


class MemoryUsers:
    """The Users for the threads of one process."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._users: dict[str, User] = {}

    def put(self, user: User) -> None:
        with self._changing:
            other = self.by_code(user.code)
            if other is not None and other.name != user.name:
                raise ValueError(_TAKEN)
            self._users[user.name] = user

    def get(self, name: str) -> User | None:
        return self._users.get(name)

    def by_code(self, code: str) -> User | None:
        """Nobody, for no code."""
        return next((user for user in self.all() if code and user.code == code), None)

    def all(self) -> tuple[User, ...]:
        return tuple(sorted(self._users.values(), key=lambda user: user.name))

    def remove(self, name: str) -> bool:
        with self._changing:
            return self._users.pop(name, None) is not None


class SqliteUsers:
    """The Users in the file of `database`. What changes is on disk when a method returns: a power cut must not bring back
    somebody who was removed, or a password that was changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, user: User) -> None:
        row = (user.name, user.password, user.role.value, user.representative, user.code, user.pin, user.session)
        with self._database.writing(durable=True) as connection:
            if connection.execute(_OTHERS, (user.code, user.name)).fetchone() is not None:
                raise ValueError(_TAKEN)
            connection.execute(_PUT, row)

    def get(self, name: str) -> User | None:
        return _first(self._database.rows(f"{_COLUMNS} WHERE name = ?", name))

    def by_code(self, code: str) -> User | None:
        """Nobody, for no code."""
        return _first(self._database.rows(f"{_COLUMNS} WHERE code = ? AND code <> ''", code))

    def all(self) -> tuple[User, ...]:
        return tuple(map(_user, self._database.rows(f"{_COLUMNS} ORDER BY name")))

    def remove(self, name: str) -> bool:
        with self._database.writing(durable=True) as connection:
            return connection.execute("DELETE FROM desk_users WHERE name = ?", (name,)).rowcount == 1


def _first(rows: list[tuple[object, ...]]) -> User | None:
    return _user(rows[0]) if rows else None


def _user(row: tuple[object, ...]) -> User:
    name, password, role, *rest = cast("tuple[str, ...]", row)
    try:
        known = Role(role)
    except ValueError as error:
        raise StoreError(f"a user has a role this program does not know: {error}") from error
    return User(name, password, known, *rest)
