"""Telephones for bench/phone.py, as small as they can be: one that speaks SIP and RTP, one that is a browser's WebSocket.

Both know when each frame of sound came, on the clock that all processes of a machine share.
"""

import asyncio
import json
import re
import struct
import time
from abc import ABC, abstractmethod
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from ivr.sound.g711 import FRAME, FRAME_SECONDS, SILENCE
from ivr.sound.tones import FREQUENCIES, tone

SECONDS = 20.0  # after which whatever is waited for has failed
TONE_SECONDS = 0.1
DRAINING = 0.1  # seconds in which sound comes that was sent before the last word of SIP


class Telephone(ABC):
    """`frames` are the time and the sound of each that came since the answer, `heard` the sound of all."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.frames: list[tuple[float, bytes]] = []
        self.heard = bytearray()
        self.dialled_at = self.answered_at = 0.0
        self.over = asyncio.Event()
        self._news = asyncio.Event()

    def got_frame(self, frame: bytes) -> None:
        self.frames.append((time.monotonic(), frame))
        self.heard += frame
        self._news.set()

    async def call(self, called: str) -> None:
        """Until it is answered."""
        self.dialled_at = time.monotonic()
        async with asyncio.timeout(SECONDS):
            await self._call(called)

    @abstractmethod
    async def _call(self, called: str) -> None: ...

    @abstractmethod
    async def press(self, key: str) -> None: ...

    @abstractmethod
    async def speak(self, frame: bytes) -> None: ...

    @abstractmethod
    async def hang_up(self) -> None: ...

    async def until_over(self) -> None:
        async with asyncio.timeout(SECONDS):
            await self.over.wait()

    async def until_sound(self) -> float:
        """When the first came that is not silence."""
        async with asyncio.timeout(SECONDS):
            for place in count():
                while place >= len(self.frames):
                    await self._frame()
                at, frame = self.frames[place]
                if frame != SILENCE:
                    return at
        raise AssertionError

    async def until_heard(self, sound: bytes) -> None:
        """Wherever in a frame it begins."""
        begin = 0
        async with asyncio.timeout(SECONDS):
            while self.heard.find(sound, begin) < 0:
                begin = max(0, len(self.heard) - len(sound))
                await self._frame()

    async def _frame(self) -> None:
        self._news.clear()
        await self._news.wait()

    def last_of(self, sound: bytes) -> tuple[float, int]:
        """When the last of its bytes came that came in their order, and how many did. It must have begun."""
        begin = self.heard.index(sound[: 5 * FRAME])
        pairs = enumerate(zip(sound, self.heard[begin:], strict=False))
        same = next((at for at, (said, came) in pairs if said != came), min(len(sound), len(self.heard) - begin))
        return self.frames[(begin + same - 1) // FRAME][0], same


# -- a softphone ------------------------------------------------------------------------------------------------------


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, got: Callable[[bytes], None]) -> None:
        self._got = got

    def datagram_received(self, data: bytes, addr: object) -> None:
        del addr
        self._got(data)


class Softphone(Telephone):
    """`way` is how it tells of keys: event (RFC 4733), info (SIP INFO) or tone."""

    def __init__(self, number: str, line: tuple[str, int], way: str = "event") -> None:
        super().__init__(number)
        self._line, self._way = line, way
        self._name = number.lstrip("+")
        self._answered = asyncio.Event()
        self._cseq = 0
        self._to_tag = ""
        self._sequence, self._stamp = 1, 0
        self._sound_to = line

    async def _call(self, called: str) -> None:
        loop = asyncio.get_running_loop()
        here = ("127.0.0.1", 0)
        self._sip, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(self._got), local_addr=here)
        self._rtp, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(self._sounded), local_addr=here)
        self._called = called
        self.dialled_at = time.monotonic()
        self._request("INVITE", self._offer(), "application/sdp")
        await self._answered.wait()
        self._request("ACK")

    def _offer(self) -> str:
        port = self._rtp.get_extra_info("sockname")[1]
        return (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {port} RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
        )

    def _request(self, method: str, body: str = "", kind: str = "") -> None:
        self._cseq += method != "ACK"
        port = self._sip.get_extra_info("sockname")[1]
        uri = f"sip:{self._called}@{self._line[0]}:{self._line[1]}"
        lines = [
            f"{method} {uri} SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{self._name}{method}{self._cseq};rport",
            f"From: <sip:{self.number}@127.0.0.1>;tag={self._name}",
            f"To: <{uri}>{self._to_tag}",
            f"Call-ID: {self._name}@bench",
            f"CSeq: {self._cseq} {method}",
            "Max-Forwards: 70",
            f"Contact: <sip:{self.number}@127.0.0.1:{port}>",
            *([f"Content-Type: {kind}"] if kind else []),
            f"Content-Length: {len(body)}",
        ]
        self._sip.sendto(("\r\n".join(lines) + f"\r\n\r\n{body}").encode(), self._line)

    def _got(self, data: bytes) -> None:
        text = data.decode()
        if text.startswith("SIP/2.0 200") and "INVITE" in _header(text, "CSeq"):
            if not self._answered.is_set():
                self.answered_at = time.monotonic()
                self._to_tag = ";" + re.findall(r";(tag=[^;\s]+)", _header(text, "To"))[0]
                self._sound_to = ("127.0.0.1", int(re.findall(r"m=audio (\d+)", text)[0]))
                self._answered.set()
        elif text.startswith("BYE"):
            self._agree(text)
            self.over.set()
        elif text.startswith("SIP/2.0 200") and "BYE" in _header(text, "CSeq"):
            self.over.set()

    def _agree(self, text: str) -> None:
        head = "\r\n".join(f"{name}: {_header(text, name)}" for name in ("Via", "From", "To", "Call-ID", "CSeq"))
        self._sip.sendto(f"SIP/2.0 200 OK\r\n{head}\r\nContent-Length: 0\r\n\r\n".encode(), self._line)

    def _sounded(self, data: bytes) -> None:
        self.got_frame(data[12:])

    def _send(self, payload: bytes, kind: int) -> None:
        head = struct.pack("!BBHLL", 0x80, kind, self._sequence & 0xFFFF, self._stamp, 1)
        self._sequence += 1
        self._rtp.sendto(head + payload, self._sound_to)

    async def press(self, key: str) -> None:
        if self._way == "info":
            self._request("INFO", f"Signal={key}\r\nDuration=100\r\n", "application/dtmf-relay")
        elif self._way == "tone":
            sound = tone(FREQUENCIES[key], TONE_SECONDS)
            for at in range(0, len(sound), FRAME):
                await self.speak(sound[at : at + FRAME])
                await asyncio.sleep(FRAME_SECONDS)
        else:
            for end, duration in ((0, 160), (0x80, 320), (0x80, 320), (0x80, 320)):
                self._send(struct.pack("!BBH", "0123456789*#".index(key), end | 10, duration), 101)
            self._stamp += 2 * FRAME

    async def speak(self, frame: bytes) -> None:
        self._send(frame, 0)
        self._stamp += len(frame)

    async def hang_up(self) -> None:
        if not self.over.is_set():
            self._request("BYE")
            await self.until_over()
        await asyncio.sleep(DRAINING)
        self._sip.close()
        self._rtp.close()


def _header(text: str, name: str) -> str:
    return next(row.partition(":")[2].strip() for row in text.split("\r\n") if row.startswith(f"{name}:"))


# -- a browser --------------------------------------------------------------------------------------------------------


class Browser(Telephone):
    def __init__(self, number: str, session: ClientSession, page: str) -> None:
        super().__init__(number)
        self._session, self._page = session, page
        self._answered = asyncio.Event()

    async def _call(self, called: str) -> None:
        self._socket: ClientWebSocketResponse = await self._session.ws_connect(
            f"{self._page}/socket", origin=self._page
        )
        self._listening = asyncio.create_task(self._listen())
        self.dialled_at = time.monotonic()
        await self._send({"event": "call", "from": self.number, "to": called})
        await self._answered.wait()

    async def _listen(self) -> None:
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                self._got(json.loads(message.data))

    def _got(self, told: dict[str, Any]) -> None:
        match told["event"]:
            case "media":
                self.got_frame(b64decode(told["media"]["payload"]))
            case "start":
                self.answered_at = time.monotonic()
                self._answered.set()
            case "ended":
                self.over.set()
            case _:
                pass

    async def _send(self, told: dict[str, Any]) -> None:
        await self._socket.send_str(json.dumps(told))

    async def press(self, key: str) -> None:
        await self._send({"event": "dtmf", "dtmf": {"digit": key}})

    async def speak(self, frame: bytes) -> None:
        await self._send({"event": "media", "media": {"payload": b64encode(frame).decode()}})

    async def hang_up(self) -> None:
        if not self.over.is_set():
            await self._send({"event": "hang_up"})
            await self.until_over()
        await self._socket.close()
        self._listening.cancel()


# -- many of them -----------------------------------------------------------------------------------------------------


def numbers() -> Iterator[str]:
    return (f"+1555{number:07d}" for number in count(100_001))


async def talking(telephones: list[Telephone], sound: bytes, offset: float = 0.0) -> None:
    """Each of them says a frame of it fifty times a second, until cancelled."""
    frames = [sound[at : at + FRAME] for at in range(0, len(sound) - FRAME, FRAME)]
    loop = asyncio.get_running_loop()
    due = loop.time() + offset
    for place in count():
        due += FRAME_SECONDS
        await asyncio.sleep(max(0.0, due - loop.time()))
        for telephone in telephones:
            await telephone.speak(frames[place % len(frames)])
