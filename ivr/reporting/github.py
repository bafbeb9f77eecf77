"""Findings as workflow commands, which GitHub shows beside the changed rows of a pull request.

Source: docs.github.com, "Workflow commands for GitHub Actions"; the escapes are those of its own toolkit
(actions/toolkit, packages/core/src/command.ts): %, CR and LF in a message, and besides : and , in a property.
"""

from ivr.diagnostics import Diagnostic
from ivr.reporting.report import Report

_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def as_github(report: Report) -> str:
    return "\n".join(_command(one) for one in report.findings)


def _command(one: Diagnostic) -> str:
    properties = {
        "file": one.place.file,
        "line": str(one.place.line),
        "col": str(one.place.column),
        "title": f"{one.code} {one.name}",
    }
    written = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in properties.items())
    message = f"{one.message}\n{one.help}" if one.help else one.message
    return f"::{one.severity} {written}::{_escaped(message, _IN_MESSAGE)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(one, one) for one in text)
