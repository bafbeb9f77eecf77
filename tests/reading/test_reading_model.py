from collections.abc import Mapping
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ivr.diagnostics import Diagnostic
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.reading.scalars import Count, Name, Seconds, Text, UnfitError
from ivr.reading.tree import Listing, Scalar, Table, YamlNode
from ivr.source import Place, Source


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Strict):
    say: Text
    go: Name
    weight: Annotated[Count, Field(ge=1, le=9)] = 1


class Card(Strict):
    kind: Literal["card"]
    number: Text


class Bank(Strict):
    kind: Literal["bank"]
    account: Text


class Menu(Strict):
    options: Mapping[Count, Option] = {}
    timeout: Seconds = 20
    prompts: Annotated[tuple[Text, ...], BeforeValidator(lambda text: [text] if isinstance(text, str) else text)] = ()
    items: tuple[Option, ...] = Field(default=(), max_length=2)
    pay: Annotated[Card | Bank, Field(discriminator="kind")] | None = None
    mixed: Text | list[Text] | Option | None = None
    comes_from: Text = Field(default="x", alias="from")
    example: Text | None = Field(default=None, examples=["To pay"])

    @model_validator(mode="after")
    def not_in_a_hurry(self) -> "Menu":
        if self.timeout == 1:
            raise UnfitError("One second is too short.", "Write 5.")
        return self


class Needs(Strict):
    example: Text = Field(examples=["To pay"])
    which: Literal["first", "second"]
    count: Count


def tree(text: str) -> YamlNode:
    composed = compose(Source("t", text))
    assert composed.tree is not None
    return composed.tree


def findings(text: str, model: type[BaseModel] = Menu) -> list[tuple[str, str, str]]:
    found = validate(model, tree(text)).findings
    return [(f"{one.place.line}:{one.place.column} {one.name}", one.message, one.help) for one in found]


def test_a_good_text_is_a_value_without_findings() -> None:
    validated = validate(Menu, tree("options:\n  1: {say: To pay, go: main}\ntimeout: 5 s\nfrom: here\n"))
    assert validated.findings == ()
    assert validated.value is not None
    assert validated.value.options[1].go == "main"
    assert (validated.value.timeout, validated.value.comes_from) == (5, "here")


def test_an_unknown_key_is_told_at_the_key_with_the_nearest_one() -> None:
    assert findings("timeuot: 5") == [("1:1 unknown-key", 'This file has no key "timeuot".', "Did you mean timeout?")]


def test_the_nearest_key_is_looked_for_where_the_mistake_stands() -> None:
    text = "options:\n  1:\n    say: x\n    goo: main\n    timeout: 5\n"
    assert findings(text) == [
        ("4:5 unknown-key", '"1" has no key "goo".', "Did you mean go?"),
        ("5:5 unknown-key", '"1" has no key "timeout".', "Its keys are say, go, weight."),
    ]


def test_keys_are_named_as_authors_write_them() -> None:
    assert findings("frm: x") == [("1:1 unknown-key", 'This file has no key "frm".', "Did you mean from?")]


def test_a_missing_key_shows_how_it_would_be_written() -> None:
    assert findings("{}", Needs) == [
        ("1:1 missing-key", 'This file needs the key "count".', "Write: count: 3"),
        ("1:1 missing-key", 'This file needs the key "example".', "Write: example: To pay"),
        ("1:1 missing-key", 'This file needs the key "which".', "Write: which: first"),
    ]


def test_a_missing_key_in_a_list_names_the_item() -> None:
    assert findings("items:\n  - {say: x, go: a}\n  - say: y\n") == [
        ("3:5 missing-key", 'Item 2 of "items" needs the key "go".', "Write: go: main")
    ]


def test_a_key_that_does_not_parse_is_told_at_the_key() -> None:
    found = findings("options:\n  01: {say: x, go: a}\n")
    assert [one[:2] for one in found] == [("2:3 bad-value", '"01" is not a whole number.')]


def test_a_limit_is_told_with_its_number() -> None:
    text = "options: {1: {say: x, go: a, weight: 0}, 2: {say: x, go: a, weight: 10}}"
    assert [one[1] for one in findings(text)] == ['"weight" must be at least 1.', '"weight" must be at most 9.']


def test_a_list_that_is_too_long_is_counted() -> None:
    text = "items: [{say: x, go: a}, {say: x, go: a}, {say: x, go: a}]"
    assert [one[1] for one in findings(text)] == ['"items" may have at most 2 entries and has 3.']


def test_what_the_model_itself_refuses_stands_at_the_mapping() -> None:
    assert findings("timeout: 1") == [("1:1 bad-value", "One second is too short.", "Write 5.")]


def test_a_text_that_was_taken_for_a_list_of_one_is_told_where_it_stands() -> None:
    assert [one[0] for one in findings('prompts: ""')] == ["1:10 bad-value"]
    assert [one[0] for one in findings('prompts: [a, ""]')] == ["1:14 bad-value"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pay: {kind: card}", ["1:1 missing-key"]),
        ("pay: {kind: card, number: x, account: y}", ["1:30 unknown-key"]),
        ("pay: {kind: cash}", ["1:6 unknown-choice"]),
        ("pay: {number: x}", ["1:1 missing-key"]),
        ("pay: cash", ["1:6 wrong-shape"]),
        ("mixed: {say: x}", ["1:1 missing-key"]),
        ("mixed: {say: x, goo: y}", ["1:17 unknown-key"]),
        ("mixed: [{a: b}]", ["1:9 wrong-shape"]),
        ("mixed: ''", ["1:8 bad-value"]),
    ],
)
def test_a_union_is_told_as_the_one_member_that_was_meant(text: str, expected: list[str]) -> None:
    assert [one[0] for one in findings(text)] == expected


def test_a_union_none_of_whose_shapes_fits_names_them_all() -> None:
    class Two(Strict):
        either: Text | Option

    assert [one[1] for one in findings("either: [a]", Two)] == [
        '"either" holds a list where text or a mapping (keys with values) are expected.'
    ]


def test_the_keys_of_a_union_member_are_told_apart_by_its_kind() -> None:
    assert [one[2] for one in findings("pay: {kind: card, number: x, accuont: y}")] == ["Its keys are kind, number."]


def test_a_part_of_a_tree_is_told_with_the_places_and_names_of_the_whole() -> None:
    whole = tree("nodes:\n  main:\n    timeout: soon\n    colour: red\n")
    found = validate(Menu, whole, ("nodes", "main")).findings
    assert [str(one.place) for one in found] == ["t:3:14", "t:4:5"]
    assert found[1].message == '"main" has no key "colour".'
    needs = validate(Needs, whole, ("nodes", "main")).findings
    assert str(needs[0].place) == "t:2:3"
    assert needs[0].message == '"main" needs the key "count".'


def test_a_path_that_leads_nowhere_is_the_callers_mistake() -> None:
    with pytest.raises(LookupError):
        validate(Menu, tree("a: b"), ("nodes",))


WORD = st.sampled_from(
    ["options", "1", "01", "timeout", "items", "pay", "kind", "card", "mixed", "say", "go", "", "x y", "main"]
)
PLACE = Place("t", 1, 1)
SCALAR = WORD.map(lambda text: Scalar(text, PLACE))


def tables(below: st.SearchStrategy[YamlNode]) -> st.SearchStrategy[YamlNode]:
    keys = st.dictionaries(WORD, below, max_size=4)
    return keys.map(lambda held: Table(tuple((Scalar(key, PLACE), value) for key, value in held.items()), PLACE))


TREES = st.recursive(
    SCALAR,
    lambda below: tables(below) | st.lists(below, max_size=3).map(lambda items: Listing(tuple(items), PLACE)),
    max_leaves=12,
)
JARGON = [
    "Input",
    "type=",
    "http",
    "valid",
    "None",
    "Option",
    "Menu",
    "Card",
    "Bank",
    "dict",
    "str(",
    "function",
    "Value error",
]


def speaks_plainly(found: Diagnostic) -> bool:
    return found.message[-1] in ".?!" and not any(word in str(found) for word in JARGON)


@given(node=tables(TREES))
@settings(max_examples=300, deadline=None)
def test_any_tree_is_a_value_or_findings_in_plain_words(node: YamlNode) -> None:
    validated = validate(Menu, node)
    assert (validated.value is None) == bool(validated.findings)
    assert all(speaks_plainly(found) for found in validated.findings)


def test_an_empty_value_says_that_nothing_is_there() -> None:
    assert [one[1] for one in findings("items: [{say: , go: a}]")] == ['"say" holds nothing.']
    assert [one[1] for one in findings("options:\n")] == [
        '"options" holds nothing where a mapping (keys with values) is expected.'
    ]
