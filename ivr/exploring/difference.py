"""What callers will notice between two versions of a line, in their terms: keys, ways, hours, people, words, seconds.

Compared are the programs, where every switch is decided and every fact is in words; so comments, the order of nodes, the
file a node stands in and its name are no differences.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ivr.exploring.difference_change import Change, Kind, Pair, SecondsOf, Section, Side
from ivr.exploring.difference_facts import attributed, facts, terms_changed, used, with_new_company
from ivr.exploring.difference_heard import heard
from ivr.exploring.difference_hours import hours_changed
from ivr.exploring.difference_keys import keys_changed
from ivr.exploring.difference_matching import names
from ivr.exploring.difference_paths import paths_changed
from ivr.exploring.difference_people import people_changed
from ivr.exploring.difference_reach import reach_changed
from ivr.exploring.difference_said import said_changed
from ivr.exploring.difference_settings import settings_changed
from ivr.exploring.difference_ways import ways_changed
from ivr.exploring.distances import Distances, distances

Measure = Callable[[Side], Distances]
"""How far everything is from the start of a call."""

_SECTIONS = tuple(Section)
_KINDS = (Kind.GONE, Kind.NEW, Kind.MOVED, Kind.CHANGED)
_ONE_BY_ONE = frozenset({Section.REACH, Section.PATHS, Section.KEYS, Section.WAYS})
"""Where each node is a change of its own, even if the same happened to others."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Changes in the order they matter to callers. `renamed` are nodes with another name, which nobody notices."""

    changes: tuple[Change, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, section: Section) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.section is section)


def difference(old: Side, new: Side, seconds: SecondsOf, measure: Measure | None = None) -> Difference:
    """`measure` is how ways are measured: over the dialogs where it is left out."""
    measured = measure or (lambda side: distances(side.program, seconds))
    pair = _pair(old, new, seconds)
    found = [*_changes(pair), *terms_changed(old.line.company, new.line.company)]
    told = facts(old, new)
    if told.changed:
        uses = {name: used(new).get(name, frozenset()) | was for name, was in _renamed(used(old), pair.names).items()}
        found = list(attributed(found, _of_the_company(pair), told, uses))
    found += paths_changed(pair.names, measured(old), measured(new))
    renamed = {was: is_now for was, is_now in pair.names.items() if was != is_now}
    return Difference(tuple(sorted(_together(found), key=_importance)), renamed)


def _pair(old: Side, new: Side, seconds: SecondsOf) -> Pair:
    return Pair(old, new, names(old, new), seconds, heard(old.program), heard(new.program))


def _changes(pair: Pair) -> Iterator[Change]:
    yield from reach_changed(pair)
    yield from keys_changed(pair)
    yield from ways_changed(pair)
    yield from hours_changed(pair)
    yield from people_changed(pair)
    yield from said_changed(pair)
    yield from settings_changed(pair)


def _of_the_company(pair: Pair) -> set[Change]:
    """What the new company.yaml alone would have changed, in the names of the new version."""
    alone = _pair(pair.old, with_new_company(pair.old, pair.new), pair.seconds)
    changes = _changes(alone)
    return {replace(one, nodes=tuple(map(pair.now, one.nodes))) for one in changes}


def _renamed(uses: Mapping[str, frozenset[str]], names: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {names.get(node, node): paths for node, paths in uses.items()}


def _together(changes: Iterable[Change]) -> Iterator[Change]:
    """What is the same in several prompts of a node, and then in several nodes, is told once."""
    parts: dict[Change, list[str]] = {}
    for one in changes:
        parts.setdefault(replace(one, what="") if one.section is Section.WORDS and one.nodes else one, []).append(
            one.what
        )
    everywhere: dict[Change, list[str]] = {}
    for one, whats in parts.items():
        whole = replace(one, what=" and ".join(dict.fromkeys(whats)))
        alike = whole if one.section in _ONE_BY_ONE else replace(whole, nodes=())
        everywhere.setdefault(alike, []).extend(one.nodes)
    return (replace(one, nodes=tuple(dict.fromkeys(nodes)) or one.nodes) for one, nodes in everywhere.items())


def _importance(change: Change) -> tuple[int, int, tuple[str, ...], str, str]:
    return _SECTIONS.index(change.section), _KINDS.index(change.kind), change.nodes, change.language, change.what
