"""What went over the wire, between the lines of a transcript: each request, each reply, each timer, with its time.

    tracer = Tracer()
    network = Network(tracer.over(web), ...)
    call = network.call(url, handset=tracer.caller(handset))
    print(tracer.text(call))

Everything is masked as a transcript is: parameters, addresses, and documents across all their words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isinf

from ivr.carrier.handsets.handset import Handset
from ivr.carrier.happenings import Listened, Paused
from ivr.carrier.network import Call
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.carrier.tracing_paper import Paper
from ivr.carrier.transcript import Line
from ivr.carrier.web import FetchFailedError, Reply, Request, Web

CARRIER = "carrier"
APPLICATION = "line"
BEFORE_ANYBODY_HOLDS_IT = 1  # place: that it rings is all that has happened by then


@dataclass(frozen=True, slots=True)
class _Exchange:
    """`place` is how much had happened on the call, `at` when the request was made, None for the very first ones."""

    place: int
    at: float | None
    request: Request
    reply: Reply | None
    failed: FetchFailedError | None = field(default=None, repr=False)

    @property
    def seconds(self) -> float:
        """Virtual time until it was over."""
        if self.reply is not None:
            return min(self.reply.seconds, self.request.patience.reply)
        return 0.0 if self.failed is None else self.failed.seconds


class Tracer:
    """One for each call."""

    def __init__(self) -> None:
        self._room: Room | None = None
        self._exchanges: list[_Exchange] = []

    def over(self, web: Web) -> Web:
        """The same web, watched."""
        return _Watched(self, web)

    def caller(self, handset: Handset) -> Handset:
        """The same caller, by whom the tracer knows the call."""
        return _Caller(self, handset)

    def enter(self, room: Room) -> None:
        self._room = room

    def fetch(self, web: Web, request: Request) -> Reply:
        place, at = (BEFORE_ANYBODY_HOLDS_IT, None) if self._room is None else (len(self._room.log), self._room.time())
        try:
            reply = web.fetch(request)
        except FetchFailedError as failed:
            self._exchanges.append(_Exchange(place, at, request, None, failed))
            raise
        self._exchanges.append(_Exchange(place, at, request, reply))
        return reply

    def text(self, call: Call) -> str:
        """The whole call, for people."""
        room = call.legs[0].room
        lines = [*self._wire(call, room), *call.transcript.lines(), *_timers(room)]
        return "\n".join(str(line) for line in sorted(lines, key=lambda line: (round(line.at, 6), line.place)))

    def _wire(self, call: Call, room: Room) -> Iterator[Line]:
        """What goes over it before something happens comes before that in the text: sorting keeps their order."""
        paper = Paper(call, [one.reply for one in self._exchanges])
        for number, one in enumerate(self._exchanges):
            asked = room.began if one.at is None else one.at
            yield _line(room, asked, CARRIER, paper.request(one.request), one.place)
            over = one.place if one.seconds <= 0 else _happened_by(room, asked + one.seconds)
            said = paper.reply(number) if one.failed is None else f"no reply: {one.failed}"
            yield _line(room, asked + one.seconds, APPLICATION, said, over)


@dataclass(frozen=True, slots=True)
class _Watched:
    tracer: Tracer
    web: Web

    def fetch(self, request: Request) -> Reply:
        return self.tracer.fetch(self.web, request)


@dataclass(frozen=True, slots=True)
class _Caller:
    tracer: Tracer
    handset: Handset

    async def hold(self, phone: TextLeg) -> None:
        self.tracer.enter(phone.room)
        await self.handset.hold(phone)


def _happened_by(room: Room, moment: float) -> int:
    return sum(one.at < moment for one in room.log)


def _timers(room: Room) -> Iterator[Line]:
    for place, one in enumerate(room.log):
        match one.what:
            case Listened(seconds=seconds):
                yield _line(room, one.at, one.leg, f"timer: {seconds:g} s for an answer", place)
            case Paused(seconds=seconds):
                what = "no timer: music or silence" if isinf(seconds) else f"timer: {seconds:g} s of silence"
                yield _line(room, one.at, one.leg, what, place)
            case _:
                pass


def _line(room: Room, at: float, who: str, text: str, place: int) -> Line:
    origin = room.began if room.answered_at is None else room.answered_at
    return Line(at - origin, who, text, place)
