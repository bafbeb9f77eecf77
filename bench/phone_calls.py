"""The calls that bench/phone.py makes, and what their telephones see of the line."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any

from aiohttp import ClientSession
from phone_clients import Browser, Softphone, Telephone, numbers, talking
from phone_line import CHOICES, ENDLESS, FRESH, GOODBYE, MENU, WELCOME

from ivr.sound.espeak import Espeak
from ivr.sound.g711 import FRAME, seconds_of

ARRIVING = 50  # calls a second
ENDING = 10.0  # seconds that a process has


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

    async def ask(self, word: str) -> Any:  # noqa: ANN401 - whatever that word is answered with
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{word}\n".encode())
        return json.loads(await self.process.stdout.readline())

    def telephone(self, way: str) -> Telephone:
        if way == "browser":
            return Browser(next(self.numbers), self.session, self.where["page"])
        return Softphone(next(self.numbers), tuple(self.where["sip"]), way)


@asynccontextmanager
async def process(core: int | None, file: str = "phone_line.py", *arguments: str) -> AsyncIterator[Line]:
    pinned = [] if core is None else ["--core", str(core)]
    program = [sys.executable, str(Path(__file__).with_name(file)), *arguments, *pinned]
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe, limit=1 << 26)
    assert running.stdin is not None
    assert running.stdout is not None
    try:
        where = await running.stdout.readline()
        if not where:
            raise SystemExit(f"{file} did not start")
        async with ClientSession() as session:
            yield Line(running, json.loads(where), session)
    finally:
        running.stdin.close()
        try:
            await asyncio.wait_for(running.wait(), ENDING)
        except TimeoutError:
            running.kill()
            await running.wait()


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


async def whole_call(telephone: Telephone, prompts: Prompts) -> tuple[Seen, Sequence[float]]:
    """Welcome to its end, a key, choices cut short by another, goodbye. The keys' own times are given beside what was seen."""
    await telephone.call(MENU)
    first = await telephone.until_sound()
    await asyncio.sleep(seconds_of(prompts.welcome) + 0.1)
    pressed = [monotonic()]
    await telephone.press("1")
    await telephone.until_heard(prompts.choices[: 5 * FRAME])
    await asyncio.sleep(0.5)
    pressed.append(monotonic())
    await telephone.press("2")
    await telephone.until_over()
    await telephone.hang_up()
    return _seen(telephone, prompts, first, pressed[1]), pressed


def _seen(telephone: Telephone, prompts: Prompts, first: float, cut: float) -> Seen:
    last, until_cut = telephone.last_of(prompts.choices)
    _, to_the_end = telephone.last_of(prompts.goodbye)
    times = [at for at, _ in telephone.frames]
    return Seen(
        answered=telephone.answered_at - telephone.dialled_at,
        first_sound=max(0.0, first - telephone.answered_at),  # sound may overtake the answer
        keys=[],
        silence=max(0.0, last - cut),
        whole=prompts.welcome in telephone.heard and until_cut > 20 * FRAME and to_the_end == len(prompts.goodbye),
        lost=seconds_of(prompts.goodbye[to_the_end:]),
        gap=max(after - before for before, after in pairwise(times)),
    )


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
    first = await telephone.until_sound()
    await telephone.hang_up()
    return first - telephone.answered_at


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


@asynccontextmanager
async def speaking(telephones: Sequence[Any], said: bytes) -> AsyncIterator[None]:
    work = asyncio.create_task(talking(telephones, said)) if said else None
    try:
        yield
    finally:
        if work is not None:
            work.cancel()
