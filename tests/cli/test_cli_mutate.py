"""`ivr mutate`, as somebody types it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Ivr = Callable[..., Result]
WORDS = ("--only", "wrong-words", "--only", "drop-reprompt", "--jobs", "1")
EXPLAINED = """\
explained:
  - mutant: drop-reprompt account_number noinput
    why: Nobody is silent there.
  - mutant: drop-reprompt account_number nomatch
    why: Nobody errs there.
  - mutant: wrong-words goodbye
    why: Nobody listens to the end.
"""


def test_survivors_are_told_with_their_rows_and_the_calls_that_came_by(tiny: Path, ivr: Ivr) -> None:
    done = ivr("mutate", "tiny", *WORDS)
    assert done.exit_code == 1, done.output
    assert done.stdout.split("\n\n")[0].splitlines() == [
        "tiny/line.yaml:27:7 [drop-reprompt account_number noinput] In account_number, noinput is missing.",
        "    -       noinput: It is on your bill.",
        "    Came by and noticed nothing: hello.call.yaml.",
    ]
    table = done.stdout.split("\n\n")[-2]
    assert [row.split() for row in table.splitlines()] == [
        ["operator", "made", "killed", "alive"],
        ["drop-reprompt", "2", "0", "2"],
        ["wrong-words", "2", "1", "1"],
        ["all", "4", "1", "3"],
    ]
    assert "4 mutants, 3 alive (75.0 %). " in done.stdout.splitlines()[-1]


def test_progress_is_told_beside_what_is_found(tiny: Path, ivr: Ivr) -> None:
    done = ivr("mutate", "tiny", *WORDS)
    assert done.stderr.split() == ["Calls", "Mutants"]


@pytest.mark.parametrize(("most", "code"), [("5", 1), ("80", 0)])
def test_few_may_live_and_each_must_be_explained(tiny: Path, ivr: Ivr, most: str, code: int) -> None:
    (tiny / "mutants.yaml").write_text(EXPLAINED)
    done = ivr("mutate", "tiny", *WORDS, "--most", most)
    assert done.exit_code == code
    assert "    explained: Nobody is silent there." in done.stdout


def test_one_that_is_not_explained_is_one_too_many(tiny: Path, ivr: Ivr) -> None:
    (tiny / "mutants.yaml").write_text("".join(EXPLAINED.splitlines(keepends=True)[:-2]))
    assert ivr("mutate", "tiny", *WORDS, "--most", "80").exit_code == 1


def test_an_explanation_of_what_is_no_mutant_is_told_with_its_place(tiny: Path, ivr: Ivr) -> None:
    (tiny / "mutants.yaml").write_text(f"{EXPLAINED}  - mutant: drop-reprompt nowhere noinput\n    why: No reason.\n")
    done = ivr("mutate", "tiny", *WORDS, "--most", "80")
    assert done.exit_code == 1
    assert "tiny/mutants.yaml:8:13 There is no mutant drop-reprompt nowhere noinput." in done.stdout


def test_the_same_seed_draws_the_same_sample_in_the_order_of_the_line(tiny: Path, ivr: Ivr) -> None:
    def drawn(seed: str) -> list[str]:
        done = ivr("mutate", "tiny", "--sample", "3", "--seed", seed, "--json", "--jobs", "1")
        return [one["mutant"] for one in json.loads(done.stdout)]

    assert drawn("7") == drawn("7")
    assert drawn("7") != drawn("8")
    assert len(drawn("7")) == 3


def test_programs_get_a_row_for_each_mutant(tiny: Path, ivr: Ivr) -> None:
    (tiny / "mutants.yaml").write_text(EXPLAINED)
    done = ivr("mutate", "tiny", *WORDS, "--json")
    rows = {one["mutant"]: one for one in json.loads(done.stdout)}
    assert rows["wrong-words greeting"] == {
        "mutant": "wrong-words greeting",
        "operator": "wrong-words",
        "node": "greeting",
        "file": "tiny/line.yaml",
        "line": 12,
        "column": 10,
        "sentence": "greeting says the words of goodbye.",
        "verdict": "killed",
        "by": "hello.call.yaml",
        "came_by": [],
        "why": "",
    }
    assert rows["wrong-words goodbye"]["why"] == "Nobody listens to the end."


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "there is no folder nowhere"),
        (("tiny", "--only", "drop-skill"), "nothing in this line can be changed in that way"),
        (("tiny", "--only", "rain"), "'rain' is not one of"),
    ],
)
def test_what_cannot_be_tried_is_a_sentence_and_2(tiny: Path, ivr: Ivr, arguments: tuple[str, ...], words: str) -> None:
    done = ivr("mutate", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_line_without_calls_a_call_that_fails_and_a_broken_file_are_told(tiny: Path, ivr: Ivr) -> None:
    call = tiny / "hello.call.yaml"
    call.write_text(call.read_text().replace("Hello from", "Good-bye from"))
    failing = ivr("mutate", "tiny")
    assert (failing.exit_code, "a call fails on the line as it is" in failing.stderr) == (2, True)
    call.unlink()
    silent = ivr("mutate", "tiny")
    assert (silent.exit_code, "no *.call.yaml" in silent.stderr) == (2, True)
    (tiny / "mutants.yaml").write_text("explained:\n  - mutant: one without a reason\n")
    broken = ivr("mutate", "tiny")
    assert (broken.exit_code, "mutants.yaml:2:5" in broken.stderr) == (2, True)


@pytest.mark.long
def test_few_mutants_of_the_shipped_line_live_and_each_is_explained(ivr: Ivr, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    done = ivr("mutate", "menus/pay-my-bill")
    assert done.exit_code == 0, done.output
