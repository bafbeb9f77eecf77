"""A program that is open for days: what is over is forgotten, what a page lists is not."""

import asyncio
import gc
import json
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from phone_by_hand import Hand, Home
from twilio.base.exceptions import TwilioRestException

from ivr.carrier import Call, Network, Phone, VirtualClock, WsgiWeb
from ivr.carrier.debugger import Entry, Level
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.memory import MOST_QUEUES, MOST_TEXTS
from ivr.carrier.placing import Ticket
from ivr.carrier.recordings import Recording
from ivr.carrier.rest.desk import HOUR, MOST_ORDERS, TooManyOrdersError
from ivr.carrier.room import Room
from ivr.phone.exchange import MOST_CALLS, Exchange
from ivr.phone.listed import MOST_GONE, Listed
from ivr.phone.messages import Sound
from ivr.phone.switchboard import Switchboard
from ivr.sound.g711 import FRAME
from ivr.sound.tones import tone
from ivr.telephony.outcomes import CallStatus

BASE = "https://line.example.test"
ACCOUNT = "AC" + "0" * 32
SPOKEN = tone((300,), 0.02)
SHORT = "<Hangup/>"
RECORDED = "<Record timeout='1' action='/kept'/>"
QUEUED = "<Enqueue workflowSid='WW1' waitUrl='/wait'><Task>{}</Task></Enqueue>"
OWN_QUEUE = "<Enqueue waitUrl='/wait'>{room}</Enqueue>"


class Quiet:
    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        del text, language, voice, ssml
        return b"\x10" * FRAME

    async def read(self, content: bytes) -> bytes:
        return content


class Line:
    def __init__(self, clock: VirtualClock, said: str) -> None:
        self.clock = clock
        self.said = said
        self.asked: list[str] = []
        self.network = Network(WsgiWeb(self._app, BASE), clock, ACCOUNT, "token", Switchboard({}))
        self.home = Home(clock, self.network, f"{BASE}/voice", Quiet(), Quiet())

    def _app(self, environ: dict, start_response: Callable) -> list[bytes]:
        form = parse_qs(environ["wsgi.input"].read().decode())
        self.asked.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Type", "text/xml")])
        said = {"/voice": self.said, "/wait": "<Leave/>"}.get(environ["PATH_INFO"], SHORT)
        return [f"<Response>{said.replace('{room}', form['CallSid'][0])}</Response>".encode()]

    def call(self, times: int) -> Call:
        """The last of them."""
        exchange = Exchange(self.network, f"{BASE}/voice")

        async def calls() -> Call:
            for _ in range(times - 1):
                await exchange.call(SilentCaller())
            return await exchange.call(SilentCaller())

        return self.network.together(calls())


def rooms() -> int:
    gc.collect()
    return sum(isinstance(one, Room) for one in gc.get_objects())


@pytest.mark.parametrize(
    "said", [SHORT, QUEUED, OWN_QUEUE, "<Dial timeLimit='1'><Conference>{room}</Conference></Dial>"]
)
def test_many_calls_one_after_the_other_leave_no_more_than_the_last_ones(said: str) -> None:
    before, more = rooms(), 30
    with VirtualClock() as clock:
        line = Line(clock, said)
        last = line.call(MOST_CALLS + more)
        assert rooms() - before <= 1
        assert list(line.network.holdings.calls)[-1] == last.sid
        assert len(line.network.holdings.calls) == MOST_CALLS
        assert len(list(line.network.tasks)) <= MOST_CALLS
        assert len(list(line.network.premises.conferences)) <= 1
        assert len(list(line.network.queues)) <= MOST_QUEUES


def test_a_network_that_is_not_to_stay_open_remembers_every_call() -> None:
    with VirtualClock() as clock:
        line = Line(clock, SHORT)
        for _ in range(MOST_CALLS + 5):
            line.network.together(line.network.place(Ticket(f"{BASE}/voice", SilentCaller())))
        assert len(line.network.holdings.calls) == MOST_CALLS + 5


def test_calls_that_the_line_places_are_forgotten_like_others_and_counted_by_the_hour() -> None:
    with VirtualClock() as clock:
        line = Line(clock, SHORT)
        line.network.phones = {"+15550100011": Phone()}
        client = line.network.client()
        line.network.stay_open(3)

        async def hours(count: int) -> None:
            for _ in range(count):
                for _ in range(MOST_ORDERS):
                    client.messages.create(to="+15550100011", from_="+15550100000", body="Hello.")
                await asyncio.sleep(3601)
                for _ in range(5):
                    client.calls.create(to="+15550100011", from_="+15550100000", url=f"{BASE}/voice")
                await asyncio.sleep(3601)

        line.network.together(hours(2))
        assert len(line.network.holdings.calls) == 3
        assert len(line.network.messages) == MOST_TEXTS
        assert line.network.run() == ()
        assert not line.network._desk._work


def test_an_order_that_is_cancelled_before_it_is_begun_is_forgotten_too() -> None:
    with VirtualClock() as clock:
        line = Line(clock, SHORT)
        line.network.stay_open(3)
        calls = line.network.client().calls

        async def change_of_mind() -> None:
            for _ in range(5):
                sid = calls.create(to="+15550100011", from_="+15550100000", url=f"{BASE}/voice").sid
                calls(sid).update(status="canceled")
                await asyncio.sleep(1)

        line.network.together(change_of_mind())
        assert line.asked == []
        assert [record.final for record in line.network.holdings.calls.values()] == [CallStatus.CANCELED] * 3


def test_notes_of_the_debugger_outside_of_calls_are_forgotten_in_their_order() -> None:
    with VirtualClock() as clock:
        line = Line(clock, SHORT)
        noted = line.network.holdings.debugger
        noted += [Entry(0.0, Level.ERROR, number, "") for number in range(MOST_TEXTS + 5)]
        line.call(1)
        assert [entry.code for entry in noted] == list(range(5, MOST_TEXTS + 5))


def test_a_network_that_is_not_to_stay_open_counts_all_orders_however_long_it_takes() -> None:
    with VirtualClock() as clock:
        network = Line(clock, SHORT).network

        async def later() -> None:
            network._desk._taken = MOST_ORDERS
            await asyncio.sleep(2 * HOUR)
            with pytest.raises(TooManyOrdersError):
                network._desk.take(None)  # type: ignore[arg-type]

        network.together(later())


def test_a_line_that_orders_without_end_within_an_hour_is_stopped_all_the_same() -> None:
    with VirtualClock() as clock:
        line = Line(clock, SHORT)
        line.network.stay_open(3)
        client = line.network.client()

        async def too_many() -> None:
            await asyncio.sleep(2 * HOUR)
            for _ in range(MOST_ORDERS):
                client.messages.create(to="+15550100011", from_="+15550100000", body="Hello.")
            await asyncio.sleep(0.9 * HOUR)
            with pytest.raises(TwilioRestException, match="Too many requests"):
                client.messages.create(to="+15550100011", from_="+15550100000", body="Hello.")

        line.network.together(too_many())


async def _speaks(hand: Hand) -> None:
    hand.call()
    await hand.until("phase", phase="recording")
    for _ in range(50):
        hand.telephone.obey(Sound(SPOKEN))
        await asyncio.sleep(0.02)


async def _records(hand: Hand) -> str:
    """One call on which something is said after the beep; the address its page lists."""
    await _speaks(hand)
    ended = await hand.until("ended")
    (one,) = ended["recordings"]
    return str(one["url"])


def _sid(url: str) -> str:
    return url.removeprefix("/recordings/").removesuffix(".wav")


def test_a_recording_can_be_played_as_long_as_a_page_lists_it_and_no_longer() -> None:
    async def caller(hand: Hand) -> None:
        first = _sid(await _records(hand))
        for _ in range(MOST_CALLS + 1):
            await hand.house.exchange.call(SilentCaller())
        assert first not in json.dumps([one.sid for one in hand.house.exchange.network.recordings])
        found = hand.house.listed.find(first)
        assert found is not None
        assert found.seconds >= 1
        second = _sid(await _records(hand))
        assert hand.house.listed.find(first) is None
        hand.telephone.vanish()
        assert hand.house.listed.find(second) is not None

    with VirtualClock() as clock:
        Line(clock, RECORDED).home.run(caller, 20_000.0)


def test_lists_of_pages_that_are_gone_are_forgotten_in_their_order() -> None:
    listed = Listed()
    made = [Recording(f"RE{number}", "CA1", ACCOUNT, "", "RecordVerb") for number in range(MOST_GONE + 5)]
    for one in made:
        listed.show(one.sid, [one])
        listed.vanished(one.sid)
        listed.vanished("nobody")
    assert [listed.find(one.sid) is None for one in made] == [number < 5 for number in range(len(made))]


def test_what_was_recorded_for_a_page_that_is_gone_is_listed_nowhere() -> None:
    async def caller(hand: Hand) -> None:
        await _speaks(hand)
        hand.telephone.vanish()
        while not hand.house.exchange.done:  # noqa: ASYNC110 - no bell rings for tests
            await asyncio.sleep(1.0)
        (made,) = hand.house.exchange.done[0].recordings
        assert made.sound
        assert hand.house.listed.find(made.sid) is None

    with VirtualClock() as clock:
        Line(clock, RECORDED).home.run(caller)


def test_a_recording_that_is_not_kept_any_more_is_asked_for_nowhere_else() -> None:
    gone = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Recordings/RE{'1' * 32}"
    with VirtualClock() as clock:
        line = Line(clock, f"<Play>{gone}.wav</Play><Say>Goodbye.</Say>")
        call = line.call(1)
        assert [entry.code for entry in call.debugger] == [11200]
        assert [made.url for made in call.made] == [f"{BASE}/voice"]
