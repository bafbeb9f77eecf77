"""Where the words of a command go: into a file that was named, or onto a terminal, in colours for whoever did not ask for none."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from ivr.cli.trouble import CannotRunError
from ivr.reporting.text import Tone, plainly

_COLOURS = {Tone.ERROR: "red", Tone.WARNING: "yellow", Tone.CARET: "green", Tone.FAINT: "blue"}


def write(file: Path, text: str, *, folders: bool = False) -> None:
    """`folders`: with those that are not there yet. Raises CannotRunError."""
    try:
        if folders:
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotRunError(f"{file} cannot be written: {error.strerror}") from None


def coloured() -> bool:
    """Whether the words go to a terminal whose user did not ask for no colours. https://no-color.org"""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def paint() -> Callable[[str, Tone], str]:
    """How findings are painted there."""
    if not coloured():
        return plainly
    return lambda text, tone: click.style(text, fg=_COLOURS.get(tone), bold=tone is not Tone.FAINT)
