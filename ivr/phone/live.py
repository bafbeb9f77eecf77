"""One leg of a call, live on a page: its sound both ways, its words, its signs, and for whoever placed it its turns."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import structlog

from ivr.carrier.textleg import TextLeg
from ivr.phone.house import House
from ivr.phone.masked import Masked
from ivr.phone.outbox import Outbox
from ivr.phone.signs import Signs
from ivr.phone.telling import LivePage, of_own_end, of_whole_call
from ivr.phone.turns import Turns
from ivr.service.trace import fault_of
from ivr.sound.g711 import FRAME
from ivr.sound.workers import in_passing

FORMAT = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}

_log = structlog.get_logger()


class Live:
    """`whole`: this telephone's call is its own, not another's that rings it."""

    def __init__(self, phone: TextLeg, house: House, outbox: Outbox) -> None:
        self.phone = phone
        self.stream = f"MZ{secrets.token_hex(16)}"
        self.whole = phone is phone.room.legs[0]
        self._house = house
        self._outbox = outbox
        self._muted = self._started = False
        self._coming = bytearray()
        self._signs = Signs(phone, self.send)
        self._call = _call_of(house, phone)
        page = LivePage(phone, self.send, outbox.number)
        self._teller = of_whole_call(phone, page) if self.whole else of_own_end(phone, page)
        self._turns = Turns(self._call, phone.room, self.send, outbox) if self.whole and self._call else None

    def send(self, event: str, **more: object) -> None:
        if not self._muted:
            self._outbox.send(event, **more)

    def mute(self) -> None:
        """The page is about another call now."""
        self._muted = True

    def hear(self, sound: bytes) -> None:
        """What the microphone hears."""
        wire = self.phone.wire
        if wire is None or not self.phone.answered or self.phone.over:
            self._coming.clear()
            return
        self._coming += sound
        while len(self._coming) >= FRAME:
            frame = bytes(self._coming[:FRAME])
            del self._coming[:FRAME]
            wire.hear(frame)

    async def follow(self) -> None:
        """Until the leg is over, and of an own call until all of it is told."""
        with ExitStack() as at_end:
            self._begin(at_end)
            telling = asyncio.create_task(self._tell())
            at_end.callback(telling.cancel)
            placing = asyncio.create_task(self._follow_place())
            at_end.callback(placing.cancel)
            while not self.phone.over:
                self._look()
                await self.phone.room.change(None)
            self._end()
            if self.whole:
                await telling
            else:
                self._teller.finish()

    async def _tell(self) -> None:
        try:
            await self._teller.follow()
        except Exception as error:  # noqa: BLE001 - a transcript that breaks off is no reason to end a call
            _log.error("phone_transcript_broke", fault=fault_of(error))

    def _begin(self, at_end: ExitStack) -> None:
        if not self.phone.answered:
            self._ring()
        if self._turns is not None and self._call is not None:
            at_end.enter_context(self._house.wiretap.watching(self._call, self._turns.overhear))
        if self.phone.wire is not None:
            self.phone.wire.cleared.append(self._cleared)
            at_end.callback(self.phone.wire.cleared.remove, self._cleared)
        self._house.ticker.start(self, self.tick)
        at_end.callback(self._house.ticker.stop, self)

    @property
    def rung(self) -> bool:
        """Whether somebody else calls."""
        return not (self.whole and self.phone.name == "caller")

    def _ring(self) -> None:
        """Of one's own call the page knows."""
        if not self.rung:
            return
        display = self.phone.display
        pairs = [*([("reason", display.reason)] if display.reason else []), *display.details]
        details = Masked(self.phone.room).details(pairs)
        caller = display.caller_id or self._house.exchange.called
        self.send("rings", **{"number": self.phone.number, "from": caller, "details": details})

    def tick(self) -> None:
        self._look()
        wire = self.phone.wire
        if wire is not None and self._started and not self.phone.over:
            frame = wire.next_frame()
            if not self._muted:
                self._outbox.frame(self.stream, frame)

    def _look(self) -> None:
        if self.phone.answered and not self._started:
            self._started = True
            self.send("start", streamSid=self.stream, start={"callSid": self._call or "", "mediaFormat": FORMAT})
        self._signs.look()
        if self._turns is not None:
            self._turns.look()

    def _cleared(self) -> None:
        if self._started and not self._muted:
            self._outbox.drop_frames()
            self.send("clear", streamSid=self.stream)

    def _end(self) -> None:
        self._house.ticker.stop(self)
        self._look()
        if not self._muted:
            self._outbox.last_words(self.stream, self._left())
        self.send("stop", streamSid=self.stream)

    def _left(self) -> Iterator[bytes]:
        """The end of what the line said last: the leg is over when the clock says so, up to a frame before the last is due."""
        wire = self.phone.wire
        while wire is not None and self._started and wire.speaking:
            yield wire.next_frame()

    async def _follow_place(self) -> None:
        """Where the line stands after each reply, asked in a thread: it may be read from a file."""
        where, turns, call = self._house.where, self._turns, self._call
        if where is None or turns is None or call is None:
            return
        last = None
        while True:
            await turns.replied.wait()
            turns.replied.clear()
            try:
                node = await in_passing(partial(where, call))
            except Exception as error:  # noqa: BLE001 - a map that does not light is no reason to end a call
                _log.warning("phone_place_unknown", fault=fault_of(error))
                return
            if node is not None and node != last:
                last = node
                self.send("node", node=node)


def _call_of(house: House, phone: TextLeg) -> str | None:
    """The sid of the call whose first leg this is; a leg that was rung is in no record of the account."""
    calls = house.exchange.network.holdings.calls
    return next((record.sid for record in reversed(calls.values()) if record.leg is phone), None)
