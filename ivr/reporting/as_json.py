"""Findings for programs: a list with a row for each. Keys may be added, none goes away or changes its meaning."""

import json

from ivr.diagnostics import Diagnostic
from ivr.reporting.report import Report


def as_json(report: Report) -> str:
    return json.dumps([_row(one) for one in report.findings], indent=2, ensure_ascii=False)


def _row(one: Diagnostic) -> dict[str, str | int]:
    return {
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "message": one.message,
        "help": one.help,
    }
