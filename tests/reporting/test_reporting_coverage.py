"""Coverage as text, as a page, as a tracefile; calls as a JUnit report. What each must not get wrong."""

import re
from html.parser import HTMLParser

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.exploring.coverage import Coverage, Kind, Row
from ivr.exploring.coverage_naming import Way
from ivr.reporting.calls_junit import Tried, as_junit
from ivr.reporting.coverage_html import as_html
from ivr.reporting.coverage_lcov import as_lcov
from ivr.reporting.coverage_rows import named
from ivr.reporting.coverage_text import WIDE, as_text
from ivr.source import Place

TEXT = "nodes:\n  main:\n    menu:\n      options:\n        1:\n          say: <b>Number 844820001234</b>\n  other:\n"


def row(name: str, line: int, *by: str, kind: Kind = Kind.WAY, excuse: str = "", dialog: str = "main") -> Row:
    return Row(Way(dialog, name), kind, Place("a/line.yaml", line, 3), by, excuse)


def covered() -> Coverage:
    rows = (
        row("key 1", 5, "calls/one.call.yaml", "calls/two.call.yaml"),
        row("key 2", 5),
        *(row(f"noinput {number}", 3, kind=Kind.ERROR) for number in (1, 2, 3)),
        row("closed", 4, kind=Kind.ERROR, excuse="Nobody calls at night."),
        row("0", 2, kind=Kind.EVERYWHERE),
        row("next", 7, dialog="other"),
    )
    nodes = {"main": Place("a/line.yaml", 2, 3), "other": Place("a/line.yaml", 7, 3)}
    return Coverage(rows, nodes, frozenset({"main"}))


def test_text_tells_what_is_missing_with_its_lines() -> None:
    told = as_text(covered(), "a: 2 calls")
    assert "key 2 (line 5), noinput 1-3 (line 3)" in told
    assert re.search(r"main +1 of 2 +0 of 3", told)
    assert "line 7: no call comes here" in told
    assert re.search(r"error ways +0 of 3, 0%", told)
    assert re.search(r"excused +1", told)


def test_text_is_no_wider_than_a_terminal() -> None:
    many = [row(f"key {number}", number) for number in range(1, 60)]
    found = Coverage(tuple(many), {"main": Place("a/line.yaml", 2, 3)}, frozenset({"main"}))
    rows = as_text(found, "a: 1 call").splitlines()
    assert max(map(len, rows)) <= WIDE
    assert not [one for one in rows if one.strip().startswith("(")]


def test_what_is_whole_is_told_by_its_file_alone() -> None:
    found = Coverage((row("key 1", 5, "one"),), {"main": Place("a/line.yaml", 2, 3)}, frozenset({"main"}))
    assert "main" not in as_text(found, "a: 1 call")


def test_ways_that_differ_by_a_number_are_told_as_one_only_on_one_line() -> None:
    rows = [row("noinput 1", 3), row("noinput 2", 4), row("noinput 3", 4), row("key 1", 5), row("key 2", 5)]
    assert list(named(rows)) == [("noinput 1", 3), ("noinput 2-3", 4), ("key 1", 5), ("key 2", 5)]


class _Page(HTMLParser):
    """Ids, links, tags that are open, and what is fetched from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.tags.append(tag)
        self.ids += [about["id"] or ""] if "id" in about else []
        self.links += [about["href"] or ""] if "href" in about else []
        self.fetched += [about["src"] or ""] if "src" in about else []


def test_the_page_needs_nothing_from_elsewhere_and_no_script() -> None:
    page = _Page(as_html(covered(), "a: 2 calls", {"a/line.yaml": TEXT}))
    assert page.fetched == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert all(link.startswith("#") for link in page.links)


def test_every_link_of_the_page_leads_somewhere_and_every_gap_has_one() -> None:
    page = _Page(as_html(covered(), "a: 2 calls", {"a/line.yaml": TEXT}))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {one for one in page.ids if one.startswith("gap")} <= {link.removeprefix("#") for link in page.links}


def test_the_page_says_by_each_line_what_was_tried() -> None:
    page = as_html(covered(), "a: 2 calls", {"a/line.yaml": TEXT})
    rows = {int(found[1]): found[0] for found in re.finditer(r'<tr[^>]*><th scope="row">(\d+)</th>.*?</tr>', page)}
    assert 'class="some"' in rows[5]
    assert "missing: key 2" in rows[5]
    assert "missing: noinput 1-3" in rows[3]
    assert "Nobody calls at night." in rows[4]
    assert "no call comes here" in rows[7]
    assert "class=" not in rows[1].replace('class="sign"', "")


def test_the_page_shows_text_as_text_and_no_long_number() -> None:
    page = as_html(covered(), "<i>a</i>", {"a/line.yaml": TEXT})
    assert "<i>" not in page
    assert "&lt;b&gt;Number ••••••••1234" in page


def test_a_tracefile_counts_what_it_lists() -> None:
    rows = as_lcov(covered(), "pay-my-bill").splitlines()
    assert rows[:2] == ["TN:pay_my_bill", "SF:a/line.yaml"]
    assert rows[-1] == "end_of_record"
    branches = [one.removeprefix("BRDA:").split(",") for one in rows if one.startswith("BRDA:")]
    assert f"BRF:{len(branches)}" in rows
    assert f"BRH:{sum(hits not in ('-', '0') for *_, hits in branches)}" in rows
    assert ["7", "0", "0", "-"] in branches
    assert ["5", "0", "0", "2"] in branches
    lines = [one for one in rows if one.startswith("DA:")]
    assert f"LF:{len(lines)}" in rows
    assert f"LH:{sum(not one.endswith(',0') for one in lines)}" in rows
    assert {"FN:2,main", "FNDA:0,other", "FNF:2", "FNH:1"} <= set(rows)


def test_calls_are_tests_and_a_failure_has_its_transcript() -> None:
    root = ElementTree.fromstring(
        as_junit([Tried("a/calls/x.call.yaml", 0.25), Tried("y.call.yaml", 1, "expected to hear\n  0:00.0  caller")])
    )
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("time")) == ("2", "1", "1.250")
    cases = suite.findall("testcase")
    assert [(case.get("classname"), case.get("name")) for case in cases] == [
        ("a/calls", "x.call.yaml"),
        (".", "y.call.yaml"),
    ]
    failure = cases[1].find("failure")
    assert failure is not None
    assert failure.get("message") == "expected to hear"
    assert failure.text == "expected to hear\n  0:00.0  caller"


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_file_is_called_the_report_can_be_read(name: str, failure: str) -> None:
    root = ElementTree.fromstring(as_junit([Tried(name, 0, failure)]).encode("utf-8", "surrogatepass"))
    assert len(root.findall("testsuite/testcase/failure")) == bool(failure)


@pytest.mark.parametrize("line", ["DA:", "BRDA:", "FN:"])
def test_a_line_nobody_covers_makes_an_empty_tracefile(line: str) -> None:
    assert line not in as_lcov(Coverage((), {}, frozenset()), "none")
