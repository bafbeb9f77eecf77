"""How far it is from a situation to where callers are helped: the seconds of words with so many keys, if the rest of the world
does the worst it can within given circumstances.

A caller chooses the keys, the rest what comes of them; so the least of what can be pressed counts, and the most of what
can come of it. The words of the situation itself are cut by the key; whatever is said afterwards is heard whole, since
nobody presses a second key of a menu without having been told of it.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf

from ivr.checking.callers import by_key, dialog_at, left_by_caller
from ivr.checking.certificate import Proof
from ivr.dialog.program import Asking
from ivr.exploring.atlas import Atlas, Edge
from ivr.exploring.moving import COUNTED, HEARD, IN_LINE
from ivr.exploring.worlds import GROUP, HOURS, LINE, LINES

_COUNTERS = COUNTED | {HEARD, IN_LINE}
_UNSTAFFED = next(number for number, one in enumerate(LINES) if not one.staffed)
_NOWHERE = -1
"""Where an edge leads that comes to help: no farther."""
_NOBODY = 1
"""The way in which nobody of a group can be rung (worlds.standby)."""

Passes = Callable[[Edge], bool]
_Leg = tuple[int, int, float, int]
"""What is asked of an edge over and over: its number, where it leads, the seconds of its words, and the keys it takes."""


def at_hour(atlas: Atlas, hour: int, *, somebody: bool) -> Passes:
    """Moves made at this one of all hours, while somebody of each group can be rung, or nobody is at work; no counter at
    its bound. The doing at an arrival is that of whoever came first, and means nothing here."""
    group, line = (0, 0) if somebody else (_NOBODY, _UNSTAFFED)

    def passes(edge: Edge) -> bool:
        if edge.source not in atlas.arrivals and edge.doing.before:
            return False
        for what, way in edge.chosen:
            wanted = hour if what == HOURS else group if what.startswith(GROUP) else line
            looked = what == HOURS or what.startswith((GROUP, LINE))
            if way != wanted if looked else what in _COUNTERS and way:
                return False
        return True

    return passes


@dataclass
class Roads:
    """From each situation: `seconds[presses]` with that many keys at most; infinite where there is no way. `there` says
    which moves come to help."""

    proof: Proof
    passes: Passes
    there: Callable[[Proof, Edge], bool]
    most: int
    seconds: list[dict[int, float]] = field(init=False, default_factory=list)
    _taken: list[dict[int, int]] = field(init=False, default_factory=list)
    _keyed: dict[int, dict[str, list[_Leg]]] = field(init=False, default_factory=dict)
    _onward: dict[int, list[_Leg]] = field(init=False, default_factory=dict)
    _before: dict[int, list[int]] = field(init=False, default_factory=dict)
    _ends: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        for number, edge in enumerate(self.proof.atlas.edges):
            if edge.source >= 0 and not left_by_caller(edge) and self.passes(edge):
                self._sort(number, edge)
        for presses in range(self.most + 1):
            self.seconds.append({})
            self._taken.append({})
            self._with(presses)

    def _sort(self, number: int, edge: Edge) -> None:
        asked = edge.source not in self.proof.atlas.arrivals and isinstance(dialog_at(self.proof, edge.source), Asking)
        keys = edge.keys if asked else 0
        if asked and not (by_key(edge) and 0 < keys <= self.most):
            return
        target = edge.target
        if self.there(self.proof, edge):
            self._ends.add(number)
            target = _NOWHERE
        leg = (number, target, edge.seconds, keys)
        if asked:
            self._keyed.setdefault(edge.source, {}).setdefault(edge.doing.label, []).append(leg)
        else:
            self._onward.setdefault(edge.source, []).append(leg)
            self._before.setdefault(edge.target, []).append(edge.source)

    def _with(self, presses: int) -> None:
        for situation, doings in self._keyed.items():
            ways = [self._worst(legs, presses) for legs in doings.values()]
            far, taken = min(ways, default=(inf, -1))
            self._settle(presses, situation, far, taken)
        self._settle_onward(presses)

    def _settle(self, presses: int, situation: int, far: float, taken: int) -> None:
        self.seconds[presses][situation] = far
        self._taken[presses][situation] = taken

    def _worst(self, legs: list[_Leg], presses: int) -> tuple[float, int]:
        """The farthest, and of those that are as far the last."""
        far, taken = -inf, -1
        for number, target, seconds, keys in legs:
            if keys > presses:
                whole = inf
            elif target == _NOWHERE:
                whole = seconds
            else:
                whole = seconds + self.seconds[presses - keys].get(target, inf)
            if whole >= far:
                far, taken = whole, number
        return far, taken

    def _settle_onward(self, presses: int) -> None:
        """Where the rest decides: the most of what can come, once all of it is known. What goes round stays infinite."""
        known = self.seconds[presses]
        open_ = {one: sum(leg[1] in self._onward for leg in legs) for one, legs in self._onward.items()}
        ahead = deque(one for one, count in open_.items() if not count)
        while ahead:
            situation = ahead.popleft()
            if situation in known:
                continue
            self._settle(presses, situation, *self._worst(self._onward[situation], presses))
            for source in self._before.get(situation, ()):
                open_[source] -= 1
                if open_[source] <= 0:
                    ahead.append(source)

    def way(self, presses: int, situation: int) -> tuple[int, ...]:
        """The edges that take these seconds; the first ones only where there is no way."""
        way: list[int] = []
        while (number := self._taken[presses].get(situation, -1)) >= 0 and number not in way:
            way.append(number)
            edge = self.proof.atlas.edges[number]
            presses -= edge.keys if situation in self._keyed else 0
            situation = edge.target
            if number in self._ends or presses < 0:
                break
        return tuple(way)


def worst(far: Mapping[int, float], among: list[int]) -> int:
    """The situation it is farthest from."""
    return max(among, key=lambda one: far.get(one, inf))
