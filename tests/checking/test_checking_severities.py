"""`checks` of line.yaml: how findings count in this line."""

import pytest

from ivr.checking.check import check
from ivr.checking.examples import TODAY, line_of
from ivr.diagnostics import Diagnostic
from ivr.line.loading import files_of_text, load

LONELY = "nodes:\n  greeting:\n    hangup: Thanks.\n  lonely:\n    hangup: Nobody hears this.\n"
WRONG = "nodes:\n  greeting:\n    say: Hello.\n    next: nowhere_at_all\n"


def found(nodes: str, checks: str) -> list[Diagnostic]:
    files = line_of(nodes, "greeting")
    files["line.yaml"] = files["line.yaml"].replace("start:", f"checks: {checks}\nstart:")
    return check(load(files_of_text(files)), TODAY)


def in_short(findings: list[Diagnostic]) -> list[str]:
    return [f"{one.place} {one.code} {one.severity}" for one in findings]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("error", ["example.yaml:4:3 IVR102 error"]),
        ("warning", ["example.yaml:4:3 IVR102 warning"]),
        ("off", []),
    ],
)
def test_a_warning_counts_as_the_line_says(level: str, expected: list[str]) -> None:
    assert in_short(found(LONELY, f"{{unreachable-node: {level}}}")) == expected


def test_an_error_may_count_as_a_warning() -> None:
    assert in_short(found(WRONG, "{dangling-target: warning}")) == ["example.yaml:4:11 IVR101 warning"]


def test_an_error_that_is_turned_off_stays_and_the_section_is_told_of() -> None:
    assert in_short(found(WRONG, "{dangling-target: off}")) == [
        "example.yaml:4:11 IVR101 error",
        "line.yaml:6:27 IVR116 error",
    ]


def test_a_name_that_is_no_rule_is_answered_with_the_nearest() -> None:
    (one,) = found(LONELY.partition("  lonely")[0], "{unreachable-nod: off}")
    assert (str(one.place), one.code, one.help) == ("line.yaml:6:10", "IVR114", "Did you mean unreachable-node?")


def test_a_mistake_of_reading_stays_an_error() -> None:
    findings = found(LONELY.replace("Thanks.", "Thanks.\n    outcom: x"), "{unknown-key: off, unreachable-node: off}")
    assert in_short(findings) == ["example.yaml:4:5 IVR050 error", "line.yaml:6:10 IVR114 error"]


def test_what_is_no_level_is_refused_where_it_stands() -> None:
    findings = found(LONELY.partition("  lonely")[0], "{unreachable-node: warn}")
    assert in_short(findings) == ["line.yaml:6:28 IVR053 error"]
    assert findings[0].help == "Did you mean warning?"


def test_a_comment_about_a_rule_that_is_off_is_not_called_unused() -> None:
    nodes = LONELY.replace("lonely:", "lonely:  # ivr: allow unreachable-node: it waits")
    assert found(nodes, "{unreachable-node: off}") == []


def test_what_is_said_of_comments_can_be_turned_off_too() -> None:
    nodes = LONELY.partition("  lonely")[0].replace("Thanks.", "Thanks.  # ivr: allow dangling-target: it is right")
    assert in_short(found(nodes, "{dangling-target: warning}")) == ["example.yaml:3:22 IVR115 warning"]
    assert found(nodes, "{unused-allow: off}") == []
