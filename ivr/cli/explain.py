"""`ivr explain`: the page of a code, or the list of all."""

import shutil

import click

from ivr.checking.registry import documented, find, near
from ivr.cli.trouble import CannotRunError
from ivr.reporting.page import as_list, as_page


@click.command
@click.argument("word", default="", metavar="[CODE or NAME]")
def explain(word: str) -> None:
    """Tell what a finding means, why it matters, and what to write instead.

    By its code (IVR203) or its name (ends-on-an-error); without either, the list of all.
    """
    if not word:
        print(as_list(documented()))
        return
    found = find(word)
    if found is None:
        meant = f"did you mean {near(word)[0]}?" if near(word) else "`ivr explain` lists all there are"
        raise CannotRunError(f"there is no code or name {word}; {meant}")
    print(as_page(found, shutil.get_terminal_size().columns))
