"""Everything wrong with a line, in one run: its text, its translations, its calls, then what its rules prove about it;
and of all this what its authors have not allowed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ivr.checking.allowing import judged
from ivr.checking.certified import CERTIFIED
from ivr.checking.registry import ERRORS, NAMES
from ivr.checking.rule import Subject
from ivr.checking.rules import RULES
from ivr.checking.rules.unknown_fact import unknown_fact
from ivr.checking.severities import leveled, misjudged, turned_off
from ivr.diagnostics import Diagnostic, in_order
from ivr.line.callfile import read_call
from ivr.line.catalogue_findings import catalogue_findings, missing_catalogue
from ivr.line.catalogue_mistakes import MISSING_TRANSLATION
from ivr.line.checks import Level
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.reading.lines import Lines
from ivr.reading.mending import fix_of
from ivr.reading.tree import place_of
from ivr.reading.uncollected import uncollected
from ivr.source import Place, Source

Call = Source | Diagnostic
"""The text of a call file, or why there is none."""


@uncollected()
def check(loaded: Loaded, today: date | None = None, calls: Iterable[Call] = ()) -> list[Diagnostic]:
    """All findings, by place. Of a line that could not be read as a whole, what could be is judged all the same.

    `today` is what facts grow old by; without it none is too old. `calls` are the call files beside the line.
    """
    line = loaded.line or loaded.rest
    checks: Mapping[str, Level] = dict(line.file.checks.items()) if line else {}
    texts = dict(loaded.texts)
    found = [*loaded.findings, *_in_calls(calls, texts)]
    whole = loaded.line is not None and today is not None
    if line is not None:
        found += _in_line(line, today)
        found += misjudged(line.file_tree, checks, NAMES, ERRORS)
    found = judged(found, texts, NAMES, turned_off(checks) | CERTIFIED.keys() if whole else None)
    return in_order(list(_with_fixes(leveled(found, checks, NAMES), texts)))


def _in_line(line: Line, today: date | None) -> Iterator[Diagnostic]:
    compiled = compile_line(line)
    yield from compiled.findings
    subject = Subject(line, compiled.program, today)
    found = [one for rule in RULES for one in rule.findings(subject)]
    mistyped = {one.place for one in found if one.code == unknown_fact.code}
    yield from (one for one in _in_catalogues(line) if not _follows(one, mistyped))
    yield from found


def _follows(finding: Diagnostic, mistyped: Collection[Place]) -> bool:
    """Whether a text has no translation because it names what there is not: as it was meant, it may have one."""
    return finding.code == MISSING_TRANSLATION.code and finding.place in mistyped


def _in_calls(calls: Iterable[Call], texts: dict[str, str]) -> Iterator[Diagnostic]:
    for call in calls:
        if isinstance(call, Diagnostic):
            yield call
        else:
            texts[call.name] = call.text
            yield from read_call(call)[1]


def _with_fixes(findings: Iterable[Diagnostic], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What the reading found is mended by its text; rules bring their own fixes."""
    read: dict[str, Lines] = {}
    for one in findings:
        name = one.place.file
        if one.fix is None and name in texts:
            lines = read.setdefault(name, read.get(name) or Lines.of(Source(name, texts[name])))
            yield replace(one, fix=fix_of(one, lines))
        else:
            yield one


def _in_catalogues(line: Line) -> Iterator[Diagnostic]:
    for language in [str(tag) for tag in line.file.languages][1:]:
        catalogue = line.catalogues.get(language)
        if catalogue is None:
            yield missing_catalogue(place_of(line.file_tree, ("languages", language), key=True), language)
        else:
            yield from catalogue_findings(line, catalogue)
