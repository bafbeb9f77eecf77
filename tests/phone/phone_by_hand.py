"""A browser's telephone without a browser or a socket, on the virtual clock: what a page would send and be sent."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from remembering import Remembering

from ivr.carrier import Call, Network, VirtualClock
from ivr.phone.errands import Errands
from ivr.phone.handset import BrowserHandset
from ivr.phone.house import House
from ivr.phone.messages import Dial, Press
from ivr.phone.outbox import Outbox
from ivr.phone.studio import Studio
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import Ticker
from ivr.phone.wiretap import Wiretap
from ivr.sound.voice import Reader, Voice


@dataclass
class Hand:
    """`told` is all the page was sent, each with the moment it read it."""

    clock: VirtualClock
    house: House
    outbox: Outbox = field(default_factory=Outbox)
    errands: Errands = field(default_factory=Errands)
    told: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.telephone = BrowserHandset(self.house, self.outbox, self.errands)
        self._news = asyncio.Event()
        self._at = 0

    async def read(self) -> None:
        """What a page does all the time."""
        while True:
            text = await self.outbox.next()
            self.raw.append(text)
            self.told.append((asyncio.get_running_loop().time(), json.loads(text)))
            self._news.set()

    def call(self) -> None:
        self.telephone.obey(Dial(None, None))

    def press(self, keys: str) -> None:
        for key in keys:
            self.telephone.obey(Press(key))

    async def until(self, event: str, **more: object) -> dict[str, Any]:
        """The next such message that nobody has waited for, with `more` in it."""
        while True:
            while self._at < len(self.told):
                self._at += 1
                _, found = self.told[self._at - 1]
                if found["event"] == event and found.items() >= more.items():
                    return found
            self._news.clear()
            await self._news.wait()

    def all(self, event: str) -> list[tuple[float, dict[str, Any]]]:
        return [(at, one) for at, one in self.told if one["event"] == event]

    def frames(self) -> list[tuple[float, bytes]]:
        return [(at, base64.b64decode(one["media"]["payload"])) for at, one in self.all("media")]

    def written(self) -> str:
        """Everything but sound, the names of things, and when."""
        told = (one for _, one in self.told if one["event"] not in ("media", "clear", "start", "stop"))
        return "\n".join(json.dumps({**one, "id": None, "at": None}, ensure_ascii=False) for one in told)


@dataclass
class Home:
    """Where a hand lives: everything an `ivr phone` has but its page and its softphones."""

    clock: VirtualClock
    network: Network
    voice_url: str
    voice: Voice
    reader: Reader
    tap: Wiretap = field(default_factory=Wiretap)
    more: Mapping[str, Any] = field(default_factory=dict)

    def run(self, work: Callable[[Hand], Awaitable[None]], seconds: float = 3600.0) -> Hand:
        return self.network.together(self._run(work, seconds))

    async def _run(self, work: Callable[[Hand], Awaitable[None]], seconds: float) -> Hand:
        ticker = Ticker()
        self.tap.open()
        exchange = Remembering(self.network, self.voice_url)
        switchboard = self.network.phones
        assert isinstance(switchboard, Switchboard)
        studio = Studio(self.voice, self.reader)
        hand = Hand(self.clock, House(exchange, switchboard, studio, ticker, self.tap, "a line", **self.more))
        always = [asyncio.create_task(work) for work in (ticker.run(), hand.read())]
        try:
            async with asyncio.timeout(seconds):
                await work(hand)
        finally:
            hand.telephone.vanish()
            await hand.errands.finish(5.0)
            for task in always:
                task.cancel()
            await asyncio.gather(*always, return_exceptions=True)
            self.tap.close()
        return hand

    def done(self, hand: Hand) -> Call:
        return hand.house.exchange.done[-1]
