"""What held the program up for a while: nothing is sent before its time, nobody's prompt gets shorter, and a key still cuts
it short at the next frame.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

import pytest
from phone_by_hand import Hand, Home

from ivr.carrier import Network, VirtualClock, WsgiWeb
from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.happenings import Closed, Cut, Finished, Listened, Paused, Pressed
from ivr.carrier.placing import Ticket
from ivr.carrier.textleg import TextLeg
from ivr.phone.studio import Studio
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import MOST_BEHIND, Ticker
from ivr.sound.g711 import FRAME, FRAME_SECONDS, QUIET, RATE, SILENCE

BASE = "https://line.example.test"
LONG = 3.0  # seconds that the prompt takes
MENU = "<Gather numDigits='1' timeout='5' action='/next'><Say>Menu.</Say></Gather>"
SAID = {
    "/voice": MENU,
    "/next": "<Pause/><Say>Done now.</Say>",
    "/short": "<Say>Done now.</Say><Pause/><Say>Done now.</Say>",
}
HALTS = [0.1, 0.5, 0.9, 1.5, 1.9]


class Steady:
    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        del language, voice, ssml
        return bytes([len(text)]) * round((LONG if text == "Menu." else 0.5) * RATE)

    async def read(self, content: bytes) -> bytes:
        return content


class Line:
    def __init__(self, clock: VirtualClock, pages: Mapping[str, str] = SAID) -> None:
        self.clock = clock
        self.pages = pages
        self.digits: list[str] = []
        self.network = Network(WsgiWeb(self._app, BASE), clock, "AC" + "0" * 32, "token", Switchboard({}))
        self.home = Home(clock, self.network, f"{BASE}/voice", Steady(), Steady())

    def _app(self, environ: dict, start_response: Callable) -> list[bytes]:
        form = parse_qs(environ["wsgi.input"].read().decode())
        self.digits += form.get("Digits", [])
        start_response("200 OK", [("Content-Type", "text/xml")])
        said = self.pages[environ["PATH_INFO"]]
        return [f"<Response>{said}</Response>".encode()]


class Softphone:
    """Sends a frame at each tick, as RTP does: what is sent is heard. Presses its key at a moment of its call."""

    def __init__(self, ticker: Ticker, halt: tuple[float, float], clock: VirtualClock, key_at: float | None) -> None:
        self.ticker = ticker
        self.frames: list[tuple[float, bytes]] = []
        self.pressed = 0.0
        self._halt, self._clock, self._key_at = halt, clock, key_at
        self._studio = Studio(Steady(), Steady())

    def audio(self) -> object:
        return self._studio.audio()

    async def hold(self, phone: TextLeg) -> None:
        assert isinstance(phone, AudioLeg)
        self.ticker.start(self, lambda: self.frames.append((phone.room.time(), phone.wire.next_frame())))
        while not phone.answered:
            await phone.room.change(None)
        asyncio.get_running_loop().call_later(self._halt[0], self._clock.advance, self._halt[1])
        if self._key_at is not None:
            await phone.stay(self._key_at)
            self.pressed = phone.room.time()
            phone.key_down("1")
        while not phone.over:
            await phone.room.change(None)
        self.ticker.stop(self)


def talked(halt: tuple[float, float], key_at: float | None, path: str = "/voice") -> tuple[Softphone, Line, TextLeg]:
    with VirtualClock() as clock:
        line, ticker = Line(clock), Ticker()
        phone = Softphone(ticker, halt, clock, key_at)

        async def call() -> TextLeg:
            ticking = asyncio.create_task(ticker.run())
            done = await line.network.place(Ticket(f"{BASE}{path}", phone))
            ticking.cancel()
            return done.legs[0]

        leg = line.network.together(call())
    return phone, line, leg


@pytest.mark.parametrize("halt", HALTS)
def test_after_a_halt_the_prompt_is_heard_whole_and_the_timer_runs_from_its_end(halt: float) -> None:
    phone, _, leg = talked((1.0, halt), None)
    whole = bytes([len("Menu.")]) * round(LONG * RATE)
    assert b"".join(frame for _, frame in phone.frames).strip(QUIET).startswith(whole)
    last = [at for at, frame in phone.frames if frame[0] == len("Menu.")][-1]
    (listened,) = [one.at for one in leg.room.log if isinstance(one.what, Listened)]
    (closed,) = [one.at for one in leg.room.log if isinstance(one.what, Closed)]
    assert listened == pytest.approx(last, abs=3 * FRAME_SECONDS)
    assert leg.heard[0].end == pytest.approx(last, abs=3 * FRAME_SECONDS)
    assert closed - listened == pytest.approx(5.0)


def test_words_that_are_shorter_than_a_halt_which_began_with_them_are_heard_all_the_same() -> None:
    """Not a frame of them was carried in the time they take."""
    phone, _, leg = talked((0.005, 1.5), None, "/short")
    (first, _) = leg.heard
    assert first.seconds > 1.5
    (paused,) = [one.at for one in leg.room.log if isinstance(one.what, Paused)]
    said = [at for at, frame in phone.frames if frame[0] == len("Done now.") and at < paused]
    assert len(said) * FRAME_SECONDS == pytest.approx(0.5, abs=3 * FRAME_SECONDS)


@pytest.mark.parametrize("halt", HALTS)
def test_no_more_is_sent_at_once_than_a_far_end_has_in_hand(halt: float) -> None:
    phone, _, _ = talked((1.0, halt), None)
    at_once = Counter(round(at, 3) for at, _ in phone.frames)
    assert max(at_once.values()) <= 4  # the three that are made up for, and the one that is due


@pytest.mark.parametrize("halt", [one for one in HALTS if one > MOST_BEHIND + FRAME_SECONDS])
@pytest.mark.parametrize("after", [0.0, 0.05])
def test_a_key_cuts_the_rest_of_a_prompt_that_a_halt_has_made_late(halt: float, after: float) -> None:
    """Also behind the moment when the prompt would have been over without the halt."""
    phone, line, leg = talked((1.0, halt), LONG + after)
    assert line.digits == ["1"]
    heard = [frame for at, frame in phone.frames if at > phone.pressed]
    assert heard[0] == SILENCE
    assert all(frame[0] != len("Menu.") for frame in heard)
    sent = [frame for at, frame in phone.frames if at <= phone.pressed and frame[0] == len("Menu.")]
    assert len(sent) * FRAME < round((LONG + 2 * FRAME_SECONDS - halt + after) * RATE)
    ends = [type(one.what) for one in leg.room.log if isinstance(one.what, Cut | Finished | Pressed)]
    assert ends[:2] == [Pressed, Cut]


@pytest.mark.parametrize("halt", HALTS)
def test_a_page_throws_away_what_it_holds_when_a_key_comes_after_a_halt(halt: float) -> None:
    pressed = 0.0

    async def caller(hand: Hand) -> None:
        nonlocal pressed
        hand.call()
        await hand.until("start")
        await asyncio.sleep(1.0)
        hand.clock.advance(halt)
        await asyncio.sleep(LONG - 1.0)
        pressed = asyncio.get_running_loop().time()
        hand.press("1")
        await hand.until("ended")

    with VirtualClock() as clock:
        hand = Line(clock).home.run(caller)
    clears = [at for at, _ in hand.all("clear")]
    assert clears == [pressed]
    order = [one for _, one in hand.told if one["event"] in ("clear", "media")]
    behind = order[[one["event"] for one in order].index("clear") :]
    menu = {at for at, frame in hand.frames() if frame[0] == len("Menu.")}
    assert max(menu) <= pressed
    assert len(behind) > 1


def test_the_second_key_finds_nothing_to_throw_away() -> None:
    async def caller(hand: Hand) -> None:
        hand.call()
        await hand.until("start")
        for _ in range(2):
            await asyncio.sleep(0.5)
            hand.press("1")
        await hand.until("ended")

    with VirtualClock() as clock:
        line = Line(clock, {**SAID, "/voice": MENU.replace("numDigits='1'", "numDigits='2'")})
        hand = line.home.run(caller)
    assert line.digits == ["11"]
    assert len(hand.all("clear")) == 1


@pytest.mark.parametrize(("late", "cut"), [(0.1, True), (1.0, True), (2.0, False)])
def test_a_key_clears_the_end_of_a_prompt_that_may_still_be_on_its_way(late: float, *, cut: bool) -> None:
    async def caller(hand: Hand) -> None:
        hand.call()
        await hand.until("phase", phase="listening")
        await asyncio.sleep(late)
        hand.press("1")
        await hand.until("ended")

    with VirtualClock() as clock:
        hand = Line(clock).home.run(caller)
    assert len(hand.all("clear")) == cut


@pytest.mark.parametrize(("after", "heard"), [(0.3, 1.0), (0.6, 1.0), (1.4, 1.0)])
def test_short_words_wait_for_a_softphone_that_does_not_carry_sound_yet(after: float, heard: float) -> None:
    """It has yet to acknowledge the answer."""
    with VirtualClock() as clock:
        line = Line(clock)
        phone = Late(after)
        done = line.network.call(f"{BASE}/short", handset=phone)
    assert done.ended.value == "the line hangs up"
    said = [frame for frame in phone.frames if frame[0] == len("Done now.")]
    assert len(said) * FRAME_SECONDS == pytest.approx(heard, abs=FRAME_SECONDS)


class Late:
    """Carries sound from so many seconds after the answer on."""

    def __init__(self, after: float) -> None:
        self.frames: list[bytes] = []
        self._after = after

    def audio(self) -> object:
        return Studio(Steady(), Steady()).audio()

    async def hold(self, phone: TextLeg) -> None:
        assert isinstance(phone, AudioLeg)
        while not phone.answered:
            await phone.room.change(None)
        await phone.stay(self._after)
        while not phone.over:
            self.frames.append(phone.wire.next_frame())
            await phone.stay(FRAME_SECONDS)
        self.frames += [phone.wire.next_frame() for _ in range(3)]
