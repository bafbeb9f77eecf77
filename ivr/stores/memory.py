"""Calls in this process's memory, for tests and demonstrations: what SqliteStore promises, without the file.

States, entries and whispers are kept as the bytes the codec makes of them, so that what another store could not keep
does not pass here either. Nothing is sealed, because nothing leaves the process.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from ivr.dialog.journal import Entry
from ivr.dialog.state import CallState
from ivr.service.ports import Clock, Exchange, StoreError, Whisper
from ivr.stores import codec
from ivr.stores.callers import callers, readable


@dataclass(slots=True)
class _Call:
    """One call in progress. `at` is the moment of its last exchange, `parent` the call it was rung for."""

    at: str
    state: bytes
    parent: str | None = None
    replies: dict[int, bytes] = field(default_factory=dict)


class MemoryStore:
    """The Store for the threads of one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._writing = Lock()
        self._claims: dict[str, Lock] = {}
        self._calls: dict[str, _Call] = {}
        self._ended: set[str] = set()
        self._intents: dict[tuple[str, int], str] = {}
        self._whispers: dict[str, bytes] = {}
        self._journals: dict[str, list[bytes]] = {}
        self._sources: dict[str, dict[str, str]] = {}

    @contextmanager
    def claim(self, call: str) -> Iterator[None]:
        with self._claims.setdefault(call, Lock()):
            yield

    def state(self, call: str) -> CallState | None:
        kept = self._calls.get(call)
        return None if kept is None else codec.decode_state(kept.state)

    def reply(self, call: str, turn: int) -> bytes | None:
        kept = self._calls.get(call)
        return None if kept is None else kept.replies.get(turn)

    def latest_reply(self, call: str) -> bytes | None:
        kept = self._calls.get(call)
        return None if kept is None else next(reversed(kept.replies.values()))

    def save(self, exchange: Exchange) -> None:
        """Raises StoreError, and saves nothing, for a call that is over and for a turn that was answered before."""
        state = codec.encode_state(exchange.state)
        journal = [codec.encode_entry(entry) for entry in exchange.journal]
        whispers = {whisper.token: codec.encode_whisper(whisper) for whisper in exchange.whispers}
        with self._writing:
            self._refuse(exchange)
            kept = self._calls.setdefault(exchange.call, _Call("", b""))
            kept.at, kept.state = codec.encode_moment(self._clock.now()), state
            kept.replies[exchange.answered] = exchange.reply
            self._intents.pop((exchange.call, exchange.answered), None)
            self._journals.setdefault(exchange.call, []).extend(journal)
            self._whispers.update(whispers)
            self._decide(kept, exchange.verdict)

    def intend(self, call: str, turn: int, what: str) -> bool:
        with self._writing:
            if (call, turn) in self._intents:
                return False
            self._intents[call, turn] = what
            return True

    def whisper(self, token: str) -> Whisper | None:
        kept = self._whispers.get(token)
        return None if kept is None else codec.decode_whisper(kept)

    def whispers_of(self, call: str, turn: int) -> tuple[Whisper, ...]:
        return tuple(whisper for whisper in self._all_whispers() if (whisper.call, whisper.turn) == (call, turn))

    def close(self, call: str, entries: Iterable[Entry]) -> bool:
        """Ends the legs that were rung for the call too, those whose verdict was saved."""
        last = [codec.encode_entry(entry) for entry in entries]
        with self._writing:
            if call not in self._calls:
                return False
            self._journals.setdefault(call, []).extend(last)
            for leg in [call, *(leg for leg, kept in self._calls.items() if kept.parent == call and leg != call)]:
                self._forget(leg)
            return True

    def closed(self, call: str) -> bool:
        return call in self._ended

    def journal(self, call: str) -> tuple[Entry, ...]:
        return tuple(map(codec.decode_entry, tuple(self._journals.get(call, ()))))

    def open_since_before(self, moment: datetime) -> tuple[str, ...]:
        """Longest ago first."""
        limit = codec.encode_moment(moment)
        with self._writing:
            return tuple(
                call for at, call in sorted((kept.at, call) for call, kept in self._calls.items()) if at < limit
            )

    def in_progress(self) -> tuple[tuple[str, datetime, CallState], ...]:
        with self._writing:
            calls = [(call, kept.state) for call, kept in self._calls.items() if kept.parent is None]
            first = {call: self._journals[call][0] for call, _ in calls if self._journals.get(call)}
            undecided = [one for one in self._all_whispers() if one.accepted is None]
        began = sorted((codec.decode_entry(first[call]).at, call, state) for call, state in calls if call in first)
        return callers(readable(lambda row: (row[1], row[0], codec.decode_state(row[2])), began), undecided)

    def save_source(self, digest: str, files: Mapping[str, str]) -> None:
        self._sources.setdefault(digest, dict(files))

    def source(self, digest: str) -> Mapping[str, str] | None:
        files = self._sources.get(digest)
        return None if files is None else dict(files)

    def ping(self) -> None:
        """Memory always answers."""

    def _refuse(self, exchange: Exchange) -> None:
        if exchange.call in self._ended:
            raise StoreError(f"call {exchange.call} is over; nothing more can be saved for it")
        kept = self._calls.get(exchange.call)
        if kept is not None and exchange.answered in kept.replies:
            raise StoreError(f"turn {exchange.answered} of call {exchange.call} was answered before")
        tokens = [whisper.token for whisper in exchange.whispers]
        if len(set(tokens)) < len(tokens) or not self._whispers.keys().isdisjoint(tokens):
            raise StoreError(f"call {exchange.call} would ring two legs with one token")

    def _decide(self, leg: _Call, verdict: tuple[str, bool] | None) -> None:
        """Keep a leg's verdict; from then on the leg is a child of the call that rang it."""
        token, accepted = verdict or ("", False)
        whisper = self.whisper(token)
        if whisper is not None:
            leg.parent = whisper.call
            self._whispers[token] = codec.encode_whisper(replace(whisper, accepted=accepted))

    def _all_whispers(self) -> Iterator[Whisper]:
        return map(codec.decode_whisper, tuple(self._whispers.values()))

    def _forget(self, leg: str) -> None:
        del self._calls[leg]
        self._ended.add(leg)
        self._intents = {key: what for key, what in self._intents.items() if key[0] != leg}
        for whisper in self._all_whispers():
            if whisper.call == leg:
                del self._whispers[whisper.token]
