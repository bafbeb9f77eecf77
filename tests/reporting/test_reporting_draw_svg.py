"""The picture as SVG: whole, without overlaps, and the same every time."""

import re
import sys
from dataclasses import replace
from functools import cache
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from drawn_line import SPECIAL, charted
from hypothesis import given
from hypothesis import strategies as st

from ivr.exploring.diagram import Arrow, Box, Chart
from ivr.reporting.picture_boxes import MOST_ARROWS, PARTS, WIDTH, cards, cut, width_of
from ivr.reporting.picture_layout import NoLayoutError, lay_out
from ivr.reporting.picture_svg import as_svg

SVG = "{http://www.w3.org/2000/svg}"


@cache
def drawn() -> ET.Element:
    return ET.fromstring(as_svg(charted()))


def with_class(name: str) -> list[ET.Element]:
    return [one for one in drawn().iter() if name in one.get("class", "").split()]


def test_every_node_is_in_the_picture_and_links_to_itself() -> None:
    boxes = with_class("box")
    assert [one.get("data-id") for one in boxes] == [box.id for box in charted().boxes]
    assert [one.find(f"{SVG}a").get("href") for one in boxes] == [f"#node-{box.id}" for box in charted().boxes]  # type: ignore[union-attr]


def test_every_way_is_a_row_of_its_box_and_is_a_line_or_names_where_it_leads() -> None:
    rows = {(one.get("data-from"), one.get("data-to"), "error" in one.get("class", "")) for one in with_class("way")}
    assert rows == {(one.source, one.target, one.error) for one in charted().arrows}
    lines = {(one.get("data-from"), one.get("data-to"), "error" in one.get("class", "")) for one in with_class("arrow")}
    named = {
        (one.get("data-from"), one.get("data-to"), "error" in one.get("class", ""))
        for one in with_class("way")
        if any(text.get("class") == "named" for text in one)
    }
    assert lines | named == rows
    assert lines & named == set()


def test_what_much_leads_to_is_named_instead_of_drawn() -> None:
    """Goodbye has more arrows than that; only the first way to it is a line, in each part of the picture."""
    into = [one for one in charted().arrows if one.target == "goodbye"]
    assert len(into) > MOST_ARROWS
    assert len([one for one in with_class("arrow") if one.get("data-to") == "goodbye"]) == 1


def test_boxes_do_not_overlap_and_lie_within_the_picture() -> None:
    some = cards(charted())
    layout = lay_out(some)
    places = {card.box.id: (*layout.at[card.box.id], card.height) for card in some}
    for (x, y, high), (other_x, other_y, other_high) in combinations(places.values(), 2):
        assert x + WIDTH <= other_x or other_x + WIDTH <= x or y + high <= other_y or other_y + other_high <= y
    assert all(0 <= x <= layout.width - WIDTH and 0 <= y <= layout.height - high for x, y, high in places.values())


def test_a_line_begins_at_its_row_and_ends_at_the_head_of_its_box() -> None:
    some = cards(charted())
    layout = lay_out(some)
    heads = {card.box.id: card for card in some}
    for line in layout.lines:
        (x, y), (end_x, end_y) = line.points[0], line.points[-1]
        source, target = heads[line.arrow.source], heads[line.arrow.target]
        row = next(one for one in source.rows if one.arrow == line.arrow)
        left, top = layout.at[source.box.id]
        assert abs(x - left - WIDTH) < 3
        assert row.top - 4 < y - top < row.top + 26
        left, top = layout.at[target.box.id]
        assert abs(end_x - left) < 3
        assert 0 < end_y - top < target.head


def test_what_is_reached_from_the_first_word_stands_above_what_is_only_said_to_whoever_asks_for_a_person() -> None:
    layout = lay_out(cards(charted()))
    assert [heading for heading, _ in layout.parts] == list(PARTS)
    assert layout.at["greeting"][1] < layout.at["is_open"][1]
    assert layout.at["greeting"][0] < layout.at["main"][0]


def test_what_was_cut_stands_whole_in_a_tooltip() -> None:
    titles = [one.text for one in drawn().iter(f"{SVG}title")]
    assert "main → number: 1 To hear how much you owe, 2 To hear it once more" in titles
    assert any(SPECIAL in (one or "") for one in titles)


def test_the_same_line_gives_the_same_bytes() -> None:
    assert as_svg(charted()) == as_svg(charted())


def test_a_picture_says_what_it_leaves_out() -> None:
    text = " ".join(drawn().itertext())
    assert "From every question 0 leads to is open" in text
    assert "1 nodes wait" not in text
    assert "1 node waits for another company.yaml and is not drawn." in text


def test_a_picture_needs_nothing_from_elsewhere() -> None:
    text = as_svg(charted()).replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?:|@import|url\((?!#)|<script|<image", text) == []


def test_without_graphviz_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    with pytest.raises(NoLayoutError, match=r"ivr-yaml\[draw\]"):
        as_svg(charted())


def test_a_line_of_one_node_is_a_picture_too() -> None:
    alone = Chart("one", ("en-US",), (Box("only", "hangup", start=True, person=True),), (), "only")
    assert len(list(ET.fromstring(as_svg(alone)).iter(f"{SVG}a"))) == 1


names = st.sampled_from([f"n{number}" for number in range(8)])


@given(st.lists(st.tuples(names, names, st.booleans()), max_size=30, unique=True))
def test_whatever_leads_where_no_way_is_lost_and_lines_lead_onwards(ends: list[tuple[str, str, bool]]) -> None:
    boxes = tuple(Box(f"n{number}", "menu", start=number == 0, person=number == 1) for number in range(8))
    arrows = tuple(
        Arrow(source, target, error, ("next",), ("next",)) for source, target, error in ends if source != target
    )
    chart = Chart("any", ("en-US",), boxes, arrows, "n1")
    found = cards(chart)
    assert {row.arrow for card in found for row in card.rows} == set(arrows)
    part = {card.box.id: card.part for card in found}
    assert all(part[row.arrow.source] == part[row.arrow.target] for card in found for row in card.rows if not row.named)
    assert replace(chart, arrows=()).boxes == chart.boxes


@given(st.text(max_size=60), st.floats(20, 400))
def test_a_text_that_is_cut_fits(text: str, room: float) -> None:
    shown = cut(text, room, 12)
    assert width_of(shown, 12) <= room
    assert shown == text or text.startswith(shown[:-1])
