"""Datagrams and streams with SIP in them, to and from those whom the gate admits.

In place of the library's own transports, which complain of keep-alives, send replies wherever a Via says, and write UDP
into the Via of what goes by TCP. What is no SIP is dropped without a word.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

import structlog
from aiosipua.headers import Via
from aiosipua.message import SipRequest, SipResponse
from aiosipua.transport import SipTransport

from ivr.phone.listening import cannot_listen
from ivr.phone.sip.gate import Gate
from ivr.phone.sip.legible import legible, message_in
from ivr.phone.sip.terms import HIGHEST_PORT
from ivr.phone.sip.transactions import Address, Asking, Replies
from ivr.service.trace import fault_of

MOST_HEADERS = 64 * 1024  # bytes
MOST_BODY = 64 * 1024  # bytes; a session description has some hundred
MOST_STREAMS = 200
PATIENCE = 30.0  # seconds for a stream's first message, and for the rest of one that has begun

Refuse = Callable[[SipRequest, int, str], None]

_log = structlog.get_logger()


class GuardedTransport(SipTransport):
    """What both have in common. `refuse` answers a request that nobody could make sense of, or that we failed at."""

    kind: ClassVar[str]

    def __init__(self, address: Address, gate: Gate) -> None:
        super().__init__(local_addr=address)
        self.gate = gate
        self.replies = Replies()
        self.asking = Asking(self.send, lossy=not self.reliable)
        self.refuse: Refuse | None = None

    def send(self, message: SipRequest | SipResponse, addr: Address) -> None:
        """A port comes from a Via or a Contact, which may say anything; asyncio closes a socket that is given one that is
        none."""
        if not self.gate.admits(addr[0]) or not 0 < addr[1] <= HIGHEST_PORT:
            return
        if self.reliable:
            _reached_by(message, self.kind)
        if isinstance(message, SipRequest):
            _named(message, self.kind)
            self._put(bytes(message), addr)
            self.asking.sent(message, addr)
        else:
            self.replies.keep(message)
            self._put(bytes(message), addr)

    def arrived(self, data: bytes, addr: Address) -> None:
        """One message, or what is to be one. Raises nothing, whatever it is."""
        if not data.strip() or not self.gate.admits(addr[0]):
            return
        message = message_in(data)
        if message is None:
            return
        try:
            if isinstance(message, SipRequest):
                self._asked(message, addr)
            elif legible(message):
                self._answered(message, addr)
        except Exception as error:  # noqa: BLE001 - what we fail at must not end the telephone of everybody else
            _log.error("phone_sip_failed", fault=fault_of(error))
            if isinstance(message, SipRequest):
                with suppress(Exception):  # it may have been the refusing that failed
                    self._refused(message, 500, "Server Internal Error")

    def _answered(self, response: SipResponse, addr: Address) -> None:
        """Session timers were never asked for, so they are the softphone's own business (RFC 4028, 7.2). The library would
        begin one that outlives its call, and go on asking whoever has hung up."""
        response.headers.remove("Session-Expires")
        self.asking.got(response)
        if self.on_message is not None:
            self.on_message(response, addr)

    def _asked(self, request: SipRequest, addr: Address) -> None:
        _stamp(request, addr)
        if not self.replies.is_new(request, addr, asyncio.get_running_loop().time()):
            last = self.replies.last(request)
            if last is not None:
                self.send_reply(last)
            return
        if not legible(request):
            self._refused(request, 400, "Bad Request")
        elif self.on_message is not None:
            self.on_message(request, addr)

    def _refused(self, request: SipRequest, status: int, reason: str) -> None:
        """Nobody answers an ACK."""
        if self.refuse is not None and request.method.upper() != "ACK":
            self.refuse(request, status, reason)

    def reaches(self, addr: Address) -> bool:
        """Whether anything sent there has a way to go."""
        return self.gate.admits(addr[0])

    def _put(self, data: bytes, addr: Address) -> None:
        raise NotImplementedError


class Datagrams(GuardedTransport):
    kind = "UDP"

    def __init__(self, address: Address, gate: Gate) -> None:
        super().__init__(address, gate)
        self._socket: asyncio.DatagramTransport | None = None

    async def start(self) -> None:
        """Raises CannotListenError."""
        loop = asyncio.get_running_loop()
        try:
            made = await loop.create_datagram_endpoint(lambda: _Receiver(self), local_addr=self.local_addr)
        except OSError as error:
            raise cannot_listen(*self.local_addr, error, "a softphone of yours") from None
        self._socket = made[0]
        self.local_addr = self._socket.get_extra_info("sockname")[:2]

    async def stop(self) -> None:
        self.asking.close()
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _put(self, data: bytes, addr: Address) -> None:
        if self._socket is not None:
            self._socket.sendto(data, addr)


class _Receiver(asyncio.DatagramProtocol):
    def __init__(self, transport: Datagrams) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Address) -> None:
        self._transport.arrived(data, (addr[0], addr[1]))

    def error_received(self, exc: Exception) -> None:
        """Nobody listens where something was sent; it is sent again, or given up, in its own time."""


class Streams(GuardedTransport):
    """Replies go where the request came from, whatever port its Via says."""

    kind = "TCP"
    reliable = True

    def __init__(self, address: Address, gate: Gate) -> None:
        super().__init__(address, gate)
        self._server: asyncio.Server | None = None
        self._streams: dict[Address, asyncio.StreamWriter] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def reaches(self, addr: Address) -> bool:
        """None is opened from here."""
        return addr in self._streams

    async def start(self) -> None:
        """Raises CannotListenError."""
        try:
            self._server = await asyncio.start_server(self._accept, *self.local_addr, limit=MOST_HEADERS)
        except OSError as error:
            raise cannot_listen(*self.local_addr, error, "a softphone of yours") from None
        self.local_addr = self._server.sockets[0].getsockname()[:2]

    async def stop(self) -> None:
        self.asking.close()
        if self._server is not None:
            self._server.close()
        for writer in list(self._streams.values()):
            writer.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._server = None

    def send_reply(self, response: SipResponse) -> None:
        source = self.replies.source(response)
        if source is not None:
            self.send(response, source)

    def _put(self, data: bytes, addr: Address) -> None:
        """One that takes nothing off its stream for too long is let go."""
        writer = self._streams.get(addr)
        if writer is None or writer.is_closing():
            return
        if writer.transport.get_write_buffer_size() > MOST_BODY:
            writer.transport.abort()
            return
        writer.write(data)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = writer.get_extra_info("peername")
        if peer is None or not self.gate.admits(peer[0]) or len(self._streams) >= MOST_STREAMS:
            writer.transport.abort()
            return
        task = asyncio.get_running_loop().create_task(self._read(reader, writer, (peer[0], peer[1])))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, addr: Address) -> None:
        self._streams[addr] = writer
        try:
            async with asyncio.timeout(PATIENCE):
                first = await _message(reader)
            self.arrived(first, addr)
            while True:
                self.arrived(await _message(reader), addr)
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.LimitOverrunError):
            writer.transport.abort()
        finally:
            self._streams.pop(addr, None)
            writer.close()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """The next one; blank lines before it keep a stream alive. Raises ValueError for what is too long or no SIP, EOFError
    at the end."""
    begun = await reader.readexactly(1)
    while begun in b"\r\n":
        await asyncio.sleep(0)  # of what is there already none is waited for, and somebody may send nothing else
        begun = await reader.readexactly(1)
    async with asyncio.timeout(PATIENCE):
        head = begun + await reader.readuntil(b"\r\n\r\n")
        _require_sip(head)
        return head + await reader.readexactly(_length(head))


def _require_sip(head: bytes) -> None:
    """A web page can make a browser speak to any port, and hide in HTTP what a softphone would say. Raises ValueError."""
    first = head.partition(b"\r\n")[0]
    if not (first.startswith(b"SIP/2.0 ") or first.endswith(b" SIP/2.0")):
        raise ValueError("something else than SIP")


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() in (b"content-length", b"l"):
            length = int(value)
            if not 0 <= length <= MOST_BODY:
                raise ValueError("a body that is no session description")
            return length
    return 0


def _named(request: SipRequest, kind: str) -> None:
    """The library writes UDP into every Via of its own."""
    vias = request.via
    if vias and vias[0].transport != kind:
        request.via = [Via(vias[0].protocol, kind, vias[0].host, vias[0].port, vias[0].params), *vias[1:]]


def _reached_by(message: SipRequest | SipResponse, kind: str) -> None:
    """Or they would go on in datagrams, which belong to another table of calls."""
    contact = message.headers.get_first("contact")
    if contact is not None and contact.endswith(">") and ";transport=" not in contact:
        message.headers.set_single("Contact", f"{contact[:-1]};transport={kind.lower()}>")


def _stamp(request: SipRequest, addr: Address) -> None:
    """Where it really came from, whatever it says itself (RFC 3261, 18.2.1; RFC 3581)."""
    vias = request.via
    if not vias:
        return
    vias[0].received = addr[0]
    if "rport" in vias[0].params:
        vias[0].rport = str(addr[1])
    request.via = vias
