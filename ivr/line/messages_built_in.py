"""What a line says by itself, in words that no author of it wrote: for those who record and review them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from ivr.line.amountphrases import amount_phrases
from ivr.line.callbackphrases import callback_phrases
from ivr.line.line import Line
from ivr.line.payphrases import pay_phrases
from ivr.line.phrases import phrases
from ivr.line.signinphrases import sign_in_phrases

_OF_KINDS: Mapping[str, Callable[[str], object]] = {
    "amount": amount_phrases,
    "pay": pay_phrases,
    "callback": callback_phrases,
    "sign_in": sign_in_phrases,
}
"""Phrases that only lines with such nodes need."""


def built_in(line: Line, language: str) -> dict[str, str]:
    """Every phrase by its name, which is the same in all languages. Raises UnknownLanguageError."""
    found = dict(_named("phrases", phrases(language)))
    kinds = {placed.node.kind for placed in line.nodes.values()}
    for kind, of_language in _OF_KINDS.items():
        if kind in kinds:
            found |= _named(f"phrases.{kind}", of_language(language))
    return found


def _named(name: str, value: object) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _named(f"{name}.{field.name}", getattr(value, field.name))
    elif isinstance(value, str):
        yield name, value
