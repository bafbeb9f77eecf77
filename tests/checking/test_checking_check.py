"""Everything at once: what `check` says of whole lines, sound and broken."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.loading import files_of_folder, files_of_text, load

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "menus" / "pay-my-bill"
GOOD = "nodes:\n  greeting:\n    hangup: Thanks for calling {company.name}.\n"


def texts(folder: Path) -> dict[str, str]:
    files = [*folder.glob("*.yaml"), *folder.glob("languages/*.po")]
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def found(files: dict[str, str]) -> list[Diagnostic]:
    return check(load(files_of_text(files)))


def in_short(findings: list[Diagnostic]) -> list[str]:
    return [f"{one.place} {one.code}" for one in findings]


def test_a_line_without_mistakes_has_no_findings() -> None:
    assert found(line_of(GOOD, "greeting")) == []


def test_the_line_we_ship_has_no_findings() -> None:
    assert [str(one) for one in check(load(files_of_folder(str(SHIPPED))))] == []


def test_ten_mistakes_in_four_files_are_ten_findings_in_one_run() -> None:
    assert in_short(found(texts(HERE / "lines" / "ten-mistakes"))) == [
        "help.yaml:4:11 IVR121",  # biling
        "help.yaml:8:5 IVR037",  # trnasfer
        "help.yaml:12:3 IVR032",  # more, a second time
        "line.yaml:7:1 IVR050",  # persn
        "line.yaml:10:10 IVR106",  # company.nam
        "line.yaml:11:11 IVR101",  # mian
        "line.yaml:21:9 IVR053",  # 0
        "pay.yaml:3:5 IVR103",  # exhausted
        "pay.yaml:24:18 IVR122",  # $10
        "representatives.yaml:4:13 IVR053",  # 555 0101
    ]


def test_each_file_that_is_not_yaml_has_one_finding_for_it() -> None:
    broken = 'nodes:\n  one:\n    say: "no end\n  two:\n    say: [no end\n'
    files = line_of(GOOD, "greeting", {"company.yaml": "name: Example: Cable\nphone: [\n", "other.yaml": broken})
    files["line.yaml"] = files["line.yaml"].replace("[example.yaml]", "[example.yaml, other.yaml]")
    assert in_short(found(files)) == ["company.yaml:1:14 IVR065", "other.yaml:3:10 IVR013"]


def test_findings_stand_in_the_order_of_files_lines_and_columns() -> None:
    findings = found(texts(HERE / "lines" / "ten-mistakes"))
    assert findings == sorted(findings, key=lambda one: one.place)


def test_what_is_wrong_does_not_depend_on_the_run() -> None:
    files = texts(HERE / "lines" / "ten-mistakes")
    assert found(files) == found(files)


@pytest.mark.parametrize(
    ("broken", "text", "expected"),
    [
        ("company.yaml", "services: [phone]\n", {"IVR051"}),
        ("representatives.yaml", "representatives: {}\n", {"IVR055"}),
        ("example.yaml", "nodes: {\n", {"IVR016"}),
        ("line.yaml", "line: x\n", {"IVR051"}),
    ],
)
def test_a_file_that_cannot_be_read_makes_no_noise_elsewhere(broken: str, text: str, expected: set[str]) -> None:
    """Hours, groups, facts and nodes that stand in the broken file are not reported missing where they are used."""
    files = texts(SHIPPED)
    files = {"example.yaml" if name == "identify.yaml" else name: one for name, one in files.items()}
    files["line.yaml"] = files["line.yaml"].replace("identify.yaml", "example.yaml")
    findings = found({**files, broken: text})
    told = [one for one in findings if one.severity is Severity.ERROR]
    assert {one.code for one in told} == expected
    assert {one.place.file for one in told} == {broken}


def test_a_broken_node_makes_no_noise_where_others_lead_to_it() -> None:
    nodes = """\
nodes:
  greeting:
    menu:
      options:
        1: {say: To hear more, go: broken}
      exhausted: representative
  broken:
    say: There is no way on from here.
  behind:
    hangup: Only the broken node would lead here, so nobody knows.
"""
    assert in_short(found(line_of(nodes, "greeting"))) == ["example.yaml:7:3 IVR051"]


def test_a_mistake_in_the_header_does_not_hide_those_in_nodes() -> None:
    files = line_of(GOOD.replace("company.name", "company.nam"), "greeting")
    files["line.yaml"] = files["line.yaml"].replace("line: example", "lin: example")
    assert in_short(found(files)) == ["example.yaml:3:13 IVR106", "line.yaml:1:1 IVR050"]


def test_without_a_start_nothing_is_said_about_who_gets_where() -> None:
    files = line_of(GOOD, "greeting")
    files["line.yaml"] = files["line.yaml"].replace("start: greeting\n", "")
    assert in_short(found(files)) == ["line.yaml:1:1 IVR051"]


def test_a_person_that_is_left_out_and_not_there_is_told_in_words_that_help() -> None:
    files = line_of(GOOD, "greeting")
    files["line.yaml"] = files["line.yaml"].partition("nodes:\n")[0]
    (finding,) = found(files)
    assert finding.code == "IVR101"
    assert finding.help.startswith("0 leads there:")


def test_a_warning_is_no_error() -> None:
    (finding,) = found(line_of(GOOD + "  lonely:\n    hangup: Goodbye.\n", "greeting"))
    assert finding.severity is Severity.WARNING


def test_a_folder_without_a_line_has_one_finding(tmp_path: Path) -> None:
    (finding,) = check(load(files_of_folder(str(tmp_path))))
    assert finding.code == "IVR001"
    assert finding.place.file == str(tmp_path / "line.yaml")


def test_a_folder_and_its_kept_text_are_judged_alike(tmp_path: Path) -> None:
    for name, text in texts(HERE / "lines" / "ten-mistakes").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    kept = load(files_of_folder(str(tmp_path)))
    again = found(dict(kept.sources))
    assert [(one.code, one.place.line, one.help) for one in check(kept)] == [
        (one.code, one.place.line, one.help) for one in again
    ]


def test_a_mistake_in_a_node_does_not_hide_that_it_leads_nowhere() -> None:
    nodes = """\
        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodby
              exhuasted: representative
          goodbye:
            hangup: Goodbye.
    """
    codes = [one.code for one in found(line_of(dedent(nodes), "greeting"))]

    assert sorted(codes) == ["IVR050", "IVR101"]


@pytest.mark.parametrize(("day", "stale"), [(date.min, []), (date.max, ["stale-facts"])])
def test_a_line_is_checked_on_the_first_and_the_last_day_there_is(day: date, stale: list[str]) -> None:
    files = line_of("nodes:\n  greeting:\n    hangup: Goodbye.\n", "greeting")
    holiday = "    holidays:\n      2026-11-26: Thanksgiving Day\n"
    findings = check(load(files_of_text({**files, "company.yaml": files["company.yaml"] + holiday})), day)
    assert [one.name for one in findings if one.name == "stale-facts"] == stale
