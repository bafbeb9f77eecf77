"""Everything wrong with a line, in one run: its text, its translations, then what its rules prove about it."""

from collections.abc import Iterator
from datetime import date

from ivr.checking.rule import Subject
from ivr.checking.rules import RULES
from ivr.diagnostics import Diagnostic, in_order
from ivr.line.catalogue_findings import catalogue_findings, missing_catalogue
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.reading.tree import place_of


def check(loaded: Loaded, today: date | None = None) -> list[Diagnostic]:
    """All findings, by place. Of a line that could not be read as a whole, what could be is judged all the same.

    `today` is what facts grow old by; without it none is too old.
    """
    findings = list(loaded.findings)
    line = loaded.line or loaded.rest
    if line is not None:
        compiled = compile_line(line)
        findings += compiled.findings
        findings += _in_catalogues(line)
        subject = Subject(line, compiled.program, today)
        for rule in RULES:
            findings += rule.findings(subject)
    return in_order(findings)


def _in_catalogues(line: Line) -> Iterator[Diagnostic]:
    for language in [str(tag) for tag in line.file.languages][1:]:
        catalogue = line.catalogues.get(language)
        if catalogue is None:
            yield missing_catalogue(place_of(line.file_tree, ("languages", language), key=True), language)
        else:
            yield from catalogue_findings(line, catalogue)
