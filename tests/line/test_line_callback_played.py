"""A call back from the queue to the talk, on a simulated carrier: the caller leaves the line, keeps the place, and is called."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from ivr.bootstrap import MEMORY, Installation, Settings, demonstration, install
from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.web import Reply, Request
from ivr.carrier.wsgi import WsgiWeb
from ivr.line.callfile import read_call
from ivr.line.loading import files_of_text, load
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, script
from ivr.routing.moves import chose
from ivr.routing.roster import Chosen
from ivr.source import Source

TUESDAY = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
URL, ACCOUNT, OURS = "https://line.example.test", "AC" + "0" * 32, "+12125550100"
ROSA, CALLER, OTHER = "+15550100101", "+12125550123", "+12125550177"
COMPANY = (
    "name: Example Cable\ncallbacks: {countries: [US], tries: 2, again_after: 10 minutes}\ntexts: {countries: [US]}\n"
)
PEOPLE = "representatives: {rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}}\n"
LINE = """\
line: example
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
start: greeting
nodes:
  greeting:
    say: Please hold.
    next: representative
  representative:
    queue:
      to: billing
      options:
        1: {say: To be called back, go: call_me}
      free: ring
      bridged: goodbye
      failed: goodbye
  call_me:
    callback:
      to: billing
      greeting: This is {company.name}. You asked us to call you back.
      answered: ring
      text: "{company.name} tried to call you back."
      done: we_will_call
      refused: representative
      down: cannot
      exhausted: representative
    back: representative
  we_will_call:
    hangup: We will call you back.
  cannot:
    hangup: We cannot call back.
  ring:
    transfer: {to: billing, whisper: A caller., bridged: goodbye, noanswer: goodbye, busy: goodbye, failed: goodbye}
  goodbye:
    hangup: Thank you. Goodbye.
"""
ASKS = """\
  - hear: To be called back, press one
  - press: 1
  - hear: We can call you at the number ending 0 1 2 3. If we do not reach you, we will send one text message
  - hear: If that's right, press one
"""
YES = "  - press: 1\n  - hear: We will call you back\n"
BACK = "  - hear: This is Example Cable. You asked us to call you back. To talk with a representative, press one\n"


@dataclass(frozen=True)
class House:
    installation: Installation
    network: Network
    phones: dict[str, Phone]

    def handset(self, steps: str) -> Handset:
        call, found = read_call(Source("x.call.yaml", f"call: A call\nsteps:\n{steps}"))
        assert call is not None, found
        return script(call, Directory({"Rosa": ROSA}))

    def asks(self, steps: str) -> Call:
        with overheard():
            return self.network.call(
                f"{URL}/voice", handset=self.handset(ASKS + steps), caller=CALLER, status_url=f"{URL}/status"
            )

    def answers(self, number: str, steps: str) -> None:
        self.phones[number] = Phone(5, handset=self.handset(steps))

    def rosa(self, chosen: Chosen) -> None:
        acd = self.installation.floor.office.acd
        acd.change(lambda floor: chose(floor, acd.staff, "rosa", chosen, acd.clock.now()))

    def later(self, **by: float) -> tuple[Call, ...]:
        """The calls that were placed until then."""
        self.network.clock.advance(timedelta(**by).total_seconds())
        self.installation.calls.tick()
        with overheard():
            return self.network.run()

    def texts(self) -> list[str]:
        return [one.body for one in self.network.messages]

    def waiting(self) -> list[str]:
        return list(self.installation.floor.store.board.look().waiting)


@pytest.fixture
def house() -> Iterator[House]:
    texts = {"line.yaml": LINE, "company.yaml": COMPANY, "representatives.yaml": PEOPLE}
    loaded = load(files_of_text(texts))
    phones = {ROSA: Phone(3, handset=Taker("1"), name="Rosa")}
    settings = Settings((secrets.token_hex(16),), URL, MEMORY, caller_id=OURS, text_sender=OURS)
    with VirtualClock(TUESDAY) as clock:
        network = Network(Nowhere(), clock, ACCOUNT, settings.tokens[0], phones)
        network.own(OwnNumber(OURS))
        accounts = demonstration(loaded.line, clock)
        with install(settings, loaded, clock=clock, accounts=accounts, client=network.client()) as installation:
            network.web = WsgiWeb(installation.app, URL)
            put_up = House(installation, network, phones)
            put_up.rosa(Chosen.BUSY)
            yield put_up


class Nowhere:
    """The web before the line is there."""

    def fetch(self, request: Request) -> Reply:
        raise LookupError(request.url)


def test_who_asked_is_called_when_somebody_is_free_and_talks(house: House) -> None:
    house.answers(CALLER, BACK + "  - press: 1\n  - hear: Thank you. Goodbye.\n")
    asked = house.asks(YES)
    assert house.later(seconds=120) == ()  # Rosa is busy, and the place in line is kept
    assert len(house.waiting()) == 1
    house.rosa(Chosen.READY)
    (back,) = house.later(seconds=1)
    assert "is connected to Rosa" in str(back.transcript)
    assert house.waiting() == []
    assert (asked.debugger, back.debugger) == ((), ())
    assert house.texts() == []


def test_the_number_that_was_keyed_is_called_and_no_other(house: House) -> None:
    house.answers(OTHER, BACK + "  - press: 2\n  - hear: Goodbye\n")
    keyed = (
        "  - press: 2\n  - hear: Enter the number to call\n  - press: 212 555 0177\n"
        "  - hear: You entered 2 1 2 5 5 5 0 1 7 7\n  - hear: If that's right\n"
    )
    house.asks(keyed + YES)
    house.rosa(Chosen.READY)
    (back,) = house.later(seconds=120)
    assert f"{OTHER} answers" in str(back.transcript)


def test_whoever_no_longer_needs_us_is_not_called_again_and_gets_no_text(house: House) -> None:
    house.answers(CALLER, BACK + "  - hear: If you no longer need us, press two\n  - press: 2\n  - hear: Goodbye\n")
    house.asks(YES)
    house.rosa(Chosen.READY)
    assert len(house.later(seconds=120)) == 1
    assert (house.later(minutes=15), house.waiting(), house.texts()) == ((), [], [])


def test_a_voicemail_box_is_called_twice_and_then_gets_the_text_that_was_agreed_to(house: House) -> None:
    house.answers(CALLER, BACK + "  - wait: noinput\n  - hear: You asked us to call you back\n  - wait: noinput\n")
    house.asks(YES)
    house.rosa(Chosen.READY)
    assert len(house.later(seconds=120)) == 1
    assert (house.later(minutes=5), house.texts()) == ((), [])
    assert len(house.later(minutes=6)) == 1
    assert house.texts() == ["Example Cable tried to call you back."]
    assert (house.later(minutes=30), house.waiting()) == ((), [])


@pytest.mark.parametrize("keyed", ["900 555 0100", "809 555 0100", "212 976 0100"])
def test_a_number_that_costs_somebody_is_never_called(house: House, keyed: str) -> None:
    refused = "".join(
        f"  - hear: {first}Enter the number to call\n  - press: {keyed}\n"
        for first in ("", "We cannot call that number. ", "We cannot call that number. ")
    )
    house.asks(f"  - press: 2\n{refused}  - hear: To be called back\n  - hang_up: true\n")
    house.rosa(Chosen.READY)
    assert (house.later(minutes=5), house.waiting()) == ((), [])
