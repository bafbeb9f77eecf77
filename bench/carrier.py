"""What the simulated carrier costs: calls of eight signed webhooks, on the virtual clock, in this process.

    python bench/carrier.py [--rounds 15] [--calls 30] [--profile]

The application is a table of ready documents. The processor time spent inside it is measured around each request and
taken away, so what is left is the carrier's: signing, encoding, parsing, the clock, the legs, the handset.

The network keeps documents it has read before (ivr/carrier/shelf.py), as it does for the calls of a test run, so all
calls but the first find theirs there.

Two calls are made. In the short one each document is a Gather with one Say, and one key is pressed at each. The long one
is that of somebody who pays a bill: five Says a document, and a number of sixteen digits keyed twice.

A shared machine is up to twice as slow from one moment to the next. So each call is timed by itself, and a round is the
median of its calls; median, best and worst round are printed, and the least disturbed call of all. Each round also
measures a yardstick, the standard library parsing the same replies, so that ratios can be compared from day to day.
"""

import argparse
import cProfile
import pstats
import statistics
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ivr.carrier.clock import Clock, VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.network import Network
from ivr.carrier.wsgi import WsgiWeb

BASE = "https://line.example"
WEBHOOKS = 8
MICROSECONDS = 1e6

SAYS = (
    "To pay your bill, press 1. To hear your balance, press 2.",
    "Thank you for calling Example Utilities.",
    "To report a problem with a payment, press 3. For ways to pay, press 4.",
    "To speak with a representative, press 0.",
    "To hear these choices again, press the pound key.",
)


@dataclass(frozen=True)
class Kind:
    """One kind of call. `keys` has one group for each document but the last."""

    name: str
    keys: str
    says: int

    def documents(self) -> list[bytes]:
        groups = self.keys.split()
        last = "<Response><Say>Goodbye.</Say><Hangup/></Response>"
        return [self._menu(place, len(keys)) for place, keys in enumerate(groups)] + [last.encode()]

    def _menu(self, place: int, digits: int) -> bytes:
        says = "".join(f'<Say voice="Polly.Joanna" language="en-US">{text}</Say>' for text in SAYS[: self.says])
        gather = f'<Gather action="/{place + 1}" method="POST" timeout="5" numDigits="{digits}">{says}</Gather>'
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        return f"{head}<Response>{gather}<Redirect>/{place}</Redirect></Response>".encode()


KINDS = (
    Kind("short", "1 2 3 1 2 3 1", 1),
    Kind("long", "1 8448200012345678 2 8448200012345678 1 9 1", 5),
)


class Application:
    """`spent` is processor time in seconds."""

    def __init__(self, documents: Sequence[bytes]) -> None:
        self.pages = {f"/{place}": document for place, document in enumerate(documents)}
        self.spent = 0.0
        self.requests = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        began = time.process_time()
        environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "text/xml")])
        body = self.pages[environ["PATH_INFO"]]
        self.requests += 1
        self.spent += time.process_time() - began
        return [body]


@dataclass(frozen=True)
class Round:
    """Microseconds of one call: the carrier's, the application's, the yardstick's; `least` is the least disturbed."""

    carrier: float
    least: float
    application: float
    yardstick: float


def one_round(kind: Kind, clock: Clock, calls: int) -> Round:
    """On a network of its own, as a test has one."""
    application = Application(kind.documents())
    network = Network(WsgiWeb(application, BASE), clock, "AC" + "0" * 32, "a token of the benchmark")
    costs, owns = [], []
    for _ in range(calls):
        application.spent = 0.0
        began = time.process_time()
        network.call(f"{BASE}/0", handset=Keys(kind.keys))
        whole = time.process_time() - began
        costs.append((whole - application.spent) * MICROSECONDS)
        owns.append(application.spent * MICROSECONDS)
    if application.requests != WEBHOOKS * calls:
        raise SystemExit(f"{application.requests} requests in {calls} calls; the measurement is void")
    return Round(statistics.median(costs), min(costs), statistics.median(owns), yardstick(application, calls))


def yardstick(application: Application, calls: int) -> float:
    """Every reply of a call, parsed by the standard library."""
    costs = []
    for _ in range(calls):
        began = time.process_time()
        for body in application.pages.values():
            ET.fromstring(body)
        costs.append((time.process_time() - began) * MICROSECONDS)
    return statistics.median(costs)


def row(name: str, values: list[float], form: str = "9.0f") -> str:
    return f"{name:<44}" + "".join(
        f"{value:>{form}}" for value in (statistics.median(values), min(values), max(values))
    )


def show(kind: Kind, rounds: list[Round]) -> None:
    octets = sum(map(len, kind.documents()))
    print(f"\n{kind.name} call: {len(kind.keys.replace(' ', ''))} keys, {octets} bytes of documents")
    print(f"{'':<44}{'median':>9}{'best':>9}{'worst':>9}")
    print(row("carrier, one call", [one.carrier for one in rounds]))
    print(row("carrier, one webhook", [one.carrier / WEBHOOKS for one in rounds]))
    print(f"{'carrier, the least disturbed call':<44}{'':>9}{min(one.least for one in rounds):>9.0f}")
    print(row("application, one call", [one.application for one in rounds]))
    print(row("yardstick: xml.etree on the replies of a call", [one.yardstick for one in rounds]))
    print(row("carrier by yardstick, within each round", [one.carrier / one.yardstick for one in rounds], "9.1f"))


def measure(clock: Clock, count: int, calls: int) -> None:
    """Kinds take turns, so that a slow minute of the machine is everybody's."""
    print(f"{WEBHOOKS} webhooks a call, {calls} calls a round, {count} rounds; processor time in microseconds")
    found: dict[Kind, list[Round]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        one_round(kind, clock, calls)  # caches fill, and the processor wakes up
    for _ in range(count):
        for kind, rounds in found.items():
            rounds.append(one_round(kind, clock, calls))
    for kind, rounds in found.items():
        show(kind, rounds)


def profile(clock: Clock, calls: int) -> None:
    with cProfile.Profile() as profiler:
        for kind in KINDS:
            one_round(kind, clock, calls)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--calls", type=int, default=30)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    with VirtualClock() as clock:
        if arguments.profile:
            profile(clock, arguments.calls)
        else:
            measure(clock, arguments.rounds, arguments.calls)


if __name__ == "__main__":
    main()
