"""Whatever is read, the answer is a tree or findings, and every place lies inside the text."""

import re
import time
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.reading.compose import compose
from ivr.reading.files import LARGEST
from ivr.reading.tree import Listing, Scalar, Table, YamlNode, plain
from ivr.source import Place, Source

LOADERS = (yaml.CBaseLoader, yaml.BaseLoader)
PIECES = [
    *":#-?*&!|>%@`'\"{}[],\n\t\\ ", "\n  ", ": ", " #", "- ", "say", "press", "the", "1", "é", "😀", "\r\n", "---", "<<",
    "\u2028", "\x00", "\ufeff", "\xa0", "\\u", "\\x", "%YAML 1.1\n", "!!int ", "&a ", "*a", "company.name",
]  # fmt: skip
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def places(node: YamlNode) -> Iterator[Place]:
    yield node.place
    match node:
        case Listing(items=items):
            for item in items:
                yield from places(item)
        case Table(entries=entries):
            for key, value in entries:
                yield key.place
                yield from places(value)
        case Scalar():
            pass


def check(text: str, loader: type) -> None:
    composed = compose(Source("t.yaml", text), loader)
    assert composed.tree is not None or composed.findings
    rows = re.split(r"\r\n|\r|\n", text)
    found = [one.place for one in composed.findings] + (list(places(composed.tree)) if composed.tree else [])
    for place in found:
        assert 1 <= place.line <= len(rows)
        assert 1 <= place.column <= len(rows[place.line - 1]) + 1
    for finding in composed.findings:
        assert finding.message
        assert finding.help
        assert finding.message.endswith(".")


@pytest.mark.parametrize("loader", LOADERS)
@given(text=YAMLISH)
@settings(max_examples=300, deadline=None)
def test_what_looks_like_yaml_gives_a_tree_or_findings_inside_the_text(loader: type, text: str) -> None:
    check(text, loader)


@given(text=st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_tree_or_findings_inside_the_text(text: str) -> None:
    check(text, yaml.CBaseLoader)


@given(text=st.text(st.characters(), max_size=20).map(lambda text: text + "\ud800"))
@settings(max_examples=50, deadline=None)
def test_half_characters_are_a_finding(text: str) -> None:
    check(text, yaml.CBaseLoader)


WORDS = st.text(st.sampled_from("abc 019_.,'#:*{}é"), max_size=12)
DATA = st.recursive(
    WORDS, lambda below: st.lists(below, max_size=3) | st.dictionaries(WORDS, below, max_size=3), max_leaves=8
)


@pytest.mark.parametrize("flow", [True, False])
@given(data=st.dictionaries(WORDS, DATA, min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_what_another_program_wrote_in_quotes_is_read_as_it_was_written(flow: bool, data: object) -> None:
    text = yaml.safe_dump(data, default_style='"', default_flow_style=flow, allow_unicode=True, width=10_000)
    composed = compose(Source("t.yaml", text))
    assert composed.findings == ()
    assert composed.tree is not None
    assert plain(composed.tree) == data


@pytest.mark.parametrize("text", ["[", "{", "- ", "? ", "{a: ", "[a,", "[[],"])
@pytest.mark.parametrize("loader", LOADERS)
def test_a_text_of_brackets_is_refused_before_the_parser_can_fail_on_it(text: str, loader: type) -> None:
    began = time.process_time()
    composed = compose(Source("t.yaml", text * 200_000), loader)
    assert [found.code for found in composed.findings] == ["IVR009"]
    assert composed.tree is None
    assert time.process_time() - began < 3


def test_fifty_levels_are_read_and_fifty_one_are_not() -> None:
    assert compose(Source("t.yaml", "[" * 50 + "]" * 50)).findings == ()
    assert [one.code for one in compose(Source("t.yaml", "[" * 51 + "]" * 51)).findings] == ["IVR009"]


def test_a_text_over_four_megabytes_is_refused_by_its_bytes() -> None:
    assert [one.code for one in compose(Source("t.yaml", "é" * (LARGEST // 2 + 1))).findings] == ["IVR005"]


def test_a_byte_order_mark_moves_no_place() -> None:
    composed = compose(Source("t.yaml", "\ufeffa: b"))
    assert composed.tree is not None
    assert composed.tree.place == Place("t.yaml", 1, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(end: str) -> None:
    composed = compose(Source("t.yaml", end.join(["# x", "", "a: 😀é", "b: {c: *}"])))
    assert [str(one.place) for one in composed.findings] == ["t.yaml:4:8"]


def test_all_traps_of_a_file_are_told_at_once_and_in_order() -> None:
    text = "a: {x}\nb: press #\na: 1\n#: 2\nc: &d e\n"
    codes = [one.code for one in compose(Source("t.yaml", text)).findings]
    assert codes == ["IVR060", "IVR063", "IVR024", "IVR067", "IVR020"]


def test_traps_before_a_broken_line_are_told_with_it() -> None:
    codes = [one.code for one in compose(Source("t.yaml", "a: {x}\nb: press #\nc: d: e\n")).findings]
    assert codes == ["IVR060", "IVR063", "IVR065"]


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"', "%YAML 1." + "9" * 5000 + "\n---\na: b", 'a: "\\ud800"'])
@pytest.mark.parametrize("loader", LOADERS)
def test_numbers_that_no_character_has_are_findings_with_both_parsers(text: str, loader: type) -> None:
    assert compose(Source("t.yaml", text), loader).findings
