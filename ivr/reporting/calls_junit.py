"""Calls that were tried, as a JUnit report: each call file a test, one that did not go as written a failure with its transcript.

What was keyed is masked in transcripts already. For the format see junit.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document can hold, however it is escaped."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A call file that was played: how many seconds that took, and why it failed, if it did."""

    file: str
    seconds: float
    failure: str = field(default="", repr=False)


def as_junit(calls: Sequence[Tried]) -> str:
    failures = str(sum(bool(one.failure) for one in calls))
    counts = {"tests": str(len(calls)), "failures": failures, "errors": "0", "skipped": "0"}
    suites = ET.Element("testsuites")
    suite = ET.SubElement(suites, "testsuite", {"name": "ivr test", **counts, "time": _time(calls)})
    for one in calls:
        _case(suite, one)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _case(suite: ET.Element, one: Tried) -> None:
    folder, _, name = one.file.rpartition("/")
    about = {"classname": folder or ".", "name": name, "file": one.file, "time": _time([one])}
    case = ET.SubElement(suite, "testcase", {key: _fit(text) for key, text in about.items()})
    if one.failure:
        message = _fit(one.failure.partition("\n")[0])
        ET.SubElement(case, "failure", {"type": "failure", "message": message}).text = _fit(one.failure)


def _time(calls: Sequence[Tried]) -> str:
    return f"{sum(one.seconds for one in calls):.3f}"


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
