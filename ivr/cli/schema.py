"""`ivr schema`: JSON Schemas of a line's files, for editors."""

import os
from pathlib import Path

import click

from ivr.cli.schema_files import file_of, files_below, text_of, written_to
from ivr.cli.schema_settings import NotOursError, change, to_add
from ivr.cli.trouble import CannotRunError
from ivr.line.schema import SCHEMAS

VSCODE = Path(".vscode")


@click.command
@click.argument("kind", metavar="[KIND]", type=click.Choice(list(SCHEMAS)), required=False)
@click.option("--write", "folder", type=click.Path(path_type=Path), help="Write all of them to this folder.")
@click.option("--editor", type=click.Choice(["vscode"]), help="Write all of them, and the settings of this editor.")
def schema(kind: str | None, folder: Path | None, editor: str | None) -> None:
    """Print the JSON Schema of a kind of file, for editors.

    KIND is line, part, company, representatives, call, accounts or directory; without it, line. --editor vscode makes
    VS Code's YAML extension ready for all lines below this folder; settings that are there already stay.
    """
    if kind is not None and (folder or editor):
        raise click.UsageError("--write and --editor write the schemas of every kind; leave the kind out")
    if editor is not None:
        _for_vscode(folder or VSCODE / "ivr")
    elif folder is not None:
        print(f"Wrote {written_to(folder)} schemas to {folder}.")
    else:
        print(text_of(kind or "line"))


def _for_vscode(folder: Path) -> None:
    """Raises CannotRunError."""
    print(f"Wrote {written_to(folder)} schemas to {folder}.")
    settings = VSCODE / "settings.json"
    schemas = {_as_setting(folder / file_of(one)): files for one, files in files_below(Path()).items()}
    try:
        changed = change(settings, schemas)
    except NotOursError as error:
        raise CannotRunError(
            f"{settings} was left as it is: {error}. Write this into it by hand:\n\n{to_add(schemas)}"
        ) from None
    except OSError as error:
        raise CannotRunError(f"{settings} cannot be written ({error.strerror})") from None
    print(f"{settings} names them now." if changed else f"{settings} names them already.")
    print("They are used by the extension redhat.vscode-yaml.")


def _as_setting(file: Path) -> str:
    """From the working folder, which the extension knows by a point in front; elsewhere, the whole address."""
    below = os.path.relpath(file)
    return file.absolute().as_uri() if below.startswith("..") else f"./{Path(below).as_posix()}"
