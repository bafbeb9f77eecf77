"""A tiny line as an author writes it, put together with any store and directory, and telephones that call it.

Requests are signed by the twilio library and documents are read by the strict parser, so what passes here would pass
at the carrier. Only the virtue of patience is missing: nothing here waits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from cast import NUMBER, SetClock
from lines_read import line_written
from put_together import calls_of
from twilio.request_validator import RequestValidator

from ivr.accounts.account import DemoAccount
from ivr.accounts.guard import Guarded
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.secret import Secret
from ivr.service.answer import Gate, Reply
from ivr.service.calls import Calls
from ivr.service.lines import Lines, program_of
from ivr.service.ports import Accounts, Clock, Payment, Proof, Store, Verification
from ivr.service.sides import Routes
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore
from ivr.telephony.events import Leg, Webhook, WireEvent
from ivr.telephony.outcomes import FetchOutcome
from ivr.webhook.form import encode, form_bytes

URL = "https://line.example.test"
TOKEN = "tiny-line-auth-token"
FALLBACK = "+15550100199"
TOKEN_KEY = b"tiny-line-whisper-key"
PIN = "258014"
WRONG_PIN = "137902"
ACCOUNT = DemoAccount(Secret(NUMBER), Secret(PIN), 13450, 0, date(2026, 12, 5), "USD")

TEXTS = {
    "line.yaml": """\
line: tiny
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
representatives: representatives.yaml
start: greeting
person: person
nodes:
  greeting:
    say: Welcome.
    next: main
  main:
    menu:
      options:
        1:
          say: To hear how much you owe
          go: number
        2:
          say: To ring everybody
          go: everybody
      exhausted: person
  number:
    collect:
      into: account.number
      prompt: Enter your account number.
      confirm: true
      exhausted: person
    next: pin
  pin:
    collect:
      into: account.pin
      prompt: Enter your PIN.
      exhausted: person
    next: identify
  identify:
    lookup:
      accounts: verify
      wait: One moment, please.
      verified: balance
      refused: no_match
      exhausted: person
      down: down
  no_match:
    say: I found no match.
    next: number
  down:
    say: I cannot reach your account.
    next: person
  balance:
    say: You owe {account.balance}.
    next: main
  person:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: Account ending {account.last4}.
      bridged: goodbye
      noanswer: nobody
      busy: nobody
      failed: nobody
    outcome: reached_representative
  everybody:
    transfer:
      to: everybody
      whisper: A caller.
      bridged: goodbye
      noanswer: nobody
      busy: nobody
      failed: nobody
  nobody:
    hangup: Nobody is free. Please call again.
  goodbye:
    hangup: Goodbye.
""",
    "company.yaml": """\
name: Example
phone: +1 555 010 0000
account_number:
  length: 8
  prefix: 84
  groups: [4, 4]
pin:
  length: 6
hours:
  billing:
    zone: America/New_York
    week:
      monday-sunday: 0:00-24:00
""",
    "representatives.yaml": """\
groups:
  everybody:
    strategy: simultaneous
representatives:
  rosa:
    name: Rosa
    number: +1 555 010 0101
    groups: [billing, everybody]
  ben:
    name: Ben
    number: +1 555 010 0102
    groups: [billing, everybody]
""",
}


def with_words(old: str, new: str) -> dict[str, str]:
    """The line's text after an author changed something in line.yaml."""
    assert old in TEXTS["line.yaml"]
    return TEXTS | {"line.yaml": TEXTS["line.yaml"].replace(old, new)}


def seeded(*accounts: DemoAccount, quick: bool = True) -> FixedAccounts:
    """A directory that knows these accounts, or the tiny line's own."""
    directory = FixedAccounts(quick=quick)
    directory.seed(accounts or [ACCOUNT])
    return directory


def fixed_accounts(clock: Clock, *, quick: bool = True) -> Accounts:
    """The tiny line's directory behind its limits on guessing."""
    return Guarded(seeded(quick=quick), MemoryAttempts(), clock)


@dataclass
class Counted:
    """A directory behind its limits on guessing. Remembers the keys of the attempts and of the payments it was told of,
    and may die while it is asked."""

    inner: FixedAccounts
    clock: Clock
    keys: list[str] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    dies: bool = False

    def __post_init__(self) -> None:
        self.guarded = Guarded(self.inner, MemoryAttempts(), self.clock)

    @property
    def quick(self) -> bool:
        return self.inner.quick

    def verify(self, number: Secret, proof: Proof, caller: str, key: str) -> Verification:
        self.keys.append(key)
        self._may_die()
        return self.guarded.verify(number, proof, caller, key)

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        self.recorded.append(key)
        self._may_die()
        return self.guarded.record(payment, key)

    def _may_die(self) -> None:
        if self.dies:
            raise SystemExit("the process was killed here")


@dataclass
class House:
    """A line, put together."""

    store: Store
    accounts: Accounts
    clock: SetClock
    calls: Calls
    gate: Gate
    url: str
    desk: DeskStore | None = None

    def post(self, path: str, pairs: Iterable[tuple[str, str]], *, token: str = TOKEN) -> Reply:
        """A signed POST; `path` is that of the public URL, with its query."""
        form = list(pairs)
        signature = RequestValidator(token).compute_signature(f"{_origin(self.url)}{path}", dict(form))
        return self.gate.answer("POST", path, {"x-twilio-signature": signature}, form_bytes(form))

    def report(self, path: str, leg: Leg, event: WireEvent) -> Reply:
        """`silent=1` in the path says that nothing was keyed; the form itself is then that of any request."""
        return self.post(path, encode(Webhook(leg, event)))

    @property
    def voice(self) -> str:
        return f"{urlsplit(self.url).path}/voice"

    @property
    def status(self) -> str:
        return f"{urlsplit(self.url).path}/status"


def house(
    store: Store,
    accounts: Accounts,
    clock: SetClock,
    *,
    texts: Mapping[str, str] = TEXTS,
    url: str = URL,
    tokens: tuple[str, ...] = (TOKEN,),
    fallback: str | None = FALLBACK,
    key: bytes = TOKEN_KEY,
    desk: DeskStore | None = None,
) -> House:
    loaded = line_written(texts)
    program, staff = program_of(loaded)
    desk = desk or desk_store(None, None)
    lines = Lines(store, program, loaded.sources)
    routes = Routes(urlsplit(url).path)
    calls = calls_of(store, accounts, lines, staff, clock, fallback=fallback, routes=routes, key=key, desk=desk)
    return House(store, accounts, clock, calls, Gate(calls, store, tokens, url, program.line), url, desk)


def sqlite_store(folder: Path, clock: Clock, key: str | None = None) -> SqliteStore:
    return SqliteStore(folder / "calls.db", Sealer([key or new_key()]), clock)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


IDENTIFIED = ("1", NUMBER, "1", PIN)
"""Keys from the main menu to what the directory says."""
