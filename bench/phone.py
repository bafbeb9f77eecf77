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
import os
import statistics
from collections.abc import Awaitable, Callable, Sequence
from itertools import cycle
from typing import Any

from phone_bare import Datagram, Messages
from phone_calls import Line, Prompts, Seen, all_of, endless, first_sound_of_new_words, process, speaking

WAYS = ("event", "info", "tone", "browser")
NAMES = {"event": "SIP, RFC 4733", "info": "SIP, INFO", "tone": "SIP, tones", "browser": "browser"}
MILLI = 1e3
SETTLING = 0.5  # seconds before processor time is measured
COLUMNS = ("median", "best", "99 %", "worst")


# -- how soon ---------------------------------------------------------------------------------------------------------


def row(name: str, values: Sequence[float], form: str = "9.1f") -> None:
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"{name:<62}" + "".join(f"{one:>{form}}" for one in (statistics.median(ordered), ordered[0], high, ordered[-1]))
    )


def heads(title: str, *names: str) -> None:
    print(f"\n{title:<62}" + "".join(f"{name:>9}" for name in names))


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
    heads("one call at a time, milliseconds", *COLUMNS)
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
    heads(f"{len(ways)} calls at once, {name}; milliseconds", *COLUMNS)
    show(seen, name)
    row("the end of the last words that was not heard", [MILLI * one.lost for one in seen])
    row("longest time without a frame, of each call", [MILLI * one.gap for one in seen])
    row("how late the event loop was", [MILLI * one for one in late])
    whole = sum(one.whole for one in seen)
    print(f"{whole} of {len(seen)} calls heard every prompt whole; the line took {max(shares):.0%} of a core at most")


async def profile(line: Line, ways: Sequence[str], prompts: Prompts) -> None:
    await line.ask("profile")
    async with endless(line, ways) as telephones, speaking(telephones, prompts.choices):
        await asyncio.sleep(5)
    print(await line.ask("profiled"))
    await line.ask("profile")
    await all_of(line, ways, prompts)
    print(await line.ask("profiled"))


# -- what it costs ----------------------------------------------------------------------------------------------------


async def taken(line: Line, seconds: float) -> float:
    """Per cent of a core."""
    before = await line.ask("spent")
    await asyncio.sleep(seconds)
    after = await line.ask("spent")
    return float(100 * (after["processor"] - before["processor"]) / (after["wall"] - before["wall"]))


async def cost(line: Line, way: str, calls: int, seconds: float, said: bytes = b"") -> float:
    """Per cent of a core for one of them. Each says `said` again and again; nothing: it sends no sound at all. A softphone
    that has told of a key is not listened to for tones any more."""
    idle = await taken(line, 1.0)
    async with endless(line, [way] * calls) as telephones:
        if way == "event":
            for telephone in telephones:
                await telephone.press("1")
        async with speaking(telephones, said):
            await asyncio.sleep(SETTLING)
            busy = await taken(line, seconds)
    return (busy - idle) / calls


async def bare(kind: str, core: int | None, calls: int, seconds: float, said: bytes) -> float:
    """The yardstick."""
    async with process(core, "phone_bare.py", kind, "--calls", str(calls)) as server:
        idle = await taken(server, 1.0)
        if kind == "datagrams":
            ends: list[Any] = [await Datagram.to(port) for port in server.where["ports"]]
        else:
            ends = [await Messages.to(server.session, server.where["page"]) for _ in range(calls)]
        async with speaking(ends, said):
            await asyncio.sleep(SETTLING)
            busy = await taken(server, seconds)
        for end in ends:
            await end.close()
    return (busy - idle) / calls


async def costs(line: Line, core: int | None, prompts: Prompts, asked: argparse.Namespace) -> None:
    calls, seconds, said = asked.talking, asked.seconds, prompts.choices
    kinds: dict[str, Callable[[], Awaitable[float]]] = {
        "nobody there, the whole line": lambda: taken(line, seconds),
        "SIP, the line talks": lambda: cost(line, "event", calls, seconds),
        "SIP, both talk": lambda: cost(line, "event", calls, seconds, said),
        "SIP, both talk, listened to for tones": lambda: cost(line, "tone", calls, seconds, said),
        "SIP, both talk, listened to for tones, one call alone": lambda: cost(line, "tone", 1, seconds, said),
        "yardstick: asyncio, datagrams both ways": lambda: bare("datagrams", core, calls, seconds, said),
        "browser, the line talks": lambda: cost(line, "browser", calls, seconds),
        "browser, both talk": lambda: cost(line, "browser", calls, seconds, said),
        "browser, both talk, one call alone": lambda: cost(line, "browser", 1, seconds, said),
        "yardstick: asyncio, one alone": lambda: bare("datagrams", core, 1, seconds, said),
        "yardstick: aiohttp, one alone": lambda: bare("sockets", core, 1, seconds, said),
        "yardstick: aiohttp, messages both ways": lambda: bare("sockets", core, calls, seconds, said),
    }
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(asked.rounds):
        for name, measure in kinds.items():
            found[name].append(await measure())
    heads(f"one of {calls} calls, per cent of a core", *COLUMNS)
    for name, each in found.items():
        row(name, each, "9.2f")


# -- what it holds ----------------------------------------------------------------------------------------------------


async def _held(line: Line) -> float:
    return float((await line.ask("spent"))["mib"])


async def memory(core: int | None, way: str, prompts: Prompts, calls: int) -> None:
    """In a process that has held a few calls before. What is kept of calls that are over are their logs and recordings."""
    async with process(core) as line:
        await all_of(line, WAYS, prompts)
        empty = await _held(line)
        async with endless(line, [way] * calls) as telephones, speaking(telephones, prompts.choices):
            await asyncio.sleep(2.0)
            busy = await _held(line)
        before = await _held(line)
        for _ in range(2):
            await all_of(line, [way] * calls, prompts)
        kept = (await _held(line) - before) / (2 * calls)
    print(f"{NAMES[way]:<62}{empty:9.1f}{busy:9.1f}{(busy - empty) / calls:9.2f}{kept:9.3f}")


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
    async with process(core) as line:
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
    heads(f"memory, MiB; {asked.calls} calls", "empty", "calls", "each", "kept of")
    for way in ("event", "browser"):
        await memory(core, way, prompts, asked.calls)
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
