"""A program that gets a text and gives a sound: run for so long and for so much output, and never left behind.

The text goes to its input; on a command line anybody on the machine could read it. It is started in a session of its own, so
that what it started itself ends with it.
"""

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

MOST_BYTES = 64 * 1024 * 1024
_COMPLAINT = 8192  # bytes of complaint that are kept
_PIECE = 65536


class ProgramError(Exception):
    """It could not be started, took too long or gave too much. The message says which, and not what it was given."""


@dataclass(frozen=True, slots=True)
class Finished:
    code: int
    output: bytes = field(repr=False)
    complaint: bytes = field(repr=False)


async def run(command: Sequence[str], text: bytes, seconds: float, most_bytes: int = MOST_BYTES) -> Finished:
    """Raises ProgramError. Whoever cancels this ends the program."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True
        )
    except OSError as error:
        raise ProgramError(f"cannot be started: {error.strerror or 'no such program'}") from None
    try:
        async with asyncio.timeout(seconds):
            return await _talked(process, text, most_bytes)
    except TimeoutError:
        raise ProgramError(f"was not done after {seconds:g} seconds") from None
    finally:
        await _ended(process)


async def _talked(process: Process, text: bytes, most_bytes: int) -> Finished:
    assert process.stdin is not None  # noqa: S101 - for mypy: all three are pipes, asked for above
    assert process.stdout is not None  # noqa: S101
    assert process.stderr is not None  # noqa: S101
    async with asyncio.TaskGroup() as group:
        group.create_task(_give(process.stdin, text))
        output = group.create_task(_all_of(process, process.stdout, most_bytes))
        complaint = group.create_task(_end_of(process.stderr))
    if len(output.result()) > most_bytes:
        raise ProgramError(f"gave more than {most_bytes} bytes")
    return Finished(await process.wait(), output.result(), complaint.result())


async def _give(stdin: asyncio.StreamWriter, text: bytes) -> None:
    """A program that does not want all of it may still have something to say. That the pipe is closed is not waited for:
    asyncio complains of such a wait when it is cancelled."""
    with suppress(BrokenPipeError, ConnectionResetError):
        stdin.write(text)
        await stdin.drain()
    stdin.close()


async def _all_of(process: Process, pipe: asyncio.StreamReader, most: int) -> bytes:
    """One byte more than the most, where there was more: it is stopped then."""
    taken = bytearray()
    while piece := await pipe.read(_PIECE):
        taken += piece[: most + 1 - len(taken)]
        if len(taken) > most:
            _kill(process)
    return bytes(taken)


async def _end_of(pipe: asyncio.StreamReader) -> bytes:
    taken = b""
    while piece := await pipe.read(_PIECE):
        taken = (taken + piece)[-_COMPLAINT:]
    return taken


async def _ended(process: Process) -> None:
    """Its pipes are read to their end, or they would stay open. Something that left the session may hold them; it is not
    waited for."""
    _kill(process)
    with suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            for pipe in (process.stdout, process.stderr):
                while pipe is not None and await pipe.read(_PIECE):
                    pass
    await process.wait()


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
