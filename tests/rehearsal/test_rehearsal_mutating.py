"""Mutants before the calls of a line: a call that looks closely leaves few of them alive, one that does not leaves many."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from ivr.carrier.handsets.script import ScriptFailedError
from ivr.diagnostics import Diagnostic
from ivr.exploring.fates import Fate, Verdict, alive, percent_alive
from ivr.exploring.mutants import mutants
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.rehearsal.journeys import calls_of, journeys
from ivr.rehearsal.mutating import OUT_OF_TIME, Judge
from ivr.rehearsal.mutating_pool import Assize, fates
from ivr.rehearsal.still import still

TINY = Path(__file__).parents[1] / "cli" / "tiny"

WEAK = """\
call: Ann takes the call, and nobody listens to what is said before
given:
  representatives:
    Ann: answers after 2 s
steps:
  - press: 1
  - hear: your account number
  - press: "1234 5678 9012"
  - hear: If that's right
  - press: 1
  - ring: Ann
    press: 5
"""

SPANISH = """\
msgid ""
msgstr ""
"Language: es_US\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Hello from {company.name}."
msgstr "Hola."
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def tried(
    folder: Path,
    *only: str,
    judges: tuple[Judge, ...] = (),
    jobs: int = 1,
    seconds: float = 60,
    needless: bool = False,
) -> dict[str, Fate]:
    calls = calls_of(folder)
    files = still(files_of_folder(str(folder)))
    assize = Assize(files, calls, list(journeys(calls, files)), judges, seconds, needless)
    loaded = load(files)
    chosen = [one for one in mutants(loaded) if not only or one.operator in only]
    return {one.mutant.id: one for one in fates(assize, chosen, jobs)}


def names(found: Iterable[Fate]) -> list[str]:
    return [one.mutant.id for one in found]


WORDS = ("drop-sentence", "wrong-words", "replace-whisper", "drop-reprompt")


def test_a_call_that_listens_notices_words_that_are_missing(tiny: Path) -> None:
    found = tried(tiny, *WORDS)
    assert names(alive(found.values())) == [
        "drop-reprompt account_number noinput",
        "drop-reprompt account_number nomatch",
        "wrong-words goodbye",
    ]
    assert found["drop-sentence representative prompt"].by == "hello.call.yaml"


def test_a_call_that_does_not_listen_leaves_exactly_those_it_did_not_listen_to(tiny: Path) -> None:
    (tiny / "hello.call.yaml").write_text(WEAK)
    found = tried(tiny, *WORDS)
    assert names(alive(found.values())) == [
        "drop-reprompt account_number noinput",
        "drop-reprompt account_number nomatch",
        "drop-sentence representative prompt",
        "wrong-words greeting",
        "wrong-words goodbye",
        "replace-whisper representative",
    ]
    assert found["drop-sentence representative prompt"].came_by == ("hello.call.yaml",)


def test_what_no_call_comes_by_is_alive_and_no_call_is_named(tiny: Path) -> None:
    (tiny / "hello.call.yaml").write_text("call: Nobody stays\nsteps:\n  - hear: Hello\n  - hang_up: true\n")
    found = tried(tiny, "drop-confirm", "redirect")
    assert {one.verdict for one in found.values() if one.mutant.node not in ("greeting", "main")} == {Verdict.ALIVE}
    assert {one.came_by for one in found.values() if one.mutant.node not in ("greeting", "main")} == {()}
    assert found["redirect greeting next"].came_by == ("hello.call.yaml",)


MORE = """\
        2:
          if: channels.chat
          say: To chat
          go: goodbye
        3:
          say: To end the call
          go: goodbye
"""


def with_more_choices(tiny: Path) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("          go: account_number\n", f"          go: account_number\n{MORE}"))


def test_what_makes_no_difference_and_what_nobody_can_call_are_no_mutants(tiny: Path) -> None:
    assert tried(tiny, "drop-option")["drop-option main 1"].verdict is Verdict.BROKEN
    with_more_choices(tiny)
    found = tried(tiny, "drop-option")
    assert {name: one.verdict for name, one in found.items()} == {
        "drop-option main 1": Verdict.KILLED,
        "drop-option main 2": Verdict.EQUAL,
        "drop-option main 3": Verdict.ALIVE,
    }


def test_a_choice_that_is_there_for_the_company_of_one_call_is_a_mutant_after_all(tiny: Path) -> None:
    with_more_choices(tiny)
    (tiny / "chat.call.yaml").write_text(
        "call: With chat\ngiven:\n  company: {channels.chat: true}\nsteps:\n  - hear: To chat\n  - hang_up: true\n"
    )
    assert tried(tiny, "drop-option")["drop-option main 2"].by == "chat.call.yaml"


def test_a_mutant_dies_by_the_check_where_it_finds_an_error_that_was_not_there(tiny: Path) -> None:
    line = tiny / "line.yaml"
    line.write_text(
        line.read_text()
        .replace("      options:\n", "      prompt: To end the call, press three.\n      options:\n")
        .replace("          go: account_number\n", "          go: account_number\n        3:\n          go: goodbye\n")
    )
    found = tried(tiny, "drop-sentence")["drop-sentence main prompt"]
    assert (found.verdict, found.by, found.came_by) == (Verdict.KILLED, "check IVR108", ("hello.call.yaml",))


def dislikes_goodbyes(loaded: Loaded) -> str | None:
    return None if "hangup: Goodbye." in loaded.sources["line.yaml"] else "it lacks a goodbye"


def test_a_judge_kills_what_no_call_noticed(tiny: Path) -> None:
    found = tried(tiny, "wrong-words", judges=(dislikes_goodbyes,))
    assert (found["wrong-words goodbye"].verdict, found["wrong-words goodbye"].by) == (
        Verdict.KILLED,
        "it lacks a goodbye",
    )
    assert found["wrong-words greeting"].by == "hello.call.yaml"


def test_several_processes_come_to_the_same_as_one(tiny: Path) -> None:
    assert tried(tiny, "redirect", jobs=2) == tried(tiny, "redirect")


def test_a_mutant_whose_time_is_over_lives_on(tiny: Path) -> None:
    """A slow computer is no proof of anything."""
    found = tried(tiny, "wrong-words", seconds=0)
    assert {(one.verdict, one.by, one.came_by) for one in found.values()} == {(Verdict.ALIVE, OUT_OF_TIME, ())}


def test_a_translation_is_tried_on_calls_in_that_language_and_on_no_others(tiny: Path) -> None:
    line = tiny / "line.yaml"
    voices = "  en-US: Polly.Joanna-Neural\n"
    line.write_text(line.read_text().replace(voices, f"{voices}  es-US: Polly.Lupe-Neural\n"))
    (tiny / "languages").mkdir()
    (tiny / "languages" / "es-US.po").write_text(SPANISH)
    deaf = tried(tiny, "swap-languages")["swap-languages greeting"]
    assert (deaf.verdict, deaf.came_by) == (Verdict.ALIVE, ())
    (tiny / "spanish.call.yaml").write_text(
        "call: In Spanish from the start\nsteps:\n  - hear: Hello\n  - press: 9\n  - hear: oprima cero\n  - hang_up: true\n"
    )
    near = tried(tiny, "swap-languages")["swap-languages greeting"]
    assert (near.verdict, near.came_by) == (Verdict.ALIVE, ("spanish.call.yaml",))


def test_a_journey_is_the_dialogs_of_every_leg_in_the_languages_they_were_said_in(tiny: Path) -> None:
    calls = calls_of(tiny)
    (found,) = journeys(calls, files_of_folder(str(tiny)))
    assert {"greeting", "main", "account_number", "representative", "goodbye"} <= found.dialogs
    assert ("", "representative.whisper") in found.came_by
    assert found.meets([("en-US", "main")])
    assert found.meets([("", "main")])
    assert found.meets([("es-US", "representative.whisper")])
    assert not found.meets([("es-US", "main"), ("en-US", "nowhere")])


def test_a_call_that_fails_as_it_is_can_notice_nothing(tiny: Path) -> None:
    (tiny / "hello.call.yaml").write_text("call: Wrong\nsteps:\n  - hear: Nobody says that\n")
    with pytest.raises(ScriptFailedError):
        list(journeys(calls_of(tiny), files_of_folder(str(tiny))))


@pytest.mark.parametrize(("verdicts", "percent"), [("", 0.0), ("KK", 0.0), ("KAEB", 50.0), ("EB", 0.0)])
def test_the_share_of_the_living_is_of_those_that_could_be_noticed(tiny: Path, verdicts: str, percent: float) -> None:
    by_letter = {one.name[0]: one for one in Verdict}
    one = next(mutants(load(files_of_folder(str(tiny)))))
    assert percent_alive([Fate(one, by_letter[letter]) for letter in verdicts]) == percent


def test_whoever_edits_a_line_while_it_is_tried_changes_nothing(tiny: Path) -> None:
    files = still(files_of_folder(str(tiny)))
    (tiny / "line.yaml").write_text("line: another\n")
    loaded = load(files)
    assert (loaded.findings, loaded.sources["line.yaml"].startswith("line: tiny")) == ((), True)
    never = files("parts.yaml")
    assert isinstance(never, Diagnostic)
    assert never.message == "This file was not there when the run began."


def test_a_need_that_is_proven_to_turn_nobody_back_makes_no_difference(tiny: Path) -> None:
    line = tiny / "line.yaml"
    line.write_text(line.read_text().replace("  goodbye:\n    hangup: Goodbye.\n", OWED))
    assert tried(tiny, "drop-needs", needless=True)["drop-needs owed"].verdict is Verdict.EQUAL
    assert tried(tiny, "drop-needs")["drop-needs owed"].verdict is Verdict.ALIVE


OWED = """\
  pin:
    collect:
      into: account.pin
      prompt: Enter your PIN.
      exhausted: representative
    next: identify

  identify:
    lookup:
      accounts: verify
      verified: owed
      refused: representative
      exhausted: representative
      down: representative

  owed:
    say: You owe {account.balance}.
    next: goodbye
    needs: T2

  goodbye:
    hangup: Goodbye.
"""
