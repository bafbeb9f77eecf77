"""A call by telephone, in the real process: what its page was told, what stood at the terminal, and what was left behind when
three signals ended it at once. Of what is keyed the last four digits may be seen, of a PIN nothing."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from leaks.leak_search import ROOT, Known, leaks

from ivr.sound.g711 import QUIET
from ivr.sound.wav import wav_of

NUMBER, PIN = "8448200012345678", "2580"
ROSA = "+15550100101"
PATIENCE = 30.0
ALL_AT_ONCE = [one for one in (getattr(signal, "SIGHUP", None), signal.SIGINT, signal.SIGTERM) if one]


@dataclass(slots=True)
class Tab:
    """A page. `frames` is all that it was sent, without the sound."""

    socket: aiohttp.ClientWebSocketResponse
    frames: list[str] = field(default_factory=list)

    async def say(self, event: str, **details: object) -> None:
        await self.socket.send_json({"event": event, **details})

    async def key(self, keys: str) -> None:
        for one in keys:
            await self.say("dtmf", dtmf={"digit": one})

    async def until(self, event: str, text: str = "", **details: object) -> None:
        async with asyncio.timeout(PATIENCE):
            async for message in self.socket:
                heard = json.loads(message.data)
                if heard["event"] == "media":
                    continue
                self.frames.append(message.data)
                matches = heard["event"] == event and text in str(heard.get("text", ""))
                if matches and all(heard.get(name) == value for name, value in details.items()):
                    return
        raise AssertionError(f"the socket was closed before {event} {text}")


@asynccontextmanager
async def phone(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The command with a voice that needs a moment for everything, and its address."""
    (folder / "short.wav").write_bytes(wav_of(QUIET * 400))
    (folder / "passing").mkdir()
    arguments = ("--port", "0", "--voice", f"cat {folder / 'short.wav'}", "--at", "2026-11-24 10:05 America/New_York")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ivr.cli.main", "phone", "menus/pay-my-bill", *arguments),
        cwd=ROOT,
        env={"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder / "passing")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        first = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        found = re.search(r" at (http://127\.0\.0\.1:\d+)/ in a browser", first)
        assert found is not None, first
        yield process, found[1]
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def verified_and_put_through(caller: Tab, rosa: Tab) -> None:
    await rosa.say("represent", number=ROSA, name="Rosa")
    await caller.say("call")
    await caller.until("words", "press two")
    await caller.key("2")
    await caller.until("words", "account number")
    await caller.key(NUMBER)
    await caller.until("words", "press one")
    await caller.key("1")
    await caller.until("words", "PIN")
    await caller.key(PIN)
    await caller.until("words", "You owe")
    await caller.key("0")
    await rosa.until("rings")
    await rosa.say("pick_up")
    await rosa.until("words", "press one")
    await rosa.key("1")
    await caller.until("phase", phase="bridged")


def test_a_call_by_telephone_shows_four_digits_at_most_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async def call() -> tuple[str, str, list[str], int | None]:
        async with phone(tmp_path) as (process, address), aiohttp.ClientSession() as session:
            sockets = [await session.ws_connect(f"{address}/socket", origin=address) for _ in range(2)]
            caller, rosa = map(Tab, sockets)
            await verified_and_put_through(caller, rosa)
            beside = [one.name for one in (tmp_path / "passing").rglob("*.key")]
            for one in ALL_AT_ONCE:
                process.send_signal(one)
            out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
            frames = "\n".join([*caller.frames, *rosa.frames])
            return frames, f"{out.decode()}{err.decode()}", beside, process.returncode

    frames, printed, beside, code = asyncio.run(call())
    known = Known({NUMBER, PIN})
    assert [str(one) for one in leaks(frames, known)] == []
    assert [str(one) for one in leaks(printed, known)] == []
    assert not re.search(rf"(?<![0-9a-f]){PIN}(?![0-9a-f])", frames + printed)
    assert '"Digits"' in frames
    assert "5678" in frames
    assert beside != []
    assert list((tmp_path / "passing").iterdir()) == []
    assert (code, "Traceback" in printed, printed.endswith("Ended.\n")) == (0, False, True), printed
