"""Mistakes of whoever types: a sentence on standard error and exit code 2, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

COULD_NOT_RUN = 2


class CannotRunError(click.ClickException):
    """The command could not do what it is for; the message says what is missing and how to get on."""

    exit_code = COULD_NOT_RUN


@contextmanager
def told_plainly() -> Iterator[None]:
    """What the floors below raise about a user's mistake becomes a CannotRunError."""
    try:
        yield
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise CannotRunError(sentence) from None


def _sentence(error: Exception) -> str | None:
    """None for what is no mistake of a user's."""
    # Imported here, because half of the commands never need the floors that these names bring along.
    from ivr.bootstrap.settings import SettingsError  # noqa: PLC0415
    from ivr.carrier.handsets.keys import BadKeysError  # noqa: PLC0415
    from ivr.rehearsal.finding import NoLineError, NotPlayableError  # noqa: PLC0415
    from ivr.service.lines import BrokenLineError  # noqa: PLC0415
    from ivr.service.ports import StoreError  # noqa: PLC0415

    match error:
        case BrokenLineError():
            return f"the line has mistakes, so nobody can call it; `ivr check` shows all there are.\n\n{error}"
        case NotPlayableError():
            return f"the call file has mistakes.\n\n{error}"
        case BadKeysError():
            return f"--keys: {error}"
        case StoreError():
            return f"the database: {error}"
        case SettingsError() | NoLineError():
            return str(error)
        case _:
            return None
