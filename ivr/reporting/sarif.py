"""Findings as SARIF 2.1.0, which code scanning services read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/

Only the rules that found something are described. Places count characters, not UTF-16 units, and the file says so;
fixes are told where there are any. A path stays as it was given: relative to where the check ran.
"""

import inspect
import json
from collections.abc import Callable, Sequence
from pathlib import PurePath
from urllib.parse import quote

from ivr.checking.registry import Documented
from ivr.diagnostics import Diagnostic, Edit, Severity
from ivr.reporting.report import Report

Value = str | int | bool | Sequence["Value"] | dict[str, "Value"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(report: Report, explained: Callable[[str], Documented | None], version: str) -> str:
    """`explained` finds the page of a code."""
    codes = sorted({(one.code, one.name) for one in report.findings})
    order = {code: number for number, (code, _) in enumerate(codes)}
    driver: dict[str, Value] = {
        "name": "ivr",
        "version": version,
        "rules": [_rule(code, name, explained(code)) for code, name in codes],
    }
    run: dict[str, Value] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, order[one.code]) for one in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(code: str, name: str, page: Documented | None) -> dict[str, Value]:
    described: dict[str, Value] = {"id": code, "name": name}
    text = inspect.cleandoc(page.documentation) if page else ""
    if page and text:
        described["shortDescription"] = {"text": " ".join(text.partition("\n\n")[0].split())}
        described["help"] = {"text": text}
        described["defaultConfiguration"] = {"level": _level(page.severity)}
    return described


def _result(one: Diagnostic, rule: int) -> dict[str, Value]:
    result: dict[str, Value] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _level(one.severity),
        "message": {"text": f"{one.message} {one.help}".rstrip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(one.place.file)},
                    "region": {"startLine": one.place.line, "startColumn": one.place.column},
                }
            }
        ],
    }
    if one.fix:
        changes = [_change(edit) for edit in one.fix.edits]
        result["fixes"] = [{"description": {"text": f"{one.fix.title}."}, "artifactChanges": changes}]
    return result


def _change(edit: Edit) -> dict[str, Value]:
    region: dict[str, Value] = {
        "startLine": edit.start.line,
        "startColumn": edit.start.column,
        "endLine": edit.end.line,
        "endColumn": edit.end.column,
    }
    replacement: dict[str, Value] = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
    return {"artifactLocation": {"uri": _uri(edit.start.file)}, "replacements": [replacement]}


def _level(severity: Severity) -> str:
    """SARIF has the same two words for them."""
    return severity.value


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
