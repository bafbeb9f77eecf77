"""`ivr draw`: each format printed or written, what can be left out or added, and what is said when it cannot be done."""

import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_line_is_drawn_as_svg_to_standard_output(tiny: Path, ivr: Run) -> None:
    done = ivr("draw", "tiny")
    assert done.exit_code == 0
    assert ET.fromstring(done.stdout).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("form", "begins"), [("svg", "<?xml"), ("html", "<!doctype"), ("mermaid", "flowchart"), ("dot", "digraph")]
)
def test_each_format_is_written_to_a_file(form: str, begins: str, tiny: Path, ivr: Run) -> None:
    done = ivr("draw", "tiny", "--format", form, "-o", "tiny/drawn")
    assert done.exit_code == 0
    assert done.output.startswith("tiny/drawn: ")
    assert (tiny / "drawn").read_text().startswith(begins)


@pytest.mark.usefixtures("tiny")
def test_errors_can_be_left_out_and_parts_of_nodes_drawn(ivr: Run) -> None:
    whole = ivr("draw", "tiny", "--format", "mermaid").stdout
    assert "-.->" in whole
    assert "-.->" not in ivr("draw", "tiny", "--format", "mermaid", "--no-errors").stdout
    assert len(ivr("draw", "tiny", "--format", "dot", "--dialogs").stdout) > len(
        ivr("draw", "tiny", "--format", "dot").stdout
    )


@pytest.mark.usefixtures("tiny")
def test_the_ways_of_every_call_that_can_happen_are_drawn_when_asked_for(ivr: Run) -> None:
    done = ivr("draw", "tiny", "--format", "html", "--proved")
    assert done.exit_code == 0
    assert "situations of the proof" in done.stdout


@pytest.mark.usefixtures("tiny")
def test_without_graphviz_it_is_said_how_to_get_it_and_mermaid_still_works(
    ivr: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    done = ivr("draw", "tiny")
    assert (done.exit_code, "pip install 'ivr-yaml[draw]'" in done.output) == (2, True)
    assert ivr("draw", "tiny", "--format", "mermaid").exit_code == 0


@pytest.mark.usefixtures("tiny")
def test_a_file_that_cannot_be_written_is_told(ivr: Run) -> None:
    done = ivr("draw", "tiny", "-o", "nowhere/line.svg")
    assert (done.exit_code, "nowhere/line.svg cannot be written" in done.output) == (2, True)


def test_the_calls_that_come_to_a_node_are_named_when_asked_for(tiny: Path, ivr: Run) -> None:
    calls = [one.relative_to(tiny).as_posix() for one in tiny.rglob("*.call.yaml")]
    done = ivr("draw", "tiny", "--format", "html", "--tested")
    assert done.exit_code == 0
    assert calls
    assert all(f"<li>{one}</li>" in done.stdout for one in calls)


def test_a_call_that_fails_is_no_test_of_anything(tiny: Path, ivr: Run) -> None:
    call = next(tiny.rglob("*.call.yaml"))
    call.write_text("- hear: Nobody ever says this.\n")
    done = ivr("draw", "tiny", "--format", "html", "--tested")
    assert (done.exit_code, "fails, see `ivr test`" in done.output) == (2, True)
