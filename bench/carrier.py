"""What the simulated carrier costs: one call of eight signed webhooks, on the virtual clock, in this process.

    python bench/carrier.py [--rounds 15] [--calls 40] [--profile]

The application is a table of ready documents; the processor time spent inside it is measured around each request and
taken away, so what is left is the carrier's: signing, encoding, parsing, the clock, the legs, the handset.

A shared machine is up to twice as slow from one moment to the next. So rounds are short; median, best and worst are
printed, the best being the least disturbed; and each round also measures a yardstick, the standard library parsing the
same replies, so that the ratio of the two can be compared from day to day.
"""

import argparse
import cProfile
import pstats
import statistics
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.network import Call, Network
from ivr.carrier.wsgi import WsgiWeb

BASE = "https://line.example"
WEBHOOKS = 8
KEYS = "1 8448200012345678 2 8448200012345678 1 9 1"
"""A menu, an account number, a correction, the number again, a confirmation, a key nobody offered, the way out."""

SAYS = (
    "Thank you for calling Example Utilities.",
    "To pay your bill, press 1. To hear your balance, press 2.",
    "To report a problem with a payment, press 3. For ways to pay, press 4.",
    "To speak with a representative, press 0.",
    "To hear these choices again, press the pound key.",
)


def document(place: int) -> bytes:
    """A Gather with five Says and a Redirect, some 700 bytes; the last one says goodbye."""
    says = "".join(f'<Say voice="Polly.Joanna" language="en-US">{text}</Say>' for text in SAYS)
    if place == WEBHOOKS - 1:
        return b'<?xml version="1.0" encoding="UTF-8"?><Response><Say>Goodbye.</Say><Hangup/></Response>'
    digits = 16 if place in (1, 3) else 1
    head = f'<Gather action="/{place + 1}" method="POST" timeout="5" numDigits="{digits}" finishOnKey="#">'
    tail = f"</Gather><Redirect>/{place}</Redirect>"
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{head}{says}{tail}</Response>'.encode()


class Application:
    """`spent` is processor time in seconds."""

    def __init__(self) -> None:
        self.pages = {f"/{place}": document(place) for place in range(WEBHOOKS)}
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


def one_call(network: Network) -> Call:
    return network.call(f"{BASE}/0", handset=Keys(KEYS))


@dataclass(frozen=True)
class Round:
    """Microseconds of processor time for one call: the carrier's, the application's, and the yardstick's."""

    carrier: float
    application: float
    yardstick: float


def one_round(network: Network, application: Application, calls: int) -> Round:
    application.spent, application.requests = 0.0, 0
    began = time.process_time()
    for _ in range(calls):
        one_call(network)
    whole = time.process_time() - began
    if application.requests != WEBHOOKS * calls:
        raise SystemExit(f"{application.requests} requests in {calls} calls; the measurement is void")
    each = 1e6 / calls
    return Round((whole - application.spent) * each, application.spent * each, yardstick(application, calls))


def yardstick(application: Application, calls: int) -> float:
    """Every reply of a call, parsed by the standard library."""
    began = time.process_time()
    for _ in range(calls):
        for body in application.pages.values():
            ET.fromstring(body)
    return (time.process_time() - began) / calls * 1e6


def row(name: str, values: list[float], form: str = "9.0f") -> str:
    return f"{name:<44}" + "".join(
        f"{value:>{form}}" for value in (statistics.median(values), min(values), max(values))
    )


def measure(network: Network, application: Application, count: int, calls: int) -> None:
    one_round(network, application, calls)  # caches fill, and the processor wakes up
    rounds = [one_round(network, application, calls) for _ in range(count)]
    print(f"{WEBHOOKS} webhooks a call, {calls} calls a round, {count} rounds; processor time in microseconds")
    print(f"{'':<44}{'median':>9}{'best':>9}{'worst':>9}")
    print(row("carrier, one call", [one.carrier for one in rounds]))
    print(row("carrier, one webhook", [one.carrier / WEBHOOKS for one in rounds]))
    print(row("application, one call", [one.application for one in rounds]))
    print(row("yardstick: xml.etree on the replies of a call", [one.yardstick for one in rounds]))
    print(row("carrier by yardstick, within each round", [one.carrier / one.yardstick for one in rounds], "9.1f"))


def profile(network: Network, calls: int) -> None:
    with cProfile.Profile() as profiler:
        for _ in range(calls):
            one_call(network)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(35)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--calls", type=int, default=40)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    application = Application()
    with VirtualClock() as clock:
        network = Network(WsgiWeb(application, BASE), clock, "AC" + "0" * 32, "a token of the benchmark")
        if arguments.profile:
            profile(network, arguments.calls)
        else:
            measure(network, application, arguments.rounds, arguments.calls)


if __name__ == "__main__":
    main()
