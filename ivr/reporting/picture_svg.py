"""A chart as one SVG that needs nothing else: boxes, lines, a legend, and the whole of every text that was cut as a tooltip.

The same line gives the same bytes. The page (picture_page.py) holds the same picture and finds its parts by `data-` attributes.
"""

from collections.abc import Iterator
from importlib.resources import files
from xml.etree import ElementTree as ET

from ivr.exploring.diagram import Arrow, Box, Chart
from ivr.reporting.picture_boxes import PADDING, ROW, TITLE, WIDTH, Card, cards, cut
from ivr.reporting.picture_layout import MARGIN, Layout, Line, Point, lay_out

FAMILIES = {
    "ask": ("question", ("menu", "collect", "amount", "sign_in", "language")),
    "say": ("words", ("say", "text")),
    "decide": ("decision, no words", ("branch", "hours", "presence")),
    "fetch": ("look-up", ("lookup",)),
    "pay": ("payment", ("pay",)),
    "person": ("people", ("transfer", "queue", "callback", "voicemail", "take")),
    "end": ("end of the call", ("hangup",)),
}
"""Kinds of nodes by colour; each is also named in its box."""
_FAMILY = {kind: family for family, (_, kinds) in FAMILIES.items() for kind in kinds}
LEGEND = 56
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def asset(name: str) -> str:
    return files("ivr.reporting").joinpath("assets", name).read_text(encoding="utf-8")


def as_svg(chart: Chart) -> str:
    """Raises NoLayoutError where Graphviz is not installed."""
    return _XML + ET.tostring(picture(chart, alone=True), encoding="unicode") + "\n"


def picture(chart: Chart, *, alone: bool = False) -> ET.Element:
    """Alone it brings its style, a ground and a legend along."""
    drawn = cards(chart)
    layout = lay_out(drawn)
    top = LEGEND if alone else 0
    width, height = max(layout.width, 900 if alone else 0), layout.height + top
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:g} {height:g}",
            "role": "group",
            "aria-label": f"The line {chart.line}: {len(chart.boxes)} nodes",
        },
    )
    if alone:
        svg.attrib.update({"width": f"{width:g}", "height": f"{height:g}"})
        _style_and_legend(svg, chart, width, height)
    _markers(svg)
    parts = ET.SubElement(svg, "g", {"class": "drawing", "transform": f"translate(0 {top})"})
    names = {box.id: box.title for box in chart.boxes}
    for heading, y in layout.parts:
        _text(parts, MARGIN, y + 20, heading, "part")
    for line in layout.lines:
        _line(parts, line, names)
    for card in drawn:
        _card(parts, card, layout, names)
    return svg


def _style_and_legend(svg: ET.Element, chart: Chart, width: float, height: float) -> None:
    ET.SubElement(svg, "title").text = f"The line {chart.line}"
    ET.SubElement(svg, "style").text = asset("picture.css")
    ET.SubElement(svg, "rect", {"class": "ground", "width": f"{width:g}", "height": f"{height:g}"})
    legend = ET.SubElement(svg, "g", {"class": "legend"})
    ET.SubElement(legend, "text", {"x": "24", "y": "30", "class": "title"}).text = chart.line
    left = 24 + 9 * len(chart.line) + 40
    for family, (meaning, _) in FAMILIES.items():
        ET.SubElement(
            legend,
            "rect",
            {"x": f"{left}", "y": "18", "width": "14", "height": "14", "rx": "3", "class": f"swatch {family}"},
        )
        ET.SubElement(legend, "text", {"x": f"{left + 20}", "y": "30"}).text = meaning
        left += 44 + 7 * len(meaning)
    ET.SubElement(legend, "path", {"d": f"M{left},25 h30", "class": "line error"})
    ET.SubElement(legend, "text", {"x": f"{left + 38}", "y": "30"}).text = "when something goes wrong"
    ET.SubElement(legend, "text", {"x": "24", "y": "50", "class": "faint"}).text = remark(chart)


def remark(chart: Chart) -> str:
    """What a picture does not show."""
    people = next((one.title for one in chart.boxes if one.id == chart.person), chart.person)
    nine = ", 9 changes the language" if len(chart.languages) > 1 else ""
    said = [f"From every question 0 leads to {people}, * goes back, # repeats{nine}."]
    said.append("→ and a name: leads there, without a line.")
    if count := len({one.partition(".")[0] for one in chart.left_out}):
        some = (
            "1 node waits for another company.yaml and is"
            if count == 1
            else f"{count} nodes wait for another company.yaml and are"
        )
        said.append(f"{some} not drawn.")
    return " ".join(said)


def _markers(svg: ET.Element) -> None:
    defs = ET.SubElement(svg, "defs")
    for name in ("tip", "tip-error"):
        size = {"viewBox": "0 0 10 10", "refX": "10", "refY": "5", "markerWidth": "11", "markerHeight": "11"}
        size["markerUnits"] = "userSpaceOnUse"
        marker = ET.SubElement(defs, "marker", {"id": name, "orient": "auto", "class": name, **size})
        ET.SubElement(marker, "path", {"d": "M0,0 L10,5 L0,10 z"})


def _line(parts: ET.Element, line: Line, names: dict[str, str]) -> None:
    arrow = line.arrow
    first, *rest = (_point(one) for one in line.points)
    group = ET.SubElement(parts, "g", _arrow_is(arrow, "arrow"))
    ET.SubElement(group, "title").text = sentence(arrow, names)
    ET.SubElement(group, "path", {"class": "wide", "d": f"M{first} C{' '.join(rest)}"})
    tip = "tip-error" if arrow.error else "tip"
    ET.SubElement(group, "path", {"class": "line", "d": f"M{first} C{' '.join(rest)}", "marker-end": f"url(#{tip})"})


def _arrow_is(arrow: Arrow, kind: str) -> dict[str, str]:
    names = f"{kind} error" if arrow.error else kind
    return {"class": names, "data-from": arrow.source, "data-to": arrow.target}


def sentence(arrow: Arrow, names: dict[str, str]) -> str:
    """An arrow in words: `main to pay: 1 To pay your bill`."""
    way = f"{names[arrow.source]} → {names[arrow.target]}"
    return f"{way}: {arrow.label}" if arrow.label else way


def _point(point: Point) -> str:
    return f"{point[0]:g},{point[1]:g}"


def _card(parts: ET.Element, card: Card, layout: Layout, names: dict[str, str]) -> None:
    box, (x, y) = card.box, layout.at[card.box.id]
    size = {"width": f"{WIDTH}", "height": f"{card.height:g}"}
    group = ET.SubElement(
        parts,
        "g",
        {"class": f"box {family_of(box)}{_marks(box)}", "data-id": box.id, "transform": f"translate({x:g} {y:g})"},
    )
    link = ET.SubElement(group, "a", {"href": f"#node-{box.id}", "aria-label": f"{box.title}, {box.kind}"})
    ET.SubElement(link, "title").text = "\n".join(_tooltip(box))
    ET.SubElement(link, "rect", {"class": "card", "rx": "7", **size})
    ET.SubElement(link, "path", {"class": "stripe", "d": f"M7,0 H{WIDTH - 7} a7,7 0 0 1 7,7 H0 a7,7 0 0 1 7,-7 z"})
    badge = "START" if box.start else "PERSON" if box.person else ""
    title = cut(box.title, WIDTH - 2 * PADDING - (60 if badge else 0), 14)
    _text(link, PADDING, 6 + TITLE - 5, title, "title")
    if badge:
        _text(link, WIDTH - PADDING, 6 + TITLE - 5, badge, "badge")
    _text(link, PADDING, 6 + TITLE + 9, meta(box), "meta")
    for number, text in enumerate(card.lines):
        _text(link, PADDING, 6 + TITLE + 16 + 12 + 15 * number, text, "words")
    if card.rows:
        ET.SubElement(link, "path", {"class": "rule", "d": f"M0,{card.head:g} H{WIDTH}"})
    for row in card.rows:
        one = ET.SubElement(link, "g", _arrow_is(row.arrow, "way"))
        ET.SubElement(one, "title").text = sentence(row.arrow, names)
        ET.SubElement(one, "rect", {"class": "hit", "y": f"{row.top:g}", "width": f"{WIDTH}", "height": f"{ROW}"})
        _text(one, PADDING, row.top + 14, row.text, "label")
        if row.named:
            _text(one, WIDTH - PADDING, row.top + 14, row.named, "named")


def family_of(box: Box) -> str:
    return _FAMILY.get(box.kind, "say")


def _marks(box: Box) -> str:
    marks = {" start": box.start, " people": box.person, " unmet": not box.reached}
    return "".join(mark for mark, holds in marks.items() if holds)


def meta(box: Box) -> str:
    """The kind, how long the first words take, and where the node stands."""
    parts = [box.kind.replace("_", " ")]
    if box.seconds:
        parts.append(f"{box.seconds:.1f} s")
    if box.place is not None:
        parts.append(f"{box.place.file.rpartition('/')[2]}:{box.place.line}")
    return " · ".join(parts)


def _tooltip(box: Box) -> Iterator[str]:
    yield f"{box.id} ({meta(box)})"
    if box.first:
        yield box.first.text
    if box.outcome:
        yield f"counted as {box.outcome}"
    if box.situations is not None:
        yield f"{box.situations} situations of the proof"
    if box.tests is not None:
        yield f"{len(box.tests)} calls come here"


def _text(parent: ET.Element, x: float, y: float, text: str, kind: str) -> None:
    if text:
        ET.SubElement(parent, "text", {"x": f"{x:g}", "y": f"{y:g}", "class": kind}).text = text
