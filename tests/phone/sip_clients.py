"""Real softphones from Debian as tests drive them: baresip (libre) and sipp. Each is ended by its own id at the end of
its test, whatever happened."""

import asyncio
import json
import subprocess
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from needs import require
from sip_rig import free_port

_CONFIG = """\
module_path /usr/lib/baresip/modules
sip_listen 127.0.0.1:{port}
net_interface 127.0.0.1
audio_source aufile,{microphone}
audio_player aubridge,none
audio_alert aubridge,none
snd_path {directory}
ctrl_tcp_listen 127.0.0.1:{control}
module_tmp account.so
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_app menu.so
module_app ctrl_tcp.so
"""


@dataclass
class Baresip:
    """`events` are the types of what it told, in order."""

    directory: Path
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    events: list[str] = field(default_factory=list)

    async def do(self, command: str, params: str = "") -> None:
        said = json.dumps({"command": command, "params": params})
        self.writer.write(f"{len(said)}:{said},".encode())
        await self.writer.drain()

    async def press(self, keys: str) -> None:
        for key in keys:
            await self.do("sndcode", key)
            await asyncio.sleep(0.12)

    async def until(self, kind: str, seconds: float = 8) -> None:
        """It has told of an event of that type, since the last that was waited for."""
        async with asyncio.timeout(seconds):
            while kind not in self.events:
                await self._read()
        del self.events[: self.events.index(kind) + 1]

    def heard(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """What it recorded of the line, all calls one after the other."""
        parts = []
        for path in sorted(self.directory.glob("dump-*-dec.wav")):
            with wave.open(str(path)) as recording:
                parts.append(np.frombuffer(recording.readframes(recording.getnframes()), "<i2"))
        return np.concatenate(parts).astype(float) if parts else np.zeros(1)

    async def _read(self) -> None:
        length = await self.reader.readuntil(b":")
        told = json.loads((await self.reader.readexactly(int(length[:-1]) + 1))[:-1])
        if "type" in told:
            self.events.append(str(told["type"]))


@asynccontextmanager
async def baresip(directory: Path, account: str, microphone: bytes = b"") -> AsyncIterator[Baresip]:
    """`account` is a line of its accounts; `microphone` samples of 16 bits, 8000 a second, silence after them."""
    program = require("baresip", "baresip-core")
    port, control = free_port(), free_port()
    _furnish(directory, account, microphone, port, control)
    with (directory / "out").open("wb") as told:
        process = await asyncio.create_subprocess_exec(
            program, "-f", str(directory), stdin=subprocess.PIPE, stdout=told, stderr=subprocess.STDOUT
        )
    try:
        reader, writer = await _control(control)
        try:
            yield Baresip(directory, reader, writer)
        finally:
            writer.close()
    finally:
        process.kill()
        await process.communicate()


def _furnish(directory: Path, account: str, microphone: bytes, port: int, control: int) -> None:
    directory.mkdir()
    with wave.open(str(directory / "microphone.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(microphone + b"\0\0" * 8000 * 20)
    settings = {"port": port, "control": control, "directory": directory, "microphone": directory / "microphone.wav"}
    (directory / "config").write_text(_CONFIG.format(**settings))
    (directory / "accounts").write_text(account + "\n")
    (directory / "contacts").write_text("")


async def _control(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(8):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)


async def sipp(directory: Path, target: tuple[str, int], scenario: str, *arguments: str) -> tuple[int, str]:
    """Its exit code, which is 0 when every call went as the scenario says, and its last words: what went otherwise first."""
    program = require("sipp", "sip-tester")
    (directory / "scenario.xml").write_text(scenario)
    process = await asyncio.create_subprocess_exec(
        program, f"{target[0]}:{target[1]}", "-sf", str(directory / "scenario.xml"), "-i", "127.0.0.1",
        "-mi", "127.0.0.1", "-nostdin", "-p", str(free_port()), "-timeout", "20", "-timeout_error",
        "-trace_err", "-error_file", "errors.log", *arguments,
        cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(process.communicate(), 25)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    errors = directory / "errors.log"
    wrong = errors.read_text(errors="replace")[:3000] if errors.exists() else ""
    return process.returncode, wrong + said.decode(errors="replace")[-3000:]


def likeness(heard: "np.ndarray[Any, Any]", prompt: "np.ndarray[Any, Any]") -> tuple[float, int]:
    """How like the prompt the likest place of what was heard is, 1.0 for the same sound at whatever loudness; and where
    it begins."""
    if len(heard) < len(prompt):
        return 0.0, 0
    size = 1 << (len(heard) + len(prompt)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(prompt, size)), size)[
        : len(heard) - len(prompt) + 1
    ]
    squares = np.concatenate([[0.0], np.cumsum(heard**2)])
    energy = squares[len(prompt) :] - squares[: len(squares) - len(prompt)]
    score = product / np.sqrt(np.maximum(energy, 1.0) * max(float(np.sum(prompt**2)), 1.0))
    best = int(np.argmax(score))
    return float(score[best]), best
