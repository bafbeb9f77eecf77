"""A worker process of `ivr serve`: the application, and an end when the server that started it is gone.

Without that, a server that was killed would leave workers behind that hold its port, and could not be started again.
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
    return bootstrap.make_app()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(FINISH_SECONDS)
    os._exit(1)
