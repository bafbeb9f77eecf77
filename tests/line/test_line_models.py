"""What holds for every model an author writes, whatever it says."""

import dataclasses
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
from pydantic import ValidationError

import ivr.line
from ivr.line.model import Written
from ivr.line.nodes.say import Say
from ivr.line.wording import Wording
from ivr.reading.scalars import ScalarType

BARE = (int, bool, float, str, bytes)


def models() -> list[type[Written]]:
    modules = [import_module(one.name) for one in pkgutil.walk_packages(ivr.line.__path__, "ivr.line.")]
    found = {
        one
        for module in modules
        for one in vars(module).values()
        if inspect.isclass(one) and issubclass(one, Written) and one is not Written
    }
    return sorted(found, key=lambda one: one.__qualname__)


MODELS = models()


def bare(annotation: object, *, typed: bool = False) -> Iterator[object]:
    """Every type inside an annotation that pydantic would parse by rules of its own."""
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        yield from bare(inner, typed=any(isinstance(one, ScalarType) for one in metadata))
    elif typed:
        return
    elif annotation in BARE or (inspect.isclass(annotation) and issubclass(annotation, dict)):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from bare(inner)


def test_there_are_models_to_look_at() -> None:
    assert len(MODELS) > 20


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__qualname__)
def test_no_key_is_read_as_a_bare_int_bool_float_or_str(model: type[Written]) -> None:
    hints = get_type_hints(model, include_extras=True)
    assert {name: list(bare(hints[name])) for name in model.model_fields if list(bare(hints[name]))} == {}


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__qualname__)
def test_no_mapping_has_keys_that_could_merge(model: type[Written]) -> None:
    """1 and 01 are one integer; a key type of ours takes one spelling only."""

    def keys(annotation: object) -> Iterator[object]:
        origin = get_origin(annotation)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            yield get_args(annotation)[0]
        for inner in get_args(annotation):
            yield from keys(inner)

    hints = get_type_hints(model, include_extras=True)
    found = [key for name in model.model_fields for key in keys(hints[name])]
    assert [key for key in found if get_origin(key) is not Annotated or get_args(key)[0] is int] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__qualname__)
def test_every_key_says_what_it_is_for(model: type[Written]) -> None:
    assert [name for name, field in model.model_fields.items() if not (field.description or "").endswith(".")] == []
    assert model.__doc__


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__qualname__)
def test_a_model_takes_no_key_it_does_not_know(model: type[Written]) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"this_key_is_not_there": "x"})
    assert "extra_forbidden" in {one["type"] for one in caught.value.errors()}


def test_a_node_does_not_change_once_it_was_read() -> None:
    node = Say.model_validate({"say": "Hello.", "next": "main"})
    with pytest.raises(ValidationError):
        node.next = "elsewhere"
    assert isinstance(node.say, tuple)
    (wording,) = node.say
    assert isinstance(wording, Wording)
    with pytest.raises(dataclasses.FrozenInstanceError):
        wording.text = "Goodbye."
