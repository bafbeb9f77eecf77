"""The facts of a company by their paths: how each is said and written, and which of them are switches."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Annotated, get_args, get_origin

from pydantic.fields import FieldInfo

from ivr.line.company_hours import OpeningHours
from ivr.line.condition import Condition
from ivr.line.model import Written
from ivr.line.terms import Term
from ivr.reading.misfits import nearest
from ivr.reading.scalars import ScalarType
from ivr.reading.spelling import shown
from ivr.speech.counts import count_words
from ivr.speech.digits import digit_words
from ivr.speech.lists import list_words
from ivr.speech.money import money_words
from ivr.speech.openings import week_words

CURRENCY = "USD"
Translate = Callable[[str], str]

MONEY = frozenset({"fees.representative", "fees.card", "pay.least", "pay.most"})
_ALL = frozenset({"services"})
_FOR_NOBODY_S_EARS = frozenset({"verifiers", "pay.connector", "pay.link.page", "texts.countries"})


def switches(model: type[Written]) -> Mapping[str, FieldInfo]:
    """Every path a condition may name, and the field it leads to: single values, lists, and mappings that may be left
    out. Hours are no switch: each line names its own."""
    return dict(_fields(model))


def _fields(model: type[Written], before: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        inner = [one for one in _members(field.annotation) if isinstance(one, type) and issubclass(one, Written)]
        optional = NoneType in _members(field.annotation)
        if not isinstance(get_origin(field.annotation), type) or not issubclass(get_origin(field.annotation), Mapping):
            if optional or not inner:
                yield before + name, field
        for one in inner:
            yield from _fields(one, f"{before}{name}.")


def _members(annotation: object) -> tuple[object, ...]:
    """Of a union such as `X | None`; a list is one thing, whatever is in it."""
    origin = get_origin(annotation)
    return (annotation,) if origin in (None, tuple, Annotated) or isinstance(origin, type) and issubclass(origin, Mapping) else get_args(annotation)
