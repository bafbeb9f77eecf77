"""Keys that stand elsewhere now: whoever writes one where it used to be is told where it went, and every other mistake
beside it is told as well."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from ivr.line.contradiction import Contradiction, refuse

T = TypeVar("T")


def without_moved(title: str, written: object, read: Callable[[object], T], moved: Mapping[str, tuple[str, str]]) -> T:
    """What `read` makes of a mapping without its `moved` keys, for `wrap` validators; each has a fact and a help. Raises
    ValidationError when there is one, or when `read` does."""
    if not isinstance(written, dict) or not moved.keys() & written.keys():
        return read(written)
    gone = [Contradiction((key,), *moved[key]) for key in moved if key in written]
    errors = _errors(lambda: refuse(title, gone))
    errors += _errors(lambda: read({key: value for key, value in written.items() if key not in moved}))
    raise ValidationError.from_exception_data(title, errors)


def _errors(validating: Callable[[], object]) -> list[InitErrorDetails]:
    """What is wrong, as pydantic takes it once more."""
    try:
        validating()
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [
            InitErrorDetails(type=one["type"], loc=one["loc"], input=one["input"], ctx=one.get("ctx", {}))
            for one in found
        ]
    return []
