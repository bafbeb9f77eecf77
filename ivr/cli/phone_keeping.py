"""What is left of calls by telephone: a line at the terminal, one of them as a test, and what was recorded as sound files."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from ivr.carrier.network import Call
from ivr.carrier.recordings import Recording
from ivr.cli.keeping import Wish
from ivr.cli.phone_telling import tell
from ivr.cli.trouble import CannotRunError
from ivr.rehearsal.observing import observed, worded
from ivr.rehearsal.saving import OWNER_ONLY, Circumstances


@dataclass(slots=True)
class Keeper:
    """`elsewhere`: the target is a URL, and has a clock of its own. Of the calls that were answered the first that can be
    saved is."""

    target: str
    elsewhere: bool
    wish: Wish | None = None
    folder: Path | None = None
    token: str | None = field(default=None, repr=False)
    _saved: str | None = field(default=None, init=False)
    _done: bool = field(default=False, init=False)
    _one_by_one: Lock = field(default_factory=Lock, init=False, repr=False)

    def keep(self, call: Call, caller: str, at: datetime) -> None:
        """Blocks, for about a second where the call is saved. `at` is when it began."""
        with self._one_by_one:
            tell(_told(call, caller))
            if self.folder is not None:
                _write(call.recordings, self.folder)
            if self.wish is not None and not self._done and call.legs[0].answered:
                self._save(call, self.wish, self._seen(call, caller, at))

    def saved(self, call: Call) -> str | None:
        """The file a call was saved as; None for every other call."""
        return self.wish.file.name if self.wish is not None and call.sid == self._saved else None

    def _seen(self, call: Call, caller: str, at: datetime) -> Circumstances:
        return Circumstances(
            title=f"A call to {self.target}",
            at=None if self.elsewhere else at,
            url=self.target if self.elsewhere else None,
            caller=caller,
            phones=observed(call),
        )

    def _save(self, call: Call, wish: Wish, seen: Circumstances) -> None:
        worded(call)
        try:
            wish.keep(call, seen, self.token)
        except CannotRunError as error:
            tell(error.format_message(), err=True)
            return
        self._done, self._saved = True, call.sid


def _told(call: Call, caller: str) -> str:
    """How a call went, for people."""
    whole = round(call.seconds)
    rows = [f"A call from {caller}: {call.ended}, after {whole // 60}:{whole % 60:02d}."]
    rows += [f"  the carrier notes: {entry}" for entry in call.debugger]
    return "\n".join(rows)


def _write(recordings: Sequence[Recording], folder: Path) -> None:
    """What people said, to a machine that asked them for their name: only the owner can hear it."""
    for one in recordings:
        file = folder / f"{one.sid}.wav"
        try:
            with open(file, "xb", opener=_private) as fresh:
                fresh.write(one.file())
        except OSError as error:
            tell(f"{file} could not be written: {error.strerror}", err=True)
        else:
            tell(f"Recorded: {file} ({one.seconds} s)")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, OWNER_ONLY)
