"""Programs that do what programs do: fail, hang, talk too much, start others."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from ivr.sound.program import Finished, ProgramError, run

ECHO = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); sys.stderr.write('oh\\n'); sys.exit(3)"


def python(code: str, text: bytes = b"", seconds: float = 20.0, most: int = 1_000_000) -> Finished:
    return asyncio.run(run([sys.executable, "-S", "-c", code], text, seconds, most))


def is_there(pid: int) -> bool:
    """Whether it runs; one that ended and waits to be collected by whoever started it does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_program_gets_the_text_and_is_heard_to_its_end() -> None:
    text = b"five six seven eight" * 10_000
    assert python(ECHO, text) == Finished(3, text, b"oh\n")


def test_a_program_that_does_not_want_the_text_may_still_answer() -> None:
    done = python("import os; os.close(0); print('done')", b"x" * 300_000)
    assert (done.code, done.output) == (0, b"done\n")


def test_a_program_that_never_ends_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(ProgramError, match=r"^was not done after 0.2 seconds$"):
        python("import time; time.sleep(60)", seconds=0.2)
    assert time.monotonic() - start < 10


def test_a_program_that_never_stops_talking_is_stopped() -> None:
    with pytest.raises(ProgramError, match=r"^gave more than 1000 bytes$"):
        python("while True: print('again and again')", most=1000)


def test_of_long_complaints_the_end_is_kept() -> None:
    done = python("import sys; sys.stderr.write('x' * 500_000 + 'why')")
    assert done.complaint.endswith(b"xxwhy")
    assert len(done.complaint) < 10_000


@pytest.mark.parametrize("program", ["/nonexistent/voice", "/"])
def test_a_program_that_cannot_be_started_is_said_to(program: str) -> None:
    with pytest.raises(ProgramError, match=r"cannot be started"):
        asyncio.run(run([program], b"", 1.0))


def test_whoever_hangs_up_ends_the_program_and_what_it_started(tmp_path: Path) -> None:
    told = tmp_path / "pids"
    os.mkfifo(told)
    code = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(told)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "time.sleep(60)\n"
    )

    async def call() -> bytes:
        running = asyncio.create_task(run([sys.executable, "-S", "-c", code], b"", 30.0))
        pids = await first_words(told)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        return pids

    pids = [int(one) for one in asyncio.run(call()).split()]
    patience = time.monotonic() + 5
    while any(map(is_there, pids)) and time.monotonic() < patience:
        os.sched_yield()
    assert [is_there(pid) for pid in pids] == [False, False]


def test_whoever_hangs_up_at_whatever_moment_leaves_no_complaint_behind() -> None:
    """After any number of turns of the loop: while it is started, while it gets its text, while it is waited for."""
    complaints: list[object] = []

    async def call() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        for turns in range(40):
            running = asyncio.create_task(run(["sleep", "60"], b"five", 30.0))
            for _ in range(turns):
                await asyncio.sleep(0)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

    asyncio.run(call())
    assert complaints == []


async def first_words(fifo: Path) -> bytes:
    loop, written = asyncio.get_running_loop(), asyncio.Event()
    pipe = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    loop.add_reader(pipe, written.set)
    try:
        async with asyncio.timeout(20):
            await written.wait()
        return os.read(pipe, 100)
    finally:
        loop.remove_reader(pipe)
        os.close(pipe)


def test_neither_the_text_nor_what_came_of_it_shows() -> None:
    assert repr(Finished(1, b"5678", b"5678")) == "Finished(code=1)"
