"""The sound of one call: RTP on a socket of its own, out at every tick, in whenever it comes.

Nothing is sent before somebody has shown that they hear us. What is sent then goes where their sound comes from, once
there is any (symmetric RTP, RFC 4961): softphones often do not know their own address. A packet that overtook another
waits a little for it, a short gap in their sound is heard as silence of that length, and no other delay is added.
"""

import asyncio
import random
import secrets
import struct
from collections.abc import Callable

from aiortp import DtmfEvent, RtpPacket, is_rtcp

from ivr.carrier.wire import Wire
from ivr.phone.listening import CannotListenError
from ivr.phone.sip.gate import Gate
from ivr.phone.sip.in_order import InOrder
from ivr.phone.sip.terms import PCMA, PCMU, Terms
from ivr.phone.ticker import Ticker
from ivr.sound.g711 import FRAME, QUIET, RATE, from_alaw, to_alaw

PORTS = range(20000, 30000, 2)  # an even one each; RTCP, which would have the odd one, is not sent
TRIES = 200
FAITHFUL = 1.0  # seconds; as long as sound comes from one place, nobody else is listened to
MOST_GAP = RATE  # samples of silence put in at once

Address = tuple[str, int]


class Media(asyncio.DatagramProtocol):
    """`heard` is called with each frame of theirs, `pressed` with each key told as an event, at its first packet. They come
    from the `host` that signals, or from where it says that its sound is: whoever else is admitted could listen in."""

    def __init__(self, gate: Gate, host: str) -> None:
        self._gate = gate
        self._host = host
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.DatagramTransport | None = None
        self._ticker: Ticker | None = None
        self._wire = Wire()
        self._terms: Terms | None = None
        self._to: Address | None = None
        self._confirmed = False
        self._latched_at: float | None = None
        self.heard: Callable[[bytes], None] = self._wire.hear
        self.pressed: Callable[[str], None] = _nobody
        self.heard_at = self._loop.time()
        self.address: Address = ("", 0)
        self._sequence, self._timestamp = random.getrandbits(16), random.getrandbits(32)
        self._ssrc = secrets.randbits(32)
        self._in_order = InOrder()
        self._source: int | None = None  # the ssrc of what was heard last
        self._expected: int | None = None
        self._event: int | None = None

    async def open(self, bind: str) -> None:
        """Raises CannotListenError when no port is free."""
        for port in random.sample(PORTS, TRIES):
            try:
                await self._loop.create_datagram_endpoint(lambda: self, local_addr=(bind, port))
            except OSError:
                continue
            self.address = (bind, port)
            return
        raise CannotListenError(f"no port is free for the sound of a softphone on {bind}")

    def begin(self, wire: Wire, terms: Terms, ticker: Ticker) -> None:
        """They are heard from now on. What is to be said to them waits on the wire until they have confirmed."""
        self._wire, self._ticker = wire, ticker
        self.heard_at = self._loop.time()
        self.agree(terms)
        ticker.start(self, self.tick)

    def confirm(self) -> None:
        """They have shown that they hear us. Sound of theirs would not show it: it comes without asking, and there are so
        few ports that whoever forges an address could send it to all of them."""
        self._confirmed = True

    def agree(self, terms: Terms) -> None:
        """From now on. Where their sound comes from is found out anew when they say another address."""
        if self._terms is None or self._terms.address != terms.address:
            host, port = terms.address
            self._to = terms.address if port and self._gate.admits(host) else self._to
            self._latched_at = None
        self._terms = terms

    @property
    def held(self) -> bool:
        return self._terms is not None and self._terms.held

    def tick(self) -> None:
        """While they hold, the call goes on and nothing is sent, as RFC 3264 has it."""
        if self._in_order:
            self._pass_on(self._in_order.due(self._loop.time()))
        if not self._confirmed:
            self._wire.put_off()
            return
        frame = self._wire.next_frame()
        self._timestamp = self._timestamp + FRAME & 0xFFFFFFFF
        terms = self._terms
        if terms is None or terms.held or self._to is None or self._transport is None:
            return
        payload = to_alaw(frame) if terms.codec == PCMA else frame
        packet = RtpPacket(
            payload_type=terms.codec,
            sequence_number=self._sequence,
            timestamp=self._timestamp,
            ssrc=self._ssrc,
            payload=payload,
        )
        self._sequence = self._sequence + 1 & 0xFFFF
        self._transport.sendto(packet.serialize(), self._to)

    def close(self) -> None:
        if self._ticker is not None:
            self._ticker.stop(self)
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    # asyncio's side.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment] # asyncio's own class derives from no DatagramTransport on 3.11

    def datagram_received(self, data: bytes, addr: Address) -> None:
        terms = self._terms
        if terms is None or is_rtcp(data) or not self._is_theirs(addr[0], terms):
            return
        try:
            packet = RtpPacket.parse(data)
        except (ValueError, IndexError, struct.error):
            return
        if packet.payload_type not in (PCMU, PCMA, terms.events) or not self._faithful(addr):
            return
        self.heard_at = self._loop.time()
        self._pass_on(self._in_order.take(packet, self.heard_at))

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there, or not yet. What comes of it is decided by their silence."""

    # What came.

    def _is_theirs(self, host: str, terms: Terms) -> bool:
        return host == self._host or (host == terms.address[0] and self._gate.admits(host))

    def _faithful(self, addr: Address) -> bool:
        """Whether it comes from where their sound comes from, which it may settle."""
        now = self._loop.time()
        settled = self._latched_at is not None and now - self._latched_at < FAITHFUL
        if settled and addr[:2] != self._to:
            return False
        self._to, self._latched_at = addr[:2], now
        return True

    def _pass_on(self, packets: list[RtpPacket]) -> None:
        for packet in packets:
            if packet.ssrc != self._source:
                self._source, self._expected, self._event = packet.ssrc, None, None
            if packet.payload_type in (PCMU, PCMA):
                self._hear(packet)
            else:
                self._tell(packet)

    def _tell(self, packet: RtpPacket) -> None:
        try:
            event = DtmfEvent.parse(packet.payload)
        except ValueError:
            return
        if packet.timestamp != self._event and event.event < 16:
            self._event = packet.timestamp
            self.pressed(event.digit)

    def _hear(self, packet: RtpPacket) -> None:
        sound = from_alaw(packet.payload) if packet.payload_type == PCMA else packet.payload
        gap = 0 if self._expected is None else packet.timestamp - self._expected & 0xFFFFFFFF
        self._expected = packet.timestamp + len(sound) & 0xFFFFFFFF
        if 0 < gap <= MOST_GAP:
            self.heard(QUIET * gap)
        self.heard(sound)


def _nobody(key: str) -> None:
    del key
