"""`ivr prompts sheet`: every text of a line in every language, as a table for people who record and review it."""

import csv
import html
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ivr.cli.prompts_files import Texts
from ivr.line.catalogue import Catalogue
from ivr.line.catalogue_findings import Standing, standing
from ivr.line.line import Line
from ivr.line.messages import Use, uses_of
from ivr.line.messages_built_in import built_in
from ivr.line.messages_spoken import heard, switched_on
from ivr.speech.duration import seconds_to_say

BUILT_IN = "built in"
NOT_SAID = "not said by this company"
"""Of a text whose switch in company.yaml is off: nobody need record it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width signs begin formulas too
"""What a spreadsheet takes for the beginning of a formula, whoever wrote it."""

_STYLE = """\
body { font-family: sans-serif; margin: 1rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: 60rem; font-size: 0.9rem; }
col.id { width: 13%; } col.place { width: 11%; } col.seconds { width: 4.8rem; } col.review { width: 5.5rem; }
caption { text-align: left; padding: 0.5rem 0; }
th, td { border: 1px solid #767676; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
th, td { overflow-wrap: anywhere; }
thead th { background: #eee; position: sticky; top: 0; }
tbody th { font-weight: normal; }
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language; `text` is "" where nobody will say it, and `state` tells why."""

    text: str
    seconds: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """`id` stays the same while words change, so that a recording can be found by it."""

    id: str
    place: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first language is that in which the line is written."""

    line: str
    languages: tuple[str, ...]
    rows: tuple[Row, ...]

    def as_csv(self) -> str:
        """RFC 4180: commas, quotes doubled, rows ended by CR and LF."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self._heading())
        writer.writerows([_defused(cell) for cell in _cells(row)] for row in self.rows)
        return out.getvalue()

    def as_html(self) -> str:
        """One page that needs no other file."""
        title = html.escape(f"What the line {self.line} says")
        heading = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in self._heading())
        rows = "\n".join(self._html_row(row) for row in self.rows)
        return (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<table>\n<caption>{title}. A value in braces is different on"
            " every call; its time is that of an example.</caption>\n"
            f"{self._columns()}<thead>\n<tr>{heading}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</body>\n</html>\n"
        )

    def _columns(self) -> str:
        kinds = ["id", "place", *(kind for _ in self.languages for kind in ("text", "seconds", "review"))]
        columns = "".join(f'<col class="{kind}">' for kind in kinds)
        return f"<colgroup>{columns}</colgroup>\n"

    def _heading(self) -> list[str]:
        return ["id", "place", *(name for tag in self.languages for name in (tag, f"{tag} seconds", f"{tag} review"))]

    def _html_row(self, row: Row) -> str:
        first = f'<th scope="row">{html.escape(row.id)}</th><td>{html.escape(row.place)}</td>'
        return f"<tr>{first}{''.join(self._html_cells(row))}</tr>"

    def _html_cells(self, row: Row) -> Iterator[str]:
        for tag, said in zip(self.languages, row.said, strict=True):
            yield f'<td lang="{html.escape(tag)}">{html.escape(said.text)}</td>'
            yield f"<td>{said.seconds}</td><td>{html.escape(said.state)}</td>"


def sheet_of(texts: Texts, catalogues: Sequence[Catalogue]) -> Sheet:
    """The author's texts, and behind them what every line says by itself."""
    line = texts.line
    languages = (line.language, *(one.language for one in catalogues))
    rows = [
        Row(use.id, str(use.place), (_first(use, texts), *(_other(use, texts, one) for one in catalogues)))
        for use in uses_of(line)
    ]
    return Sheet(str(line.file.line), languages, (*rows, *_built_in(line, languages)))


def _built_in(line: Line, languages: Sequence[str]) -> Iterator[Row]:
    phrases = [built_in(line, tag) for tag in languages]
    for name in phrases[0]:
        words = [(one[name], tag) for one, tag in zip(phrases, languages, strict=True)]
        said = tuple(Said(text, f"{seconds_to_say(text, tag):.1f}", BUILT_IN) for text, tag in words)
        yield Row(name, BUILT_IN, said)


def _first(use: Use, texts: Texts) -> Said:
    return _said(use, texts, texts.line.language, None, "as written")


def _other(use: Use, texts: Texts, catalogue: Catalogue) -> Said:
    own = texts.line.company.words.get(catalogue.language, {}).get(use.text) if use.node is None else None
    if own is not None:
        return Said(own, f"{seconds_to_say(own, catalogue.language):.1f}", "in company.yaml")
    state = standing(catalogue, use.text, use.node)
    if state is not Standing.TRANSLATED:
        return Said("", "", state.value)
    return _said(use, texts, catalogue.language, catalogue, catalogue.review or state.value)


def _said(use: Use, texts: Texts, language: str, catalogue: Catalogue | None, state: str) -> Said:
    found = heard(use, texts.line, language, catalogue)
    if found is None:
        return Said("", "", Standing.MISSING.value)
    seconds = "" if found.seconds is None else f"{found.seconds:.1f}"
    return Said(found.text, seconds, state if switched_on(use, texts.line) else NOT_SAID)


def _cells(row: Row) -> Iterator[str]:
    yield from (row.id, row.place)
    for said in row.said:
        yield from (said.text, said.seconds, said.state)


def _defused(cell: str) -> str:
    """As text, whatever a spreadsheet would make of it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
