"""`ivr mutate`: a line with one mistake more, again and again, and whether its calls notice."""

import os
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ivr.carrier.handsets.script import ScriptFailedError
from ivr.checking.rule import Subject
from ivr.cli.lines import sound_line
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.diagnostics import Diagnostic
from ivr.exploring.fates import Fate, alive, percent_alive
from ivr.exploring.mutants import OPERATORS, Mutant, mutants
from ivr.line.callfile import CallFile
from ivr.line.compile import compile_line
from ivr.line.explained import MUTANTS_FILE, Explanations, read_explained
from ivr.line.loading import DEFAULT_LINE, Loaded, files_of_folder, load
from ivr.reading.compose import read_source
from ivr.rehearsal.journeys import Journey, calls_of, journeys
from ivr.rehearsal.mutating_pool import Assize, fates
from ivr.rehearsal.still import Still, still
from ivr.reporting.mutation import as_json, conclusion, survivor, table

FAILED = 1
DEFAULT_SEED = 1
MOST = 5.0
NEEDS = "drop-needs"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which mutants of all are tried, and by how many processes at once."""

    only: tuple[str, ...]
    sample: int | None
    seed: int
    jobs: int

    def of(self, every: Sequence[Mutant]) -> list[Mutant]:
        """In their own order. Raises CannotRunError where there are none."""
        chosen = [one for one in every if not self.only or one.operator in self.only]
        if not chosen:
            raise CannotRunError("nothing in this line can be changed in that way")
        if self.sample is None or self.sample >= len(chosen):
            return chosen
        drawn = set(random.Random(self.seed).sample(range(len(chosen)), self.sample))  # noqa: S311 - a sample, no secret
        return [one for number, one in enumerate(chosen) if number in drawn]


@click.command
@click.argument("line", default=DEFAULT_LINE)
@click.option("--only", multiple=True, type=click.Choice(list(OPERATORS)), help="One kind of mistake; may be repeated.")
@click.option("--sample", type=click.IntRange(min=1), help="So many of the mutants, drawn at random.")
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="Another sample.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes at once; by default as many as there are cores.")
@click.option("--most", type=click.FloatRange(0, 100), default=MOST, show_default=True, help="Per cent that may live.")
@click.option("--json", "in_json", is_flag=True, help="A row for each mutant, for programs.")
def mutate(
    line: str, only: tuple[str, ...], sample: int | None, seed: int, jobs: int | None, most: float, *, in_json: bool
) -> None:
    """Make one mistake after another in a line, and tell which of them no call notices.

    LINE is the folder of a line. Its calls are played on each mutant until one fails; what they let pass, `ivr check` may
    find. A mutant that lives on, and with reason, stands in mutants.yaml beside the line. Exit code 0: few live, and each is
    explained; 1: that is not so; 2: it could not run.
    """
    began = time.perf_counter()
    with told_plainly():
        sound_line(line)
        files = still(files_of_folder(line))
        loaded = load(files)
        explained = _explained(Path(line))
        every = list(mutants(loaded))
        tried = _tried(files, calls_of(Path(line)), _Wanted(only, sample, seed, jobs or os.cpu_count() or 1), every)
    if in_json:
        click.echo(as_json(tried, explained.why))
    else:
        _tell(tried, loaded, explained, time.perf_counter() - began)
    unknown = sorted(explained.why.keys() - {one.id for one in every})
    for name in unknown:
        click.echo(f"{explained.places[name]} There is no mutant {name}.", err=in_json)
    left = [one for one in alive(tried) if one.mutant.id not in explained.why]
    sys.exit(FAILED if left or unknown or percent_alive(tried) > most else 0)


def _tried(files: Still, calls: Mapping[Path, CallFile], wanted: _Wanted, every: Sequence[Mutant]) -> list[Fate]:
    chosen = wanted.of(every)
    if not calls:
        raise CannotRunError("there is no *.call.yaml file there to play")
    try:
        with click.progressbar(journeys(calls, files), len(calls), "Calls", file=sys.stderr) as bar:
            came_by: list[Journey] = list(bar)
    except ScriptFailedError as error:
        raise CannotRunError(f"a call fails on the line as it is, so it can notice nothing.\n\n{error}") from None
    needless = any(one.operator == NEEDS for one in chosen) and _is_proven(files)
    assize = Assize(files, calls, came_by, needless=needless)
    with click.progressbar(fates(assize, chosen, wanted.jobs), len(chosen), "Mutants", file=sys.stderr) as found:
        return list(found)


def _is_proven(files: Still) -> bool:
    """Whether nobody comes to what is for callers who are known without being known that well. It takes a walk of all calls."""
    from ivr.checking.certificates.unverified_account import unverified_account  # noqa: PLC0415 - heavy, seldom needed
    from ivr.checking.proving import prove  # noqa: PLC0415

    line = load(files).line
    if line is None:
        return False
    proved = prove(Subject(line, compile_line(line).program, None))
    return not proved.given_up and unverified_account.code not in {one.finding.code for one in proved.breaks}


def _explained(folder: Path) -> Explanations:
    """Raises CannotRunError for a file that cannot be read; none at all explains nothing."""
    file = folder / MUTANTS_FILE
    if not file.exists():
        return Explanations({}, {})
    source = read_source(file)
    explained, findings = (None, (source,)) if isinstance(source, Diagnostic) else read_explained(source)
    if findings or explained is None:
        raise CannotRunError("\n".join(map(str, findings)))
    return explained


def _tell(tried: Sequence[Fate], loaded: Loaded, explained: Explanations, seconds: float) -> None:
    for one in alive(tried):
        click.echo(f"{survivor(one, loaded.texts, explained.why.get(one.mutant.id, ''))}\n")
    click.echo(f"{table(tried)}\n\n{conclusion(tried)} {seconds:.1f} s")
