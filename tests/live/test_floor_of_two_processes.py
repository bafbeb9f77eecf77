"""Two web processes on one file and fifty calls at once, over real HTTP: no telephone is rung by two calls at a time, and nobody is
left behind, also when a process is killed in between."""

import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from live_server import TOKEN, Server, free_port

from ivr.carrier.clock import WallClock
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Bridged, Over, Rang
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.routing.floor import Activity, Floor
from ivr.stores.desk_store import desk_store
from ivr.stores.sealing import Sealer, new_key

ACCOUNT = "AC" + "7" * 32
FALLBACK = "+15550100199"
PEOPLE = 8
LINE = """\
line: example
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
representatives: representatives.yaml
start: wait
person: wait
nodes:
  wait:
    queue:
      to: billing
      options:
        1: {say: To leave, go: away}
      free: ring
      bridged: away
      failed: away
  ring:
    transfer: {to: billing, whisper: A call., bridged: away, noanswer: wait, busy: wait, failed: wait}
  away: {hangup: Goodbye.}
"""
STAFF = "groups:\n  billing: {ring: 5 s, strategy: longest_idle}\nrepresentatives:\n" + "".join(
    f"  r{one}: {{name: R{one}, number: +1 555 010 01{one:02}, groups: [billing]}}\n" for one in range(PEOPLE)
)
SMALL, LARGE = 50, 200


class Impatient:
    """Presses a key that nobody offered again and again, so that the next document is asked for; after so many seconds
    leaves by key, and hangs up where that did not help."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def hold(self, phone: TextLeg) -> None:
        while not phone.answered and not phone.over:
            await phone.room.change(None)
        for _ in range(int(self.seconds)):
            if await phone.stay(1.0):
                await phone.press("7")
        if not phone.over:
            await phone.press("1")
        if await phone.stay(2.0):
            phone.hang_up()


@pytest.fixture
def server(tmp_path: Path) -> "Server":
    line = tmp_path / "line"
    line.mkdir()
    for name, text in {"line.yaml": LINE, "company.yaml": "name: Example\n", "representatives.yaml": STAFF}.items():
        (line / name).write_text(text)
    return Server(tmp_path, line, free_port(), workers=2, environment={"IVR_FALLBACK_NUMBER": FALLBACK})


def phones(chance: Random) -> dict[str, Phone]:
    """Most take every call; one refuses, and one is engaged."""
    handsets = [Taker("1", chance.uniform(0.1, 0.6)) for _ in range(PEOPLE)]
    handsets[3] = Taker("2")
    people = {
        f"+155501001{one:02}": Phone(chance.uniform(0.05, 0.4), handset=handset, name=f"R{one}")
        for one, handset in enumerate(handsets)
    }
    people["+15550100105"] = Phone(busy=True, name="R5")
    return people | {FALLBACK: Phone(0.1, talks_for=0.2, name="fallback")}


def storm(server: Server, callers: int, seconds: float, meanwhile: Callable[[], None] | None = None) -> list[Call]:
    """All call within a second; `meanwhile` happens two seconds later."""
    chance = Random(f"{callers}")
    with HttpWeb() as web, WallClock() as clock:
        network = Network(web, clock, ACCOUNT, TOKEN, phones(chance), speech_factor=0.0)

        async def place(one: int) -> Call:
            await asyncio.sleep(chance.uniform(0, 1))
            return await network.place(ticket(server, one, chance.uniform(1, seconds)))

        async def all_of_them() -> list[Call]:
            with ThreadPoolExecutor(callers) as pool:
                asyncio.get_running_loop().set_default_executor(pool)
                if meanwhile is not None:
                    asyncio.get_running_loop().call_later(2.0, meanwhile)
                return await asyncio.gather(*(place(one) for one in range(callers)))

        return clock.run(all_of_them())


def ticket(server: Server, one: int, patience: float) -> Ticket:
    urls = [f"{server.url}/{path}" for path in ("voice", "fallback", "status")]
    return Ticket(urls[0], Impatient(patience), f"+15550102{one:03}", fallback_url=urls[1], status_url=urls[2])


def one_worker_dies(server: Server) -> None:
    """SIGKILL to one of the processes that the server started."""
    assert server.process is not None
    main = server.process.pid
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    workers = [int(one) for one in children if b"resource_tracker" not in Path(f"/proc/{one}/cmdline").read_bytes()]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)


def floor_of(server: Server) -> Floor:
    with desk_store(server.folder / "calls.sqlite3", Sealer([new_key()])) as store:
        return store.board.look()


def rings(calls: list[Call], name: str) -> list[tuple[float, float]]:
    found = []
    for call in calls:
        began = 0.0
        for one in (one for one in call.legs[0].room.log if one.leg == name):
            if isinstance(one.what, Rang):
                began = one.at
            elif isinstance(one.what, Over):
                found.append((began, one.at))
    return sorted(found)


def nobody_shared(calls: list[Call]) -> int:
    """How often anybody was rung."""
    for name in (f"R{one}" for one in range(PEOPLE)):
        held = rings(calls, name)
        for (_, end), (start, _) in pairwise(held):
            assert end <= start, f"{name} was rung by two calls at a time"
    return sum(len(rings(calls, f"R{one}")) for one in range(PEOPLE))


def connected(calls: list[Call]) -> int:
    return sum(any(isinstance(one.what, Bridged) for one in call.legs[0].room.log) for call in calls)


def nobody_is_left(floor: Floor, now: datetime) -> None:
    assert dict(floor.waiting) == {}
    held = [one for one in floor.standings.values() if one.activity in (Activity.RINGING, Activity.TALKING)]
    assert held == []


@pytest.mark.long
def test_fifty_calls_at_once_on_two_processes_ring_nobody_twice_and_leave_nobody_behind(server: Server) -> None:
    try:
        server.start()
        calls = storm(server, SMALL, 5)
        assert server.stop() == 0
    finally:
        server.kill()
    assert nobody_shared(calls) >= 2 * PEOPLE
    assert connected(calls) >= 2 * PEOPLE - 2
    assert [entry for call in calls for entry in call.debugger] == []
    nobody_is_left(floor_of(server), datetime.now(UTC))


@pytest.mark.long
def test_a_process_killed_among_fifty_calls_leaves_nobody_held(server: Server) -> None:
    try:
        server.start()
        calls = storm(server, SMALL, 5, lambda: one_worker_dies(server))
        server.stop()
    finally:
        server.kill()
    assert nobody_shared(calls) >= 2 * PEOPLE
    assert connected(calls) >= 2 * PEOPLE - 2
    nobody_is_left(floor_of(server), datetime.now(UTC) + timedelta(seconds=90))


@pytest.mark.long
def test_many_calls_on_two_processes_of_which_one_is_killed_leave_nobody_held(server: Server) -> None:
    try:
        server.start()
        calls = storm(server, LARGE, 15, lambda: one_worker_dies(server))
        server.stop()
    finally:
        server.kill()
    assert nobody_shared(calls) >= 2 * PEOPLE
    nobody_is_left(floor_of(server), datetime.now(UTC) + timedelta(seconds=90))
