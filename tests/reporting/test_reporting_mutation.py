"""What mutants came to: a table, and of each survivor what helps to write the call that notices it."""

import json

import pytest

from ivr.checking.examples import loaded
from ivr.exploring.fates import Fate, Verdict
from ivr.exploring.mutants import Mutant, mutants
from ivr.line.loading import Loaded
from ivr.reporting.mutation import as_json, conclusion, survivor, table

NODES = """\
nodes:
  greeting:
    menu:
      prompt: Your number is 8448 2000 1234 5678.  # said first
      options:
        1:
          say: To end the call
          go: goodbye
        2:
          say: To hear this again
          go: greeting
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""


@pytest.fixture(scope="module")
def line() -> Loaded:
    return loaded(NODES, "greeting")


@pytest.fixture(scope="module")
def made(line: Loaded) -> dict[str, Mutant]:
    return {one.id: one for one in mutants(line)}


def test_operators_are_counted_by_what_became_of_their_mutants(made: dict[str, Mutant]) -> None:
    fates = [
        Fate(made["swap-keys greeting 1-2"], Verdict.KILLED),
        Fate(made["swap-targets greeting 1-2"], Verdict.ALIVE),
        Fate(made["drop-option greeting 1"], Verdict.KILLED),
        Fate(made["drop-option greeting 2"], Verdict.EQUAL),
    ]
    assert [row.split() for row in table(fates).splitlines()] == [
        ["operator", "made", "killed", "alive"],
        ["swap-targets", "1", "0", "1"],
        ["swap-keys", "1", "1", "0"],
        ["drop-option", "1", "1", "0"],
        ["all", "3", "2", "1"],
    ]
    assert conclusion(fates) == (
        "3 mutants, 1 alive (33.3 %). 1 more made no difference, or no line that can be called."
    )


def test_a_survivor_is_shown_where_it_is_without_what_callers_key(line: Loaded, made: dict[str, Mutant]) -> None:
    fate = Fate(made["drop-sentence greeting prompt"], Verdict.ALIVE, "", tuple("abcdefg"))
    assert survivor(fate, line.texts, "Nobody needs it.").splitlines() == [
        "example.yaml:4:7 [drop-sentence greeting prompt] In greeting, prompt is missing.",
        "    -       prompt: Your number is •••• •••• •••• 5678.  # said first",
        "    +         # said first",
        "    Came by and noticed nothing: a, b, c, d, e, and 2 more.",
        "    explained: Nobody needs it.",
    ]


def test_a_survivor_that_no_call_comes_by_says_so(line: Loaded, made: dict[str, Mutant]) -> None:
    fate = Fate(made["swap-keys greeting 1-2"], Verdict.ALIVE)
    assert survivor(fate, line.texts).splitlines()[1:] == [
        "    -         1:",
        "    +         2:",
        "    -         2:",
        "    +         1:",
        "    No call comes by.",
    ]


def test_a_program_gets_every_fate_with_its_reason(made: dict[str, Mutant]) -> None:
    (row,) = json.loads(as_json([Fate(made["swap-keys greeting 1-2"], Verdict.KILLED, "a.call.yaml")], {}))
    assert (row["mutant"], row["verdict"], row["by"], row["why"]) == (
        "swap-keys greeting 1-2",
        "killed",
        "a.call.yaml",
        "",
    )
