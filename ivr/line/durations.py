"""How long something lasts, as an author writes it: `20 s`, `30 minutes`, `2 hours`; a bare number is seconds."""

import re
from typing import Annotated

from ivr.reading.scalars import ScalarType, UnfitError, scalar
from ivr.reading.spelling import shown

MINUTE, HOUR = 60, 3600
_DURATION = re.compile(r"(0|[1-9][0-9]{0,5})(?: (s|seconds?|minutes?|hours?))?")


def parse_duration(text: str) -> int:
    """Seconds. Raises UnfitError."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise UnfitError(
            f"{shown(text)} is not a length of time.", "Write a whole number and its unit, such as 20 s or 30 minutes."
        )
    unit = found[2] or "s"
    return int(found[1]) * (HOUR if unit.startswith("hour") else MINUTE if unit.startswith("minute") else 1)


def duration(least: int, most: int, example: str) -> ScalarType:
    """Seconds between two bounds, both included."""

    def parse(text: str) -> int:
        seconds = parse_duration(text)
        if not least <= seconds <= most:
            wrong = "short" if seconds < least else "long"
            raise UnfitError(
                f"{written(seconds)} is too {wrong} here.",
                f"Write {written(least)} to {written(most)}, such as {example}.",
            )
        return seconds

    return scalar(parse, {"type": ["integer", "string"], "pattern": f"^({_DURATION.pattern})$"}, example)


def written(seconds: int) -> str:
    """In the largest unit that leaves no rest."""
    for unit, size in (("hour", HOUR), ("minute", MINUTE)):
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}{'' if seconds == size else 's'}"
    return f"{seconds} s"


RingSeconds = Annotated[int, duration(5, 10 * MINUTE, "20 s")]
"""Twilio, Dial: timeout."""
WrapUp = Annotated[int, duration(0, HOUR, "30 s")]
LongestWait = Annotated[int, duration(10, 4 * HOUR, "30 minutes")]
"""Twilio ends a call after four hours."""
Every = Annotated[int, duration(10, 10 * MINUTE, "30 s")]
MessageLength = Annotated[int, duration(5, 10 * MINUTE, "2 minutes")]
