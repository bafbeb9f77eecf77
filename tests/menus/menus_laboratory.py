"""The lines that are shipped, and their calls played: with another caller, another company, or another payment company."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from functools import cache
from pathlib import Path

from lines_read import line_in

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import Connector, Payments
from ivr.carrier.phones import Phone
from ivr.diagnostics import Diagnostic
from ivr.line.callfile import CallFile, read_call
from ivr.line.company_changes import Value, with_company
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.rehearsal.finding import line_folder, read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, phones_of, placed, play, script
from ivr.rehearsal.stage import Stage, stage
from ivr.rehearsal.trying import Lines
from ivr.source import Source

MENUS = Path(__file__).parents[2] / "menus"
PAY_MY_BILL = MENUS / "pay-my-bill"
CALLS = PAY_MY_BILL / "calls"
EXAMPLES = sorted(path.parent for path in (MENUS / "examples").glob("*/line.yaml"))


@cache
def lines() -> Lines:
    """Every shipped line, loaded once for all tests."""
    return Lines()


@cache
def went(file: Path) -> Call:
    """How the call of a file went. Raises ScriptFailedError where it did not go as it says."""
    return made(file)


def made(file: Path, dialling: Dialling | None = None) -> Call:
    """The call of a file, by another kind of caller. Raises ScriptFailedError."""
    call = read(file)
    loaded = line_in(line_folder(file), call.company)
    with overheard():
        return play(call, loaded, dialling=dialling)


def company(changes: Mapping[str, Value], without: Sequence[str] = ()) -> Loaded:
    """The shipped line, of a company that is otherwise; `without` are keys of its company.yaml that are left out with
    all below them."""
    files = files_of_folder(str(PAY_MY_BILL))

    def fewer(name: str) -> Source | Diagnostic:
        source = files(name)
        if name != "company.yaml" or isinstance(source, Diagnostic):
            return source
        return Source(source.name, left_out(source.text, without))

    return load(with_company(fewer, changes))


def left_out(text: str, keys: Sequence[str]) -> str:
    """A text of YAML in blocks, without some keys and what stands further in below them."""
    for key in keys:
        text, count = re.subn(rf"^( *){key}:.*\n(?:\1 +.*\n)*", "", text, flags=re.MULTILINE)
        assert count == 1, key
    return text


def call_of(text: str) -> CallFile:
    call, findings = read_call(Source("x.call.yaml", text))
    assert call is not None, findings
    return call


def played(text: str, loaded: Loaded) -> Call:
    """A call written in a test, on a line."""
    with overheard():
        return play(call_of(text), loaded)


@contextmanager
def on_stage(
    call: CallFile,
    loaded: Loaded,
    connector: Connector | None = None,
    phones: Mapping[str, Phone] | None = None,
) -> Iterator[Stage]:
    """A line on which several calls can be made one after the other; `connector` stands in for the payment company,
    `phones` are more than the call file names."""
    all_phones = {**phones_of(call, Directory.of(loaded)), **(phones or {})}
    with (
        overheard(),
        VirtualClock(call.heading.given.at.astimezone(UTC)) as clock,
        stage(loaded, clock, all_phones) as put_up,
    ):
        if connector is not None:
            put_up.network.payments = Payments({"Default": connector})
        yield put_up


def calls_on(put_up: Stage, call: CallFile, loaded: Loaded, caller: str | None = None) -> Call:
    return placed(put_up, script(call, Directory.of(loaded)), caller or call.heading.given.caller)


def file_of(name: str) -> CallFile:
    """A call of the shipped line."""
    return read(CALLS / f"{name}.call.yaml")
