"""A worker process of `ivr serve`: the application, an end when the server that started it is gone, and an end of live pages
when the worker is asked to stop.

Without the first, a server that was killed would leave workers behind that hold its port, and could not be started again.
Without the second, pages of the desk would hold a worker that lets its requests finish, and no call would be answered.
"""

import multiprocessing
import os
import signal
import threading

from flask import Flask

from ivr import bootstrap

FINISH_SECONDS = 5.0
"""How long a worker whose server is gone may take to finish what it is doing."""


def make_app() -> Flask:
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    return bootstrap.make_app(_asked_to_stop().wait)


def _asked_to_stop() -> threading.Event:
    """Set by the first signal. The server sets handlers of its own after this; the interpreter writes each signal to this pipe
    whoever handles it (Python, signal.set_wakeup_fd)."""
    asked = threading.Event()
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    signal.set_wakeup_fd(writes, warn_on_full_buffer=False)

    def listen() -> None:
        os.read(reads, 1)
        asked.set()

    threading.Thread(target=listen, name="asked-to-stop", daemon=True).start()
    return asked


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(FINISH_SECONDS)
    os._exit(1)
