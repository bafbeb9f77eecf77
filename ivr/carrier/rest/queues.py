"""Queues, to be read: who waits, in which order, how long. Source: Twilio, "Queue resource", "Member subresource"."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from ivr.carrier.rest.problems import not_found
from ivr.carrier.rest.shapes import Account, stamp


class MemberView(Protocol):
    """A waiting call. Positions count from 1; `wait_seconds` is how long it has waited by now."""

    @property
    def call(self) -> str: ...

    @property
    def position(self) -> int: ...

    @property
    def wait_seconds(self) -> int: ...

    @property
    def enqueued(self) -> datetime: ...


class QueueView(Protocol):
    """A queue of the network. `average_wait` is in whole seconds."""

    @property
    def sid(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def max_size(self) -> int: ...

    @property
    def average_wait(self) -> int: ...

    @property
    def members(self) -> Sequence[MemberView]:
        """The front of the queue first."""
        ...


class Queues:
    """`views` gives the queues there are now."""

    def __init__(self, account: Account, views: Callable[[], Sequence[QueueView]]) -> None:
        self._account = account
        self._views = views

    def list(self) -> list[dict[str, object]]:
        return [self._shape(view) for view in self._views()]

    def fetch(self, sid: str) -> dict[str, object]:
        return self._shape(self._view(sid))

    def members(self, sid: str) -> list[dict[str, object]]:
        return [self._member(sid, member) for member in self._view(sid).members]

    def member(self, sid: str, call: str) -> dict[str, object]:
        """By its CallSid, or `Front`."""
        for member in self._view(sid).members:
            if call in ("Front", member.call):
                return self._member(sid, member)
        raise not_found()

    def _view(self, sid: str) -> QueueView:
        for view in self._views():
            if view.sid == sid:
                return view
        raise not_found()

    def _shape(self, view: QueueView) -> dict[str, object]:
        return {
            "sid": view.sid,
            "account_sid": self._account.sid,
            "friendly_name": view.name,
            "max_size": view.max_size,
            "current_size": len(view.members),
            "average_wait_time": view.average_wait,
            "uri": f"{self._account.path}/Queues/{view.sid}.json",
        }

    def _member(self, sid: str, member: MemberView) -> dict[str, object]:
        return {
            "queue_sid": sid,
            "call_sid": member.call,
            "position": member.position,
            "wait_time": member.wait_seconds,
            "date_enqueued": stamp(member.enqueued),
            "uri": f"{self._account.path}/Queues/{sid}/Members/{member.call}.json",
        }
