"""Other processes and sudden deaths: no change is lost, and the floor is whole and free after each of them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlite_calls import asked
from stores_cast import KEY, ROSA, WAITER, joins, taken, takes_one

import ivr
from ivr.routing.floor import Floor
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer

CHILD = f"""
import sys
from pathlib import Path
from stores_cast import *
from ivr.stores.desk_store import desk_store
from ivr.stores.sealing import Sealer

def stop(word):
    print(word, flush=True)
    sys.stdin.read()

board = desk_store(Path(sys.argv[1]), Sealer(["{KEY}"])).board
"""
COUNT_UP = """
stop("ready")
for _ in range(150):
    before = board.look().standings["rosa"].taken
    assert board.change(takes_one).standings["rosa"].taken > before
"""
DIE_IN_A_MOVE = """
def dies(floor):
    takes_one(floor)
    stop("ready")

board.change(dies)
"""
DIE_IN_A_CHANGE = """
from ivr.stores import floor_sqlite
written = floor_sqlite._write

def write(*args):
    written(*args)
    stop("ready")

floor_sqlite._write = write
board.change(joins)
"""


@contextmanager
def child(path: Path, does: str) -> Iterator[subprocess.Popen[str]]:
    """Another process with this board, at the point where its program says it is ready."""
    here = (Path(ivr.__file__).parents[1], Path(__file__).parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, here))}
    program = [sys.executable, "-c", CHILD + does, str(path)]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def killed(path: Path, does: str) -> None:
    with child(path, does) as process:
        process.send_signal(signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL


class TestProcesses:
    def test_that_change_the_floor_at_the_same_moment_lose_no_change(self, path: Path, desk_file: DeskStore) -> None:
        desk_file.board.change(lambda floor: replace(floor, standings={"rosa": ROSA}))
        with ExitStack() as stack:
            processes = [stack.enter_context(child(path, COUNT_UP)) for _ in range(2)]
            for process in processes:
                assert process.stdin is not None
                process.stdin.close()
            for _ in range(100):
                desk_file.board.change(takes_one)
            assert [process.wait(30) for process in processes] == [0, 0]
        assert taken(desk_file.board.look()) == 400
        assert desk_file.board.version() == 401

    def test_that_are_killed_while_they_move_leave_the_floor_as_it_was(self, path: Path, desk_file: DeskStore) -> None:
        desk_file.board.change(takes_one)
        killed(path, DIE_IN_A_MOVE)
        assert taken(desk_file.board.look()) == 1
        assert taken(desk_file.board.change(takes_one)) == 2

    def test_that_are_killed_while_they_write_leave_the_floor_whole_and_unlocked(
        self, path: Path, desk_file: DeskStore
    ) -> None:
        before = desk_file.board.change(takes_one)
        killed(path, DIE_IN_A_CHANGE)
        assert desk_file.board.look() == before
        assert desk_file.board.version() == 1
        after = desk_file.board.change(joins)
        assert after == Floor({"rosa": replace(ROSA, taken=1)}, {"CA1": WAITER})
        assert asked(path, "PRAGMA integrity_check") == [("ok",)]

    def test_that_are_killed_alone_with_the_file_leave_a_floor_that_is_there_after_a_restart(self, path: Path) -> None:
        with desk_store(path, Sealer([KEY])) as desk:
            before = desk.board.change(takes_one)
        killed(path, DIE_IN_A_CHANGE)
        with desk_store(path, Sealer([KEY])) as desk:
            assert desk.board.look() == before
            assert desk.board.change(joins).waiting == {"CA1": WAITER}
