"""Mistakes of whoever types: a sentence on standard error and exit code 2, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from ivr.bootstrap import SettingsError
from ivr.carrier.handsets.keys import BadKeysError
from ivr.rehearsal.trying import NoLineError, NotPlayableError
from ivr.service.lines import BrokenLineError
from ivr.service.ports import StoreError

COULD_NOT_RUN = 2


class CannotRunError(click.ClickException):
    """The command could not do what it is for; the message says what is missing and how to get on."""

    exit_code = COULD_NOT_RUN


@contextmanager
def told_plainly() -> Iterator[None]:
    """What the floors below raise about a user's mistake becomes a CannotRunError."""
    try:
        yield
    except BrokenLineError as error:
        raise CannotRunError(
            f"the line has mistakes, so nobody can call it; `ivr check` shows all there are.\n\n{error}"
        ) from None
    except NotPlayableError as error:
        raise CannotRunError(f"the call file has mistakes.\n\n{error}") from None
    except BadKeysError as error:
        raise CannotRunError(f"--keys: {error}") from None
    except StoreError as error:
        raise CannotRunError(f"the database: {error}") from None
    except (SettingsError, NoLineError) as error:
        raise CannotRunError(str(error)) from None
