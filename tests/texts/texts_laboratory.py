"""What the tests of texts share: numbers, consents, ledgers, and Twilio's API in this process."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Barrier
from typing import Any

from cast import TUESDAY
from twilio.http import HttpClient

from ivr.secret import Secret
from ivr.service.ports import Consent, TextMessage
from ivr.stores.sealing import Sealer, new_key
from ivr.texts.ledger import Ledger, Sending
from ivr.texts.memory import MemoryLedger
from ivr.texts.policy import Hindrance, Progress
from ivr.texts.seals import Seals
from ivr.texts.sqlite import SqliteLedger

CALLER = "+12125550123"
OTHER = "+12125550145"
SENDER = "+12125550100"
LINK = "https://pay.example.com/start?t=abcdefgh"
SEALER = Sealer([new_key()])
SEALS = Seals(b"pepper of the tests", SEALER.seal, SEALER.open)

CONSENT = Consent(
    number=Secret(CALLER),
    at=TUESDAY,
    call="CA1",
    dialog="text_link",
    wording="To get a link by text, press one. Message rates may apply.",
    version="3",
    language="en-US",
)
TEXT = TextMessage(Secret(CALLER), f"Pay here: {LINK}", "link")
SENDING = Sending("CA1:4", Secret(CALLER), "CA1", "link", TUESDAY)


def consent(number: str = CALLER, **other: Any) -> Consent:
    return replace(CONSENT, number=Secret(number), **other)


def text(body: str = TEXT.body, to: str = CALLER, topic: str = "link") -> TextMessage:
    return TextMessage(Secret(to), body, topic)


def sending(key: str, number: str = CALLER, **other: Any) -> Sending:
    return replace(SENDING, key=key, number=Secret(number), **other)


def memory_ledger(folder: Path) -> Callable[[], Ledger]:
    ledger = MemoryLedger()
    return lambda: ledger


def sqlite_ledger(folder: Path) -> Callable[[], Ledger]:
    return lambda: SqliteLedger(folder / "texts.db", SEALS)


LEDGERS: dict[str, Callable[[Path], Callable[[], Ledger]]] = {"memory": memory_ledger, "sqlite": sqlite_ledger}
"""By name, what opens a ledger in a folder. Opened twice it is the same ledger, as two processes would see it."""

Decided = Progress | Hindrance | None


def all_at_once(tasks: list[Callable[[], Any]]) -> list[Any]:
    """What each returns; they begin at the same moment, each in a thread of its own."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        barrier.wait(timeout=30)
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


@dataclass
class Wire(HttpClient):  # type: ignore[misc]  # the library has no types
    """What lies between the library and the API: `before` and `after` are raised on the way there and on the way back."""

    api: HttpClient
    before: BaseException | None = None
    after: BaseException | None = None
    answer: Any = None

    def request(self, *args: Any, **named: Any) -> Any:
        if self.before is not None:
            raise self.before
        response = self.api.request(*args, **named)
        if self.after is not None:
            raise self.after
        return self.answer or response
