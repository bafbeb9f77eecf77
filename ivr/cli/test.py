"""`ivr test`: the calls that stand beside a line, played one after the other. `pytest` does the same with more to tell."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from ivr.cli.testing import Wanted, Wishes
from ivr.cli.trouble import CannotRunError
from ivr.rehearsal.finding import call_files

FAILED = 1


@click.command
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--show", is_flag=True, help="Print the transcript of every call.")
@click.option("--trace", is_flag=True, help="Print the traceback where the line itself came to a fault.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write what went how as a JUnit report.")
@click.option(
    "--coverage",
    is_flag=True,
    help="Tell which ways of the line no call takes, and fail below what line.yaml asks for.",
)
@click.option(
    "--coverage-html",
    "html",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also write that as a page for each line into this folder.",
)
@click.option(
    "--coverage-lcov",
    "lcov",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write it as an lcov tracefile.",
)
@click.option(
    "--suggest",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write call files for what is missing into this folder.",
)
def test(
    paths: Sequence[Path],
    *,
    show: bool,
    trace: bool,
    junit: Path | None,
    coverage: bool,
    html: Path | None,
    lcov: Path | None,
    suggest: Path | None,
) -> None:
    """Play *.call.yaml files, in this process and in virtual time.

    PATHS are such files, or folders that have some below them; by default menus. Exit code 0: every call went as it is
    written; 1: one did not, or too little of the line was tried; 2: there is nothing to play.
    """
    files = list(call_files(paths or [path for path in [Path("menus")] if path.exists()]))
    if not files:
        raise CannotRunError("there is no *.call.yaml file here; name the folder of a line")
    began = time.perf_counter()
    wanted = Wanted(coverage=coverage, html=html, lcov=lcov, suggest=suggest, junit=junit)
    wishes = Wishes(wanted, show=show, trace=trace)
    failed = sum(not wishes.passes(file) for file in files)
    print(f"\n{len(files)} call{'s' * (len(files) > 1)}, {failed} failed, {time.perf_counter() - began:.1f} s")
    enough = wishes.told()
    sys.exit(FAILED if failed or not enough else 0)
