"""Softphones that have registered, and a line that rings one of them."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sip_by_hand import Softphone, media_of, tag_of
from sip_rig import Rig

ROSA = "+15550100007"
TRANSFER = f'<Dial action="/after" timeout="5"><Number url="/whisper">{ROSA}</Number></Dial>'
WHISPER = '<Gather action="/accept" numDigits="1" timeout="3"><Say>Accept please</Say></Gather><Hangup/>'
PAGES = {"/voice": TRANSFER, "/whisper": WHISPER, "/accept": "", "/after": "<Hangup/>"}


def number_of(user: str) -> str | None:
    return ROSA if user in ("rosa", ROSA) else None


async def register(phone: Softphone, user: str = "rosa", *, expires: int = 60, contact: str | None = None) -> None:
    shown = contact or f"<sip:{user}@127.0.0.1:{phone.port}>"
    text = phone.request("REGISTER", user=user, to=f"<sip:{user}@127.0.0.1>", extra=f"Expires: {expires}\r\n")
    phone.raw(re.sub(r"Contact: .*\r\n", f"Contact: {shown}\r\n", text).encode())
    await phone.until(200, "REGISTER")


@asynccontextmanager
async def both(rig: Rig) -> AsyncIterator[tuple[Softphone, Softphone]]:
    """Rosa, who has registered, and somebody who calls the line that rings her."""
    address = rig.endpoint.address
    async with Softphone.plugged(address) as rosa, Softphone.plugged(address) as caller:
        await register(rosa)
        await caller.call()
        yield rosa, caller


async def answer(phone: Softphone) -> None:
    """Pick up what rings."""
    invite = await phone.until("INVITE")
    phone.rtp_to = media_of(invite)[0]
    phone.agree(invite, "180 Ringing", tag="rosa")
    phone.agree(invite, body=phone.sdp(), tag="rosa")
    phone.call_id, phone.to_tag, phone.tag = invite["Call-ID"], tag_of(invite["From"]), "rosa"
    await phone.until("ACK")
