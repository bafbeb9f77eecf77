"""What the commands of the desk work on: the database of an installation, and who takes its calls.

A server may run on the same file meanwhile. Nothing is sealed or unsealed here, so no key is needed and none is made.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from ivr.bootstrap.settings import file_of, settings_from
from ivr.cli.lines import sound_line
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.reading.misfits import nearest
from ivr.routing.roster import Staff
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer, new_key

NO_TOKEN_NEEDED = "nobody's request is checked here"  # noqa: S105 - a sentence in the place of one
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Ground:
    """`line` is the folder that IVR_LINE names."""

    file: Path
    store: DeskStore
    line: str

    def staff(self) -> Staff:
        """Raises CannotRunError where there is no line, BrokenLineError for one with mistakes."""
        _, line = sound_line(self.line)
        return line.representatives.staff(line.language)


@contextmanager
def ground(environment: Mapping[str, str] = os.environ, *, new: bool = False) -> Iterator[Ground]:
    """`new`: a database that is not there yet is made. What goes wrong within is told plainly. Raises CannotRunError."""
    with told_plainly():
        token = environment.get("TWILIO_AUTH_TOKEN") or NO_TOKEN_NEEDED
        settings = settings_from({**environment, "TWILIO_AUTH_TOKEN": token})
        file = file_of(settings)
        if file is None:
            raise CannotRunError(
                "IVR_DATABASE_URL is memory:, which only the server itself can see; the desk's people are kept in a file, "
                "such as sqlite:///ivr.sqlite3"
            )
        if not new and not file.exists():
            raise CannotRunError(
                f"there is no database {file} yet; `ivr serve` and `ivr desk add-user` make one, and IVR_DATABASE_URL names it"
            )
        with desk_store(file, Sealer((new_key(),))) as store:
            yield Ground(file, store, settings.line)


def person(text: str) -> str:
    """The name of somebody, as the pages show it. Raises BadParameter."""
    if text != text.strip() or not text.isprintable() or not 0 < len(text) <= LONGEST_NAME:
        raise click.BadParameter(f"a name is 1 to {LONGEST_NAME} characters on one line, without blanks around it")
    return text


def meant(written: str, known: Sequence[str]) -> str:
    """What was probably meant, as the end of a sentence; what there is where nothing is near."""
    near = nearest(written, known)
    if near:
        return f"did you mean {near[0]}?"
    return f"there is {', '.join(known)}" if known else "there is nobody at all"
