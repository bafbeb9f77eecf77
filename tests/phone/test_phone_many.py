"""Fifty calls at once, half of them softphones' and half browsers', on one event loop together with everybody who calls;
and how soon the line does what it is asked, as telephones see it. `bench/phone.py` measures that with more care.
"""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic, process_time

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse
from page_laboratory import Tab
from sip_by_hand import Softphone
from sip_rig import Form, Rig, spoken

from ivr.carrier.happenings import Ended
from ivr.phone.house import House
from ivr.phone.site import Site
from ivr.phone.wiretap import Wiretap
from ivr.sound.g711 import FRAME, FRAME_SECONDS, SILENCE

pytestmark = pytest.mark.xdist_group("sip")

EACH = 25  # of softphones, and of browsers
ARRIVING = 100  # calls a second
PATIENCE = 20.0  # seconds, on a machine that has much else to do
WELCOME, CHOICES, GOODBYE = "Welcome", "one two three four five", "Goodbye"
CUT_SHORT = {spoken(CHOICES)[at : at + FRAME] for at in range(0, len(spoken(CHOICES)), FRAME)}
NUMBERS = [f"+1555010{number:04d}" for number in range(2 * EACH)]


class TimedSoftphone(Softphone):
    def __init__(self, target: tuple[str, int]) -> None:
        super().__init__(target)
        self.frames: list[tuple[float, bytes]] = []
        self.answered_at = 0.0

    def _got(self, data: bytes) -> None:
        if data.startswith(b"SIP/2.0 200") and not self.answered_at:
            self.answered_at = monotonic()
        super()._got(data)

    def _sound(self, data: bytes) -> None:
        super()._sound(data)
        self.frames.append((monotonic(), data[12:]))

    async def dial(self, number: str) -> None:
        await self.call(user=number)

    async def press(self, key: str) -> None:
        self.event(key)

    async def hang_up(self) -> None:
        await self.bye()

    async def say(self, frame: bytes) -> None:
        self.packet(frame)
        self.timestamp += len(frame)


class TimedTab(Tab):
    def __init__(self, socket: ClientWebSocketResponse) -> None:
        super().__init__(socket)
        self.frames: list[tuple[float, bytes]] = []
        self.answered_at = 0.0

    def _take(self, text: str) -> None:
        super()._take(text)
        match self.events[-1]:
            case {"event": "media", "media": {"payload": payload}}:
                self.frames.append((monotonic(), b64decode(payload)))
            case {"event": "start"}:
                self.answered_at = monotonic()

    async def dial(self, number: str) -> None:
        await self.send("call", **{"from": number})
        await self.until("start", within=PATIENCE)

    async def press(self, key: str) -> None:
        await self.key(key)

    async def hang_up(self) -> None:
        await self.send("hang_up")
        await self.until("ended", within=PATIENCE)

    async def say(self, frame: bytes) -> None:
        await self.speak(frame)


Telephone = TimedSoftphone | TimedTab


@asynccontextmanager
async def softphone(rig: Rig) -> AsyncIterator[Telephone]:
    async with TimedSoftphone.plugged(rig.endpoint.address) as phone:
        yield phone


@asynccontextmanager
async def browser(session: ClientSession, site: Site) -> AsyncIterator[Telephone]:
    async with session.ws_connect(f"{site.address}/socket", origin=site.address) as socket:
        tab = TimedTab(socket)
        listening = asyncio.create_task(tab.listen())
        yield tab
    await listening


@asynccontextmanager
async def site_beside(rig: Rig) -> AsyncIterator[Site]:
    """Browsers on the same line, and at the same ticks, as the rig's softphones."""
    endpoint, wiretap = rig.endpoint, Wiretap()
    rig.exchange.network.web = wiretap.over(rig.exchange.network.web)
    house = House(rig.exchange, rig.switchboard, endpoint._studio, endpoint._ticker, wiretap, "a line")
    async with Site(house, port=0) as site:
        yield site


async def with_each(rig: Rig, work: Callable[[str, Telephone], Awaitable[None]], each: int) -> None:
    """So many softphones and so many browsers, one coming after the other."""

    async def one(place: int) -> None:
        await asyncio.sleep(place / ARRIVING)
        made = softphone(rig) if place % 2 else browser(session, site)
        async with made as phone:
            await work(NUMBERS[place], phone)

    async with site_beside(rig) as site, ClientSession() as session:
        await asyncio.gather(*[one(place) for place in range(2 * each)])


@dataclass
class Seen:
    """Of one call, in seconds. `late` are the frames of a prompt that came after the key that cut it short."""

    first_sound: float
    keys: list[float]
    late: int


class Line:
    """A prompt to be heard to its end, one to be cut short by a key, and one more."""

    def __init__(self) -> None:
        self.asked: dict[tuple[str, str], float] = {}
        menus = {"/voice": self._menu("/choices", WELCOME), "/choices": self._menu("/goodbye", CHOICES)}
        self.rig = Rig({**menus, "/goodbye": self._goodbye})

    def _menu(self, path: str, text: str) -> Callable[[Form], str]:
        def page(form: Form) -> str:
            self._note(form)
            return f'<Gather action="{path}" numDigits="1" timeout="60"><Say>{text}</Say></Gather>'

        return page

    def _goodbye(self, form: Form) -> str:
        self._note(form)
        return f"<Say>{GOODBYE}</Say><Pause length='60'/>"

    def _note(self, form: Form) -> None:
        self.asked[form["From"], form.get("Digits", "")] = monotonic()

    async def called_by(self, number: str, phone: Telephone) -> Seen:
        """Raises TimeoutError where a prompt is not heard, all of it and without a gap."""
        await phone.dial(number)
        await _until_heard(phone, spoken(WELCOME))
        first = monotonic()
        await phone.press("1")
        await _until_heard(phone, spoken(CHOICES)[: 10 * FRAME])
        second = monotonic()
        await phone.press("2")
        await _until_heard(phone, spoken(GOODBYE))
        await phone.hang_up()
        sounding = next(at for at, frame in phone.frames if frame != SILENCE)
        late = sum(at > second and frame in CUT_SHORT for at, frame in phone.frames)
        keys = [self.asked[number, "1"] - first, self.asked[number, "2"] - second]
        return Seen(sounding - phone.answered_at, keys, late)


def test_fifty_calls_at_once_all_complete_and_each_hears_every_prompt() -> None:
    line = Line()
    seen: list[Seen] = []

    async def call(number: str, phone: Telephone) -> None:
        seen.append(await line.called_by(number, phone))

    async def scenario() -> None:
        await with_each(line.rig, call, EACH)
        await line.rig.over(2 * EACH)

    line.rig.run(scenario)
    assert len(seen) == 2 * EACH
    assert [done.ended for done in line.rig.exchange.done] == [Ended.CALLER_HUNG_UP] * 2 * EACH


@pytest.mark.parametrize("kind", [TimedSoftphone, TimedTab])
def test_the_first_sound_a_key_and_the_silence_after_it_come_at_once(kind: type[Telephone]) -> None:
    """As the soonest of a few calls has them: a test shares its machine, which may halt for longer than the bars are."""
    line = Line()
    seen: list[Seen] = []

    async def call(number: str, phone: Telephone) -> None:
        if isinstance(phone, kind):
            seen.append(await line.called_by(number, phone))

    async def scenario() -> None:
        await with_each(line.rig, call, 3)

    line.rig.run(scenario)
    assert min(one.first_sound for one in seen) < 0.2
    assert min(key for one in seen for key in one.keys) < 0.05
    assert min(one.late for one in seen) <= 1


async def _until_heard(phone: Telephone, sound: bytes) -> None:
    """All of it, without a gap. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while sound not in phone.heard:  # noqa: ASYNC110 - frames ring no bell
            await asyncio.sleep(0.02)


def test_a_call_takes_less_than_two_per_cent_of_a_core_with_its_telephone_counted_in() -> None:
    """Both talk all the time, and softphones are listened to for keys in their sound."""
    each, seconds, words = 6, 0.8, spoken("they say something")
    rig = Rig({"/voice": f"<Say loop='0'>{CHOICES}</Say>"})
    phones: list[Telephone] = []
    spent: list[float] = []
    measured = asyncio.Event()

    async def talk() -> None:
        loop = asyncio.get_running_loop()
        began, due = process_time(), loop.time()
        for at in range(0, round(seconds / FRAME_SECONDS) * FRAME, FRAME):
            due += FRAME_SECONDS
            for phone in phones:
                await phone.say(words[at % len(words) :][:FRAME])
            await asyncio.sleep(max(0.0, due - loop.time()))
        spent.append(process_time() - began)
        measured.set()

    async def call(number: str, phone: Telephone) -> None:
        await phone.dial(number)
        phones.append(phone)
        if len(phones) == 2 * each:
            await talk()
        await measured.wait()

    async def scenario() -> None:
        await with_each(rig, call, each)
        for phone in phones:
            assert len(phone.frames) >= 0.8 * seconds / FRAME_SECONDS

    rig.run(scenario, silent_seconds=5.0)
    assert spent[0] / seconds / len(phones) < 0.02, f"{spent[0]:.2f} s of {seconds} s for {len(phones)} calls"
