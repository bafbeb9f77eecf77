"""How the facts of a company are said, and how they are written in a text."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from ivr.line.company_hours import OpeningHours
from ivr.line.model import Written
from ivr.line.terms import Term
from ivr.speech.counts import count_words
from ivr.speech.digits import digit_words
from ivr.speech.lists import list_words
from ivr.speech.money import money_words
from ivr.speech.openings import week_words

CURRENCY = "USD"
Translate = Callable[[str], str]

_MONEY = frozenset({"fees.representative", "fees.card", "pay.least", "pay.most"})
_ALL = frozenset({"services"})
_NOT_FOR_EARS = frozenset(
    {
        "verifiers",
        "pay.connector",
        "pay.link.page",
        "texts.countries",
        "callbacks.countries",
        "callbacks.tries",
        "callbacks.again_after",
        "callbacks.hours",
    }
)
"""Words of machines and of this language, which nobody who calls would understand."""


def paths(model: type[Written]) -> Iterator[str]:
    """Of every fact that does not depend on the names an author gives, such as those of hours."""
    for name, field in model.model_fields.items():
        options = getattr(field.annotation, "__args__", ()) or (field.annotation,)
        inner = [one for one in options if isinstance(one, type) and issubclass(one, Written)]
        for one in inner:
            yield from (f"{name}.{path}" for path in paths(one))
        if not inner:
            yield name


def below(value: object, name: str, path: str) -> object:
    """One step down a path of facts. Raises LookupError with the whole path."""
    if isinstance(value, Mapping) and name in value:
        return value[name]
    if isinstance(value, Written) and name in type(value).model_fields:
        return getattr(value, name)
    raise LookupError(path)


def in_words(value: object, path: str, language: str, say: Translate) -> str:
    """Raises LookupError for what cannot be said, ValueError for what is not given; a fee of nothing is not given."""
    if path in _NOT_FOR_EARS or isinstance(value, bool | StrEnum):
        raise LookupError(path)
    if value in (None, (), "") or (path in _MONEY and value == 0):
        raise ValueError(f"company.yaml does not say {path}.")
    match value:
        case int():
            return money_words(value, CURRENCY, language) if path in _MONEY else count_words(value, language)
        case tuple() if not any(isinstance(one, int) for one in value):
            return list_words([_one(one, say) for one in value], language, last="and" if path in _ALL else "or")
        case OpeningHours():
            return week_words(value.calendar(), language)
        case str():
            return _text(value, path, language, say)
        case _:
            raise LookupError(path)


def _text(value: str, path: str, language: str, say: Translate) -> str:
    if path.endswith("prefix"):
        return digit_words(value, language)
    if path == "phone":
        return digit_words(value.lstrip("+").removeprefix("1"), language)
    return _one(value, say)


def _one(value: object, say: Translate) -> str:
    return say(value) if isinstance(value, Term) else str(value)


def in_figures(value: object, path: str) -> str:
    """As it is read and not heard; nothing for what is no text and no number."""
    match value:
        case bool() | StrEnum():
            return ""
        case int() if path in _MONEY:
            return f"${value // 100:,}.{value % 100:02}" if value else ""
        case tuple():
            return ", ".join(str(one) for one in value)
        case str() | int() | date():
            return str(value)
        case _:
            return ""
