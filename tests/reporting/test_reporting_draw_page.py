"""The page around a picture, as text; in a browser it is tested by tests/browser/test_browser_draw.py."""

import re
from functools import cache
from html.parser import HTMLParser

from drawn_line import SPECIAL, charted

from ivr.reporting.picture_page import as_page

VOID = {"meta", "input", "br", "hr", "link", "img"}


class Reader(HTMLParser):
    """Tags that are open, ids, links and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open += [] if tag in VOID else [tag]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["script"], ["style"]):
            self.said.append(data)


@cache
def read() -> Reader:
    reader = Reader()
    reader.feed(as_page(charted(covered={"main": ["asks.call.yaml"]})))
    reader.close()
    return reader


def test_every_tag_is_closed_and_no_id_is_given_twice() -> None:
    assert read().open == []
    assert len(set(read().ids)) == len(read().ids)


def test_every_node_has_an_article_and_every_link_leads_to_something_on_the_page() -> None:
    assert {f"node-{box.id}" for box in charted().boxes} <= set(read().ids)
    assert {one.removeprefix("#") for one in read().links} <= set(read().ids)


def test_every_word_of_the_line_is_on_the_page_in_each_language() -> None:
    said = {" ".join(one.split()) for one in read().said}
    assert [one.text for box in charted().boxes for one in box.words if one.text not in said] == []
    assert SPECIAL in said


def test_the_yaml_of_a_node_and_its_tests_are_there() -> None:
    text = "".join(read().said)
    assert all(box.yaml in text for box in charted().boxes)
    assert "asks.call.yaml" in text
    assert "No call comes here." in text
    assert "Tested by" not in as_page(charted())


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = as_page(charted()).replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?:|@import|url\((?!#)|<img|<link|\bfetch\(|import\(", page) == []


def test_the_same_line_gives_the_same_page() -> None:
    assert as_page(charted()) == as_page(charted())
