"""A chart as a Mermaid flowchart, for a README: ways that are errors are dashed.

Where Mermaid would refuse it, ways are left out until it fits, errors first, and a comment says so. Sources: mermaid.js.org, "Flowcharts"
(quoted labels, entity codes such as #quot;) and the configuration's defaults for maxEdges and maxTextSize.
"""

from collections.abc import Iterator
from dataclasses import replace

from ivr.exploring.diagram import Arrow, Box, Chart

MOST_EDGES = 500
MOST_CHARACTERS = 50_000
LABEL = 40
_ENTITIES = str.maketrans(
    {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\\": "#92;", "\n": " "}
)
_SHAPES = {"branch": ('{"', '"}'), "hours": ('{"', '"}'), "hangup": ('(["', '"])')}


class TooLargeError(Exception):
    """No Mermaid renderer would draw the line, whatever is left out."""


def as_mermaid(chart: Chart) -> str:
    """Raises TooLargeError."""
    for note, smaller in _smaller_and_smaller(chart):
        text = _written(smaller, note)
        if len(smaller.arrows) <= MOST_EDGES and len(text) <= MOST_CHARACTERS:
            return text
    raise TooLargeError(f"{len(chart.boxes)} nodes are more than Mermaid draws; use svg or html.")


def _smaller_and_smaller(chart: Chart) -> Iterator[tuple[str, Chart]]:
    yield "", chart
    to_person = [one for one in chart.arrows if not (one.error and one.target == chart.person)]
    yield f"Ways to {chart.person} when something goes wrong are left out.", replace(chart, arrows=tuple(to_person))
    right = tuple(one for one in chart.arrows if not one.error)
    yield "Ways when something goes wrong are left out.", replace(chart, arrows=right)
    bare = tuple(replace(one, labels=()) for one in right)
    yield "Ways when something goes wrong, and the names of the others, are left out.", replace(chart, arrows=bare)


def _written(chart: Chart, note: str) -> str:
    ids = {box.id: f"n{number}" for number, box in enumerate(chart.boxes)}
    lines = ["flowchart LR", *([f"  %% {note}"] if note else [])]
    lines += [_node(ids[box.id], box) for box in chart.boxes]
    lines += [_edge(ids[one.source], ids[one.target], one) for one in chart.arrows]
    marked = [ids[box.id] for box in chart.boxes if box.start or box.person]
    lines += ["  classDef marked stroke-width:3px", f"  class {','.join(marked)} marked"] if marked else []
    return "\n".join(lines) + "\n"


def _node(name: str, box: Box) -> str:
    opens, closes = _SHAPES.get(box.kind, ('["', '"]'))
    seconds = f" · {box.seconds:.0f} s" if box.seconds else ""
    return f"  {name}{opens}{escaped(box.title)}{seconds}{closes}"


def _edge(source: str, target: str, arrow: Arrow) -> str:
    line = "-.->" if arrow.error else "-->"
    label = arrow.label if len(arrow.label) <= LABEL else f"{arrow.label[: LABEL - 1].rstrip()}…"
    return f'  {source} {line}|"{escaped(label)}"| {target}' if label else f"  {source} {line} {target}"


def escaped(text: str) -> str:
    """For inside the quotes of a label."""
    return text.translate(_ENTITIES)
