"""The Atlas: that its numbers hold together, that a move can be made again, and that a walk ends."""

from dataclasses import replace
from functools import cache

from drawn_line import drawn_line
from programs_of_dialogs import program_of

from ivr.checking.examples import loaded
from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Attempts, Limits, Passing, Program, Timing
from ivr.dialog.spoken_time import seconds_of
from ivr.dialog.world import Answered
from ivr.exploring.atlas import ARRIVES, Atlas, walk
from ivr.exploring.passages import passages
from ivr.exploring.situations import Situations
from ivr.line.compile import compile_line


@cache
def atlas() -> Atlas:
    return walk(compile_line(drawn_line()).program)


def small(nodes: str) -> Program:
    line = loaded(nodes, "main").line
    assert line is not None
    return compile_line(line).program


def menu(**choices: str) -> Program:
    keys = {name[1:]: to for name, to in choices.items()}
    return program_of(Asking("menu", OneKey(keys), (), (), (), "end", Attempts(1, 1), Timing(5)))  # type: ignore[arg-type]  # keys, written as text


def test_every_edge_leaves_where_it_says_and_comes_to_a_situation_there_is() -> None:
    whole = atlas()
    assert len(whole.leaving) == len(whole.states)
    for number, leaving in enumerate(whole.leaving):
        assert {whole.edges[one].source for one in leaving} <= {number}
    assert sorted([*whole.begins, *(one for leaving in whole.leaving for one in leaving)]) == [*range(len(whole.edges))]
    assert all(0 <= one.target < len(whole.states) for one in whole.edges)


def test_a_move_made_again_takes_the_same_ways_and_as_many_seconds() -> None:
    whole = atlas()
    made = Situations(whole.program, whole.choices.moving.classes.only_said)
    for edge in (one for one in whole.edges if one.wait != ARRIVES):
        moved = whole.again(edge)
        turn = moved.step.turn
        assert turn is not None
        ways = tuple(passages(moved.step.journal))
        assert ways[1:] == edge.passages if edge.source in whole.arrivals else ways == edge.passages
        assert (type(turn.wait).__name__, seconds_of(turn.said)) == (edge.wait, edge.seconds)
        assert made.of(moved.step.state)[0] == made.of(whole.states[edge.target])[0]


def test_every_situation_is_come_to() -> None:
    whole = atlas()
    ahead, came = [whole.edges[one].target for one in whole.begins], set[int]()
    while ahead:
        at = ahead.pop()
        if at not in came:
            came.add(at)
            ahead += [whole.edges[one].target for one in whole.leaving[at]]
    assert came == {*range(len(whole.states))}


def test_a_representative_answers_in_every_language_of_the_line() -> None:
    """It is the representative's own, whatever the caller speaks."""
    begins = [atlas().edges[one].doing for one in atlas().begins]
    legs = {one.event.language for one in begins if isinstance(one.event, Answered) and "representative" in one.label}
    program = atlas().program
    assert legs == {one.language for one in (program.voice, *program.others)}
    assert len(legs) > 1


def test_a_walk_is_given_up_when_there_are_too_many_situations() -> None:
    assert walk(atlas().program, most=50).given_up
    assert not atlas().given_up


def test_a_line_that_never_waits_is_told_with_the_dialogs_it_goes_round_in() -> None:
    found = walk(program_of(Passing("a", (), "b"), Passing("b", (), "a")))
    assert {one[3][:2] for one in found.endless} == {("a", "b")}
    assert found.states == []


def test_a_line_that_lets_nobody_fail_is_walked_to_an_end() -> None:
    """Its bounds are so low that every silence comes to them."""
    for limits in (Limits(0, 0), Limits(0, 60), Limits(4, 0)):
        found = walk(replace(menu(_1="end"), limits=limits))
        ways = {one.way for edge in found.edges for one in edge.passages}
        assert {"key 1", "limit", "noinput 1", "nomatch 1", "nomatch 2, exhausted"} <= ways


def test_a_bit_that_a_watch_gives_is_on_the_edge() -> None:
    found = walk(menu(_1="end"), watch=lambda moved: 1 if moved.step.state.over else 0)
    assert {one.bits for one in found.edges if one.wait != ARRIVES} == {0, 1}
    assert all((one.wait == "Disconnect") == bool(one.bits) for one in found.edges if one.wait != ARRIVES)


def test_what_is_keyed_is_counted_and_silence_is_not() -> None:
    found = {one.doing.label: one.keys for one in walk(menu(_1="end")).edges}
    assert (found["press 1"], found["silence"], found["calls"]) == (1, 0, 0)


CALL_BACK = """\
nodes:
  main:
    menu:
      options:
        1:
          say: To be called back
          go: back
      exhausted: representative
  back:
    callback:
      to: billing
      greeting: This is {company.name}.
      answered: representative
      text: "{company.name}: we called you in vain. Reply STOP to end texts."
      done: goodbye
      refused: goodbye
      down: goodbye
      exhausted: goodbye
  goodbye:
    hangup: Goodbye.
"""


def test_a_call_back_begins_as_a_call_of_its_own() -> None:
    whole = walk(small(CALL_BACK))
    begun = [whole.edges[one] for one in whole.begins if whole.edges[one].doing.label == "the caller is called back"]
    assert begun
    assert all(whole.states[one.target].at.startswith("back.") for one in begun)
