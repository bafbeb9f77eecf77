"""The real `ivr phone`, as a process, and a browser's end of its socket."""

import asyncio
import json
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

Heard = dict[str, object]
PATIENCE = 30.0
MARK = "IVR_TEST_OF_PHONE"


@dataclass(slots=True)
class Running:
    """The command as a process of its own. Whatever it starts has the mark in its environment."""

    process: asyncio.subprocess.Process
    printed: str
    mark: str

    @property
    def address(self) -> str:
        found = re.search(r" at (http://127\.0\.0\.1:\d+)/ in a browser", self.printed)
        assert found is not None, self.printed
        return found[1]

    async def end(self, by: signal.Signals) -> str:
        """Everything it printed. It ends well, soon, and nothing it started is left."""
        began = time.monotonic()
        self.process.send_signal(by)
        out, err = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        seconds = time.monotonic() - began
        told = f"{self.printed}{out.decode()}{err.decode()}"
        assert self.process.returncode == 0, told
        assert seconds < 8, f"it took {seconds:.1f} s to end"  # about one on a machine with nothing else to do
        assert list(marked(self.mark)) == []
        assert "Traceback" not in told
        return told


def marked(mark: str) -> Iterator[str]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                yield (folder / "cmdline").read_text()
        except OSError:
            continue


@asynccontextmanager
async def running(folder: Path, *arguments: str, path: str = os.defpath) -> AsyncIterator[Running]:
    mark = f"{os.getpid()}-{time.monotonic_ns()}"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ivr.cli.main", "phone", "--port", "0", *arguments),
        cwd=folder,
        env={"PATH": path, "HOME": str(folder), MARK: mark},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        first = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        if not first:
            assert process.stderr is not None
            pytest.fail((await process.stderr.read()).decode())
        yield Running(process, first, mark)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@dataclass(slots=True)
class Tab:
    """A browser's end of the socket."""

    socket: aiohttp.ClientWebSocketResponse

    async def say(self, event: str, **details: object) -> None:
        await self.socket.send_json({"event": event, **details})

    async def until(self, event: str, **details: object) -> Heard:
        """The next one of that kind with these details."""
        async with asyncio.timeout(PATIENCE):
            async for message in self.socket:
                heard: Heard = json.loads(message.data)
                if heard["event"] == event and all(heard.get(name) == value for name, value in details.items()):
                    return heard
        raise AssertionError(f"the socket was closed before {event}")


@asynccontextmanager
async def tab(one: Running) -> AsyncIterator[Tab]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{one.address}/socket", origin=one.address) as opened,
    ):
        yield Tab(opened)
