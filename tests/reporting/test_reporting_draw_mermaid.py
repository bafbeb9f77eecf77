"""Charts as Mermaid and as DOT. The grammar of a flowchart as used here: a direction, nodes whose text is in quotes, edges with
or without a quoted label, comments, a class; in quotes no quote, only entity codes."""

import re
from dataclasses import replace

import pytest
from drawn_line import charted
from hypothesis import given
from hypothesis import strategies as st

from ivr.exploring.diagram import Arrow, Box, Chart
from ivr.reporting.dot import as_dot, quoted
from ivr.reporting.mermaid import MOST_CHARACTERS, MOST_EDGES, TooLargeError, as_mermaid, escaped

TEXT = r'"[^"\n<>`\\&]*"'
NODE = re.compile(rf"  (n\d+)(?:\[{TEXT}\]|\{{{TEXT}\}}|\(\[{TEXT}\]\))")
EDGE = re.compile(rf"  (n\d+) (-->|-\.->)(?:\|{TEXT}\|)? (n\d+)")
OTHER = re.compile(r"  (%% .*|classDef marked stroke-width:3px|class n\d+(,n\d+)* marked)")


def lines_of(text: str) -> list[str]:
    first, *rest = text.splitlines()
    assert first == "flowchart LR"
    assert [one for one in rest if not (NODE.fullmatch(one) or EDGE.fullmatch(one) or OTHER.fullmatch(one))] == []
    return rest


def test_a_flowchart_has_every_node_and_every_way_and_errors_are_dashed() -> None:
    chart = charted()
    lines = lines_of(as_mermaid(chart))
    edges = [found for one in lines if (found := EDGE.fullmatch(one))]
    number = {f"n{place}": box.id for place, box in enumerate(chart.boxes)}
    assert sum(bool(NODE.fullmatch(one)) for one in lines) == len(chart.boxes)
    assert [(number[one[1]], number[one[3]], one[2] == "-.->") for one in edges] == [
        (one.source, one.target, one.error) for one in chart.arrows
    ]


def test_what_means_something_to_mermaid_is_written_as_an_entity() -> None:
    assert "#quot;is#quot; #lt;i#gt;spec" in as_mermaid(charted())


@given(st.text())
def test_any_text_is_safe_inside_quotes(text: str) -> None:
    assert re.fullmatch(TEXT[1:-1], escaped(text.replace("\r", " ")))


def crowded(boxes: int, errors: int, label: str = "way") -> Chart:
    """From each box to the next, and so many errors from the first to the second, which is no person."""
    some = tuple(Box(f"n{number}", "say", start=number == 0) for number in range(boxes))
    onward = [Arrow(f"n{number}", f"n{number + 1}", False, (label,), (label,)) for number in range(boxes - 1)]
    wrong = [Arrow("n0", "n1", True, (f"busy {number}",), (f"busy {number}",)) for number in range(errors)]
    return Chart("crowded", ("en-US",), some, (*onward, *wrong), "n0")


def test_a_line_with_too_many_ways_is_drawn_without_its_errors_and_says_so() -> None:
    text = as_mermaid(crowded(20, MOST_EDGES))
    assert "%% Ways when something goes wrong are left out." in text
    assert "-.->" not in text
    lines_of(text)


def test_names_of_ways_are_left_out_before_mermaid_would_refuse_the_text() -> None:
    text = as_mermaid(crowded(MOST_EDGES, 0, label="<" * 40))
    assert len(text) <= MOST_CHARACTERS
    assert "the names of the others, are left out" in text
    lines_of(text)


def test_a_line_that_no_mermaid_would_draw_is_refused() -> None:
    with pytest.raises(TooLargeError, match="use svg or html"):
        as_mermaid(crowded(MOST_EDGES + 2, 0))


def test_dot_has_every_node_and_every_way() -> None:
    text = as_dot(charted())
    for box in charted().boxes:
        assert re.search(rf'^  "{box.id}" \[label=', text, re.MULTILINE)
    assert text.count(" -> ") == len(charted().arrows)
    assert text.count('style="dashed"') == sum(one.error for one in charted().arrows)


def test_graphviz_reads_what_was_written() -> None:
    from pygraphviz import AGraph

    graph = AGraph(string=as_dot(charted()))
    assert sorted(graph.nodes()) == sorted(box.id for box in charted().boxes)
    assert len(graph.edges()) == len({(one.source, one.target, one.error) for one in charted().arrows})


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30))
def test_any_text_is_one_string_of_dot(text: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', quoted(text))


def test_a_chart_without_ways_is_a_flowchart_too() -> None:
    assert not [one for one in lines_of(as_mermaid(replace(charted(), arrows=()))) if "-->" in one or "-.->" in one]
