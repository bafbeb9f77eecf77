"""The shipped line, put together for one trap: called with steps as a call file has them, and everything kept that went
over the wire, into the journal or into a log."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lines_read import line_in
from structlog.testing import capture_logs

from ivr.accounts.account import AccountStatus, DemoAccount
from ivr.accounts.guard import Guarded
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.network import CALLER, Call, Network
from ivr.carrier.paying.connectors import Payments
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings
from ivr.carrier.web import Reply, Request, Web
from ivr.dialog.journal import Entry, Happening
from ivr.line.callfile import DEFAULT_AT, CallFile, read_call
from ivr.line.company_changes import Value
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.rehearsal.floor_before import before
from ivr.rehearsal.playing import Directory, placed, script
from ivr.rehearsal.staff import willing_staff
from ivr.rehearsal.stage import Stage, as_it_is, stage
from ivr.secret import Secret
from ivr.service.ports import Accounts, Store
from ivr.source import Source

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "menus" / "pay-my-bill"
NUMBER, PIN, ZIP = "8448200012345678", "2580", "10013"
MOBILE = "+12125550123"
CARD = "{card: 4111 1111 1111 1111, expires: 0129, code: 123, postal: 10013}"
BY_KEYPAD: Mapping[str, Value] = {"pay.mode": "pay_verb"}
BY_LINK: Mapping[str, Value] = {"pay.mode": "link", "pay.link.page": "https://pay.example.com/start?t={token}"}

IDENTIFIED = f"""\
- press: 1
- hear: account number
- press: "{NUMBER}"
- hear: If that's right
- press: 1
- hear: PIN
- press: "{PIN}"
"""
"""From the greeting to the choice of how to pay."""
TO_THE_CARD = f"""\
{IDENTIFIED}- hear: To pay with a card, press 1
- press: 1
- hear: To pay all of it, one hundred thirty-four dollars and fifty cents, press 1
- press: 1
- hear: You will pay one hundred thirty-four dollars and fifty cents. If that's right, press 1
- press: 1
- hear: To go ahead, press 1
- press: 1
- hear: Please enter your card number
"""
"""From the greeting to the carrier's question for the card, where payments are made by keypad."""
BALANCE = f"""\
- press: 2
- hear: account number
- press: "{NUMBER}"
- hear: If that's right
- press: 1
- hear: PIN
- press: "{PIN}"
"""
"""From the greeting to what is owed."""


@dataclass
class Wire:
    """What went between carrier and line, request by request."""

    inner: Web = field(init=False)
    seen: list[tuple[Request, Reply]] = field(default_factory=list)

    def over(self, web: Web) -> Web:
        self.inner = web
        return self

    def fetch(self, request: Request) -> Reply:
        reply = self.inner.fetch(request)
        self.seen.append((request, reply))
        return reply

    @property
    def documents(self) -> list[bytes]:
        return [reply.body for _, reply in self.seen]


@dataclass
class Rehearsal:
    """One line on one stage. `calls` may follow one another; they share the line's memory."""

    put_up: Stage
    loaded: Loaded
    wire: Wire
    logs: Sequence[MutableMapping[str, Any]]
    clock: VirtualClock

    def call(self, steps: str | Handset, caller: str = CALLER, *, dialling: str = "", stays: bool = False) -> Call:
        """Steps are those of a call file; after the last one the caller hangs up, or `stays` until the line is done."""
        if isinstance(steps, str):
            steps = steps_of(steps if stays else f"{steps.rstrip()}\n- hang_up: true\n", self.loaded, dialling)
        return placed(self.put_up, steps, caller)

    @property
    def network(self) -> Network:
        return self.put_up.network

    @property
    def store(self) -> Store:
        assert self.put_up.store is not None
        return self.put_up.store

    @property
    def charged(self) -> list[str]:
        """What the payment company was asked for."""
        return [str(one.amount) for one in self.network.payments.asked]

    def journal(self, call: Call) -> tuple[Entry, ...]:
        return self.store.journal(call.sid)

    def noted(self, call: Call, kind: Happening) -> list[str]:
        return [entry.detail for entry in self.journal(call) if entry.kind is kind]


@contextmanager
def rehearsed(
    company: Mapping[str, Value] | None = None,
    *,
    at: str = DEFAULT_AT,
    phones: Mapping[str, Phone] | None = None,
    people: Mapping[str, str] | None = None,
    accounts: Callable[[VirtualClock], Accounts] | None = None,
    database: Path | None = None,
    around: Callable[[Web], Web] = as_it_is,
    readings: Readings | None = None,
    payments: Payments | None = None,
) -> Iterator[Rehearsal]:
    """`company`: what is otherwise in company.yaml; `phones`: who answers, everybody where it says nothing; `people`:
    what representatives are doing, as a call file has it; `around` is a web that spoils requests on their way to the
    line."""
    loaded, wire = the_line(tuple((company or {}).items())), Wire()
    with (
        capture_logs() as logs,
        VirtualClock(instant(at)) as clock,
        stage(
            loaded,
            clock,
            willing_staff(line_of(loaded)) if phones is None else phones,
            accounts=None if accounts is None else accounts(clock),
            database=database,
            through=lambda web: wire.over(around(web)),
            floor=before(_given(people or {}), loaded),
        ) as put_up,
    ):
        put_up.network.readings = readings or Readings()
        put_up.network.payments = payments or Payments()
        yield Rehearsal(put_up, loaded, wire, logs, clock)


def _given(people: Mapping[str, str]) -> CallFile:
    behaviours = ", ".join(f"{name}: {what}" for name, what in people.items())
    return call_of(f"call: A trap\ngiven:\n  representatives: {{{behaviours}}}\nsteps:\n- hang_up: true\n")


def the_line(company: tuple[tuple[str, Value], ...] = ()) -> Loaded:
    loaded = line_in(SHIPPED, dict(company))
    assert loaded.line is not None, "\n".join(map(str, loaded.findings))
    return loaded


def line_of(loaded: Loaded) -> Line:
    assert loaded.line is not None
    return loaded.line


def steps_of(steps: str, loaded: Loaded, dialling: str = "") -> Handset:
    given = f"given:\n  dialling: {dialling}\n" if dialling else ""
    call = call_of(f"call: A trap\n{given}steps:\n{steps.rstrip()}\n")
    return script(call, Directory.of(loaded))


def call_of(text: str) -> CallFile:
    call, findings = read_call(Source("trap.call.yaml", text))
    assert call is not None, "\n".join(map(str, findings))
    return call


def instant(text: str) -> datetime:
    """As `given: at:` of a call file has it."""
    return call_of(f"call: x\ngiven:\n  at: {text}\nsteps:\n- hang_up: true\n").heading.given.at.astimezone(UTC)


def customer(
    cents: int, *, past_due: int = 0, due: date | None = None, status: AccountStatus = AccountStatus.ACTIVE
) -> Callable[[VirtualClock], Accounts]:
    """A directory with one customer, who has the usual number and PIN."""

    def made(clock: VirtualClock) -> Accounts:
        directory = FixedAccounts()
        directory.seed([DemoAccount(Secret(NUMBER), Secret(PIN), cents, past_due, due, "USD", status=status)])
        return Guarded(directory, MemoryAttempts(), clock)

    return made
