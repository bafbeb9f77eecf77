"""The Atlas holds every call: random calls on random lines stand nowhere and move nowhere that it does not know.

A counter-example is a call that `ivr prove` would say nothing about. Programs are drawn as values, which reaches what no author
writes, and lines as text, which reaches queues and messages. Everything that a leg's surroundings can report is drawn anew
at each step, and so is the world; counters are those of the call, never chosen.
"""

import random
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from drawn_line import drawn_line
from following import Calling, Follower, UnknownMoveError, UnknownSituationError
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import sampled

from ivr.dialog.journal import Entry
from ivr.dialog.program import Program
from ivr.exploring.atlas import Atlas, walk
from ivr.exploring.passages import passages
from ivr.line.callfile import CallFile
from ivr.line.compile import compile_line
from ivr.line.loading import files_of_folder, load
from ivr.rehearsal.finding import call_files, read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Journals, play
from ivr.rehearsal.trying import Lines

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("dialog", "checking")]

import programs  # noqa: E402 - of the tests of the dialog, found only now
import test_checking_soundness as drawn  # noqa: E402 - of the tests of the rules, found only now

MENUS = Path(__file__).parents[2] / "menus"
SMALL = MENUS / "examples" / "quiet-creek-water"
SHIPPED = [MENUS / "pay-my-bill", MENUS / "examples" / "tern-island-power", SMALL, MENUS / "representative-line"]
CALLS = 12

seeds = st.integers(0, 2**32)


def held_against(atlas: Atlas, seed: int, calls: int = CALLS) -> None:
    """Raises UnknownSituationError and UnknownMoveError, which say by which seed they can be had again."""
    calling = Calling(atlas.program, random.Random(seed), Follower(atlas).follow)
    try:
        for _ in range(calls):
            calling.call()
    except (UnknownSituationError, UnknownMoveError) as error:
        error.add_note(f"seed {seed}")
        raise


def program_of(folder: Path) -> Program:
    line = load(files_of_folder(str(folder))).line
    assert line is not None
    return compile_line(line).program


@settings(max_examples=5, deadline=None)
@given(programs.programs(), seeds)
def test_no_call_on_a_program_stands_or_moves_where_the_atlas_has_nothing(program: Program, seed: int) -> None:
    held_against(walk(program), seed)


@settings(max_examples=20, deadline=None)
@given(drawn.lines(), seeds)
def test_no_call_on_a_line_of_menus_and_queues_does_either(nodes: str, seed: int) -> None:
    line = drawn.read(nodes).line
    assert line is not None
    held_against(walk(compile_line(line).program), seed)


@cache
def _every_kind() -> Atlas:
    return walk(compile_line(drawn_line()).program)


@settings(max_examples=5, deadline=None)
@given(seeds)
def test_no_call_on_a_line_with_a_node_of_every_kind_does_either(seed: int) -> None:
    held_against(_every_kind(), seed)


def test_a_card_is_keyed_at_every_attempt_of_a_number_also_at_the_last() -> None:
    """One in thousands of drawn calls does that."""
    atlas = walk(program_of(SMALL))
    ways = {passage.way for edge in atlas.edges for passage in edge.passages if passage.dialog == "proof_of_payment"}
    assert {"card", "card, exhausted"} <= ways


@pytest.mark.long
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda one: one.name)
def test_no_call_on_a_shipped_line_does_either(folder: Path) -> None:
    held_against(walk(program_of(folder)), random.randrange(2**32), calls=2000)


def test_a_move_that_an_atlas_lost_is_missed() -> None:
    atlas = walk(compile_line(drawn_line()).program)
    for leaving in (*atlas.leaving, atlas.begins):
        leaving[:] = leaving[:1]
    with pytest.raises(UnknownMoveError):
        held_against(atlas, 1)


def test_a_situation_that_an_atlas_lost_is_missed() -> None:
    atlas = walk(compile_line(drawn_line()).program)
    del atlas.states[len(atlas.states) // 4 :]
    with pytest.raises((UnknownSituationError, UnknownMoveError)):
        held_against(atlas, 1)


# -- the calls that ship with a line ----------------------------------------------------------------------------------


def _journals(folder: Path) -> Iterator[tuple[CallFile, Program, list[list[Entry]]]]:
    """Every call file, the line that it calls, and the journals of all its legs."""
    lines = Lines()
    for file in sampled(call_files([folder]), 4, lambda one: Path(one).name):
        call = read(file)
        noted: list[Journals] = []
        loaded = lines.called_by(call, folder)
        if call.heading.given.url is None and loaded.line is not None:
            with overheard():
                play(call, loaded, noted=lambda _, journals, noted=noted: noted.append(journals))  # type: ignore[misc]  # mypy knows no such default
            yield call, compile_line(loaded.line).program, [list(leg) for one in noted for leg in one.values()]


def _lost(folder: Path) -> list[object]:
    """The passages of shipped calls that no Atlas of the line they call has."""
    known: dict[str, frozenset[object]] = {}
    lost: list[object] = []
    for call, program, legs in _journals(folder):
        if program.digest not in known:
            known[program.digest] = frozenset(one for edge in walk(program).edges for one in edge.passages)
        lost += [(call, one) for leg in legs for one in passages(leg) if one not in known[program.digest]]
    return lost


def test_no_shipped_call_of_a_small_line_takes_a_way_that_the_atlas_has_not() -> None:
    assert _lost(SMALL) == []


@pytest.mark.long
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda one: one.name)
def test_no_shipped_call_takes_a_way_that_the_atlas_has_not(folder: Path) -> None:
    assert _lost(folder) == []
