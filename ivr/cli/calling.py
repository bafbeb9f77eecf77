"""Three ways to be on the phone, on one network: typing at a terminal, keys written beforehand, a demonstration."""

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ivr.carrier.clock import DEFAULT_START, Clock, VirtualClock, WallClock
from ivr.carrier.debugger import Level
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keyboard import unbuffered
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.page import Page
from ivr.carrier.handsets.script import ScriptFailedError
from ivr.carrier.handsets.terminal import LEGEND, Terminal
from ivr.carrier.happenings import Ended
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import CALLED, Call, Network
from ivr.carrier.tracing import Tracer
from ivr.cli.keeping import Wish
from ivr.cli.lines import sound_line
from ivr.cli.parameters import is_url
from ivr.cli.trouble import CannotRunError
from ivr.line.overlay import where_is
from ivr.rehearsal.finding import read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import play
from ivr.rehearsal.saving import Circumstances
from ivr.rehearsal.staff import Everybody, willing_staff
from ivr.rehearsal.stage import ACCOUNT, Stage, stage
from ivr.rehearsal.trying import Lines

WIDEST = 100
"""Columns; longer rows are hard to read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The call somebody asked for. `target` is a folder or a URL; `at` is when it is made to take place."""

    target: str
    caller: str
    called: str | None = None
    fast: bool = False
    at: datetime | None = None
    token: str | None = field(default=None, repr=False)
    fallback_url: str | None = None
    status_url: str | None = None
    trace: bool = False
    save: Path | None = None
    with_digits: bool = False

    @property
    def first_token(self) -> str | None:
        """Of several while one replaces another."""
        return (self.token or "").split(",")[0].strip() or None


def with_keys(wanted: Wanted, row: str) -> Ended:
    """In virtual time; prints the transcript. Raises BadKeysError."""
    handset = Keys(row)
    at = wanted.at or DEFAULT_START
    tracer = Tracer()
    with VirtualClock(at.astimezone(UTC)) as clock, _reached(wanted, clock, tracer) as put_up:
        done = _place(put_up, wanted, tracer.caller(handset))
    _told(done, tracer.text(done) if wanted.trace else str(done.transcript))
    return _kept(wanted, done, put_up, at)


def at_terminal(wanted: Wanted) -> Ended:
    """In real time, at the terminal this process was started from."""
    print(_opening(wanted))
    page = Page(sys.stdout, min(shutil.get_terminal_size().columns, WIDEST), styled="NO_COLOR" not in os.environ)
    keyboard = sys.stdin.fileno()
    clock = WallClock(wanted.at)
    tracer, at = Tracer(), wanted.at or clock.now()
    with clock, _reached(wanted, clock, tracer) as put_up, unbuffered(keyboard):
        done = _place(put_up, wanted, tracer.caller(Terminal(keyboard, page)))
    _told(done, f"\n{tracer.text(done)}" if wanted.trace else "")
    return _kept(wanted, done, put_up, at)


def demonstration(wanted: Wanted) -> Ended:
    """The call that line.yaml names; prints its title and transcript."""
    loaded, line = sound_line(wanted.target)
    if line.file.demonstration is None:
        raise CannotRunError("there is no terminal here, and line.yaml names no demonstration; use --keys")
    file = where_is(wanted.target, str(line.file.demonstration))
    call = read(file)
    loaded = Lines().called_by(call, Path(wanted.target)) if call.company else loaded
    print(f"{call.heading.call} ({file})\n")
    tracer = Tracer()
    with _passing_database() as database, _errors_told():
        try:
            done = play(call, loaded, database, tracer)
        except ScriptFailedError as error:
            print(error)
            return Ended.ERROR
    return _told(done, tracer.text(done) if wanted.trace else str(done.transcript))


def _kept(wanted: Wanted, done: Call, put_up: Stage, at: datetime) -> Ended:
    """How the call ended; an error too if it was to be saved and does not pass. Raises CannotRunError."""
    if wanted.save is None:
        return done.ended
    elsewhere = is_url(wanted.target)
    seen = Circumstances(
        title=f"A call to {wanted.target}",
        at=None if elsewhere else at,
        url=wanted.target if elsewhere else None,
        caller=wanted.caller,
        phones=put_up.network.phones,
    )
    harmless = not elsewhere and sound_line(wanted.target)[1].demonstration is not None
    wish = Wish(wanted.save, digits=wanted.with_digits or harmless)
    return done.ended if wish.keep(done, seen, wanted.first_token) else Ended.ERROR


@contextmanager
def _reached(wanted: Wanted, clock: Clock, tracer: Tracer) -> Iterator[Stage]:
    """A network on which the target can be called."""
    if is_url(wanted.target):
        token = wanted.first_token or secrets.token_hex(16)
        with HttpWeb() as web:
            network = Network(tracer.over(web), clock, ACCOUNT, token, Everybody(), speech_factor=_pace(wanted))
            yield Stage(network, wanted.target, wanted.fallback_url, wanted.status_url)
        return
    loaded, line = sound_line(wanted.target)
    phones = willing_staff(line)
    with (
        _passing_database() as database,
        _errors_told(),
        stage(loaded, clock, phones, hurry=wanted.fast, database=database, through=tracer.over) as put_up,
    ):
        yield put_up


def _pace(wanted: Wanted) -> float:
    return 0.0 if wanted.fast else 1.0


@contextmanager
def _passing_database() -> Iterator[Path]:
    """A database for one call: what a try leaves behind, failed PINs for one, must not meet the next try."""
    with tempfile.TemporaryDirectory(prefix="ivr-call-") as folder:
        yield Path(folder) / "ivr.sqlite3"


@contextmanager
def _errors_told() -> Iterator[None]:
    """What the line logs as errors, printed afterwards."""
    with overheard() as errors:
        yield
    for error in errors:
        print(error, file=sys.stderr)


def _place(put_up: Stage, wanted: Wanted, handset: Handset) -> Call:
    return put_up.network.call(
        put_up.voice_url,
        handset=handset,
        caller=wanted.caller,
        called=wanted.called or CALLED,
        fallback_url=put_up.fallback_url,
        status_url=put_up.status_url,
    )


def _told(done: Call, transcript: str = "") -> Ended:
    """How the call went, for people."""
    if transcript:
        print(transcript)
    print(f"\nEnded: {done.ended}, after {_minutes(done.seconds)}.")
    for entry in done.debugger:
        print(f"  the carrier notes an {entry}" if entry.level is Level.ERROR else f"  the carrier notes a {entry}")
    if any("HTTP 403" in entry.message for entry in done.debugger):
        print("  403 is how an application refuses a signature: --token must be its auth token, and the URL its own.")
    return done.ended


def _minutes(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def _opening(wanted: Wanted) -> str:
    """What somebody who never did this must know before the line speaks."""
    rows = [f"You call {wanted.target}. What you hear is written as it is spoken.", "", LEGEND, ""]
    if is_url(wanted.target):
        return "\n".join(rows)
    _, line = sound_line(wanted.target)
    if line.file.accounts is not None:
        rows.append(f"  Account numbers and PINs to try: {where_is(wanted.target, str(line.file.accounts))}")
    rows.append("  At another time of day: --at. Without waiting for the words: --fast.\n")
    return "\n".join(rows)
