"""Who answers which number now: whoever has plugged a telephone in, and otherwise the people the line was given.

The carrier asks it like any other book of telephones, at the moment a number is rung.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ivr.carrier.handsets.handset import Handset
from ivr.carrier.phones import NOBODY, Phone


@dataclass(frozen=True, slots=True, eq=False)
class Plug:
    """A telephone that is there: a browser's tab, a softphone. `numbers` are what it answers, None whatever nobody else
    answers; `busy` says whether it is in a call. Its handset picks up by hand."""

    name: str
    handset: Handset = field(repr=False)
    busy: Callable[[], bool] = field(repr=False)
    numbers: frozenset[str] | None = None


class Switchboard(Mapping[str, Phone]):
    """`others` answer where nobody has plugged in."""

    def __init__(self, others: Mapping[str, Phone]) -> None:
        self._others = others
        self._plugs: list[Plug] = []

    def plug_in(self, plug: Plug) -> None:
        self._plugs.append(plug)

    def unplug(self, plug: Plug) -> None:
        """Whoever is gone already may go again."""
        if plug in self._plugs:
            self._plugs.remove(plug)

    def __getitem__(self, number: str) -> Phone:
        plug = self._plug(number)
        if plug is None:
            return self._others[number]
        if plug.busy():
            return Phone(busy=True, name=plug.name)
        return Phone(handset=plug.handset, name=plug.name)

    def _plug(self, number: str) -> Plug | None:
        """One that answers this very number before one that answers any; one that is free before one that is not."""
        own = [plug for plug in self._plugs if plug.numbers is not None and number in plug.numbers]
        wanted = own or [plug for plug in self._plugs if plug.numbers is None]
        free = [plug for plug in wanted if not plug.busy()]
        return next(iter(free or wanted), None)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, str) and self.get(number, NOBODY) is not NOBODY

    def __iter__(self) -> Iterator[str]:
        return iter(self._others)

    def __len__(self) -> int:
        return len(self._others)
