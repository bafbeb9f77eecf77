"""What a telephone with sound costs (`ivr phone`), and how soon it does what is asked of it: by SIP and in a browser.

    python bench/phone.py [--rounds 5] [--calls 50] [--talking 20] [--seconds 4] [--profile]

The line is a process of its own, alone on one core where there are two; the telephones are in this one, and are real ones as
far as the line can tell: UDP and WebSockets of 127.0.0.1. Its application is a table of documents. Prompts are spoken by
espeak-ng.

Times are as a telephone sees them, from its key to the line or from the answer to its first sound, and hold what this machine
does besides; the load is printed. Processor time is the line's, with all its threads, less what it takes with nobody
there. Beside it stands, from the same minute, what bare servers take for as many packets or messages of the same size both
ways: asyncio's datagrams for SIP, aiohttp's WebSockets for browsers.
"""

import argparse
import asyncio
import gc
import json
import os
import statistics
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Any

from aiohttp import ClientSession
from phone_clients import Browser, Datagram, Messages, Softphone, Telephone, numbers, talking
from phone_line import CHOICES, ENDLESS, FRESH, GOODBYE, MENU, WELCOME

from ivr.sound.espeak import Espeak
from ivr.sound.g711 import FRAME, SILENCE, seconds_of

WAYS = ("event", "info", "tone", "browser")
NAMES = {"event": "SIP, RFC 4733", "info": "SIP, INFO", "tone": "SIP, tones", "browser": "browser"}
ARRIVING = 50  # calls a second
MILLI = 1e3


@dataclass(frozen=True)
class Prompts:
    welcome: bytes
    choices: bytes
    goodbye: bytes

    @classmethod
    async def spoken(cls) -> "Prompts":
        voice = Espeak()
        if missing := voice.found():
            raise SystemExit(missing)
        return cls(*[await voice.spoken(text, "en-US", None) for text in (WELCOME, CHOICES, GOODBYE)])


@dataclass
class Line:
    """The other process, and telephones to call it with."""

    process: asyncio.subprocess.Process
    where: dict[str, Any]
    session: ClientSession
    numbers: Iterator[str] = field(default_factory=numbers)

    async def ask(self, word: str) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{word}\n".encode())
        return json.loads(await self.process.stdout.readline())

    def telephone(self, way: str) -> Telephone:
        if way == "browser":
            return Browser(next(self.numbers), self.session, self.where["page"])
        return Softphone(next(self.numbers), tuple(self.where["sip"]), way)


@asynccontextmanager
async def process(kind: str, core: int | None, calls: int = 1) -> AsyncIterator[Line]:
    pinned = [] if core is None else ["--core", str(core)]
    program = [sys.executable, str(Path(__file__).with_name("phone_line.py")), kind, "--calls", str(calls), *pinned]
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe, limit=1 << 26)
    assert running.stdin is not None
    assert running.stdout is not None
    try:
        async with ClientSession() as session:
            yield Line(running, json.loads(await running.stdout.readline()), session)
    finally:
        running.stdin.close()
        await running.wait()


# -- how soon ---------------------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """Seconds. `whole` says whether every prompt was heard to its end, or to the key that cut it short; `lost` is what of
    the last words was not, because the line hung up."""

    answered: float
    first_sound: float
    keys: list[float]
    silence: float
    whole: bool
    lost: float
    gap: float
    asked: list[tuple[str, float]] = field(default_factory=list)


def _loud(frame: bytes) -> bool:
    return frame != SILENCE


async def whole_call(telephone: Telephone, prompts: Prompts) -> tuple[Seen, Sequence[float]]:
    """Welcome to its end, a key, choices cut short by another, goodbye. The keys' own times are given beside what was seen."""
    await telephone.call(MENU)
    first = await telephone.until(_loud)
    await asyncio.sleep(seconds_of(prompts.welcome) + 0.1)
    pressed = [monotonic()]
    await telephone.press("1")
    began = {prompts.choices[at : at + FRAME] for at in range(0, 5 * FRAME, FRAME)}
    await telephone.until(began.__contains__, since=pressed[0])
    await asyncio.sleep(0.5)
    pressed.append(monotonic())
    await telephone.press("2")
    await telephone.until_over()
    await telephone.hang_up()
    return _seen(telephone, prompts, first, pressed[1]), pressed


def _seen(telephone: Telephone, prompts: Prompts, first: float, cut: float) -> Seen:
    heard = telephone.heard()
    frames = {prompts.choices[at : at + FRAME] for at in range(0, len(prompts.choices), FRAME)} - {SILENCE}
    last = max(at for at, frame in telephone.frames if frame in frames)
    times = [at for at, _ in telephone.frames]
    return Seen(
        answered=telephone.answered_at - telephone.dialled_at,
        first_sound=first - telephone.answered_at,
        keys=[],
        silence=max(0.0, last - cut),
        whole=prompts.welcome in heard and prompts.choices[: 20 * FRAME] in heard and prompts.goodbye in heard,
        lost=_lost(prompts.goodbye, heard),
        gap=max(after - before for before, after in zip(times, times[1:], strict=False)),
    )


def _lost(prompt: bytes, heard: bytes) -> float:
    """Seconds of its end. A call that did not hear its beginning lost all of it."""
    begins = heard.find(prompt[: 5 * FRAME])
    if begins < 0:
        return seconds_of(prompt)
    same = (at for at, (said, came) in enumerate(zip(prompt, heard[begins:], strict=False)) if said != came)
    return seconds_of(prompt[next(same, len(heard) - begins) :])


async def all_of(line: Line, ways: Sequence[str], prompts: Prompts) -> list[Seen]:
    """As many calls as there are ways, arriving one after the other."""
    telephones = [line.telephone(way) for way in ways]

    async def one(place: int, telephone: Telephone) -> tuple[Seen, Sequence[float]]:
        await asyncio.sleep(place / ARRIVING)
        return await whole_call(telephone, prompts)

    await line.ask("asked")
    done = await asyncio.gather(*[one(place, telephone) for place, telephone in enumerate(telephones)])
    asked = {(number, path): at for number, path, at in await line.ask("asked")}
    for telephone, (seen, (first, second)) in zip(telephones, done, strict=True):
        number = telephone.number
        seen.keys = [asked[number, "/choices"] - first, asked[number, "/goodbye"] - second]
    return [seen for seen, _ in done]


async def first_sound_of_new_words(line: Line, way: str) -> float:
    telephone = line.telephone(way)
    await telephone.call(FRESH)
    first = await telephone.until(_loud)
    await telephone.hang_up()
    return first - telephone.answered_at


def row(name: str, values: Sequence[float], form: str = "9.1f") -> None:
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"{name:<52}" + "".join(f"{one:>{form}}" for one in (statistics.median(ordered), ordered[0], high, ordered[-1]))
    )


def heads(title: str, *names: str) -> None:
    print(f"\n{title:<52}" + "".join(f"{name:>9}" for name in names))


def show(seen: Sequence[Seen], name: str) -> None:
    row(f"{name}: dialled -> answered", [MILLI * one.answered for one in seen])
    row(f"{name}: answered -> first sound, said before", [MILLI * one.first_sound for one in seen])
    row(f"{name}: key -> request at the application", [MILLI * key for one in seen for key in one.keys])
    row(f"{name}: key -> last frame of what it cut short", [MILLI * one.silence for one in seen])


async def how_soon(line: Line, prompts: Prompts, rounds: int) -> None:
    seen: dict[str, list[Seen]] = {way: [] for way in WAYS}
    fresh: dict[str, list[float]] = {"event": [], "browser": []}
    for _ in range(rounds):
        for way in WAYS:
            seen[way] += await all_of(line, [way], prompts)
        for way, found in fresh.items():
            found.append(MILLI * await first_sound_of_new_words(line, way))
    heads("one call at a time, milliseconds", "median", "best", "99 %", "worst")
    for way in WAYS:
        show(seen[way], NAMES[way])
    for way, found in fresh.items():
        row(f"{NAMES[way]}: answered -> first sound, never said before", found)


# -- many at once -----------------------------------------------------------------------------------------------------


async def many(line: Line, ways: Sequence[str], prompts: Prompts, name: str, rounds: int) -> None:
    seen: list[Seen] = []
    late: list[float] = []
    shares: list[float] = []
    for _ in range(rounds):
        await line.ask("watch")
        before = await line.ask("spent")
        seen += await all_of(line, ways, prompts)
        after = await line.ask("spent")
        late += await line.ask("watched")
        shares.append((after["processor"] - before["processor"]) / (after["wall"] - before["wall"]))
    heads(f"{len(ways)} calls at once, {name}; milliseconds", "median", "best", "99 %", "worst")
    show(seen, name)
    row("the end of the last words that was not heard", [MILLI * one.lost for one in seen])
    row("longest time without a frame, of each call", [MILLI * one.gap for one in seen])
    row("how late the event loop was", [MILLI * one for one in late])
    whole = sum(one.whole for one in seen)
    print(f"{whole} of {len(seen)} calls heard every prompt whole; the line took {max(shares):.0%} of a core at most")


async def profile(line: Line, ways: Sequence[str], prompts: Prompts) -> None:
    await line.ask("profile")
    async with endless(line, ways):
        await asyncio.sleep(5)
    print(await line.ask("profiled"))
    await line.ask("profile")
    await all_of(line, ways, prompts)
    print(await line.ask("profiled"))


# -- what it costs ----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def endless(line: Line, ways: Sequence[str]) -> AsyncIterator[list[Telephone]]:
    """Calls in which something is said all the time."""
    telephones = [line.telephone(way) for way in ways]
    for telephone in telephones:
        await telephone.call(ENDLESS)
    try:
        yield telephones
    finally:
        await asyncio.gather(*[telephone.hang_up() for telephone in telephones])


@dataclass(frozen=True)
class Cost:
    """Of one call: per cent of a core, and MiB."""

    processor: float
    mib: float


async def taken(line: Line, seconds: float) -> float:
    """Per cent of a core."""
    before = await line.ask("spent")
    await asyncio.sleep(seconds)
    after = await line.ask("spent")
    return float(100 * (after["processor"] - before["processor"]) / (after["wall"] - before["wall"]))


async def cost(line: Line, way: str, calls: int, seconds: float, said: bytes = b"") -> Cost:
    """Each says `said` again and again; nothing: it sends no sound at all. One that told of a key is not listened to for
    tones any more."""
    idle, empty = await taken(line, 1.0), (await line.ask("spent"))["mib"]
    kind = "event" if way == "tone" else way
    async with endless(line, [kind] * calls) as telephones:
        if way == "event":
            for telephone in telephones:
                await telephone.press("1")
        async with speaking(telephones, said):
            await asyncio.sleep(0.3)
            busy = await taken(line, seconds)
            held = (await line.ask("spent"))["mib"]
    return Cost((busy - idle) / calls, (held - empty) / calls)


@asynccontextmanager
async def speaking(telephones: Sequence[Any], said: bytes) -> AsyncIterator[None]:
    work = asyncio.create_task(talking(telephones, said)) if said else None
    try:
        yield
    finally:
        if work is not None:
            work.cancel()


async def bare(kind: str, core: int | None, calls: int, seconds: float, said: bytes) -> Cost:
    """The yardstick."""
    async with process(kind, core, calls) as server:
        idle, empty = await taken(server, 1.0), (await server.ask("spent"))["mib"]
        if kind == "datagrams":
            ends: list[Any] = [await Datagram.to(port) for port in server.where["ports"]]
        else:
            ends = [await Messages.to(server.session, server.where["page"]) for _ in range(calls)]
        async with speaking(ends, said):
            await asyncio.sleep(0.3)
            busy = await taken(server, seconds)
            held = (await server.ask("spent"))["mib"]
        for end in ends:
            await end.close()
    return Cost((busy - idle) / calls, (held - empty) / calls)


async def costs(line: Line, core: int | None, prompts: Prompts, asked: argparse.Namespace) -> None:
    calls, seconds, said = asked.talking, asked.seconds, prompts.choices
    kinds: dict[str, Callable[[], Awaitable[Cost]]] = {
        "SIP, the line talks": lambda: cost(line, "event", calls, seconds),
        "SIP, both talk": lambda: cost(line, "event", calls, seconds, said),
        "SIP, both talk, listened to for tones": lambda: cost(line, "tone", calls, seconds, said),
        "yardstick: asyncio, datagrams both ways": lambda: bare("datagrams", core, calls, seconds, said),
        "browser, the line talks": lambda: cost(line, "browser", calls, seconds),
        "browser, both talk": lambda: cost(line, "browser", calls, seconds, said),
        "yardstick: aiohttp, messages both ways": lambda: bare("sockets", core, calls, seconds, said),
    }
    found: dict[str, list[Cost]] = {name: [] for name in kinds}
    for _ in range(asked.rounds):
        for name, measure in kinds.items():
            found[name].append(await measure())
    heads(f"one of {calls} calls, per cent of a core", "median", "best", "99 %", "worst")
    for name, each in found.items():
        row(name, [one.processor for one in each], "9.2f")
    heads("its memory, MiB", "median", "best", "99 %", "worst")
    for name, each in found.items():
        row(name, [one.mib for one in each], "9.2f")


# -- all of it --------------------------------------------------------------------------------------------------------


def cores() -> tuple[int | None, str]:
    """The line's, and what is said about it. The telephones keep away from it."""
    there = sorted(os.sched_getaffinity(0))
    if len(there) < 2:
        return None, "one core for the line and all telephones"
    os.sched_setaffinity(0, set(there[:-1]))
    return there[-1], f"the line alone on core {there[-1]}, telephones on {len(there) - 1} more"


async def measure(asked: argparse.Namespace) -> None:
    core, told = cores()
    print(f"{told}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    prompts = await Prompts.spoken()
    gc.disable()  # the telephones must not halt
    softphones, browsers = ["event"] * asked.calls, ["browser"] * asked.calls
    async with process("line", core) as line:
        await all_of(line, WAYS, prompts)  # everything is said once, and imported
        if asked.profile:
            for ways in (softphones, browsers):
                await profile(line, ways, prompts)
            return
        await how_soon(line, prompts, 2 * asked.rounds)
        await many(line, softphones, prompts, "SIP", asked.rounds)
        await many(line, browsers, prompts, "browser", asked.rounds)
        mixed = [way for way, _ in zip(cycle(WAYS), softphones, strict=False)]
        await many(line, mixed, prompts, "all kinds", asked.rounds)
        await costs(line, core, prompts, asked)
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--calls", type=int, default=50, help="at once")
    parser.add_argument("--talking", type=int, default=20, help="calls whose processor time is measured")
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement of processor time")
    parser.add_argument("--profile", action="store_true")
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
