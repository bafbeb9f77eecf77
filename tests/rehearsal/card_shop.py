"""A line that takes payments by card, a carrier that calls it, and everything either of them wrote down."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from cast import NUMBER
from lines_read import line_written
from put_together import calls_of
from structlog.testing import capture_logs
from tiny_line import PIN, TEXTS, TOKEN, TOKEN_KEY

from ivr.accounts.account import DemoAccount
from ivr.accounts.guard import Guarded
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.script import Script
from ivr.carrier.handsets.steps import Hear, Pay, Press, Step, here
from ivr.carrier.network import Call, Network
from ivr.carrier.paying.connectors import Connector, Payments
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings
from ivr.carrier.web import Reply, Request
from ivr.carrier.wsgi import WsgiWeb
from ivr.dialog.journal import Entry
from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.service.answer import Gate
from ivr.service.lines import Lines, program_of
from ivr.service.ports import Proof
from ivr.speech.money import parse_money
from ivr.stores.codec import encode_state
from ivr.stores.memory import MemoryStore
from ivr.web.app import create_app

URL = "https://line.example.test"
ROSA = "+15550100101"
VISA, AMEX = "4111111111111111", "378282246310005"
EXPIRES, CODE, ZIP = "0931", "737", "94105"

LINE = """\
line: shop
company: company.yaml
languages:
  {language}: {voice}
start: greeting
person: person
nodes:
  greeting:
    menu:
      options:
        1:
          say: To pay your bill
          go: number
        2:
          say: To pay without an account
          go: how_much
      exhausted: person
  number:
    collect:
      into: account.number
      prompt: Enter your account number.
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
      verified: how_much
      refused: number
      exhausted: person
      down: person
  how_much:
    amount:
      least: 1.00
      most: 2000.00
      exhausted: person
    next: authorise
  authorise:
    say:
      text: I will charge {{payment.amount}} to your card.
      bargein: false
    next: charge
  charge:
    pay:
      paid: paid
      declined: declined
      cancelled: stopped
      failed: failed
      exhausted: person
  paid:
    say: "Thank you. You paid {{payment.amount}}. Your confirmation number is {{payment.confirmation}}."
    next: greeting
  declined:
    say: Your card was declined.
    next: authorise
  stopped:
    say: You stopped the payment. Nothing was charged.
    next: greeting
  failed:
    say: I could not take your payment.
    next: person
  person:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: A payment.
      bridged: goodbye
      noanswer: greeting
      busy: greeting
      failed: greeting
  goodbye:
    hangup: Goodbye.
"""
CARDS = "accepted:\n  cards: [Visa, Mastercard]\n"
VOICES = {"en-US": "Polly.Joanna-Neural", "es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}


def texts(language: str) -> dict[str, str]:
    written = LINE.format(language=language, voice=VOICES[language])
    return {**TEXTS, "line.yaml": written, "company.yaml": TEXTS["company.yaml"] + CARDS}


@dataclass
class Watched:
    """The web between carrier and line: what went over it, and, when `twice`, every request delivered once more."""

    inner: WsgiWeb
    twice: bool = False
    seen: list[tuple[Request, Reply]] = field(default_factory=list)
    states: list[bytes] = field(default_factory=list)
    store: MemoryStore | None = None

    def fetch(self, request: Request) -> Reply:
        reply = self.inner.fetch(request)
        if self.twice:
            assert self.inner.fetch(request).body == reply.body
        self.seen.append((request, reply))
        state = None if self.store is None else self.store.state(_sid(request))
        self.states.extend([] if state is None else [encode_state(state)])
        return reply


def _sid(request: Request) -> str:
    return request.body.decode().partition("CallSid=")[2].partition("&")[0]


@dataclass
class Shop:
    """One line and its carrier. `asked` are the charges the payment company was asked for."""

    clock: VirtualClock
    web: Watched
    store: MemoryStore
    network: Network
    directory: FixedAccounts
    logs: Sequence[Mapping[str, object]]

    def call(self, *steps: Step) -> Call:
        return self.network.call(f"{URL}/voice", handset=Script(steps), status_url=f"{URL}/status")

    @property
    def asked(self) -> list[str]:
        return [str(one.amount) for one in self.network.payments.asked]

    @property
    def balance(self) -> int:
        """Cents, as the directory has it now."""
        proven = self.directory.check(Secret(NUMBER), Proof(Known.ACCOUNT_PIN, Secret(PIN)))
        return parse_money(proven.facts[Known.ACCOUNT_BALANCE])[0]

    def journal(self, call: Call) -> tuple[Entry, ...]:
        return self.store.journal(call.sid)

    @property
    def written(self) -> dict[str, str]:
        """All that our side sent, saved or logged, but for what the carrier is told by the caller's own account keys."""
        replies = "\n".join(reply.body.decode() for _, reply in self.web.seen)
        states = "\n".join(state.decode("latin-1") for state in self.web.states)
        return {"documents": replies, "states": states, "log": json.dumps(self.logs, default=str)}


@contextmanager
def shop(
    connector: Connector | None = None,
    *,
    language: str = "en-US",
    readings: Readings | None = None,
    twice: bool = False,
    connectors: Mapping[str, Connector] | None = None,
) -> Iterator[Shop]:
    loaded = line_written(texts(language))
    program, staff = program_of(loaded)
    with VirtualClock() as clock, capture_logs() as logs:
        store = MemoryStore(clock)
        directory = FixedAccounts()
        directory.seed([DemoAccount(Secret(NUMBER), Secret(PIN), 13450, 0, date(2026, 12, 5), "USD")])
        accounts = Guarded(directory, MemoryAttempts(), clock)
        calls = calls_of(store, accounts, Lines(store, program, loaded.sources), staff, clock, key=TOKEN_KEY)
        app = create_app(Gate(calls, store, (TOKEN,), URL, program.line))
        web = Watched(WsgiWeb(app, URL), twice, store=store)
        phones = {ROSA: Phone(answers_after=4.0, name="Rosa")}
        payments = Payments(connectors if connectors is not None else {"Default": connector or Connector()})
        network = Network(
            web, clock, "AC" + "0" * 32, TOKEN, phones, readings=readings or Readings(), payments=payments
        )
        yield Shop(clock, web, store, network, directory, logs)


CHOSEN: tuple[Step, ...] = (
    Hear(here(), "pay without an account"),
    Press(here(), "2"),
    Hear(here(), "dollars and cents"),
    Press(here(), "4510#"),
    Hear(here(), "you will pay forty-five dollars and ten cents"),
    Press(here(), "1", after_prompt=True),
    Hear(here(), "I will charge"),
)
"""From the greeting to the card."""
IDENTIFIED: tuple[Step, ...] = (
    Press(here(), "1"),
    Hear(here(), "account number"),
    Press(here(), NUMBER),
    Hear(here(), "PIN"),
    Press(here(), PIN),
)
ALL: tuple[Step, ...] = (
    Hear(here(), "to pay all of it, one hundred thirty-four dollars and fifty cents"),
    Press(here(), "1"),
    Hear(here(), "you will pay one hundred thirty-four dollars and fifty cents"),
    Press(here(), "1", after_prompt=True),
    Hear(here(), "I will charge"),
)
"""From the greeting to an account, and from there to the card for all that is owed."""
CARD = Pay(here(), card=VISA, expires=EXPIRES, code=CODE, postal=ZIP)
NO_CARD = replace(CARD, card="4111111111111112", expires=None, code=None, postal=None)
