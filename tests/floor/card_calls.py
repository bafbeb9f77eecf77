"""Calls of call files, with somebody who looks at the desk of every representative once a second."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from pathlib import Path

from lines_read import line_in

from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import Connector, Payments
from ivr.carrier.web import Reply, Request, Web
from ivr.line.callfile import CallFile, read_call
from ivr.line.loading import Loaded
from ivr.rehearsal.finding import read
from ivr.rehearsal.floor_before import before
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, phones_of, placed, script
from ivr.rehearsal.stage import stage
from ivr.routing.availability import Presence
from ivr.service.desk_views import Card, RepresentativeView, SupervisorView
from ivr.source import Source

PAY_MY_BILL = Path(__file__).parents[2] / "menus" / "pay-my-bill"
FILES = sorted((PAY_MY_BILL / "calls").glob("*.call.yaml"))
RINGING = tuple(file for file in FILES if "ring:" in file.read_text())
"""Calls on which somebody is rung."""


@dataclass
class Seen:
    """What was on the desks, in order, and what was asked and answered meanwhile."""

    call: Call | None = None
    views: list[tuple[str, RepresentativeView]] = field(default_factory=list)
    office: list[SupervisorView] = field(default_factory=list)
    asked: list[tuple[Request, Reply]] = field(default_factory=list)

    def cards(self, *presences: Presence, who: str = "rosa") -> list[Card]:
        return [
            view.card
            for name, view in self.views
            if name == who and view.card is not None and view.me is not None and view.me.presence in presences
        ]

    @property
    def card(self) -> Card:
        """As it is while they talk; it does not change then."""
        talking = self.cards(Presence.TALKING)
        assert talking
        assert set(talking) == {talking[0]}
        return talking[0]


def shipped(changes: tuple[tuple[str, str], ...] = ()) -> Loaded:
    return line_in(PAY_MY_BILL, dict(changes))


@cache
def seen_in(name: str) -> Seen:
    """The call of a file of the line that is shipped."""
    call = read(PAY_MY_BILL / "calls" / f"{name}.call.yaml")
    return watched(call, line_in(PAY_MY_BILL, call.company))


def written(steps: str, given: str = "") -> CallFile:
    heading = f"call: A call\n{given}given:\n  representatives: {{Rosa: answers after 4 s}}\n"
    call, findings = read_call(Source("x.call.yaml", f"{heading}steps:\n{steps}"))
    assert call is not None, findings
    return call


def watched(
    call: CallFile, loaded: Loaded, people: Sequence[str] = ("rosa", "ben"), connector: Connector | None = None
) -> Seen:
    """`connector` stands in for the payment company."""
    seen = Seen()
    directory, given = Directory.of(loaded), call.heading.given

    @dataclass
    class Over:
        web: Web

        def fetch(self, request: Request) -> Reply:
            reply = self.web.fetch(request)
            seen.asked.append((request, reply))
            return reply

    with (
        overheard(),
        VirtualClock(given.at.astimezone(UTC)) as clock,
        stage(
            loaded,
            clock,
            phones_of(call, directory),
            down=given.accounts,
            through=Over,
            floor=before(call, loaded),
        ) as put_up,
    ):
        desk = put_up.desk
        assert desk is not None
        if connector is not None:
            put_up.network.payments = Payments({"Default": connector})

        async def look() -> None:
            while True:
                seen.views += [(name, desk.representative(name)) for name in people]
                seen.office.append(desk.supervisor())
                await asyncio.sleep(1)

        async def begin() -> "asyncio.Task[None]":
            return asyncio.get_running_loop().create_task(look())

        looking = clock.run(begin())
        seen.call = placed(put_up, script(call, directory), given.caller)
        looking.cancel()
    return seen
