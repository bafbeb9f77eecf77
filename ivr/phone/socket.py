"""One WebSocket is one telephone, for as long as it is open."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from ivr.phone.errands import Errands
from ivr.phone.handset import BrowserHandset
from ivr.phone.house import House
from ivr.phone.messages import BadMessageError, read
from ivr.phone.outbox import Outbox

LARGEST = 64 * 1024  # bytes of a message
MOST_BAD = 20  # messages that are none, before it is clear that nobody of ours is there
HEARTBEAT = 15.0  # seconds; a page that does not answer for half of that is gone
CLOSING_SECONDS = 0.5  # for the page to say goodbye


async def serve_socket(
    request: web.Request, house: House, errands: Errands, closing: asyncio.Event
) -> web.StreamResponse:
    """Until the page goes away, or `closing` is set."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST, compress=False, timeout=CLOSING_SECONDS)
    await socket.prepare(request)
    outbox = Outbox()
    outbox.send("hello", **_hello(house))
    telephone = BrowserHandset(house, outbox, errands)
    works: list[asyncio.Task[object]] = [
        asyncio.create_task(work)
        for work in (_listen(socket, telephone, outbox), _talk(socket, outbox), outbox.full.wait(), closing.wait())
    ]
    try:
        await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
    finally:
        telephone.vanish()
        await _let_go(works)
        if outbox.full.is_set():
            _cut_off(request)
        else:
            await _say_goodbye(socket, closing)
    return socket


def _hello(house: House) -> dict[str, object]:
    return {
        "target": house.target,
        "number": house.exchange.called,
        "caller": house.caller,
        "people": [{"number": number, "name": name} for number, name in house.people],
        "map": house.drawing is not None,
        "voice": house.voice,
    }


async def _listen(socket: web.WebSocketResponse, telephone: BrowserHandset, outbox: Outbox) -> None:
    bad = 0
    async for message in socket:
        try:
            telephone.obey(read(_text(message)))
        except BadMessageError as error:
            bad += 1
            if bad >= MOST_BAD:
                await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=str(error).encode())
                return
            outbox.send("trouble", text=str(error))


def _text(message: WSMessage) -> str:
    if message.type is not WSMsgType.TEXT or not isinstance(message.data, str):
        raise BadMessageError("Messages are text.")
    return message.data


async def _talk(socket: web.WebSocketResponse, outbox: Outbox) -> None:
    with suppress(ConnectionError):  # the page is gone, and `_listen` learns of it too
        while True:
            await socket.send_str(await outbox.next())


async def _let_go(works: "Sequence[asyncio.Task[object]]") -> None:
    for work in works:
        work.cancel()
    await asyncio.gather(*works, return_exceptions=True)


async def _say_goodbye(socket: web.WebSocketResponse, closing: asyncio.Event) -> None:
    code = WSCloseCode.GOING_AWAY if closing.is_set() else WSCloseCode.OK
    with suppress(ConnectionError):
        await socket.close(code=code, message=b"The phone program has ended." if closing.is_set() else b"")


def _cut_off(request: web.Request) -> None:
    """A page that reads nothing reads no goodbye either."""
    if request.transport is not None:
        request.transport.abort()
