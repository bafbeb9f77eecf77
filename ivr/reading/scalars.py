"""The types an author's text is parsed into. Each owns its `parse`; none guesses.

pydantic's own int takes 1_000 and 0123, its bool takes "on", and plain YAML turns 12:30 into 750: so no model uses a
bare int, bool or float. `scalar` makes a field's type out of a parser, and carries the schema editors use.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from ivr.reading.spelling import shown


class UnfitError(ValueError):
    """A text that does not fit. The message is a whole sentence; `help` says what to write instead."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - the field of Diagnostic is called help
        super().__init__(message)
        self.help = help


@dataclass(frozen=True, slots=True)
class ScalarType:
    """Stands in Annotated[value type, here]: takes text only, parses it, and describes itself to editors.

    `example` is shown where the author left the key out.
    """

    parse: Callable[[str], object]
    json_schema: JsonSchemaValue
    example: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.parse, core_schema.str_schema(strict=True))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.json_schema)

    def __hash__(self) -> int:
        return hash((self.parse, self.example))


def scalar(parse: Callable[[str], object], json_schema: JsonSchemaValue, example: str = "") -> ScalarType:
    """A type of text: `Annotated[int, scalar(parse_count, {...}, "3")]`; without `example` the schema's first is taken.

    `parse` raises ValueError with a whole sentence, or UnfitError with a help besides. `json_schema` must allow what
    an editor sees in unquoted text: a number where digits may stand alone.
    """
    examples = json_schema.get("examples") or json_schema.get("enum") or ("...",)
    return ScalarType(parse, json_schema, example or str(examples[0]))


_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_SECONDS = re.compile(r"(0|[1-9][0-9]{0,5})(?: s)?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MONEY = re.compile(r"(0|[1-9][0-9]{0,11})\.([0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LOOSE_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-5][0-9]))? ?([ap])?\.?m?\.?", re.IGNORECASE)
_YES = frozenset({"yes", "on", "y", "1", "true"})
_NO = frozenset({"no", "off", "n", "0", "false"})


def parse_text(text: str) -> str:
    if not text.strip():
        raise UnfitError("There is no text here.", "Write the words, or leave the key out.")
    return text


def parse_count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise UnfitError(
            f"{shown(text)} is not a whole number.",
            "Write digits only, such as 3: no sign, no words, no zero in front.",
        )
    return int(text)


def parse_seconds(text: str) -> int:
    found = _SECONDS.fullmatch(text)
    if found is None:
        raise UnfitError(f"{shown(text)} is not a number of seconds.", "Write whole seconds, such as 20 or 20 s.")
    return int(found[1])


def parse_flag(text: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    word = text.strip().lower()
    meant = "true" if word in _YES else "false" if word in _NO else "true or false"
    raise UnfitError(f"{shown(text)} is neither true nor false.", f"Write {meant}.")


def parse_name(text: str) -> str:
    if not _NAME.fullmatch(text):
        meant = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        such = meant if _NAME.fullmatch(meant) else "pay_my_bill"
        raise UnfitError(
            f"{shown(text)} is not a name.",
            f"A name begins with a small letter and holds small letters, digits and underscores, such as {such}.",
        )
    return text


def parse_money_text(text: str) -> int:
    """Cents."""
    found = _MONEY.fullmatch(text)
    if found is None:
        raise UnfitError(
            f"{shown(text)} is not an amount of money.",
            "Write the amount with two digits for the cents and no currency sign or comma, such as 134.50.",
        )
    return int(found[1]) * 100 + int(found[2])


def parse_day(text: str) -> date:
    problem = f"{shown(text)} is not a date."
    if not _DAY.fullmatch(text):
        raise UnfitError(problem, "Write year, month and day with dashes, such as 2026-11-26.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnfitError(f"There is no day {shown(text)} in the calendar.", "Check the month and the day.") from None


def parse_time_of_day(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise UnfitError(
            f"{shown(text)} is not a time of day.",
            f"Write hours and minutes on a 24-hour clock, such as {_likely_time(text)}.",
        )
    return time(int(found[1]), int(found[2]))


def _likely_time(text: str) -> str:
    found = _LOOSE_TIME.fullmatch(text.strip())
    if found is None:
        return "08:30"
    hour, half = int(found[1]), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24:
        return "00:00, which also means the end of the day"
    return f"{hour:02}:{found[2] or '00'}" if hour < 24 else "08:30"


_NUMBER = ["integer", "string"]

Text = Annotated[str, scalar(parse_text, {"type": "string", "minLength": 1, "pattern": r"\S"}, "...")]
Count = Annotated[int, scalar(parse_count, {"type": _NUMBER, "minimum": 0, "pattern": f"^({_COUNT.pattern})$"}, "3")]
Seconds = Annotated[
    int, scalar(parse_seconds, {"type": _NUMBER, "minimum": 0, "pattern": f"^{_SECONDS.pattern}$"}, "20 s")
]
Flag = Annotated[bool, scalar(parse_flag, {"enum": [True, False, "true", "false"]}, "true")]
NAME_PATTERN = f"^{_NAME.pattern}$"
"""For schemas of names that may hold less than any name."""
Name = Annotated[str, scalar(parse_name, {"type": "string", "pattern": NAME_PATTERN}, "main")]
Money = Annotated[
    int, scalar(parse_money_text, {"type": ["number", "string"], "pattern": f"^{_MONEY.pattern}$"}, "134.50")
]
Day = Annotated[date, scalar(parse_day, {"type": "string", "pattern": f"^{_DAY.pattern}$"}, "2026-11-26")]
TimeOfDay = Annotated[time, scalar(parse_time_of_day, {"type": "string", "pattern": f"^{_TIME.pattern}$"}, "08:30")]
