"""A company.yaml in which some facts are otherwise: what it says then, and where its mistakes stand."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_line import TEXTS

from ivr.diagnostics import Diagnostic
from ivr.line.company import Company
from ivr.line.company_changes import Value, changed, stranger_in, with_company
from ivr.line.loading import Loaded, files_of_text, load
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.reading.tree import Listing, Plain, Scalar, Table, YamlNode, find, plain
from ivr.source import Place, Source

COMPANY = """\
# The facts of one company.
name: "Example, Inc."
phone: +1 800 555 0100
services: [internet, T V]   # what it sells

account_number:
  length: 16
  prefix: 8448
  groups:
    - 4
    - 12
accepted: {cards: [Visa], other: []}
hours:
  billing:
    zone: America/New_York
    week:
      monday-friday: 8:00-12:00, 13:00-18:00
      sunday: closed
    holidays:
      2026-12-25: |
        Christmas: the "first" day
"""


def tree(text: str) -> YamlNode:
    composed = compose(Source("company.yaml", text))
    assert [str(one) for one in composed.findings] == []
    assert composed.tree is not None
    return composed.tree


def text_with(changes: Mapping[str, Value], text: str = COMPANY) -> str:
    source = changed(Source("company.yaml", text), changes, {})
    assert isinstance(source, Source)
    return source.text


def said(changes: Mapping[str, Value], text: str = COMPANY) -> Plain:
    return plain(tree(text_with(changes, text)))


def loaded(changes: Mapping[str, Value], texts: Mapping[str, str] = TEXTS) -> Loaded:
    return load(with_company(files_of_text(texts), changes))


def at(text: str, path: tuple[str | int, ...]) -> Plain | None:
    found = find(tree(text), path)
    return None if found is None else plain(found)


def test_what_is_not_changed_says_what_it_said() -> None:
    assert said({}) == plain(tree(COMPANY))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("name", "Other: a company, #1"),
        ("services", ["phone", "T V", "yes"]),
        ("services", []),
        ("account_number.length", "8"),
        ("account_number.groups", ["4", "4"]),
        ("accepted.cards", ["Visa", "American Express"]),
        ("hours.billing.week.sunday", "9:00-12:00"),
        ("hours.billing.holidays.2026-12-25", "Day one"),
        ("pin.length", "4"),
        ("hours.desk.zone", "UTC"),
        ("hours.billing.holidays.2027-01-01", 'New "Year" \\ Day'),
    ],
)
def test_a_fact_is_what_the_change_says_and_all_others_are_as_before(path: str, value: Value) -> None:
    before, after = COMPANY, text_with({path: value})
    keys = tuple(path.split("."))
    assert at(after, keys) == value
    kept = dict(_leaves(tree(before)))
    assert {leaf: text for leaf, text in _leaves(tree(after)) if leaf[: len(keys)] != keys} == {
        leaf: text for leaf, text in kept.items() if leaf[: len(keys)] != keys
    }


def _leaves(node: YamlNode, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    match node:
        case Scalar():
            return [(path, node.text)]
        case Listing():
            return [leaf for number, item in enumerate(node.items) for leaf in _leaves(item, (*path, number))]
        case Table():
            return [leaf for key, item in node.entries for leaf in _leaves(item, (*path, key.text))]


def test_several_changes_hold_together_below_one_key_that_was_not_there() -> None:
    after = text_with({"pin.min": "4", "pin.max": "6"})
    assert at(after, ("pin",)) == {"min": "4", "max": "6"}


def test_a_mistake_in_a_change_is_told_where_the_fact_stands() -> None:
    broken = loaded({"account_number.length": "eight"})
    assert broken.line is None
    assert [str(one.place) for one in broken.findings] == ["company.yaml:4:11"]


def test_a_mistake_elsewhere_is_told_where_it_stands_whatever_was_changed() -> None:
    texts = TEXTS | {"company.yaml": TEXTS["company.yaml"].replace("length: 6", "length: six")}
    plainly, otherwise = (
        loaded({}, texts),
        loaded({"name": "Other", "services": ["a"], "account_number.prefix": "9"}, texts),
    )
    assert [(one.code, one.place) for one in plainly.findings] == [(one.code, one.place) for one in otherwise.findings]


def test_a_line_knows_its_company_under_the_name_line_yaml_gives_it() -> None:
    texts = {name: text.replace("company.yaml", "firm.yaml") for name, text in TEXTS.items() if name != "company.yaml"}
    line = loaded({"name": "Other"}, texts | {"firm.yaml": TEXTS["company.yaml"]}).line
    assert line is not None
    assert line.company.name == "Other"


def test_a_changed_line_is_another_version() -> None:
    one, other = loaded({}).line, loaded({"name": "Other"}).line
    assert one is not None
    assert other is not None
    assert one.digest != other.digest
    again = load(files_of_text(loaded({"name": "Other"}).sources)).line
    assert again is not None
    assert (again.digest, again.company) == (other.digest, other.company)


def test_files_without_a_company_are_left_as_they_are() -> None:
    for texts in ({}, {"line.yaml": "line: x\n"}, {"line.yaml": "["}, {"line.yaml": "company: [a]\n"}):
        files = files_of_text(texts)
        assert with_company(files, {"name": "x"}) is files


def test_a_company_with_mistakes_of_its_own_is_left_as_it_is() -> None:
    source = Source("company.yaml", "name: [\n")
    assert changed(source, {"name": "x"}, {}) is source
    missing = load(with_company(files_of_text({"line.yaml": TEXTS["line.yaml"]}), {"name": "x"}))
    assert "IVR001" in {one.code for one in missing.findings}


@pytest.mark.parametrize("text", ["account_number: twelve\n", "account_number: [12]\n", "- name\n"])
def test_a_fact_that_is_blocked_by_a_text_or_a_list_is_told_where_the_change_is_written(text: str) -> None:
    place = Place("x.call.yaml", 4, 5)
    told = changed(Source("company.yaml", text), {"account_number.length": "4"}, {"account_number.length": place})
    assert isinstance(told, Diagnostic)
    assert (told.code, told.place) == ("IVR044", place)
    assert told.message == (
        '"account_number.length" cannot be changed: on the way to it company.yaml has a text or a list.'
    )


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("nane", "name"),
        ("account_number.lenght", "account_number.length"),
        ("hours.billing.zoen", "hours.billing.zone"),
        ("quite.other", ""),
        ("name.first", ""),
        ("services.0", ""),
        ("hours.billing.week.monday.morning", ""),
    ],
)
def test_a_path_that_leads_nowhere_is_a_stranger_with_its_nearest(path: str, near: str) -> None:
    stranger = stranger_in(Company, path)
    assert stranger is not None
    assert stranger.near == near


@pytest.mark.parametrize(
    "path", ["name", "hours", "hours.any", "hours.any.week.monday-friday", "pin.min", "accepted.cards"]
)
def test_a_path_that_leads_somewhere_is_none(path: str) -> None:
    assert stranger_in(Company, path) is None


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12) | st.sampled_from(
    ["yes", "12:30", "a: b", "# no", "- x", "* y", "two\nrows", " blank ", '"', "\\", "{a}", "0123", "a, b", "?", "|"]
)


@given(st.lists(WORDS, max_size=4), WORDS)
def test_any_words_come_back_as_they_were_given(items: list[str], text: str) -> None:
    after = text_with({"services": items, "name": text, "hours.desk.holidays.2026-01-01": text})
    assert at(after, ("services",)) == items
    assert at(after, ("name",)) == text
    assert at(after, ("hours", "desk", "holidays", "2026-01-01")) == text


@given(st.sampled_from(["name", "services", "account_number.length", "pin.min", "hours.desk.zone"]), WORDS)
def test_everything_that_was_there_stays_on_its_line(path: str, value: str) -> None:
    """So that whatever a reader complains of is found by the author of the file."""
    before, after = tree(COMPANY), tree(text_with({path: value}))

    def lines(node: YamlNode) -> dict[tuple[str | int, ...], int]:
        return {leaf: place.place.line for leaf, _ in _leaves(node) if (place := find(node, leaf)) is not None}

    there = lines(before)
    assert {leaf: line for leaf, line in lines(after).items() if leaf in there and leaf[0] != path} == {
        leaf: line for leaf, line in there.items() if leaf[0] != path and find(after, leaf) is not None
    }
    assert validate(Company, before).value is not None
