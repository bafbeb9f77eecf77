"""What somebody else on the same network or machine tries with a call that is not theirs."""

import asyncio
import re
import socket
import threading

import pytest
from sip_by_hand import Message, Softphone
from sip_rig import Rig, eventually, spoken

from ivr.phone.sip.transports import _message

pytestmark = pytest.mark.xdist_group("sip")

ASKS = '<Gather action="/keys" numDigits="1" timeout="1"><Say>Hello there</Say></Gather><Redirect>/on</Redirect>'


def test_sound_from_another_machine_is_neither_heard_nor_answered() -> None:
    """Even when the softphone itself is silent: the other one would hear the whole call."""
    rig = Rig({"/voice": ASKS, "/on": "<Say>Goodbye now</Say>", "/keys": "<Say>A key</Say>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
                other.bind(("127.0.0.9", 0))
                other.setblocking(False)
                usual, phone.rtp = phone.rtp, _Sends(other)  # type: ignore[assignment]
                for _ in range(3):
                    phone.packet(b"\x7f" * 160)
                phone.event("7")
                phone.rtp = usual
                await phone.until_heard(spoken("Goodbye now"))
                with pytest.raises(BlockingIOError):
                    other.recv(2000)
            await phone.let_go()
            await rig.over()

    rig.run(scenario)
    assert rig.keyed() == []
    assert not any(rig.tapes)


class _Sends:
    """A socket in the place of a transport."""

    def __init__(self, other: socket.socket) -> None:
        self.sendto = other.sendto


@pytest.mark.parametrize("kind", ["UDP", "TCP"])
def test_an_invite_that_bears_the_name_of_a_call_does_not_take_its_place(kind: str) -> None:
    """While the line thinks about the first, and by the other transport as well."""
    thinks = threading.Event()
    rig = Rig({"/voice": lambda _: "<Say>Hello</Say><Pause length='30'/>" if thinks.wait(8) else ""})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring()
            await phone.until(180)
            if kind == "UDP":
                phone.send("INVITE", phone.sdp())
                assert (await phone.until(482, "INVITE"))["Call-ID"] == phone.call_id
            else:
                assert await _asked_by_stream(rig, phone) == 482
            thinks.set()
            phone.acknowledge(await phone.until(200, "INVITE"))
            await phone.until_heard(spoken("Hello"))
            await phone.bye()
            await rig.over()

    rig.run(scenario)
    assert len(rig.exchange.done) == 1


async def _asked_by_stream(rig: Rig, phone: Softphone) -> int:
    reader, writer = await asyncio.open_connection(*rig.endpoint.address)
    writer.write(phone.request("INVITE", phone.sdp(), transport="TCP").encode())
    status = Message.of(await reader.readuntil(b"\r\n\r\n")).status
    writer.close()
    return status


def test_what_a_browser_sends_to_the_port_ends_the_stream() -> None:
    """A page of a stranger's may hide a whole INVITE in a form it posts here."""
    rig = Rig({"/voice": "<Say>Hello</Say>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            hidden = phone.request("INVITE", phone.sdp(), transport="TCP")
            reader, writer = await asyncio.open_connection(*rig.endpoint.address)
            writer.write(f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n{hidden}".encode())
            with pytest.raises((ConnectionError, EOFError)):
                await reader.readexactly(1)
            writer.close()

    rig.run(scenario)
    assert rig.asked == []


def test_a_stream_of_blank_lines_leaves_time_for_others() -> None:
    async def read() -> int:
        turns = 0
        reader = asyncio.StreamReader()
        reader.feed_data(b"\r\n" * 200)
        reader.feed_eof()
        reading = asyncio.ensure_future(_message(reader))
        while not reading.done():
            await asyncio.sleep(0)
            turns += 1
        assert isinstance(reading.exception(), EOFError)
        return turns

    assert asyncio.run(read()) > 200


def test_a_registration_that_points_at_the_line_itself_rings_nobody() -> None:
    rig = Rig({"/voice": "<Dial timeout='2'><Number>+15550109999</Number></Dial><Say>Nobody</Say>"})

    async def scenario() -> None:
        port = rig.endpoint.address[1]
        async with Softphone.plugged(rig.endpoint.address) as loop, Softphone.plugged(rig.endpoint.address) as phone:
            text = loop.request("REGISTER", user="loop", to="<sip:loop@127.0.0.1>")
            loop.raw(re.sub(r"(Contact: <sip:loop@127\.0\.0\.1:)\d+", rf"\g<1>{port}", text).encode())
            await loop.until(200)
            await phone.call()
            await phone.until_heard(spoken("Nobody"))
            await phone.let_go()
            await rig.over()
            await eventually(lambda: not rig.endpoint.remembered)

    rig.run(scenario)
    assert len(rig.exchange.done) == 1
