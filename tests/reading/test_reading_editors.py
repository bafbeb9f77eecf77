"""What an editor makes of a scalar, and of the schema of a type."""

import pytest

from ivr.reading.compose import compose
from ivr.reading.editors import schema_of, schema_of_key, seen, value_seen
from ivr.reading.scalars import parse_count, parse_flag, parse_money_text, parse_text, scalar
from ivr.source import Source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("on", "on"),
        ("16", 16),
        ("+15550100101", 15550100101),
        ("-3", -3),
        ("0123", 123),
        ("0x1F", 31),
        ("0o17", 15),
        ("134.50", 134.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("12:30", "12:30"),
        ("2026-11-26", "2026-11-26"),
        ("20 s", "20 s"),
        ("1_000", "1_000"),
        ("+", "+"),
    ],
)
def test_a_scalar_without_quotes_is_resolved_as_yaml_1_2_has_it(text: str, value: object) -> None:
    assert (seen(text), type(seen(text))) == (value, type(value))


def test_a_tree_keeps_what_stands_in_quotes_as_text_and_every_key_too() -> None:
    tree = compose(Source("x", "1: '1'\n2: [1, true, {a: }]\n3: |\n  4\n")).tree
    assert tree is not None
    assert value_seen(tree) == {"1": "1", "2": [1, True, {"a": None}], "3": "4\n"}


def test_a_type_of_digits_is_a_number_first_and_a_text_too() -> None:
    kind = scalar(parse_count, {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$"})
    assert schema_of(kind) == {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$"}


def test_where_any_text_will_do_so_does_whatever_an_editor_takes_a_text_for() -> None:
    assert schema_of(scalar(parse_text, {"type": "string"}))["type"] == ["string", "boolean", "number"]


def test_a_number_with_a_point_is_let_pass_where_a_text_of_its_spelling_is() -> None:
    assert schema_of(scalar(parse_money_text, {"type": "string"}))["type"] == ["string", "number"]


def test_of_a_closed_list_the_spelling_without_quotes_is_proposed() -> None:
    flag = scalar(parse_flag, {"enum": [True, False, "true", "false"]})
    assert schema_of(flag) == {"anyOf": [{"enum": [True, False]}, {"type": "string", "pattern": "^(true|false)$"}]}


def test_a_closed_list_of_words_is_what_it_is() -> None:
    words = scalar(str, {"type": ["string", "integer"], "enum": ["busy", "away"]})
    assert schema_of(words) == {"type": "string", "enum": ["busy", "away"]}


def test_a_key_is_text_to_an_editor_too() -> None:
    digits = scalar(parse_count, {"type": ["integer", "string"], "pattern": "^[0-9]+$"})
    assert schema_of_key(digits) == {"type": "string", "pattern": "^[0-9]+$"}
    assert schema_of_key(scalar(str, {"enum": ["1", "2"]})) == {"enum": ["1", "2"]}
