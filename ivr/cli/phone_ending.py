"""How `ivr phone` ends: on Ctrl-C, when whoever ends processes says so, and when its terminal is closed.

Whenever that comes, what was put up is taken down first: beside the passing database lies the key that reads it. So a second
signal changes nothing, and everything on the way down has a time of its own.
"""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


def _signals() -> tuple[signal.Signals, ...]:
    """A hang-up stays ignored where whoever started this said so (nohup)."""
    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none
    if hang_up is None or signal.getsignal(hang_up) is signal.SIG_IGN:
        return (signal.SIGINT, signal.SIGTERM)
    return (signal.SIGINT, signal.SIGTERM, hang_up)


@dataclass(slots=True)
class Ending:
    """Before anything goes on, the first signal is a KeyboardInterrupt wherever it finds the program."""

    _signals: tuple[signal.Signals, ...] = field(default_factory=_signals)
    _asked: bool = False

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """Around all that is put up and taken down."""
        before = {one: signal.signal(one, self._at_once) for one in self._signals}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    @contextmanager
    def asked(self) -> Iterator[asyncio.Event]:
        """On the loop: set by the first signal. Inside of `in_order`."""
        loop, end = asyncio.get_running_loop(), asyncio.Event()
        for one in self._signals:
            loop.add_signal_handler(one, self._ask, end)
        try:
            yield end
        finally:
            for one in self._signals:
                loop.remove_signal_handler(one)
                signal.signal(one, self._at_once)

    def _ask(self, end: asyncio.Event) -> None:
        self._asked = True
        end.set()

    def _at_once(self, *_: object) -> None:
        if not self._asked:
            self._asked = True
            raise KeyboardInterrupt
