"""What callers can no longer get to, and what is new to them."""

from collections.abc import Iterator

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Branching, Passing
from ivr.exploring.difference_change import Change, Kind, Pair, Section, Side, kind_of
from ivr.exploring.difference_ways import named
from ivr.exploring.difference_wording import prompts, quoted
from ivr.exploring.in_writing import text_of
from ivr.line.reach import node_of

NODE, CUT_OFF, PART = "node", "node nobody gets to", "a part of the node"


def reach_changed(pair: Pair) -> Iterator[Change]:
    """Nodes first; then parts of nodes that callers got to before and after, such as a confirmation."""
    before = _nodes(pair, pair.old_reached, pair.old)
    after = _nodes(pair, pair.new_reached, pair.new)
    for node in sorted(before.keys() - after.keys()):
        there = node in pair.names.values()
        yield _one(pair.old, before[node], node, Kind.GONE, CUT_OFF if there else NODE)
    for node in sorted(after.keys() - before.keys()):
        there = node in pair.names.values()
        yield _one(pair.new, after[node], node, Kind.NEW, CUT_OFF if there else NODE)
    yield from _parts(pair, before.keys() & after.keys())


def _nodes(pair: Pair, reached: frozenset[DialogId], side: Side) -> dict[str, DialogId]:
    """By what they are called in the new version, the dialog that speaks for each."""
    found: dict[str, DialogId] = {}
    for at in side.program.dialogs:
        if at in reached and _is_noticed(side, node_of(at)):
            node = str(node_of(pair.now(at) if side is pair.old else at))
            if node not in found or not prompts(side.program.dialogs[found[node]]):
                found[node] = at
    return found


def _is_noticed(side: Side, node: str) -> bool:
    """A node that only decides is noticed where its ways lead."""
    return any(prompts(one) or not isinstance(one, Branching | Passing) for one in side.dialogs_of(node))


def _one(side: Side, at: DialogId, node: str, kind: Kind, what: str) -> Change:
    said = named(side, at).removeprefix(str(node_of(at))).strip()
    texts = (said or "no words", "") if kind is Kind.GONE else ("", said or "no words")
    return Change(Section.REACH, kind, what, *texts, (node,))


def _parts(pair: Pair, nodes: set[str]) -> Iterator[Change]:
    """Of those that say something; where the silent ones lead is told as a way."""
    were = {pair.now(at): at for at in pair.old.program.dialogs if at in pair.old_reached}
    for at in sorted(were.keys() ^ {one for one in pair.new.program.dialogs if one in pair.new_reached}):
        node = str(node_of(at))
        side, own = (pair.old, were[at]) if at in were else (pair.new, at)
        said = quoted(text_of(next(iter(prompts(side.program.dialogs[own]).values()), ())))
        if node in nodes and said:
            texts = (said, "") if at in were else ("", said)
            yield Change(Section.REACH, kind_of(*texts), PART, *texts, (node,))
