"""Softphones that others wrote, calling and being called: sipp, and baresip, whose recording says what was heard."""

import asyncio
import os
from pathlib import Path

import numpy as np
import pytest
from sip_clients import baresip, likeness, sipp
from sip_rig import Rig, spoken

from ivr.carrier.happenings import Ended
from ivr.sound.g711 import decoded
from ivr.sound.tones import keys_as_tones, tone

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
    async with asyncio.timeout(8):
        while path not in [each for each, _ in rig.asked]:
            await asyncio.sleep(0.02)


async def _registered(rig: Rig) -> None:
    async with asyncio.timeout(8):
        while ROSA not in rig.switchboard:
            await asyncio.sleep(0.02)


def test_two_baresips_make_the_demonstration_call_and_hear_every_prompt_and_each_other(tmp_path: Path) -> None:
    """Prompt, keys, confirmation, transfer: the one registered as Rosa rings, hears the whisper, presses 1."""
    rig = Rig(dict(PAGES))
    mine, hers = tone((550,), 12, 3000), tone((660,), 12, 3000)

    async def scenario() -> None:
        line = rig.endpoint.uri.removeprefix("sip:line@")
        async with (
            baresip(tmp_path / "rosa", f"<sip:rosa@{line}>;auth_pass=x;regint=60;answermode=auto", decoded(hers).tobytes()) as rosa,
            baresip(tmp_path / "caller", f"<sip:+15550123456@{line}>;regint=0", decoded(mine).tobytes()) as caller,
        ):
            await _registered(rig)
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
