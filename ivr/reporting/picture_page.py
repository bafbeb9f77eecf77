"""A chart as one page that needs nothing else and works from a file: the picture, to be moved about and searched, and every node
with its prompts, its YAML, its ways in and out and the calls that test it.

The same data twice: as a picture, and as a list for whoever does not see pictures. Without a script both stand below one
another and all links lead somewhere.
"""

from collections.abc import Iterable, Iterator
from html import escape
from xml.etree import ElementTree as ET

from ivr.exploring.diagram import Arrow, Box, Chart, Words
from ivr.reporting.html_page import page
from ivr.reporting.picture_svg import FAMILIES, asset, family_of, meta, picture, remark

_CONTROLS = """\
<a class="skip" href="#nodes">To the list of nodes</a>
<header>
<h1>{line}</h1>
<p class="counts">{counts}</p>
<form role="search" class="scripted" hidden>
<label for="search">Search</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" aria-describedby="found">
<span id="found" role="status"></span>
</form>
<div class="tools scripted" hidden>
<button type="button" data-do="out" aria-label="Smaller" title="Smaller (-)">&minus;</button>
<button type="button" data-do="in" aria-label="Larger" title="Larger (+)">+</button>
<button type="button" data-do="fit" title="All of it (f)">Fit</button>
<button type="button" data-do="errors" aria-pressed="false" title="Hide what happens when something goes wrong (e)">Hide errors</button>
<button type="button" data-do="list" aria-pressed="false" title="All nodes as a list (l)">List</button>
</div>
</header>
"""


def as_page(chart: Chart) -> str:
    """Raises NoLayoutError where Graphviz is not installed."""
    drawing = ET.tostring(picture(chart), encoding="unicode")
    errors = sum(one.error for one in chart.arrows)
    counts = f"{len(chart.boxes)} nodes, {len(chart.arrows)} ways, {errors} of them errors"
    body = (
        _CONTROLS.format(line=escape(chart.line), counts=counts),
        '<main>\n<div id="picture" class="picture">\n',
        drawing,
        f"\n{_legend(chart)}</div>\n",
        '<section id="nodes" aria-label="Nodes" tabindex="-1">\n',
        *(_article(chart, box) for box in chart.boxes),
        "</section>\n</main>",
    )
    style = f"{asset('picture.css')}\n{asset('page.css')}"
    return page(f"The line {chart.line}", style, "".join(body), asset("page.js"))


def _legend(chart: Chart) -> str:
    keys = "".join(
        f'<li class="{family}"><span></span>{escape(meaning)}</li>' for family, (meaning, _) in FAMILIES.items()
    )
    proved = " The ways are those of a walk over every call that can happen." if chart.proved else ""
    keys += '<li class="dashed"><span></span>when something goes wrong</li>'
    return f'<details class="legend"><summary>Legend</summary><ul>{keys}</ul><p>{escape(remark(chart))}{proved}</p></details>\n'


def _article(chart: Chart, box: Box) -> str:
    inward = [one for one in chart.arrows if one.target == box.id]
    outward = [one for one in chart.arrows if one.source == box.id]
    titles = {one.id: one.title for one in chart.boxes}
    parts = [
        f'<article id="node-{escape(box.id)}" class="{family_of(box)}" tabindex="-1" aria-labelledby="title-{escape(box.id)}">\n',
        f'<h2 id="title-{escape(box.id)}">{escape(box.title)}</h2>\n',
        f'<p class="about">{escape(" · ".join(_about(box)))}</p>\n',
        *_prompts(box),
        *_ways("Leads to", ((one, one.target) for one in outward), titles),
        *_ways("Comes from", ((one, one.source) for one in inward), titles),
        *_tests(box),
    ]
    if box.yaml and box.place:
        parts.append(f"<h3>{escape(f'{box.place.file}:{box.place.line}')}</h3>\n")
        parts.append(f'<pre tabindex="0" aria-label="YAML of {escape(box.id)}"><code>{escape(box.yaml)}</code></pre>\n')
    return f"{''.join(parts)}</article>\n"


def _about(box: Box) -> Iterator[str]:
    yield box.id
    yield meta(box)
    if box.start:
        yield "calls begin here"
    if box.person:
        yield "0 leads here"
    if box.outcome:
        yield f"counted as {box.outcome}"
    if not box.reached:
        yield "no call comes here with company.yaml as it is"
    if box.situations is not None:
        yield f"{box.situations} situations of the proof"


def _prompts(box: Box) -> Iterator[str]:
    uses = dict.fromkeys((one.part, one.use) for one in box.words)
    if uses:
        yield "<h3>Says</h3>\n<dl>\n"
        for part, use in uses:
            yield f"<dt>{escape(f'{part}: {use}' if part else use)}</dt>\n"
            yield from (_said(one) for one in box.words if (one.part, one.use) == (part, use))
        yield "</dl>\n"


def _said(one: Words) -> str:
    tag = escape(one.language)
    return f'<dd><span class="tag">{tag} {one.seconds:.1f} s</span> <span lang="{tag}">{escape(one.text)}</span></dd>\n'


def _ways(heading: str, ways: Iterable[tuple[Arrow, str]], titles: dict[str, str]) -> Iterator[str]:
    items = [_way(arrow, other, titles[other]) for arrow, other in ways]
    if items:
        yield f"<h3>{heading}</h3>\n<ul>\n{''.join(items)}</ul>\n"


def _way(arrow: Arrow, other: str, title: str) -> str:
    kind = ' class="error"' if arrow.error else ""
    label = escape(arrow.label or "then")
    return f'<li{kind}><a href="#node-{escape(other)}">{escape(title)}</a> <span>{label}</span></li>\n'


def _tests(box: Box) -> Iterator[str]:
    if box.tests is not None:
        calls = "".join(f"<li>{escape(one)}</li>\n" for one in box.tests)
        yield (
            f"<h3>Tested by</h3>\n<ul>\n{calls}</ul>\n" if calls else "<h3>Tested by</h3>\n<p>No call comes here.</p>\n"
        )
