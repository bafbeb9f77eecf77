"""The representatives' own line, beside a line on which a caller waits: what is heard on both telephones."""

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from menus_laboratory import MENUS, PAY_MY_BILL, call_of, lines, went

from ivr.bootstrap import MEMORY, Installation, Settings, demonstration, install
from ivr.carrier.clock import VirtualClock
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.web import Reply, Request
from ivr.carrier.wsgi import WsgiWeb
from ivr.checking.check import check
from ivr.dialog.program import Connecting, Holding
from ivr.line.compile import compile_line
from ivr.line.loading import files_of_text, load
from ivr.rehearsal.finding import call_files
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, script
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.service.desk_ports import Role, User
from ivr.service.signing_in import hashed

FOLDER = MENUS / "representative-line"
URL = "https://line.example.test"
TUESDAY = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
ACCOUNT = "AC" + "0" * 32
CODE, PIN = "4711", "258036"
WAITING_LINE = """\
line: waiting
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
start: greeting
nodes:
  greeting:
    say: Please hold.
    next: representative
    reason: more_time
  representative:
    queue: {to: billing, free: ring, bridged: goodbye, failed: goodbye}
  ring:
    transfer: {to: billing, whisper: A caller., bridged: goodbye, noanswer: goodbye, busy: goodbye, failed: goodbye}
  goodbye:
    hangup: Thank you. Goodbye.
"""
PEOPLE = "representatives: {rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}}\n"
BYE = "  - hear: Goodbye\n"
END = "  - hang_up: true\n"
SIGN_IN = f"""\
  - hear: To sign in, press one
  - press: 1
  - hear: Enter your code
  - press: "{CODE}#"
  - hear: Now enter your PIN
  - press: "{PIN}#"
"""


@dataclass(frozen=True)
class House:
    """Both lines of an installation, and the people who may sign in to one of them."""

    installation: Installation
    network: Network
    directory: Directory

    def caller(self, steps: str, caller: str = "+12125550123") -> Ticket:
        return self._ticket("", steps, caller)

    def rosa(self, steps: str) -> Ticket:
        return self._ticket("/representatives", steps, "+15550100101")

    def _ticket(self, path: str, steps: str, caller: str) -> Ticket:
        handset = script(call_of(f"call: A call\nsteps:\n{steps}"), self.directory)
        return Ticket(f"{URL}{path}/voice", handset, caller, status_url=f"{URL}{path}/status")

    def play(self, *tickets: tuple[float, Ticket]) -> list[Call]:
        """Calls that begin so many seconds after the first one."""

        async def later(seconds: float, ticket: Ticket) -> Call:
            await asyncio.sleep(seconds)
            return await self.network.place(ticket)

        async def all_of_them() -> list[Call]:
            return list(await asyncio.gather(*(later(*one) for one in tickets)))

        with overheard():
            return self.network.clock.run(all_of_them())

    def chosen(self) -> Chosen | None:
        standing = self.installation.floor.store.board.look().standings.get("rosa")
        return None if standing is None else standing.chosen


@pytest.fixture
def house() -> Iterator[House]:
    company = (PAY_MY_BILL / "company.yaml").read_text()
    loaded = load(files_of_text({"company.yaml": company, "representatives.yaml": PEOPLE, "line.yaml": WAITING_LINE}))
    settings = Settings((secrets.token_hex(16),), URL, MEMORY, representative_line=str(FOLDER))
    with VirtualClock(TUESDAY) as clock:
        network = Network(Nowhere(), clock, ACCOUNT, settings.tokens[0])
        accounts = demonstration(loaded.line, clock)
        with install(settings, loaded, clock=clock, accounts=accounts, client=network.client()) as installation:
            pin = hashed(Secret(PIN))
            installation.floor.store.users.put(User("rosa", "", Role.REPRESENTATIVE, "rosa", CODE, pin))
            network.web = WsgiWeb(installation.app, URL)
            yield House(installation, network, Directory.of(loaded))


class Nowhere:
    """The web before the line is there."""

    def fetch(self, request: Request) -> Reply:
        raise LookupError(request.url)


# -- as it is written -------------------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_it_in_any_of_its_languages() -> None:
    assert [str(one) for one in check(lines().of(FOLDER), date(2026, 11, 24))] == []


@pytest.mark.parametrize("file", list(call_files([FOLDER])), ids=lambda file: file.name)
def test_every_call_of_it_goes_as_it_is_written(file: Path) -> None:
    assert went(file).transcript


def test_it_has_the_company_and_the_people_of_the_line_that_customers_call() -> None:
    theirs, ours = lines().of(PAY_MY_BILL).line, lines().of(FOLDER).line
    assert theirs is not None
    assert ours is not None
    assert ours.company == theirs.company
    assert ours.representatives == theirs.representatives


def test_it_rings_nobody_and_keeps_nobody_waiting() -> None:
    line = lines().of(FOLDER).line
    assert line is not None
    assert not [one for one in compile_line(line).program.dialogs.values() if isinstance(one, Connecting | Holding)]


# -- signed in --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "chosen", "said"),
    [
        (2, Chosen.READY, "You are ready. Calls will ring your telephone."),
        (3, Chosen.BUSY, "You are busy. No calls will come until you are ready again."),
        (4, Chosen.AWAY, "You are away. No calls will come until you are ready again."),
    ],
)
def test_a_choice_is_said_back_and_holds(house: House, key: int, chosen: Chosen, said: str) -> None:
    steps = (
        f"{SIGN_IN}  - hear: Hello, Rosa\n  - press: {key}\n  - hear: {said}\n  - hear: To take the next caller\n{END}"
    )
    house.play((0, house.rosa(steps)))
    assert house.chosen() is chosen


def taken(house: House, caller: str, rosa: str) -> tuple[Call, Call]:
    """Rosa is at work and busy, somebody waits, and a minute later she takes the next caller."""
    busy = f"{SIGN_IN}  - press: 3\n  - hear: You are busy\n{END}"
    takes = f"{SIGN_IN}  - press: 1\n  - hear: Here is the next caller. About more time.\n{rosa}"
    waits = f"  - hear: Please hold\n{caller}"
    _, waited, took = house.play((0, house.rosa(busy)), (60, house.caller(waits)), (120, house.rosa(takes)))
    return waited, took


def test_a_caller_who_waits_is_announced_and_put_through(house: House) -> None:
    waited, took = taken(house, "  - wait: 200 s\n", f"  - wait: 60 s\n{END}")
    assert "is connected to +15550100101" in str(waited.transcript)
    assert "is connected to +12125550123" in str(took.transcript)
    assert waited.transcript.heard("Thank you. Goodbye.")
    assert (waited.debugger, took.debugger) == ((), ())


def test_after_a_talk_the_choices_come_again(house: House) -> None:
    after = f"  - wait: 30 s\n  - hear: The call is over. To take the next caller, press one\n  - press: 5\n{BYE}"
    _, took = taken(house, f"  - wait: 90 s\n{END}", after)
    assert took.ended is Ended.LINE_HUNG_UP


def test_a_caller_who_hung_up_while_being_announced_is_told_of_and_the_next_may_be_taken(house: House) -> None:
    after = f"  - hear: This caller hung up. To take the next caller\n  - press: 1\n  - hear: Nobody is waiting\n{END}"
    waited, took = taken(house, f"  - wait: 77 s\n{END}", after)
    assert "is connected" not in str(waited.transcript)
    assert "is connected" not in str(took.transcript)


def test_a_representative_who_hangs_up_while_being_told_leaves_the_caller_in_line(house: House) -> None:
    busy = f"{SIGN_IN}  - press: 3\n  - hear: You are busy\n{END}"
    takes = f"{SIGN_IN}  - press: 1\n  - hear: Here is the next caller\n"
    gives_up, comes_back = house.rosa(f"{takes}{END}"), house.rosa(f"{takes}  - wait: 30 s\n{END}")
    caller = house.caller("  - hear: Please hold\n  - wait: 240 s\n")
    _, waited, first, second = house.play((0, house.rosa(busy)), (60, caller), (120, gives_up), (180, comes_back))
    assert "is connected" not in str(first.transcript)
    assert "is connected to +12125550123" in str(second.transcript)
    assert waited.transcript.heard("Thank you. Goodbye.")


def test_when_nobody_waits_that_is_said_and_the_choices_come_again(house: House) -> None:
    house.play(
        (0, house.rosa(f"{SIGN_IN}  - press: 1\n  - hear: Nobody is waiting right now. To take the next\n{END}"))
    )


def test_zero_leads_to_nobody_and_back(house: House) -> None:
    steps = (
        f"{SIGN_IN}  - hear: Hello\n  - press: 0\n  - hear: Nobody else answers on this line\n"
        '  - hear: To go back, press star\n  - press: "*"\n  - hear: To take the next caller\n'
        f"  - press: 5\n  - hear: Goodbye\n"
    )
    house.play((0, house.rosa(steps)))


@pytest.mark.parametrize(
    ("chooses", "hears"),
    [
        ("Para español, oprima dos", "Hola, Rosa. Para tomar la siguiente llamada"),
        ("Untuk bahasa Indonesia, tekan tiga", "Halo, Rosa. Untuk menerima penelepon berikutnya"),
    ],
)
def test_a_representative_may_choose_another_language_first(house: House, chooses: str, hears: str) -> None:
    key = 2 if "dos" in chooses else 3
    steps = (
        f"  - hear: To sign in\n  - press: 9\n  - hear: {chooses}\n  - press: {key}\n  - wait: 10 s\n  - press: 1\n"
        f'  - wait: 8 s\n  - press: "{CODE}#"\n  - wait: 8 s\n  - press: "{PIN}#"\n  - hear: {hears}\n{END}'
    )
    house.play((0, house.rosa(steps)))


def test_code_and_pin_are_in_no_transcript_address_or_journal(house: House) -> None:
    (call,) = house.play((0, house.rosa(f"{SIGN_IN}  - hear: Hello\n{END}")))
    assert not [made.url for made in call.made if PIN in made.url or CODE in made.url]
    assert PIN not in str(call.transcript)
    assert CODE not in str(call.transcript)
