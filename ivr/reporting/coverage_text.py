"""Coverage on a terminal, 80 columns wide: each file, below it the nodes in which something is missing, and the totals."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ivr.exploring.coverage import Coverage, Kind, Share
from ivr.reporting.coverage_rows import NodeRows, files, named, share

WIDE = 80
_NAME = 34
_SHARE = 14
_INDENT = 6


def as_text(covered: Coverage, title: str) -> str:
    rows = [title, "", _row("", "ways", "error ways")]
    for file, nodes in files(covered):
        rows.append(_row(PurePath(file).name, *_shares(nodes)))
        for node in nodes:
            rows += _node(node)
    return "\n".join([*rows, "", *_totals(covered)])


def _row(name: str, *cells: str) -> str:
    return (f"{name:<{_NAME}}" + "".join(f"{cell:>{_SHARE}}" for cell in cells)).rstrip()


def _shares(nodes: Sequence[NodeRows]) -> Iterator[str]:
    rows = [row for node in nodes for row in node.rows]
    for kind in (Kind.WAY, Kind.ERROR):
        yield _cell(share(rows, kind))


def _cell(one: Share) -> str:
    return f"{one.taken} of {one.there}" if one.there else "-"


def _node(node: NodeRows) -> Iterator[str]:
    """Nothing where nothing is missing."""
    if node.whole:
        return
    never = "" if node.visited else f"  line {node.place.line}: no call comes here"
    yield _row(f"  {node.name}", *(_cell(node.share(kind)) for kind in (Kind.WAY, Kind.ERROR))) + never
    if node.visited and node.missing:
        yield from _wrapped(node)


def _wrapped(node: NodeRows) -> Iterator[str]:
    """What is missing, with its lines; a way and its line are never parted."""
    row = ""
    for name, line in named(node.missing):
        told = f"{name} (line {line})"
        if row and _INDENT + len(row) + len(f", {told}") >= WIDE:
            yield f"{' ' * _INDENT}{row},"
            row = ""
        row = f"{row}, {told}" if row else told
    yield f"{' ' * _INDENT}{row}"


def _totals(covered: Coverage) -> Iterator[str]:
    yield f"{'nodes':<16}{covered.share_of_nodes}"
    for kind in Kind:
        yield f"{kind + 's':<16}{covered.share(kind)}"
    excused = [row for row in covered.rows if row.excuse and not row.by]
    if excused:
        yield f"{'excused':<16}{len(excused)}"
    for one in covered.idle:
        way = "" if one.way is None else f", way {one.way}"
        yield f"An excuse stands for nothing that is missing: node {one.node}{way}. Take it out of coverage in line.yaml."
