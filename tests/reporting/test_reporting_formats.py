"""One report in every format, and what each format must not get wrong."""

import json
from urllib.parse import unquote

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from reports import report, sound

from ivr.checking.registry import find
from ivr.diagnostics import Diagnostic, Edit, Fix, Severity
from ivr.reporting.as_json import as_json
from ivr.reporting.github import as_github
from ivr.reporting.junit import as_junit
from ivr.reporting.report import Report
from ivr.reporting.sarif import as_sarif
from ivr.reporting.text import Tone, as_text
from ivr.source import Place

TEXT = """\
example.yaml:4:11 IVR101 error [dangling-target] No node is named "goodby".
    help: Did you mean goodbye?
    4 |     next: goodby
      |           ^
example.yaml:7:3 IVR102 warning [unreachable-node] No caller can get to the node "lonely".
    7 |   lonely:
      |   ^

menus/example: 1 error and 1 warning."""

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def strange_findings(draw: st.DrawFn) -> Diagnostic:
    place = Place(draw(words.filter(bool)), draw(st.integers(1, 99)), draw(st.integers(1, 99)))
    fix = draw(st.none() | st.builds(lambda text: Fix("Change it", (Edit(place, place, text),)), words))
    severity = draw(st.sampled_from(list(Severity)))
    return Diagnostic("IVR101", "dangling-target", place, draw(words), draw(words), severity, fix)


def test_text_shows_the_row_and_a_caret_below_the_place() -> None:
    assert as_text(report()) == TEXT


def test_text_of_a_place_that_is_not_known_has_no_row() -> None:
    gone = Diagnostic("IVR001", "missing-file", Place("gone.yaml", 1, 1), "There is no such file.")
    assert as_text(Report("x", [gone])) == f"{gone}\n\nx: 1 error."


def test_what_is_painted_says_the_same_without_its_paint() -> None:
    painted = as_text(report(), lambda text, tone: f"<{tone.name}>{text}</{tone.name}>")
    assert "<ERROR>IVR101 error</ERROR>" in painted
    for tone in Tone:
        painted = painted.replace(f"<{tone.name}>", "").replace(f"</{tone.name}>", "")
    assert painted == as_text(report())


def test_json_has_a_row_for_each_finding() -> None:
    rows = json.loads(as_json(report()))
    assert [(one["code"], one["line"], one["column"]) for one in rows] == [
        (one.code, one.place.line, one.place.column) for one in report().findings
    ]
    assert json.loads(as_json(sound())) == []


def test_github_gets_one_command_for_each_finding() -> None:
    first = as_github(report()).split("\n")[0]
    assert first == (
        "::error file=example.yaml,line=4,col=11,title=IVR101 dangling-target::"
        'No node is named "goodby".%0ADid you mean goodbye?'
    )


@given(strange_findings())
def test_no_text_breaks_out_of_a_command(one: Diagnostic) -> None:
    command = as_github(Report("x", [one]))
    assert not set("\r\n") & set(command)
    head, _, message = command.removeprefix("::").partition("::")
    severity, _, written = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in written.split(","))
    assert severity == one.severity
    assert list(properties) == ["file", "line", "col", "title"]
    assert unquote(properties["file"], errors="strict") == one.place.file or "%" in one.place.file
    assert message.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") == (
        f"{one.message}\n{one.help}" if one.help else one.message
    )


def test_junit_has_a_failure_for_each_finding_and_a_test_for_each_sound_file() -> None:
    (suite,) = ElementTree.fromstring(as_junit(report()).partition("\n")[2])
    assert (suite.get("tests"), suite.get("failures")) == (str(len(suite)), str(len(report().findings)))
    failed = [case for case in suite if case.find("failure") is not None]
    assert [(case.get("file"), case.get("line")) for case in failed] == [
        (one.place.file, str(one.place.line)) for one in report().findings
    ]
    assert {case.get("file") for case in suite if case not in failed} == {
        "line.yaml",
        "company.yaml",
        "representatives.yaml",
    }


def test_junit_of_a_sound_line_has_no_failure() -> None:
    (suite,) = ElementTree.fromstring(as_junit(sound()).partition("\n")[2])
    assert suite.get("failures") == "0"
    assert len(suite) == 4


@given(strange_findings())
def test_junit_is_xml_whatever_a_file_holds(one: Diagnostic) -> None:
    text = as_junit(Report("x\x00", [one]))
    assert ElementTree.fromstring(text.encode()) is not None


def sarif(reported: Report) -> dict[str, object]:
    return json.loads(as_sarif(reported, find, "1.0"))


def test_sarif_describes_each_rule_once_and_says_where_what_was_found() -> None:
    (run,) = sarif(report())["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == ["IVR101", "IVR102"]
    assert rules[0]["help"]["text"].startswith("A key, an outcome or `next` leads to a node")
    assert rules[1]["defaultConfiguration"] == {"level": "warning"}
    first = run["results"][0]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("IVR101", 0, "error")
    (location,) = first["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "example.yaml"},
        "region": {"startLine": 4, "startColumn": 11},
    }
    (fix,) = first["fixes"]
    assert fix["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "goodbye"}


def test_sarif_of_a_sound_line_is_a_run_without_results() -> None:
    (run,) = sarif(sound())["runs"]
    assert run["results"] == []


RESULT = {"ruleId": str, "ruleIndex": int, "level": str, "message": dict, "locations": list, "fixes": list}
REGION = {"startLine", "startColumn", "endLine", "endColumn"}


@given(st.lists(strange_findings(), max_size=3))
def test_sarif_keeps_to_the_words_and_limits_of_its_standard(findings: list[Diagnostic]) -> None:
    """SARIF 2.1.0 (OASIS): 3.13 log file, 3.14 run, 3.19 tool component, 3.27 result, 3.30 region, 3.55 fix."""
    log = sarif(Report("x", findings))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) == {"tool", "columnKind", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert len({one["id"] for one in rules}) == len(rules)
    for result in run["results"]:
        assert all(isinstance(value, RESULT[key]) for key, value in result.items())
        assert result["level"] in ("none", "note", "warning", "error")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"].isascii()
        assert " " not in physical["artifactLocation"]["uri"]
        assert set(physical["region"]) <= REGION
        assert all(number >= 1 for number in physical["region"].values())
        for fix in result.get("fixes", []):
            assert set(fix) == {"description", "artifactChanges"}
            assert fix["artifactChanges"][0]["replacements"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("menus/a b/línea.yaml", "menus/a%20b/l%C3%ADnea.yaml"),
        ("/home/line.yaml", "file:///home/line.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
    ],
)
def test_a_path_is_written_as_an_address(file: str, uri: str) -> None:
    found = Diagnostic("IVR001", "missing-file", Place(file, 1, 1), "There is no such file.")
    result = sarif(Report("x", [found]))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
