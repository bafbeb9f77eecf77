"""What is said when a value does not fit its model. pydantic's kinds of error come in, plain sentences go out.

No kind pydantic may add one day reaches an author in its words: what is not known here becomes one general sentence.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ivr.diagnostics import Diagnostic
from ivr.reading import mistakes
from ivr.reading.scalars import UnfitError
from ivr.reading.spelling import entry, shown
from ivr.reading.tree import Listing, Path, Scalar, Table, YamlNode
from ivr.source import Place

TEXT = frozenset({"string_type"})
MAPPING = frozenset({"dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"})
LIST = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type", "sequence_str"})
SHAPES = TEXT | MAPPING | LIST
_CHOICES = frozenset({"literal_error", "enum", "union_tag_invalid"})
_LIMITS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Misfit:
    """One value that does not fit: what pydantic calls it, where it stands, and what is known around it.

    `kinds` holds more than one kind where several shapes would have been right. `keys` are the keys the mapping
    around it may hold, `spelling` is how a missing key, or the keys of a missing mapping, would be written.
    """

    kinds: frozenset[str]
    path: Path
    node: YamlNode
    place: Place
    context: Mapping[str, object] = field(default_factory=dict)
    keys: Sequence[str] = ()
    spelling: str = ""
    custom: str = ""

    @property
    def kind(self) -> str:
        return min(self.kinds)


def say(misfit: Misfit) -> Diagnostic:
    """The finding for one misfit."""
    kind = misfit.kind
    if misfit.kinds & SHAPES:
        return _wrong_shape(misfit)
    if kind == "missing":
        return _missing(misfit)
    if kind == "extra_forbidden":
        return _unknown_key(misfit)
    if kind in ("value_error", "assertion_error"):
        return _bad_value(misfit)
    if kind in _CHOICES:
        return _choice(misfit)
    if kind in ("too_short", "too_long"):
        return _count(misfit)
    return mistakes.BAD_VALUE.at(misfit.place, misfit.custom or _limits(misfit))


def owner(path: Path) -> str:
    """What a place in a file is called in a sentence."""
    match path:
        case (*_, str() as name):
            return shown(name)
        case (*_, str() as name, int() as number):
            return f"Item {number + 1} of {shown(name)}"
        case (*_, int() as number):
            return f"Item {number + 1} of the list"
        case _:
            return "This file"


def _missing(misfit: Misfit) -> Diagnostic:
    *around, key = misfit.path
    return mistakes.MISSING_KEY.at(
        misfit.place, f"{owner(tuple(around))} needs the key {shown(str(key))}.", f"Write: {misfit.spelling}"
    )


def _unknown_key(misfit: Misfit) -> Diagnostic:
    *around, key = misfit.path
    return mistakes.UNKNOWN_KEY.at(
        misfit.place,
        f"{owner(tuple(around))} has no key {shown(str(key))}.",
        _suggestion(str(key), misfit.keys, "Its keys are"),
    )


def nearest(written: str, known: Sequence[str]) -> list[str]:
    """The known word the author most likely meant, if there is one."""
    return difflib.get_close_matches(written, known, n=1)


def _suggestion(written: str, known: Sequence[str], otherwise: str) -> str:
    for near in nearest(written, known):
        return f"Did you mean {near}?"
    more = " and more" if len(known) > _LISTED else ""
    return f"{otherwise} {', '.join(known[:_LISTED])}{more}." if known else ""


def _bad_value(misfit: Misfit) -> Diagnostic:
    error = misfit.context.get("error")
    help_text = error.help if isinstance(error, UnfitError) else ""
    if isinstance(misfit.node, Scalar) and not misfit.node.text:
        return mistakes.BAD_VALUE.at(misfit.place, f"{owner(misfit.path)} holds nothing.", help_text)
    return mistakes.BAD_VALUE.at(misfit.place, _sentence(str(error)), help_text)


def _sentence(text: str) -> str:
    """With a capital and a full stop: the parsers of other floors state bare facts."""
    text = text.strip() or "This value does not fit here"
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def _choice(misfit: Misfit) -> Diagnostic:
    choices = re.findall(r"'([^']*)'", str(misfit.context.get("expected_tags") or misfit.context.get("expected") or ""))
    written = str(misfit.context.get("tag") or (misfit.node.text if isinstance(misfit.node, Scalar) else ""))
    return mistakes.UNKNOWN_CHOICE.at(
        misfit.place,
        f"{shown(written)} is not one of the words that can stand here.",
        _suggestion(written, choices, "It is one of"),
    )


def _count(misfit: Misfit) -> Diagnostic:
    few = misfit.kind == "too_short"
    limit = misfit.context.get("min_length" if few else "max_length")
    number = misfit.context.get("actual_length")
    noun = "entry" if limit == 1 else "entries"
    has = f"has {number}" if number else "has none"
    return mistakes.WRONG_COUNT.at(
        misfit.place,
        f"{owner(misfit.path)} {'needs at least' if few else 'may have at most'} {limit} {noun} and {has}.",
        "Add what is missing." if few else "Take some out, or spread them over several places.",
    )


def _limits(misfit: Misfit) -> str:
    for key, words in _LIMITS.items():
        if key in misfit.context:
            return f"{owner(misfit.path)} must be {words} {misfit.context[key]}."
    return f"The value of {owner(misfit.path)} does not fit here." if misfit.path else "This does not fit here."


def _wrong_shape(misfit: Misfit) -> Diagnostic:
    return mistakes.WRONG_SHAPE.at(
        misfit.place, f"{owner(misfit.path)} holds {_found(misfit.node)} where {_expected(misfit.kinds)} expected.",
        _shape_help(misfit),
    )  # fmt: skip


def _found(node: YamlNode) -> str:
    match node:
        case Scalar(text=""):
            return "nothing"
        case Scalar():
            return "text"
        case Listing():
            return "a list"
        case Table():
            return "a mapping (keys with values)"


def _expected(kinds: frozenset[str]) -> str:
    named = [(TEXT, "text"), (LIST, "a list"), (MAPPING, "a mapping (keys with values)")]
    words = [word for family, word in named if kinds & family]
    return f"{' or '.join(words)} {'is' if len(words) == 1 else 'are'}"


def _shape_help(misfit: Misfit) -> str:
    last = misfit.path[-1] if misfit.path else ""
    name = last if isinstance(last, str) else ""
    match misfit.node:
        case Table(entries=((key, Scalar() as value),)) if misfit.kinds & TEXT and not value.quoted and value.text:
            return f"If it is a sentence, put it in quotes: {entry(name, f'{key.text}: {value.text}')}"
        case Listing(flow=True) if misfit.kinds & TEXT and all(isinstance(item, Scalar) for item in misfit.node.items):
            words = ", ".join(item.text for item in misfit.node.items if isinstance(item, Scalar))
            return f"If it is a sentence, put it in quotes: {entry(name, words)}"
        case _ if misfit.kinds & TEXT:
            return "Write one text here, in quotes if it holds colons, braces or commas."
        case Scalar(text=text) if misfit.kinds & LIST:
            return f"Write one item per line, each after a dash: - {text or '...'}"
        case _ if misfit.kinds & LIST:
            return "Write one item per line, each after a dash."
        case _:
            such = f", such as {misfit.spelling}" if misfit.spelling else ""
            return f"Write keys with values below it, each on a line of its own and two spaces further in{such}"
