"""Findings as a JUnit report, which GitLab, Jenkins and most others show as tests: each finding is a test that failed,
each file without one a test that passed.

There is no standard; this is what pytest writes and GitLab documents ("Unit test reports"): testsuites, testsuite with
counts, testcase with classname, name and file, failure with a message.
"""

import re
from xml.etree import ElementTree as ET

from ivr.diagnostics import Diagnostic
from ivr.reporting.report import Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document can hold, however it is escaped."""


def as_junit(report: Report) -> str:
    found = len(report.findings)
    wrong = {one.place.file for one in report.findings}
    sound = [file for file in report.files if file not in wrong]
    counts = {"tests": str(found + len(sound)), "failures": str(found), "errors": "0", "skipped": "0", "time": "0"}
    suites = ET.Element("testsuites")
    suite = ET.SubElement(suites, "testsuite", {"name": _fit(report.line), **counts})
    for file in sound:
        _case(suite, file, "nothing is wrong")
    for one in report.findings:
        _failed(suite, one)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode")


def _case(suite: ET.Element, file: str, name: str) -> ET.Element:
    return ET.SubElement(
        suite, "testcase", {"classname": _fit(file), "name": _fit(name), "file": _fit(file), "time": "0"}
    )


def _failed(suite: ET.Element, one: Diagnostic) -> None:
    case = _case(suite, one.place.file, f"{one.code} {one.name} at {one.place.line}:{one.place.column}")
    case.set("line", str(one.place.line))
    failure = ET.SubElement(case, "failure", {"type": one.severity.value, "message": _fit(one.message)})
    failure.text = _fit(str(one))


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
