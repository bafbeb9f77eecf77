"""The keys of a terminal, one by one as they are typed, without Enter."""

import asyncio
import os
import signal
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ESCAPE = "\x1b"
HANG_UP = "h"
INTERRUPT = "\x03"
_GOODBYES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def unbuffered(terminal: int) -> Iterator[None]:
    """No echo and no waiting for Enter, until the end, however it comes; Ctrl-C stays a signal. Keys typed ahead and
    never read are dropped at the end, so that no shell gets an account number as a command."""
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


@contextmanager
def typed(terminal: int, key: Callable[[str], None]) -> Iterator[None]:
    """Calls `key` with each character typed meanwhile: HANG_UP at the end of the terminal, INTERRUPT for Ctrl-C and
    other requests to end."""
    loop = asyncio.get_running_loop()

    def read() -> None:
        text = _read(terminal)
        if not text:
            loop.remove_reader(terminal)
        for one in text or HANG_UP:
            key(one)

    loop.add_reader(terminal, read)
    for number in _GOODBYES:
        loop.add_signal_handler(number, key, INTERRUPT)
    try:
        yield
    finally:
        loop.remove_reader(terminal)
        for number in _GOODBYES:
            loop.remove_signal_handler(number)


def _read(terminal: int) -> str:
    """Empty at the end. A special key sends an escape and characters that nobody typed: they are dropped together."""
    try:
        text = os.read(terminal, 1024).decode(errors="replace")
    except OSError:  # the other end of a pseudo-terminal is gone
        return ""
    return " " if text.startswith(ESCAPE) else text
