"""`ivr test`: the calls that stand beside a line, played one after the other. `pytest` does the same with more to tell."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from ivr.cli.trouble import CannotRunError
from ivr.rehearsal.finding import call_files
from ivr.rehearsal.trying import FAILURES, Lines, attempt

FAILED = 1


@click.command
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--show", is_flag=True, help="Print the transcript of every call.")
def test(paths: Sequence[Path], *, show: bool) -> None:
    """Play *.call.yaml files, in this process and in virtual time.

    PATHS are such files, or folders that have some below them; by default menus. Exit code 0: every call went as it is
    written; 1: one did not; 2: there is nothing to play.
    """
    files = list(call_files(paths or [path for path in [Path("menus")] if path.exists()]))
    if not files:
        raise CannotRunError("there is no *.call.yaml file here; name the folder of a line")
    began = time.perf_counter()
    lines = Lines()
    failed = sum(not _passes(file, lines, show=show) for file in files)
    print(f"\n{len(files)} call{'s' * (len(files) > 1)}, {failed} failed, {time.perf_counter() - began:.1f} s")
    sys.exit(FAILED if failed else 0)


def _passes(file: Path, lines: Lines, *, show: bool) -> bool:
    try:
        done = attempt(file, lines)
    except FAILURES as error:
        print(f"failed  {file}")
        print("\n".join(f"    {line}" for line in _told(error).splitlines()))
        return False
    print(f"ok      {file}  ({done.seconds:.0f} s of talk)")
    if show:
        print(f"{done.transcript}\n")
    return True


def _told(error: Exception) -> str:
    """With the first line of what the line logged; pytest shows all of it."""
    return "\n".join([str(error), *(note.partition("\n")[0] for note in getattr(error, "__notes__", ()))])
