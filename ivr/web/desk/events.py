"""Server-sent events: one number whenever a page may look different, and nothing that is worth listening in to.

A stream holds a thread, and threads answer calls. So there is a cap, refused at once with 503, and a stream ends by itself
after five minutes; the browser opens it again.
"""

from collections.abc import Callable, Iterator
from threading import BoundedSemaphore, Lock

from flask import Response
from flask.typing import ResponseReturnValue

from ivr.service.desk import Desk
from ivr.service.desk_ports import User
from ivr.service.ports import StoreError

SECONDS = 300
"""How long a stream lasts, in looks of about a second each."""
HEARTBEAT = 15
"""Looks without news after which something is sent, so that no proxy closes the stream and a page knows it is alive."""

NOTHING = ":\n\n"
"""A comment, sent at each look without news: a server notices only by writing that a page was left, and until then the
place is held. Whoever went to and fro between two pages would soon have used up all of them."""


class Streams:
    def __init__(self, desk: Desk, most: int, wait: Callable[[float], object]) -> None:
        self._desk = desk
        self._places = BoundedSemaphore(max(most, 0))
        self._wait = wait

    def open(self, user: User) -> ResponseReturnValue:
        del user  # whoever is signed in may know that something changed
        if not self._places.acquire(blocking=False):
            return Response(status=503)
        response = Response(versions(self._desk, self._wait), mimetype="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"  # nginx would keep the events to itself
        response.call_on_close(_Once(self._places.release))  # a generator nobody began has no finally
        return response


def versions(desk: Desk, wait: Callable[[float], object]) -> Iterator[str]:
    """`beat` is an event of its own: the script does not see comments, and must notice a connection that died. A
    `wait` that answers True ends the stream: the server is about to stop."""
    yield "retry: 1000\n\n"
    seen, quiet = None, 0
    for _ in range(SECONDS):
        try:
            version = desk.version()
        except StoreError:
            return
        quiet += 1
        if version != seen:
            seen, quiet = version, 0
            yield f"data: {version}\n\n"
        elif quiet >= HEARTBEAT:
            quiet = 0
            yield f": still here\nevent: beat\ndata: {version}\n\n"
        else:
            yield NOTHING
        if wait(1.0):
            return


class _Once:
    """Servers may close a response twice; a place is given back once."""

    def __init__(self, release: Callable[[], None]) -> None:
        self._release = release
        self._lock = Lock()
        self._done = False

    def __call__(self) -> None:
        with self._lock:
            done, self._done = self._done, True
        if not done:
            self._release()
