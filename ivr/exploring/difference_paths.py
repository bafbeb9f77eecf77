"""Which ways grew or shrank: seconds and presses from the start of a call to each node, to a person, to a payment.

Everything behind a longer greeting is as much farther, and that is one change.
"""

from collections.abc import Iterable, Iterator, Mapping

from ivr.exploring.difference_change import Change, Kind, Section
from ivr.exploring.distances import PAYMENT, PERSON, Distance, Distances

NOTICED = 1.0
"""Seconds. What is less is not noticed, and less than the estimate is good for."""


def paths_changed(names: Mapping[str, str], old: Distances, new: Distances) -> Iterator[Change]:
    before = {names.get(node, node): far for node, far in old.items()}
    both = {node: (before[node], far) for node, far in new.items() if node in before and _differ(before[node], far)}
    for what in (PERSON, PAYMENT):
        if what in both:
            yield _change([what], *both.pop(what), ())
    grown: dict[tuple[float, int], list[str]] = {}
    for node, (was, is_now) in both.items():
        grown.setdefault((round(is_now.seconds - was.seconds, 1), is_now.presses - was.presses), []).append(node)
    for nodes in grown.values():
        order = sorted(nodes, key=lambda one: (both[one][0].seconds + both[one][1].seconds, one))
        yield _change(order, *both[order[0]], tuple(order))


def _differ(was: Distance, is_now: Distance) -> bool:
    return abs(is_now.seconds - was.seconds) > NOTICED or was.presses != is_now.presses


def _change(whats: Iterable[str], was: Distance, is_now: Distance, nodes: tuple[str, ...]) -> Change:
    """`seconds` are those of the nearest node."""
    what = next(iter(whats))
    texts = _told(was), _told(is_now)
    seconds = (round(was.seconds, 1), round(is_now.seconds, 1))
    return Change(Section.PATHS, Kind.CHANGED, f"the way to {what}", *texts, nodes, seconds=seconds)


def _told(far: Distance) -> str:
    keys = f"{far.presses} key{'' if far.presses == 1 else 's'}"
    return f"{far.seconds:.1f} s and {keys}"
