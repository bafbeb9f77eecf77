"""A softphone written by hand, packet by packet, so that it can also do what no softphone should."""

import asyncio
import re
import secrets
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

from sip_rig import eventually

from ivr.sound.g711 import FRAME, SILENCE


@dataclass(frozen=True)
class Message:
    first: str
    headers: list[tuple[str, str]]
    body: str

    @classmethod
    def of(cls, data: bytes) -> Self:
        head, _, body = data.decode().partition("\r\n\r\n")
        first, *lines = head.split("\r\n")
        return cls(
            first, [(name.strip(), value.strip()) for name, _, value in (one.partition(":") for one in lines)], body
        )

    def __getitem__(self, name: str) -> str:
        return next((value for each, value in self.headers if each.lower() == name.lower()), "")

    @property
    def status(self) -> int:
        return int(self.first.split()[1]) if self.first.startswith("SIP/") else 0

    @property
    def method(self) -> str:
        return self["CSeq"].split()[1]


class _Socket(asyncio.DatagramProtocol):
    def __init__(self, got: Callable[[bytes], None]) -> None:
        self._got = got

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._got(data)

    def error_received(self, exc: Exception) -> None:
        pass


class Softphone:
    """Speaks SIP and RTP as its test says, right or wrong. `heard` is all sound that came, `packets` how many."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.seen: list[Message] = []
        self.heard = bytearray()
        self.packets = 0
        self.port = 1
        self.rtp_port = self.rtp_to = 0
        self.call_id = f"{secrets.token_hex(6)}@rig"
        self.tag = secrets.token_hex(4)
        self.to_tag = ""
        self.cseq = 0
        self.sequence, self.timestamp, self.ssrc = 1, 0, secrets.randbits(32)
        self.invite = ""

    @classmethod
    @asynccontextmanager
    async def plugged(cls, target: tuple[str, int]) -> AsyncIterator[Self]:
        phone = cls(target)
        loop = asyncio.get_running_loop()
        phone.sip, _ = await loop.create_datagram_endpoint(lambda: _Socket(phone._got), local_addr=("127.0.0.1", 0))
        phone.rtp, _ = await loop.create_datagram_endpoint(lambda: _Socket(phone._sound), local_addr=("127.0.0.1", 0))
        phone.port = phone.sip.get_extra_info("sockname")[1]
        phone.rtp_port = phone.rtp.get_extra_info("sockname")[1]
        try:
            yield phone
        finally:
            phone.sip.close()
            phone.rtp.close()

    sip: asyncio.DatagramTransport
    rtp: asyncio.DatagramTransport

    def _got(self, data: bytes) -> None:
        message = Message.of(data)
        self.seen.append(message)
        self.inbox.put_nowait(message)

    def _sound(self, data: bytes) -> None:
        self.packets += 1
        self.heard += data[12:]

    def raw(self, data: bytes) -> None:
        self.sip.sendto(data, self.target)

    def sdp(self, media: str | None = None, *, address: str = "127.0.0.1", extra: str = "") -> str:
        line = media or f"audio {self.rtp_port} RTP/AVP 0 8 101"
        return (
            f"v=0\r\no=- 1 1 IN IP4 {address}\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\nm={line}\r\n"
            f"a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n{extra}"
        )

    def request(self, method: str, body: str = "", kind: str = "application/sdp", **changed: str) -> str:
        """As text; what a test wants otherwise is given by name."""
        if method not in ("ACK", "CANCEL"):
            self.cseq += 1
        user = changed.get("user", "+15550123456")
        branch = changed.get("branch") or f"z9hG4bK{secrets.token_hex(6)}"
        to = f"<sip:line@127.0.0.1>{f';tag={self.to_tag}' if self.to_tag and method != 'CANCEL' else ''}"
        extra = changed.get("extra", "")
        return (
            f"{method} sip:line@127.0.0.1:{self.target[1]} SIP/2.0\r\n"
            f"Via: SIP/2.0/{changed.get('transport', 'UDP')} 127.0.0.1:{self.port};branch={branch};rport\r\n"
            f"From: <sip:{user}@127.0.0.1>;tag={self.tag}\r\nTo: {changed.get('to', to)}\r\n"
            f"Call-ID: {self.call_id}\r\nCSeq: {self.cseq} {method}\r\nMax-Forwards: 70\r\n"
            f"Contact: <sip:{user}@127.0.0.1:{self.port}>\r\n{extra}"
            + (f"Content-Type: {kind}\r\n" if body else "")
            + f"Content-Length: {len(body)}\r\n\r\n{body}"
        )

    def send(self, method: str, body: str = "", kind: str = "application/sdp", **changed: str) -> str:
        text = self.request(method, body, kind, **changed)
        self.raw(text.encode())
        return text

    async def next(self, seconds: float = 5.0) -> Message:
        async with asyncio.timeout(seconds):
            return await self.inbox.get()

    async def until(self, wanted: int | str, method: str | None = None) -> Message:
        """The next reply with that status, or the next request with that method."""
        while True:
            message = await self.next()
            if method is not None and message.method != method:
                continue
            if message.status == wanted or message.first.split()[0] == wanted:
                return message

    def ring(self, sdp: str | None = None, **changed: str) -> None:
        self.invite = self.send("INVITE", self.sdp() if sdp is None else sdp, **changed)

    def acknowledge(self, reply: Message) -> None:
        self.to_tag = tag_of(reply["To"])
        self.rtp_to = media_of(reply)[0] if "m=" in reply.body else self.rtp_to
        if reply.status >= 300:
            self.send("ACK", branch=re.search(r"branch=([^;\r]+)", self.invite)[1])  # type: ignore[index]
        else:
            self.send("ACK")

    async def call(self, sdp: str | None = None, **changed: str) -> Message:
        """Until it is answered."""
        self.ring(sdp, **changed)
        reply = await self.until(200, "INVITE")
        self.acknowledge(reply)
        return reply

    async def bye(self) -> None:
        self.send("BYE")
        await self.until(200, "BYE")

    async def let_go(self) -> None:
        """Wait for the line's BYE, and say yes to it."""
        self.agree(await self.until("BYE"))

    def agree(self, request: Message, status: str = "200 OK", body: str = "", tag: str = "") -> None:
        copied = "".join(
            f"{name}: {value}\r\n" for name, value in request.headers if name in ("Via", "From", "Call-ID", "CSeq")
        )
        to = request["To"] + (f";tag={tag}" if tag and "tag=" not in request["To"] else "")
        kind = "Content-Type: application/sdp\r\n" if body else ""
        self.raw(
            f"SIP/2.0 {status}\r\n{copied}To: {to}\r\nContact: <sip:rig@127.0.0.1:{self.port}>\r\n{kind}"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )

    def packet(self, payload: bytes, kind: int = 0, timestamp: int | None = None, to: int | None = None) -> None:
        at = self.timestamp if timestamp is None else timestamp
        self.rtp.sendto(
            struct.pack("!BBHLL", 0x80, kind, self.sequence, at, self.ssrc) + payload, ("127.0.0.1", to or self.rtp_to)
        )
        self.sequence += 1

    async def speak(self, sound: bytes, kind: int = 0) -> None:
        """In its own time."""
        for at in range(0, len(sound), FRAME):
            self.packet(sound[at : at + FRAME], kind)
            self.timestamp += FRAME
            await asyncio.sleep(0.018)

    def event(self, key: str, kind: int = 101) -> None:
        """A press of 40 ms as RFC 4733 has it: two packets of it, and its end three times."""
        code = "0123456789*#ABCD".index(key)
        for ended, duration in ((0, 160), (0, 320), (0x80, 320), (0x80, 320), (0x80, 320)):
            self.packet(struct.pack("!BBH", code, ended | 10, duration), kind)
        self.timestamp += 320

    def info(self, key: str, kind: str = "application/dtmf-relay") -> None:
        self.send("INFO", f"Signal={key}\r\nDuration=100\r\n" if "relay" in kind else key, kind)

    async def until_heard(self, sound: bytes) -> None:
        """Until a frame from the midst of it came."""
        await eventually(lambda: sound[2 * FRAME : 4 * FRAME] in self.heard)

    async def until_silence(self) -> None:
        await eventually(lambda: self.heard.endswith(SILENCE))


def tag_of(header: str) -> str:
    found = re.search(r"tag=([^;>]+)", header)
    return found[1] if found else ""


def media_of(message: Message) -> tuple[int, str]:
    """The port and the formats of the first medium."""
    found = re.search(r"m=audio (\d+) RTP/AVP ([\d ]+)", message.body)
    assert found is not None
    return int(found[1]), found[2].strip()
