"""Two values of a file that do not go together, told where one of them stands and not at the file's first line."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from ivr.line.model import Path
from ivr.reading.scalars import UnfitError


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`path` leads to the value, from the mapping whose validator found it."""

    path: Path
    message: str
    remedy: str


def refuse(title: str, found: Iterable[Contradiction]) -> None:
    """Raises ValidationError with all of them, which pydantic hands on with their places; for `after` validators."""
    errors = [InitErrorDetails(type=_error(one), loc=one.path, input=None) for one in found]
    if errors:
        raise ValidationError.from_exception_data(title, errors)


def _error(one: Contradiction) -> PydanticCustomError:
    return PydanticCustomError("value_error", "{error}", {"error": UnfitError(one.message, one.remedy)})
