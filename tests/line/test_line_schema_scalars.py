"""Of every type a text is parsed into: whatever its parser takes, an editor lets pass, in quotes and without."""

import importlib
import inspect
import pkgutil
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import ivr.line
import ivr.reading.scalars
from ivr.reading.editors import schema_of, schema_of_key, seen
from ivr.reading.scalars import ScalarType


def types() -> dict[str, ScalarType]:
    """Every type that stands in a module of the line, by the module's name and its own."""
    names = [f"ivr.line.{one.name}" for one in pkgutil.walk_packages(ivr.line.__path__)]
    nodes = [
        f"ivr.line.nodes.{one.name}" for one in pkgutil.iter_modules(importlib.import_module("ivr.line.nodes").__path__)
    ]
    found: dict[ScalarType, str] = {}
    for module in map(importlib.import_module, ["ivr.reading.scalars", *names, *nodes]):
        for name, alias in vars(module).items():
            for part in get_args(alias) if not inspect.isclass(alias) else ():
                if isinstance(part, ScalarType):
                    found.setdefault(part, f"{module.__name__.removeprefix('ivr.')}.{name}")
    return {name: part for part, name in found.items()}


TYPES = types()
TEXTS = (
    *("", " ", "0", "1", "7", "08", "20", "300", "301", "404", "9000", "8448", "10000000000", "+15550100101", "-5"),
    *("1.00", "134.50", "-12.50", "1.5", "0x1F", "1e3", "true", "false", "True", "yes", "no", "on", "off", "null", "~"),
    *("20 s", "2 minutes", "1 hour", "main", "representative", "company.yaml", "../pay-my-bill", "monday-friday"),
    *("8:00-18:00", "closed", "12:30", "2026-11-26", "2026-11-24 10:05 America/New_York", "America/New_York", "en-US"),
    *("*", "#", "2580#", "noinput", "prompt", "busy", "answers after 8 s", "up", "down", "US", "USD", "T1", "T2"),
    *("To pay your bill", "{company.name} here.", "channels.mail", "not channels.chat", "account.balance", "Visa"),
    *("sip:rosa@example.com", "rosa", "+1 555 010 0101", "https://pay.example.com/{token}", "unreachable-node"),
)
NULLS = ("null", "~", "Null", "NULL")
"""Texts to our reader and nothing to an editor: whoever means the word writes it in quotes."""

WIDER = frozenset(
    {
        "Address",
        "Days",
        "HeaderName",
        "If",
        "JsonPath",
        "Spans",
        "Url",
        "Zone",
    }
)
"""Types that an editor knows as text only: what such a text must be like, the reader says."""


def passes(schema: dict[str, object], value: object) -> bool:
    return bool(Draft7Validator(schema).is_valid(value))


def takes(kind: ScalarType, text: str) -> bool:
    try:
        kind.parse(text)
    except ValueError:
        return False
    return True


def assert_let_pass(name: str, kind: ScalarType, text: str) -> None:
    if takes(kind, text):
        schema = schema_of(kind)
        assert passes(schema, text), f"{name} does not let {text!r} pass in quotes"
        assert passes(schema, seen(text)) or text in NULLS, f"{name} does not let {text!r} pass without quotes"
        assert passes(schema_of_key(kind), text), f"{name} does not let {text!r} pass as a key"


def test_there_are_types_of_every_kind() -> None:
    assert {"Text", "Phone", "ChoiceKey", "Instant"} <= {name.rpartition(".")[2] for name in TYPES}


def test_what_a_type_takes_an_editor_lets_pass() -> None:
    for name, kind in TYPES.items():
        for text in (*TEXTS, kind.example):
            assert_let_pass(name, kind, text)


def test_what_is_shown_as_an_example_of_a_type_is_one() -> None:
    assert [name for name, kind in TYPES.items() if kind.example != "..." and not takes(kind, kind.example)] == []


@given(st.sampled_from(sorted(TYPES)), st.text("0123456789+-.: sahmtruefl", max_size=9))
def test_that_holds_for_texts_nobody_thought_of(name: str, text: str) -> None:
    assert_let_pass(name, TYPES[name], text)


def test_words_that_a_type_does_not_take_are_refused_unless_it_is_known_as_text_only() -> None:
    words = "these are no such words"
    wider = {name for name, kind in TYPES.items() if not takes(kind, words) and passes(schema_of(kind), words)}
    assert {name.rpartition(".")[2] for name in wider} == WIDER
