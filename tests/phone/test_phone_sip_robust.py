"""What strangers, mistakes and garbage come to: nothing."""

import asyncio
import logging
import socket
from contextlib import ExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sip_by_hand import Message, Softphone
from sip_rig import Rig, free_port, spoken

from ivr.phone.listening import CannotListenError
from ivr.phone.sip.gate import Gate
from ivr.phone.sip.transports import MOST_BODY, Datagrams

pytestmark = pytest.mark.xdist_group("sip")

HELLO = "<Say>Hello</Say>"
GARBAGE = [
    b"",
    b"\r\n\r\n",
    b"\x00" * 4,
    b"\xff" * 65000,
    b"INVITE",
    b"INVITE sip:x SIP/2.0\r\n\r\n",
    b"SIP/2.0 nonsense\r\n\r\n",
    b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP x\r\nCSeq: y INVITE\r\n\r\n",
    b"INVITE sip:x SIP/2.0\r\nVia: x\r\nFrom: <\r\nTo: >\r\nCall-ID: 1\r\nCSeq: a b\r\n\r\n",
    b"OPTIONS sip:x SIP/2.0\r\n" + b"X: y\r\n" * 300 + b"\r\n",
]


def _still_works(
    rig: Rig, scenario: object, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """After `scenario` a call goes through, and nothing was printed or logged."""

    async def both() -> None:
        await scenario()  # type: ignore[operator]
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            await phone.let_go()
            await rig.over(len(rig.exchange.done) or 1)

    with caplog.at_level(logging.WARNING):
        rig.run(both)
    said = capfd.readouterr()
    assert said.out + said.err == ""
    assert caplog.records == []


def test_garbage_on_the_port_is_dropped(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            for each in GARBAGE:
                phone.raw(each)
            await asyncio.sleep(0.05)
            assert all(one.status != 200 for one in phone.seen)

    _still_works(rig, scenario, capfd, caplog)


def test_garbage_on_a_stream_ends_the_stream(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        for each in (b"\x00" * 100_000, f"INVITE x SIP/2.0\r\nContent-Length: {MOST_BODY + 1}\r\n\r\n".encode(),
                     b"INVITE x SIP/2.0\r\nContent-Length: x\r\n\r\n"):  # fmt: skip
            reader, writer = await asyncio.open_connection(*rig.endpoint.address)
            writer.write(each)
            with pytest.raises((ConnectionError, EOFError)):
                assert await reader.readexactly(1)
            writer.close()

    _still_works(rig, scenario, capfd, caplog)


def test_a_stream_that_says_nothing_holds_nobody_up(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    rig = Rig({"/voice": HELLO})
    with ExitStack() as streams:

        async def scenario() -> None:
            for said in (b"", b"", b"\r\n\r\n", b"INVITE sip:line"):
                stream = streams.enter_context(socket.create_connection(rig.endpoint.address))
                stream.sendall(said)

        _still_works(rig, scenario, capfd, caplog)


def test_garbage_in_the_sound_is_not_heard(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    rig = Rig({"/voice": '<Gather action="/keys" numDigits="1" timeout="1"/>', "/keys": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            for each in GARBAGE[2:4]:
                phone.rtp.sendto(each[:2000], ("127.0.0.1", phone.rtp_to))
            phone.rtp.sendto(b"\x00\x01\x00\x00\x21\x12\xa4\x42" + b"\x00" * 12, ("127.0.0.1", phone.rtp_to))
            phone.packet(b"", 101)
            phone.packet(b"\xff\xff\xff\xff", 101)
            phone.packet(b"\x55" * 40, 96)
            phone.event("7")
            await phone.let_go()
            await rig.over()
            assert rig.keyed() == ["7"]

    _still_works(rig, scenario, capfd, caplog)


def test_a_session_description_that_is_none_is_a_bad_request() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring("v=0\r\nm=audio loud RTP/AVP 0\r\n")
            await phone.until(400)

    rig.run(scenario)


def test_a_call_goes_through_by_tcp() -> None:
    """Without an rport in its Via: replies come back on the stream all the same."""
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            reader, writer = await asyncio.open_connection(*rig.endpoint.address)

            async def said(status: int | str) -> Message:
                while True:
                    head = await reader.readuntil(b"\r\n\r\n")
                    message = Message.of(head)
                    body = await reader.readexactly(int(message["Content-Length"]))
                    message = Message.of(head + body)
                    if message.status == status or message.first.startswith(f"{status} "):
                        return message

            def write(method: str, body: str = "") -> None:
                text = phone.request(method, body, transport="TCP").replace(";rport", "")
                writer.write(b"\r\n\r\n" + text.encode())

            write("INVITE", phone.sdp())
            reply = await said(200)
            assert reply["Contact"].endswith(";transport=tcp>")
            phone.acknowledge(reply)
            write("ACK")
            await phone.until_heard(spoken("Hello"))
            bye = await said("BYE")
            assert bye["Via"].startswith("SIP/2.0/TCP")
            writer.close()
            await rig.over()

    rig.run(scenario)


def test_an_endpoint_on_every_address_names_one_that_the_softphone_can_reach() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        port = rig.endpoint.address[1]
        assert rig.endpoint.uri == f"sip:line@127.0.0.1:{port}"
        async with Softphone.plugged(("127.0.0.1", port)) as phone:
            reply = await phone.call()
            assert reply["Contact"] == f"<sip:127.0.0.1:{port}>"
            assert "c=IN IP4 127.0.0.1" in reply.body
            await phone.until_heard(spoken("Hello"))
            await phone.let_go()
            await rig.over()

    rig.run(scenario, bind="0.0.0.0", allow=["127.0.0.0/8"])


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(CannotListenError, match=f"port {port} of 127.0.0.1 is in use"):
            Rig({}).run(asyncio.Event().wait, port=port)


def test_a_port_in_use_for_streams_alone_leaves_no_datagrams_behind() -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        with pytest.raises(CannotListenError, match="is in use"):
            Rig({}).run(asyncio.Event().wait, port=port)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind(("127.0.0.1", port))


def test_an_address_that_is_not_ours_is_one_sentence() -> None:
    with pytest.raises(CannotListenError, match=r"192\.0\.2\.7, port 5060"):
        Rig({}).run(asyncio.Event().wait, bind="192.0.2.7", port=5060, allow=["192.0.2.0/24"])


@pytest.mark.parametrize("bind", ["0.0.0.0", "192.0.2.7", "::"])
def test_an_address_others_can_reach_needs_to_be_told_who_may_call(bind: str) -> None:
    with pytest.raises(CannotListenError, match="say which network may call"):
        Gate.around(bind, ())
    assert Gate.around(bind, ("192.0.2.0/24",)).admits("192.0.2.9")


@pytest.mark.parametrize("allow", ["0.0.0.0/0", "::/0", "10.0.0.0/7", "2001::/16"])
def test_a_network_that_is_everybody_is_refused(allow: str) -> None:
    with pytest.raises(CannotListenError, match="is as good as everybody"):
        Gate.around("127.0.0.1", ("192.0.2.0/24", allow))


@pytest.mark.parametrize("allow", ["everybody", "192.0.2.0/40", ""])
def test_a_network_that_is_none_is_one_sentence(allow: str) -> None:
    with pytest.raises(CannotListenError):
        Gate.around("0.0.0.0", (allow,))


@pytest.mark.parametrize(
    ("host", "admitted"),
    [("127.0.0.1", True), ("::1", True), ("[::1]", True), ("::ffff:127.0.0.1", True), ("192.0.2.1", False),
     ("::ffff:192.0.2.1", False), ("2001:db8::1", False), ("localhost", False), ("", False), ("0.0.0.0", False)],
)  # fmt: skip
def test_the_gate_lets_in_this_machine_alone_when_told_nothing(host: str, admitted: bool) -> None:
    assert Gate.around("127.0.0.1", ()).admits(host) is admitted


def test_a_stranger_gets_no_reply_and_nothing_is_sent_to_one() -> None:
    async def both_ways() -> None:
        heard: list[object] = []
        transport = Datagrams(("127.0.0.1", 0), Gate.around("127.0.0.1", ()))
        transport.on_message = lambda message, addr: heard.append(addr)
        request = Softphone(("127.0.0.1", 5060)).request("OPTIONS").encode()
        transport.arrived(request, ("192.0.2.7", 5060))
        assert heard == []
        transport.arrived(request, ("127.0.0.1", 5060))
        assert heard == [("127.0.0.1", 5060)]
        sent: list[object] = []
        transport._put = lambda data, addr: sent.append(addr)  # type: ignore[method-assign]
        message = Message.of(request)
        assert message.method == "OPTIONS"
        from aiosipua.message import SipMessage

        transport.send(SipMessage.parse(request), ("192.0.2.7", 5060))
        assert sent == []
        transport.send(SipMessage.parse(request), ("127.0.0.1", 5060))
        assert sent == [("127.0.0.1", 5060)]
        transport.asking.close()

    asyncio.run(both_ways())


def test_a_reply_goes_to_who_asked_whatever_the_via_claims() -> None:
    async def asked() -> None:
        sent: list[object] = []
        transport = Datagrams(("127.0.0.1", 0), Gate.around("127.0.0.1", ("192.0.2.0/24",)))
        transport._put = lambda data, addr: sent.append(addr)  # type: ignore[method-assign]
        from ivr.phone.sip.stack import Stack

        stack = Stack(transport, None)  # type: ignore[arg-type] # an OPTIONS is answered without asking anybody
        transport.on_message = stack._uas._on_message
        text = Softphone(("127.0.0.1", 5060)).request("OPTIONS")
        claimed = text.replace("127.0.0.1:1;", "x;").replace(";rport", ";received=192.0.2.9;rport=7")
        transport.arrived(claimed.encode(), ("127.0.0.1", 5070))
        assert [host for host, _ in sent] == ["127.0.0.1"]  # type: ignore[misc]

    asyncio.run(asked())


@settings(max_examples=150)
@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 10))
def test_a_damaged_message_raises_nothing(damage: bytes, at: int, cut: int) -> None:
    async def damaged() -> None:
        transport = Datagrams(("127.0.0.1", 0), Gate.around("127.0.0.1", ()))
        phone = Softphone(("127.0.0.1", 5060))
        text = phone.request("INVITE", phone.sdp()).encode()
        told: list[int] = []
        transport.on_message = lambda message, addr: (
            message.via and message.from_addr and message.contact and message.cseq
        )  # type: ignore[assignment,return-value]
        transport.refuse = lambda request, status, reason: told.append(status)
        transport.arrived(text[:at] + damage + text[at + cut :], ("127.0.0.1", 5060))
        assert set(told) <= {400}

    asyncio.run(damaged())
