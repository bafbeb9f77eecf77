"""Yardsticks of bench/phone.py: bare servers that send and get as many packets or messages as calls have frames, and the
other ends of them. What asyncio or aiohttp takes for these a telephone takes too, whatever it does besides.

    python bench/phone_bare.py datagrams|sockets [--core N] [--calls N]

Such a process is asked as bench/phone_line.py is.
"""

import argparse
import asyncio
import json
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web
from phone_line import pin, serve

FRAME = 0.02  # seconds
PACKET = b"\x80\x00" + bytes(10) + b"\xff" * 160
TEXT = json.dumps({"event": "media", "streamSid": "MZ" + "0" * 32, "media": {"payload": "/" * 216}})


class _Bare(asyncio.DatagramProtocol):
    """Sends to whoever has sent."""

    def __init__(self) -> None:
        self.to: tuple[str, int] | None = None
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        del data
        self.to = addr


async def _every_frame(work: Callable[[], Any]) -> None:
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += FRAME
        await asyncio.sleep(max(0.0, due - loop.time()))
        waits = work()
        if waits is not None:
            await waits


@asynccontextmanager
async def datagrams(calls: int) -> AsyncIterator[dict[str, object]]:
    """A socket for each call, and nothing else: what asyncio itself takes for 50 packets a second each way."""
    loop = asyncio.get_running_loop()
    made = [await loop.create_datagram_endpoint(_Bare, local_addr=("127.0.0.1", 0)) for _ in range(calls)]

    def tick() -> None:
        for transport, bare in made:
            if bare.to is not None:
                transport.sendto(PACKET, bare.to)

    ticking = asyncio.create_task(_every_frame(tick))
    yield {"ports": [transport.get_extra_info("sockname")[1] for transport, _ in made]}
    ticking.cancel()
    for transport, _ in made:
        transport.close()


@asynccontextmanager
async def sockets(_: int) -> AsyncIterator[dict[str, object]]:
    """A WebSocket for each call: what aiohttp itself takes for 50 messages a second each way."""
    there: set[web.WebSocketResponse] = set()

    async def serve(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        there.add(socket)
        async for message in socket:
            assert message.type is WSMsgType.TEXT
        there.discard(socket)
        return socket

    async def tick() -> None:
        for socket in list(there):
            with suppress(ConnectionError):
                await socket.send_str(TEXT)

    application = web.Application()
    application.add_routes([web.get("/socket", serve)])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ticking = asyncio.create_task(_every_frame(tick))
    yield {"page": f"http://127.0.0.1:{runner.addresses[0][1]}"}
    ticking.cancel()
    await runner.cleanup()


# -- the other ends of bare servers -----------------------------------------------------------------------------------


class Datagram:
    def __init__(self, transport: asyncio.DatagramTransport, port: int) -> None:
        self._transport, self._port = transport, port

    @classmethod
    async def to(cls, port: int) -> "Datagram":
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(_Deaf, local_addr=("127.0.0.1", 0))
        made = cls(transport, port)
        await made.speak(b"")
        return made

    async def speak(self, frame: bytes) -> None:
        self._transport.sendto(bytes(12) + frame, ("127.0.0.1", self._port))

    async def close(self) -> None:
        self._transport.close()


class Messages:
    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def to(cls, session: ClientSession, page: str) -> "Messages":
        return cls(await session.ws_connect(f"{page}/socket"))

    async def _listen(self) -> None:
        async for _ in self._socket:
            pass

    async def speak(self, frame: bytes) -> None:
        await self._socket.send_str(json.dumps({"event": "media", "media": {"payload": b64encode(frame).decode()}}))

    async def close(self) -> None:
        self._listening.cancel()
        await self._socket.close()


class _Deaf(asyncio.DatagramProtocol):
    """Gets packets, as asyncio would give them to anybody."""

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kind", choices=("datagrams", "sockets"))
    parser.add_argument("--core", type=int)
    parser.add_argument("--calls", type=int, default=1, help="of a datagram server")
    asked = parser.parse_args()
    pin(asked.core)
    bare = {"datagrams": datagrams, "sockets": sockets}[asked.kind](asked.calls)
    asyncio.run(serve(bare, {}))


if __name__ == "__main__":
    main()
