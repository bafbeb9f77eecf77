"""`ivr call` on a real pseudo-terminal: a process of its own, real time, keys typed by hand."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE = 30.0


class Terminal:
    """Somebody in front of a terminal on which `ivr call` runs. Ends only the process it started."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.person, self.program = pty.openpty()
        termios.tcsetwinsize(self.program, (24, 80))
        self.before = termios.tcgetattr(self.program)
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ivr.cli.main", "call", *arguments],
            cwd=folder,
            env=environment,
            stdin=self.program,
            stdout=self.program,
            stderr=self.program,
            start_new_session=True,
        )
        self.text = ""

    def until(self, words: str) -> None:
        """Read until the words stand on the screen."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.text:
            ready, _, _ = select.select([self.person], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{words!r} did not come; the screen says:\n{self.text}"
            self.text += os.read(self.person, 4096).decode()

    def type(self, keys: str) -> None:
        os.write(self.person, keys.encode())

    def end(self) -> int:
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        os.close(self.person)
        os.close(self.program)


@pytest.fixture
def terminal(tiny: Path) -> Iterator[Terminal]:
    one = Terminal(tiny.parent, "tiny", "--fast")
    yield one
    one.close()


def test_somebody_types_1_and_an_account_number_and_hangs_up(terminal: Terminal) -> None:
    terminal.until("(the line listens)")
    terminal.type("1")
    terminal.until("enter your account number.")
    terminal.type("123456789012")
    terminal.until("••••••••9012")
    terminal.until("You entered • • • •, • • • •, nine zero one two.")
    terminal.type("h")
    terminal.until("Ended: the caller hangs up")
    assert terminal.end() == 0
    assert "h         hang up" in terminal.text
    assert not re.search(r"1\D{0,9}2\D{0,9}3\D{0,9}4", terminal.text)
    assert termios.tcgetattr(terminal.program) == terminal.before


def test_ctrl_c_hangs_up_and_gives_the_terminal_back(terminal: Terminal) -> None:
    terminal.until("(the line listens)")
    os.kill(terminal.process.pid, 2)
    terminal.until("Ended: the caller hangs up")
    assert terminal.end() == 0
    assert termios.tcgetattr(terminal.program) == terminal.before
    assert "Traceback" not in terminal.text


def test_no_row_is_wider_than_the_terminal(terminal: Terminal) -> None:
    terminal.until("(the line listens)")
    terminal.type("h")
    terminal.until("Ended:")
    assert max(len(row.rstrip("\r")) for row in terminal.text.split("\n")) <= 80


def test_a_line_with_mistakes_is_told_before_anything_is_heard(tiny: Path) -> None:
    (tiny / "company.yaml").write_text("nmae: Tiny Company\n")
    terminal = Terminal(tiny.parent, "tiny", "--fast")
    try:
        terminal.until("tiny/company.yaml:1:1 IVR")
        assert terminal.end() == 2
        assert termios.tcgetattr(terminal.program) == terminal.before
        assert "You call" not in terminal.text
    finally:
        terminal.close()


def test_a_call_typed_by_hand_is_traced_and_saved_as_a_test_that_passes(tiny: Path) -> None:
    one = Terminal(tiny.parent, "tiny", "--fast", "--trace", "--save", "tiny/mine.call.yaml")
    try:
        one.until("(the line listens)")
        one.type("1")
        one.until("enter your account number.")
        one.type("h")
        one.until("Played again, it passes: ivr test tiny/mine.call.yaml")
        assert one.end() == 0
    finally:
        one.close()
    assert "POST https://line.example.test/voice" in one.text
    assert (tiny / "mine.call.yaml").read_text().endswith("  - hang_up: true\nends: the caller hangs up\n")
