"""Softphones that others wrote, calling and being called: sipp, and baresip, whose recording says what was heard."""

import asyncio
import os
from pathlib import Path

import numpy as np
import pytest
from sip_clients import baresip, likeness, sipp
from sip_rig import Rig, eventually, free_port, spoken

from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Ended
from ivr.carrier.phones import Phone
from ivr.sound.g711 import FRAME, decoded
from ivr.sound.tones import tone

pytestmark = pytest.mark.xdist_group("sip")

ROSA = "+15550100007"
PAGES = {
    "/voice": '<Gather action="/account" numDigits="3" timeout="4"><Say>Account please</Say></Gather>',
    "/account": '<Gather action="/confirm" numDigits="1" timeout="4"><Say>Right? One</Say></Gather>',
    "/confirm": f'<Dial action="/after" timeout="6"><Number url="/whisper">{ROSA}</Number></Dial>',
    "/whisper": '<Gather action="/accept" numDigits="1" timeout="4"><Say>Take it</Say></Gather><Hangup/>',
    "/accept": "",
    "/after": "<Say>Goodbye</Say>",
}


def _samples(text: str) -> "np.ndarray":  # type: ignore[type-arg] # numbers
    return np.array(decoded(spoken(text)), float)


async def _asked(rig: Rig, path: str) -> None:
    await eventually(lambda: path in [each for each, _ in rig.asked])


def test_two_baresips_make_the_demonstration_call_and_hear_every_prompt_and_each_other(tmp_path: Path) -> None:
    """Prompt, keys, confirmation, transfer: the one registered as Rosa rings, hears the whisper, presses 1. Hers speaks TCP."""
    rig = Rig(dict(PAGES))
    mine, hers = tone((550,), 12, 3000), tone((660,), 12, 3000)

    async def scenario() -> None:
        line = rig.endpoint.uri.removeprefix("sip:line@")
        async with (
            baresip(
                tmp_path / "rosa",
                f"<sip:rosa@{line};transport=tcp>;auth_pass=x;regint=60;answermode=auto",
                decoded(hers).tobytes(),
            ) as rosa,
            baresip(tmp_path / "caller", f"<sip:+15550123456@{line}>;regint=0", decoded(mine).tobytes()) as caller,
        ):
            await eventually(lambda: ROSA in rig.switchboard)
            await caller.do("dial", rig.endpoint.uri)
            await caller.until("CALL_ESTABLISHED")
            await asyncio.sleep(0.5)
            await caller.press("427")
            await _asked(rig, "/account")
            await asyncio.sleep(0.5)
            await caller.press("1")
            await rosa.until("CALL_ESTABLISHED")
            await asyncio.sleep(0.6)
            await rosa.press("1")
            await _asked(rig, "/accept")
            await asyncio.sleep(0.8)
            await rosa.do("hangup")
            await caller.until("CALL_CLOSED")
            call = await rig.over()
            assert call.ended is Ended.BRIDGED
            heard, whispered = caller.heard(), rosa.heard()
        for text in ("Account please", "Right? One", "Goodbye"):
            assert likeness(heard, _samples(text))[0] > 0.99, text
        assert likeness(whispered, _samples("Take it"))[0] > 0.99
        assert likeness(heard, _samples("Take it"))[0] < 0.5
        assert likeness(heard, np.array(decoded(hers[:2400]), float))[0] > 0.95
        assert likeness(whispered, np.array(decoded(mine[:2400]), float))[0] > 0.95

    rig.run(scenario, number_of=lambda user: ROSA if user == "rosa" else None)
    assert [form["Digits"] for _, form in rig.asked if "Digits" in form] == ["427", "1", "1"]


_INVITE = """\
<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="a call">
<send retrans="500"><![CDATA[
INVITE sip:line@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:line@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:sipp@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="200" rrs="true"/>
<send><![CDATA[
ACK sip:line@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:line@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Contact: <sip:sipp@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Length: 0

]]></send>
<pause milliseconds="500"/>
{keys}
<recv request="BYE"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
"""
_PLAYED = """\
<nop><action><exec play_pcap_audio="/usr/share/sip-tester/dtmf_2833_{key}.pcap"/></action></nop>"""
_INFO = """\
<send><![CDATA[
INFO sip:line@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:line@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: {number} INFO
Max-Forwards: 70
Content-Type: application/dtmf-relay
Content-Length: [len]

Signal={key}
Duration=100
]]></send>
<recv response="200"/>"""


def _informing(keys: str) -> str:
    """Nothing is sent twice, since nothing is lost within a machine: sipp gives a call up when the answer to its last key
    comes a second time."""
    return _INVITE.replace("{keys}", "\n".join(_INFO.format(key=key, number=at + 2) for at, key in enumerate(keys)))


LINE = {
    "/voice": '<Gather action="/account" finishOnKey="#" timeout="4"><Say>Account</Say></Gather>',
    "/account": "<Say>Goodbye</Say>",
}


def test_sipp_makes_the_demonstration_call_with_keys_as_events(tmp_path: Path) -> None:
    """Prompt, keys, confirmation, and a transfer to somebody who hears the whisper and presses 1."""
    if os.geteuid() != 0:
        pytest.skip("sipp plays its recorded events through raw sockets, which takes root")
    presses = [_PLAYED.format(key=key) for key in "4271"]
    presses.insert(3, '<pause milliseconds="1500"/>')  # the confirmation is asked for
    played = _INVITE.replace("{keys}", '<pause milliseconds="400"/>'.join(presses))
    rig = Rig(dict(PAGES), others={ROSA: Phone(0.2, handset=Taker("1", talks_for=0.5), name="Rosa")})

    async def scenario() -> None:
        code, said = await sipp(tmp_path, rig.endpoint.address, played, "-m", "1")
        assert code == 0, said

    rig.run(scenario)
    assert rig.keyed("/account") == ["427"]
    assert rig.keyed("/confirm") == ["1"]
    assert rig.keyed("/accept") == ["1"]
    after = next(form for path, form in rig.asked if path == "/after")
    assert (after["DialCallStatus"], after["DialBridged"]) == ("completed", "true")
    [call] = rig.exchange.done
    assert [call.transcript.heard(text) for text in ("Account please", "Right? One", "Goodbye")] == [True] * 3


def test_sipp_calls_by_tcp_and_sends_keys_as_info(tmp_path: Path) -> None:
    rig = Rig(dict(LINE))

    async def scenario() -> None:
        code, said = await sipp(tmp_path, rig.endpoint.address, _informing("42#"), "-m", "1", "-t", "t1")
        assert code == 0, said

    rig.run(scenario)
    assert rig.keyed("/account") == ["42"]


def _share(text: str, tape: bytearray) -> float:
    """Of the frames of what was said, how many are there; on a busy machine one may be lost on its way back."""
    sound = spoken(text)
    frames = [sound[at : at + FRAME] for at in range(0, len(sound), FRAME)]
    return sum(frame in tape for frame in frames) / len(frames)


def test_fifty_calls_at_once_all_complete_and_every_prompt_is_heard(tmp_path: Path) -> None:
    """sipp sends all sound back that it gets, so that each call's own telephone says what was heard there."""
    rig = Rig(LINE | {"/account": "<Say>Goodbye</Say><Pause length='1'/>"})

    async def scenario() -> None:
        echoing = _informing("42#").replace("[auto_media_port]", "[media_port]")
        arguments = ("-m", "50", "-l", "50", "-r", "50", "-rtp_echo", "-mp", str(free_port()))
        code, said = await sipp(tmp_path, rig.endpoint.address, echoing, *arguments)
        assert code == 0, said

    rig.run(scenario)
    assert rig.keyed("/account") == ["42"] * 50
    assert {call.ended for call in rig.exchange.done} == {Ended.LINE_HUNG_UP}
    assert len(rig.tapes) == 50
    for tape in rig.tapes:
        assert min(_share("Account", tape), _share("Goodbye", tape)) > 0.9
