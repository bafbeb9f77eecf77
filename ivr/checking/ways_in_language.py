"""The shortest way from the beginning of a call to every situation, in seconds of words, for a caller of one language who answers at
once and hears every word; whoever speaks another than the first language asks for it at the first question.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from ivr.checking.callers import left_by_caller, own_calls
from ivr.checking.certificate import Proof
from ivr.exploring.atlas import Edge
from ivr.exploring.happenings import pressed
from ivr.telephony.events import Silent
from ivr.telephony.keys import LANGUAGE

_ASKS_FOR_ANOTHER = pressed(LANGUAGE).label


@dataclass
class WaysInLanguage:
    """`seconds` has the situations that are reached, and `came` the edge to each on its shortest way."""

    proof: Proof
    language: str
    seconds: dict[int, float] = field(init=False, default_factory=dict)
    came: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        atlas = self.proof.atlas
        begun = [(atlas.edges[one].seconds, one) for one in own_calls(atlas)]
        self._walk(begun, self._goes_on if self.language == atlas.program.voice.language else self._asks)
        if self.language != atlas.program.voice.language:
            asked, self.seconds = self.seconds, {}
            speaks = [(far, self.came[one]) for one, far in asked.items() if self._speaks(one)]
            self._walk(speaks, self._goes_on)

    def edges(self) -> Iterator[tuple[float, int, Edge]]:
        """Every move in this language: the seconds up to its end, its number, and itself."""
        atlas = self.proof.atlas
        begun = (one for one in own_calls(atlas) if self._speaks(atlas.edges[one].target))
        yield from ((atlas.edges[one].seconds, one, atlas.edges[one]) for one in begun)
        for situation, far in self.seconds.items():
            for number in atlas.leaving[situation]:
                edge = atlas.edges[number]
                if self._goes_on(edge):
                    yield far + edge.seconds, number, edge

    def way(self, number: int) -> tuple[int, ...]:
        """From the beginning to this edge, and with it."""
        way = [number]
        while (source := self.proof.atlas.edges[way[-1]].source) >= 0:
            way.append(self.came[source])
        return tuple(reversed(way))

    def _walk(self, ahead: "list[tuple[float, int]]", goes_on: Callable[[Edge], bool]) -> None:
        atlas = self.proof.atlas
        heapify(ahead)
        while ahead:
            far, number = heappop(ahead)
            at = atlas.edges[number].target
            if at not in self.seconds:
                self.seconds[at] = far
                self.came[at] = number
                for one in atlas.leaving[at]:
                    if goes_on(atlas.edges[one]):
                        heappush(ahead, (far + atlas.edges[one].seconds, one))

    def _speaks(self, situation: int) -> bool:
        state = self.proof.atlas.states[situation]
        return state.language == self.language and state.at != self.proof.atlas.program.languages

    def _goes_on(self, edge: Edge) -> bool:
        """In this language, with every question answered."""
        if edge.source not in self.proof.atlas.arrivals and _slow(edge):
            return False
        return self.proof.atlas.states[edge.target].language == self.language and not left_by_caller(edge)

    def _asks(self, edge: Edge) -> bool:
        """On the way from the first question to the choice of a language, and from there."""
        states, languages = self.proof.atlas.states, self.proof.atlas.program.languages
        if edge.source not in self.proof.atlas.arrivals and _slow(edge):
            return False
        chooses = languages is not None and states[edge.source].at == languages
        return chooses or (edge.doing.label == _ASKS_FOR_ANOTHER and not self._speaks(edge.source))


def _slow(edge: Edge) -> bool:
    return edge.doing.before > 0 or isinstance(edge.doing.event, Silent)


def spoken_in(proof: Proof) -> Iterable[str]:
    """The languages of a line, its first one first."""
    program = proof.atlas.program
    return dict.fromkeys((program.voice.language, *(one.language for one in program.others)))
