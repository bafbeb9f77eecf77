"""The floor in this process's memory, for tests and demonstrations. What a file could not keep does not pass here either."""

from collections.abc import Callable
from threading import Lock

from ivr.routing.floor import Floor
from ivr.stores import floor_rows


class MemoryBoard:
    """The Board for the threads of one process."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._now = (0, floor_rows.EMPTY)  # replaced whole, so that it can be read without the lock

    def look(self) -> Floor:
        return self._now[1]

    def change(self, move: Callable[[Floor], Floor]) -> Floor:
        """`move` may look, but not change the floor itself."""
        with self._changing:
            version, before = self._now
            rows = floor_rows.changes(before, move(before))
            if rows:
                self._now = (version + 1, floor_rows.changed(before, rows))
            return self._now[1]

    def version(self) -> int:
        return self._now[0]
