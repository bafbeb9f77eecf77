"""`ivr desk` on a real pseudo-terminal: what is typed is asked for twice and never shown."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE = 30.0
PASSWORD, PIN = "four harbour lamps", "258036"


class Terminal:
    """Somebody who adds a user at a terminal. Ends only the process it started."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.person, program = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ivr.cli.main", "desk", *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "IVR_LINE": "tiny"},
            stdin=program,
            stdout=program,
            stderr=program,
            start_new_session=True,
        )
        os.close(program)
        self.screen = ""
        self.seen = 0

    def answer(self, question: str, typed: str) -> None:
        """Wait for the question, behind what was there before, and type."""
        deadline = time.monotonic() + PATIENCE
        while question not in self.screen[self.seen :]:
            ready, _, _ = select.select([self.person], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{question!r} did not come; the screen says:\n{self.screen}"
            self.screen += os.read(self.person, 4096).decode()
        self.seen = len(self.screen)
        os.write(self.person, f"{typed}\n".encode())

    def end(self) -> int:
        status = self.process.wait(PATIENCE)
        while select.select([self.person], [], [], 0)[0]:
            try:
                self.screen += os.read(self.person, 4096).decode()
            except OSError:  # the other end is closed, and everything is read
                break
        return status

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        os.close(self.person)


@pytest.fixture
def terminal(tiny: Path) -> Iterator[Terminal]:
    one = Terminal(tiny.parent, "add-user", "ann", "--role", "representative", "--code", "17")
    yield one
    one.close()


def test_a_password_is_asked_for_until_it_is_good_and_typed_the_same_twice(terminal: Terminal) -> None:
    for question, typed in (
        ("Password: ", "short"),
        ("Password again: ", "short"),
        ("Password: ", PASSWORD),
        ("Password again: ", PASSWORD[::-1]),
        ("Password: ", PASSWORD),
        ("Password again: ", PASSWORD),
        ("PIN: ", PIN),
        ("PIN again: ", PIN),
    ):
        terminal.answer(question, typed)
    assert terminal.end() == 0
    assert "A password has at least 10 characters." in terminal.screen
    assert "values do not match" in terminal.screen
    assert "ann may sign in as a representative." in terminal.screen
    assert not [secret for secret in ("short", PASSWORD, PASSWORD[::-1], PIN) if secret in terminal.screen]


def test_whoever_gives_up_has_added_nobody(terminal: Terminal, tiny: Path) -> None:
    terminal.answer("Password: ", "\x04")  # the end of what is typed
    assert terminal.end() != 0
    listed = subprocess.run(
        [sys.executable, "-m", "ivr.cli.main", "desk", "users"],
        cwd=tiny.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert listed.stdout.startswith("Nobody may sign in yet")
