"""A chart in the language of Graphviz, for whoever lays it out with tools of their own. Source: graphviz.org, "DOT Language"."""

from ivr.exploring.diagram import Arrow, Box, Chart

_SHAPES = {"branch": "diamond", "hours": "diamond", "hangup": "box"}


def as_dot(chart: Chart) -> str:
    lines = [
        f"digraph {quoted(chart.line)} {{",
        '  rankdir="LR";',
        '  node [shape="box", style="rounded", fontname="sans-serif"];',
        '  edge [fontname="sans-serif", fontsize="10"];',
        *map(_node, chart.boxes),
        *map(_edge, chart.arrows),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _node(box: Box) -> str:
    seconds = f"\n{box.seconds:.1f} s" if box.seconds else ""
    attributes = {"label": f"{box.title}{seconds}", "tooltip": box.first.text if box.first else box.kind}
    if box.kind in _SHAPES:
        attributes["shape"] = _SHAPES[box.kind]
    if box.start or box.person:
        attributes["penwidth"] = "3"
    return f"  {quoted(box.id)} [{_written(attributes)}];"


def _edge(arrow: Arrow) -> str:
    attributes = {"label": arrow.label} if arrow.label else {}
    if arrow.error:
        attributes |= {"style": "dashed", "color": "#a8281e", "fontcolor": "#a8281e"}
    end = f" [{_written(attributes)}]" if attributes else ""
    return f"  {quoted(arrow.source)} -> {quoted(arrow.target)}{end};"


def _written(attributes: dict[str, str]) -> str:
    return ", ".join(f"{name}={quoted(text)}" for name, text in attributes.items())


def quoted(text: str) -> str:
    """A backslash would begin an escape of Graphviz's own, so it is doubled; a line break is one of them."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
