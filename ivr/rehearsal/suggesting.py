"""Call files for what no call has tried: routes through the Atlas, tried on the real line, and written down as they were heard.

What the Atlas proposes is played with a caller who hears everything out. If it takes the ways it was meant to take, what was heard
becomes `hear:` steps, and the file is played as it stands. Nothing is suggested that does not pass.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.script import ScriptFailedError
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.exploring.atlas import Atlas
from ivr.exploring.coverage import Taken
from ivr.exploring.coverage_naming import Naming, Way
from ivr.exploring.coverage_routes import LONGEST, Route, Routes, Standing, weathers
from ivr.line.callfile import CallFile, read_call
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.rehearsal.covering import taken
from ivr.rehearsal.floor_before import before
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, Journals, journals, phones_of, placed, play, script
from ivr.rehearsal.staff import willing_staff
from ivr.rehearsal.stage import Stage, stage
from ivr.rehearsal.suggesting_acts import callers, deeds
from ivr.rehearsal.suggesting_names import file_name
from ivr.rehearsal.suggesting_text import HANGS_UP, HEARS_IT_RING, STAYS, Draft, Ending, draft, finished
from ivr.source import Source
from ivr.telephony.outcomes import RingOutcome


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A call file that passes. `takes` are the missing ways that it takes."""

    name: str
    text: str
    takes: frozenset[Way]


@dataclass(slots=True)
class Suggesting:
    """Suggestions for one line. `left` are the ways that no suggestion takes, once all were made."""

    loaded: Loaded
    line: Line
    atlas: Atlas
    left: set[Way] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def all(self, missing: frozenset[Way]) -> Iterator[Suggestion]:
        """Raises BrokenLineError, StoreError."""
        self.left = set(missing)
        naming = Naming.of(self.line)
        for weather in weathers(self.atlas):
            routes = Routes(self.atlas, naming, weather)
            hopeless: set[Way] = set()
            while (route := routes.to_any(frozenset(self.left - hopeless))) is not None:
                found = next(self._shorter(routes, route), None)
                if found is None:
                    hopeless |= self._first(routes, route)
                else:
                    self.left -= found.takes
                    yield found

    def _shorter(self, routes: Routes, route: Route) -> Iterator[Suggestion]:
        """What is too much for one call may be little enough without what came after."""
        wanted, most = frozenset(route.takes), LONGEST
        while True:
            found = self._tried(route)
            if found is not None:
                yield found
            if most <= 1:
                return
            most //= 2
            shorter = routes.to_any(wanted, most)
            if shorter is None or len(shorter.edges) == len(route.edges):
                continue
            route = shorter

    def _first(self, routes: Routes, route: Route) -> frozenset[Way]:
        """What came first was not taken by itself either."""
        single = routes.to_any(frozenset(route.takes), 0)
        return frozenset(route.takes if single is None else single.takes)

    def _tried(self, route: Route) -> Suggestion | None:
        """With the first customer with whom it goes as it was meant to."""
        for customer in callers(self.line, self.atlas, route):
            drafted = draft(self.line, self.atlas, route, deeds(self.atlas, route, customer))
            heard = self._as_meant(drafted)
            for text in () if heard is None else finished(self.line, drafted, heard[0]):
                if heard is not None and self._passes(text, route):
                    return Suggestion(self._named(route), text, heard[1].ways & self.left)
        return None

    def _as_meant(self, drafted: Draft) -> tuple[Call, Taken] | None:
        """Nothing where the call took another way. Who hangs up too late, because the line did before, stays to the end."""
        route = drafted.route
        heard = self._heard(drafted, HANGS_UP if route.weather.ring is RingOutcome.BRIDGED else HEARS_IT_RING)
        heard = heard or self._heard(drafted, STAYS)
        return heard if heard is not None and heard[1].ways.issuperset(route.takes) else None

    def _heard(self, drafted: Draft, ending: Ending) -> tuple[Call, Taken] | None:
        """The call as it goes when all is heard out, and the ways it takes."""
        call, _ = read_call(Source("draft.call.yaml", drafted.text(ending)))
        assert call is not None  # noqa: S101 - what a draft is made of is all ours
        people = dict(phones_of(call, Directory.of(self.loaded)))
        weather = drafted.route.weather
        if weather.ring is RingOutcome.BRIDGED and weather.standing is Standing.FREE:
            people |= willing_staff(self.line)
        with overheard(), self._put_up(call, people) as put_up:
            try:
                done = placed(put_up, script(call, Directory.of(self.loaded)), call.heading.given.caller)
            except ScriptFailedError:
                return None
            return done, taken("", self.line, journals(put_up, done))

    @contextmanager
    def _put_up(self, call: CallFile, people: Mapping[str, Phone]) -> Iterator[Stage]:
        given = call.heading.given
        with (
            VirtualClock(given.at.astimezone(UTC)) as clock,
            stage(self.loaded, clock, people, down=given.accounts, floor=before(call, self.loaded)) as put_up,
        ):
            yield put_up

    def _passes(self, text: str, route: Route) -> bool:
        call, _ = read_call(Source("suggested.call.yaml", text))
        noted: list[Journals] = []
        if call is None or not self._plays(call, noted):
            return False
        return taken("", self.line, noted[0]).ways.issuperset(route.takes)

    def _plays(self, call: CallFile, noted: list[Journals]) -> bool:
        try:
            with overheard():
                play(call, self.loaded, noted=lambda _, found: noted.append(found))
        except ScriptFailedError:
            return False
        return True

    def _named(self, route: Route) -> str:
        """Of two that would have one name the second has a number."""
        name = first = file_name(route)
        number = 1
        while name in self._names:
            number += 1
            name = f"{first}-{number}"
        self._names.add(name)
        return f"{name}.call.yaml"
