"""Coverage as one page that needs nothing else: the YAML of each file, with what the calls tried of every line beside it.

A state is told by a word and a sign as well as by its colour. From every place where something is missing a link leads to the
next one, so that the page can be read from the keyboard without a script.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape
from itertools import count
from pathlib import PurePath

from ivr.exploring.coverage import Coverage, Kind, Row
from ivr.reporting.columns import masked
from ivr.reporting.coverage_rows import NodeRows, files, named, share
from ivr.reporting.coverage_style import STYLE
from ivr.reporting.html_page import page


class State(Enum):
    """What the calls tried of a line: its name, its sign, and what the legend says of it."""

    ALL = ("all", "✓", "every way of this row was taken")
    SOME = ("some", "◐", "some ways of this row were not taken")
    NONE = ("none", "✗", "no call took this way")
    EXCUSED = ("excused", "~", "no call needs to take this way; the reason stands beside it")

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def sign(self) -> str:
        return self.value[1]

    @property
    def meaning(self) -> str:
        return self.value[2]


@dataclass(frozen=True, slots=True)
class _Line:
    """What is to be told of one line of a file."""

    state: State
    note: str


def as_html(covered: Coverage, title: str, texts: Mapping[str, str]) -> str:
    """`texts` are the files' texts by the names that places have for them."""
    found = list(files(covered))
    numbers = count(1)
    body = [
        f"<h1>{escape(title)}</h1>",
        _totals(covered),
        _legend(),
        _contents(found),
        *(_file(number, file, nodes, texts.get(file, ""), numbers) for number, (file, nodes) in enumerate(found, 1)),
        f'<p id="gap{next(numbers)}">Nothing more is missing. <a href="#files">Back to the files</a></p>',
    ]
    return page(f"Coverage of {title}", STYLE, "\n".join(["<main>", *body, "</main>"]))


def _totals(covered: Coverage) -> str:
    shares = [("nodes", covered.share_of_nodes), *((f"{kind}s", covered.share(kind)) for kind in Kind)]
    rows = [
        f'<tr><th scope="row">{escape(name)}</th><td>{one.taken} of {one.there}</td>'
        f'<td><meter min="0" max="100" value="{one.percent}">{one.percent}%</meter> {one.percent}%</td></tr>'
        for name, one in shares
    ]
    return f'<table class="totals"><caption>Tried by the calls</caption>{"".join(rows)}</table>'


def _legend() -> str:
    items = [f'<li class="{one.word}"><b aria-hidden="true">{one.sign}</b> {escape(one.meaning)}</li>' for one in State]
    return f'<ul class="legend" aria-label="Legend">{"".join(items)}</ul>'


def _contents(found: Sequence[tuple[str, Sequence[NodeRows]]]) -> str:
    rows = [
        f'<tr><th scope="row"><a href="#file{number}">{escape(file)}</a></th>{"".join(_cells(nodes))}</tr>'
        for number, (file, nodes) in enumerate(found, 1)
    ]
    head = "<tr><th>File</th><th>Ways</th><th>Error ways</th></tr>"
    first = '<p><a href="#gap1">To the first thing missing</a></p>'
    return f'<table class="files" id="files"><caption>Files</caption>{head}{"".join(rows)}</table>{first}'


def _cells(nodes: Sequence[NodeRows]) -> Iterator[str]:
    rows = [row for node in nodes for row in node.rows]
    for kind in (Kind.WAY, Kind.ERROR):
        one = share(rows, kind)
        yield f"<td>{one.taken} of {one.there}</td>"


def _file(number: int, file: str, nodes: Sequence[NodeRows], text: str, numbers: "count[int]") -> str:
    told = _lines(nodes)
    rows = [_row(at, row, told.get(at), numbers) for at, row in enumerate(text.splitlines(), 1)]
    caption = f'<caption><h2 id="file{number}">{escape(file)}</h2></caption>'
    return f'<table class="source">{caption}{"".join(rows)}</table>'


def _row(at: int, text: str, line: _Line | None, numbers: "count[int]") -> str:
    code = f"<td><code>{escape(masked(text)) or ' '}</code></td>"
    if line is None:
        return f'<tr><th scope="row">{at}</th><td class="sign"></td>{code}<td></td></tr>\n'
    gap, note = "", escape(line.note)
    if line.state in (State.SOME, State.NONE):
        own = next(numbers)
        gap, note = f' id="gap{own}"', f'{note} <a href="#gap{own + 1}" aria-label="to the next thing missing">next</a>'
    sign = f'<span aria-label="{line.state.word}">{line.state.sign}</span>'
    return (
        f'<tr class="{line.state.word}"{gap}><th scope="row">{at}</th><td class="sign">{sign}</td>{code}'
        f'<td class="note">{note}</td></tr>\n'
    )


def _lines(nodes: Sequence[NodeRows]) -> dict[int, _Line]:
    """By their numbers, the lines that a way or a node stands in."""
    ways: dict[int, list[Row]] = {}
    never = {node.place.line for node in nodes if not node.visited}
    for node in nodes:
        ways.setdefault(node.place.line, [])
        for row in node.rows:
            ways.setdefault(row.place.line, []).append(row)
    return {line: _line(rows, never=line in never) for line, rows in ways.items()}


def _line(rows: Sequence[Row], *, never: bool) -> _Line:
    missing = [row for row in rows if row.missing]
    if missing or never:
        state = State.SOME if len(missing) < len(rows) and not never else State.NONE
        words = ", ".join(name for name, _ in named(missing))
        return _Line(state, " ".join(["no call comes here;"] * never + [f"missing: {words}"] * bool(words)).rstrip(";"))
    excuses = dict.fromkeys(f"{row.way.in_node}: {row.excuse}" for row in rows if row.excuse and not row.by)
    if excuses:
        return _Line(State.EXCUSED, "; ".join(excuses))
    calls = sorted({call for row in rows for call in row.by})
    return _Line(State.ALL, _by(calls))


def _by(calls: Sequence[str]) -> str:
    """One call by its name, several by how many they are."""
    if not calls:
        return ""
    name = PurePath(calls[0]).name.removesuffix(".call.yaml")
    return name if len(calls) == 1 else f"{name} and {len(calls) - 1} more"
