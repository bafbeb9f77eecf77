"""`ivr storm`: the calls of a line, played with every fault at every request."""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ivr.carrier.handsets.script import ScriptFailedError
from ivr.cli.lines import load_folder
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.line.callfile import CallFile
from ivr.line.loading import DEFAULT_LINE, Loaded
from ivr.rehearsal.finding import call_files, line_folder, read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.report import name_of, table, verdict
from ivr.rehearsal.storm import FAULTS, Outcome, Trial, compared, trials, weather
from ivr.rehearsal.trying import Lines

FAILED = 1
DEFAULT_SEED = 1


@click.command
@click.argument("line", default=DEFAULT_LINE)
@click.option(
    "--call", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One call file only."
)
@click.option("--turn", type=click.IntRange(min=1), help="One request only, counted from 1.")
@click.option("--fault", type=click.Choice(list(FAULTS)), help="One fault only.")
@click.option("--sample", type=click.IntRange(min=1), help="So many of the trials, drawn at random.")
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="Another sample.")
def storm(line: str, file: Path | None, turn: int | None, fault: str | None, sample: int | None, seed: int) -> None:
    """Play the calls of a line on bad days, and tell where the callers end.

    LINE is the folder of a line. Each of its *.call.yaml files is played again for every request it makes and every
    fault there is; a file that names a url calls that. --call, --turn and --fault together name one trial, whose transcript is printed. Exit code 0: no
    caller was dropped, and nothing was done twice; 1: that is not so; 2: there is nothing to play.
    """
    began = time.perf_counter()
    with told_plainly(), overheard():
        stage = _Calls([file] if file else _files_of(line))
        chosen = [one for one in stage.trials() if turn in (None, one.turn) and fault in (None, one.fault)]
        if not chosen:
            raise CannotRunError("there is no such trial; the call may have fewer requests")
        drawn = chosen if sample is None else _drawn(chosen, sample, seed)
        outcomes = [stage.outcome(one) for one in drawn]
    _tell(outcomes, len(chosen), time.perf_counter() - began)
    bad = [one for one in outcomes if one.bad]
    for one in bad:
        print(f"\n{name_of(one)}: {verdict(one)}\n  see it: {_again(line, one)}")
    sys.exit(FAILED if bad else 0)


def _files_of(line: str) -> list[Path]:
    load_folder(line)
    return list(call_files([Path(line)]))


class _Calls:
    """Call files, each read once. Raises CannotRunError where there are none, NotPlayableError, NoLineError."""

    def __init__(self, files: Sequence[Path]) -> None:
        if not files:
            raise CannotRunError("there is no *.call.yaml file there to play")
        self._lines = Lines()
        self._calls: dict[Path, CallFile] = {file: read(file) for file in files}
        self._good = {file: self._played(Trial(file)) for file in files}

    def trials(self) -> Iterator[Trial]:
        """Every trial of every call."""
        for good in self._good.values():
            yield from trials(good)

    def outcome(self, trial: Trial) -> Outcome:
        return compared(self._played(trial), self._good[trial.file])

    def _played(self, trial: Trial) -> Outcome:
        try:
            return weather(trial, self._calls[trial.file], self._line_of(trial.file))
        except ScriptFailedError as error:
            raise CannotRunError(str(error)) from None

    def _line_of(self, file: Path) -> Loaded | None:
        """None where the call names an address of its own."""
        call = self._calls[file]
        return None if call.heading.given.url else self._lines.called_by(call, line_folder(file))


def _drawn(chosen: Sequence[Trial], count: int, seed: int) -> list[Trial]:
    return random.Random(seed).sample(chosen, min(count, len(chosen)))  # noqa: S311 - a sample, no secret


def _tell(outcomes: Sequence[Outcome], of: int, seconds: float) -> None:
    if len(outcomes) == 1:
        print(f"{outcomes[0].transcript}\n")
    print(table(outcomes))
    counted = f"{len(outcomes)}" if len(outcomes) == of else f"{len(outcomes)} of {of}"
    print(f"\n{counted} trial{'s' * (of > 1)}, {sum(one.bad for one in outcomes)} bad, {seconds:.1f} s")


def _again(line: str, outcome: Outcome) -> str:
    trial = outcome.trial
    return f"ivr storm {line} --call {trial.file} --turn {trial.turn} --fault {trial.fault}"
