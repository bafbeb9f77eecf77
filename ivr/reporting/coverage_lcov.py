"""Coverage as an lcov tracefile, which editors and build servers show beside the text: nodes are functions, ways are branches.

Source: geninfo(1), "FILES", the format of .info files. Branches are numbered within their line, since older readers take
nothing but numbers there; how often one was taken is by how many call files.
"""

from collections import Counter
from collections.abc import Iterator

from ivr.exploring.coverage import Coverage
from ivr.reporting.coverage_rows import NodeRows, files

BLOCK = 0


def as_lcov(covered: Coverage, name: str) -> str:
    """`name` says which test this is: letters, digits and underscores are kept."""
    test = "".join(one if one.isascii() and one.isalnum() else "_" for one in name)
    records = [row for file, nodes in files(covered) for row in _record(test, file, nodes)]
    return "\n".join([*records, ""])


def _record(test: str, file: str, nodes: tuple[NodeRows, ...]) -> Iterator[str]:
    yield f"TN:{test}"
    yield f"SF:{file}"
    yield from _functions(nodes)
    yield from _branches(nodes)
    yield from _lines(nodes)
    yield "end_of_record"


def _functions(nodes: tuple[NodeRows, ...]) -> Iterator[str]:
    for node in nodes:
        yield f"FN:{node.place.line},{node.name}"
    for node in nodes:
        yield f"FNDA:{_calls(node)},{node.name}"
    yield f"FNF:{len(nodes)}"
    yield f"FNH:{sum(node.visited for node in nodes)}"


def _calls(node: NodeRows) -> int:
    """How many calls came through; one at least where any did, if only to its end."""
    return max(len({call for row in node.rows for call in row.by}), int(node.visited))


def _branches(nodes: tuple[NodeRows, ...]) -> Iterator[str]:
    numbers: Counter[int] = Counter()
    taken = 0
    for node in nodes:
        for row in node.rows:
            hits = str(len(row.by)) if node.visited else "-"
            yield f"BRDA:{row.place.line},{BLOCK},{numbers[row.place.line]},{hits}"
            numbers[row.place.line] += 1
            taken += bool(row.by)
    yield f"BRF:{numbers.total()}"
    yield f"BRH:{taken}"


def _lines(nodes: tuple[NodeRows, ...]) -> Iterator[str]:
    hits: dict[int, int] = {}
    for node in nodes:
        hits[node.place.line] = max(hits.get(node.place.line, 0), _calls(node))
        for row in node.rows:
            if row.place.line != node.place.line:
                hits[row.place.line] = max(hits.get(row.place.line, 0), len(row.by))
    for line, count in sorted(hits.items()):
        yield f"DA:{line},{count}"
    yield f"LF:{len(hits)}"
    yield f"LH:{sum(count > 0 for count in hits.values())}"
