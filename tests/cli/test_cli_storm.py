"""`ivr storm`, as somebody types it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ivr.twiml.verbs import Document, Hangup

Ivr = Callable[..., Result]


def test_a_sample_is_counted_and_told_in_a_table(tiny: Path, ivr: Ivr) -> None:
    done = ivr("storm", "tiny", "--sample", "6")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0].split() == [
        "fault",
        "person",
        "goodbye",
        "hung",
        "up",
        "dropped",
        "done",
        "twice",
    ]
    assert "6 of 88 trials, 0 bad, " in done.output


def test_the_same_seed_draws_the_same_sample(tiny: Path, ivr: Ivr) -> None:
    def drawn(seed: str) -> str:
        return ivr("storm", "tiny", "--sample", "5", "--seed", seed).output.rpartition(",")[0]

    assert drawn("7") == drawn("7")
    assert drawn("7") != drawn("8")


def test_one_trial_is_repeated_with_its_transcript(tiny: Path, ivr: Ivr) -> None:
    done = ivr("storm", "tiny", "--call", "tiny/hello.call.yaml", "--turn", "2", "--fault", "500")
    assert done.exit_code == 0
    assert "caller     hears: Sorry, something went wrong on our side." in done.output
    assert "1 trial, 0 bad, " in done.output
    assert "1234 5678" not in done.output


def test_a_dropped_caller_is_named_with_how_to_see_it_again(
    tiny: Path, ivr: Ivr, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.service.calls.apology", lambda *_: Document((Hangup(),)))
    done = ivr("storm", "tiny", "--turn", "2", "--fault", "500")
    assert done.exit_code == 1
    assert "tiny/hello.call.yaml, turn 2, 500: dropped" in done.output
    again = "ivr storm tiny --call tiny/hello.call.yaml --turn 2 --fault 500"
    assert f"see it: {again}" in done.output
    assert ivr(*again.split()[1:]).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "there is no folder nowhere"),
        (("tiny", "--turn", "99"), "there is no such trial"),
        (("tiny", "--fault", "rain"), "'rain' is not one of"),
    ],
)
def test_what_cannot_be_played_is_a_sentence_and_2(
    tiny: Path, ivr: Ivr, arguments: tuple[str, ...], words: str
) -> None:
    done = ivr("storm", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_call_file_with_mistakes_or_beside_no_line_is_told(tiny: Path, ivr: Ivr) -> None:
    shutil.copy(tiny / "hello.call.yaml", tiny.parent / "lost.call.yaml")
    done = ivr("storm", "--call", "lost.call.yaml")
    assert (done.exit_code, "no folder above it has a line.yaml" in done.stderr) == (2, True)
    (tiny / "hello.call.yaml").write_text("call: Nothing\n")
    assert ivr("storm", "tiny").exit_code == 2


def test_a_representative_nobody_knows_is_told(tiny: Path, ivr: Ivr) -> None:
    call = tiny / "hello.call.yaml"
    call.write_text(call.read_text().replace("ring: Ann", "ring: Zoe"))
    done = ivr("storm", "tiny")
    assert done.exit_code == 2
    assert "there is no representative 'Zoe'" in done.stderr
