"""Fifty calls at once, half of them softphones' and half browsers', on one event loop together with everybody who calls.
How soon each gets what it asks for, and what that costs, is measured by `bench/phone.py`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from page_laboratory import Tab
from sip_by_hand import Softphone
from sip_rig import Rig, spoken

from ivr.carrier.happenings import Ended
from ivr.phone.house import House
from ivr.phone.site import Site
from ivr.phone.wiretap import Wiretap
from ivr.sound.g711 import FRAME

pytestmark = pytest.mark.xdist_group("sip")

EACH = 25  # of softphones, and of browsers
ARRIVING = 100  # calls a second
PATIENCE = 20.0  # seconds, on a machine that has much else to do
WELCOME, CHOICES, GOODBYE = "Welcome", "one two three four five", "Goodbye"
NUMBERS = [f"+1555010{number:04d}" for number in range(2 * EACH)]


class ASoftphone(Softphone):
    async def dial(self, number: str) -> None:
        await self.call(user=number)

    async def press(self, key: str) -> None:
        self.event(key)

    async def hang_up(self) -> None:
        await self.bye()


class ABrowser(Tab):
    async def dial(self, number: str) -> None:
        await self.send("call", **{"from": number})
        await self.until("start", within=PATIENCE)

    async def press(self, key: str) -> None:
        await self.key(key)

    async def hang_up(self) -> None:
        await self.send("hang_up")
        await self.until("ended", within=PATIENCE)


Telephone = ASoftphone | ABrowser


@asynccontextmanager
async def softphone(rig: Rig) -> AsyncIterator[Telephone]:
    async with ASoftphone.plugged(rig.endpoint.address) as phone:
        yield phone


@asynccontextmanager
async def browser(session: ClientSession, site: Site) -> AsyncIterator[Telephone]:
    async with session.ws_connect(f"{site.address}/socket", origin=site.address) as socket:
        tab = ABrowser(socket)
        listening = asyncio.create_task(tab.listen())
        yield tab
    await listening


@asynccontextmanager
async def site_beside(rig: Rig) -> AsyncIterator[Site]:
    """Browsers on the same line, and at the same ticks, as the rig's softphones."""
    endpoint, wiretap = rig.endpoint, Wiretap()
    rig.exchange.network.web = wiretap.over(rig.exchange.network.web)
    house = House(rig.exchange, rig.switchboard, endpoint._studio, endpoint._ticker, wiretap, "a line")
    async with Site(house, port=0) as site:
        yield site


async def with_each(rig: Rig, work: Callable[[str, Telephone], Awaitable[None]], each: int) -> None:
    """So many softphones and so many browsers, one coming after the other."""

    async def one(place: int) -> None:
        await asyncio.sleep(place / ARRIVING)
        made = softphone(rig) if place % 2 else browser(session, site)
        async with made as phone:
            await work(NUMBERS[place], phone)

    async with site_beside(rig) as site, ClientSession() as session:
        await asyncio.gather(*[one(place) for place in range(2 * each)])


class Line:
    """A prompt to be heard to its end, one to be cut short by a key, and one more."""

    def __init__(self) -> None:
        menus = {"/voice": self._menu("/choices", WELCOME), "/choices": self._menu("/goodbye", CHOICES)}
        self.rig = Rig({**menus, "/goodbye": f"<Say>{GOODBYE}</Say><Pause length='60'/>"})

    def _menu(self, path: str, text: str) -> str:
        return f'<Gather action="{path}" numDigits="1" timeout="60"><Say>{text}</Say></Gather>'

    async def called_by(self, number: str, phone: Telephone) -> None:
        """Raises TimeoutError where a prompt is not heard, all of it and without a gap."""
        await phone.dial(number)
        await _until_heard(phone, spoken(WELCOME))
        await phone.press("1")
        await _until_heard(phone, spoken(CHOICES)[: 10 * FRAME])
        await phone.press("2")
        await _until_heard(phone, spoken(GOODBYE))
        await phone.hang_up()


def test_fifty_calls_at_once_all_complete_and_each_hears_every_prompt() -> None:
    line = Line()

    async def scenario() -> None:
        await with_each(line.rig, line.called_by, EACH)
        await line.rig.over(2 * EACH)

    line.rig.run(scenario)
    assert [done.ended for done in line.rig.exchange.done] == [Ended.CALLER_HUNG_UP] * 2 * EACH


async def _until_heard(phone: Telephone, sound: bytes) -> None:
    """All of it, without a gap. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while sound not in phone.heard:  # noqa: ASYNC110 - frames ring no bell
            await asyncio.sleep(0.02)
