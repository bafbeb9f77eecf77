"""What the language itself makes impossible, so that no rule has to look for it: cards in questions, and reading back what
proves who is calling."""

from pathlib import Path

import pytest

from ivr.checking.check import check
from ivr.checking.examples import loaded
from ivr.dialog.program import Asking, prompts_of
from ivr.dialog.prompts import NEVER_SPOKEN, VERIFIERS, Known, names_in
from ivr.line.compile import compile_line
from ivr.line.loading import files_of_folder, load
from ivr.line.nodes.collect import MAY_BE_KEYED

MENUS = Path(__file__).parents[2] / "menus"
LINES = sorted(one.parent for one in MENUS.glob("**/line.yaml"))

QUESTION = """\
nodes:
  greeting:
    collect:
      into: {into}
      prompt: {prompt}
      noinput: It is on your bill.
      min: 4
      max: 4
      confirm: {confirm}
      exhausted: representative
    next: goodbye
  goodbye:
    hangup:
"""


def codes(into: Known, prompt: str = "Enter four digits.", *, confirm: str = "false") -> set[str]:
    return {
        one.code for one in check(loaded(QUESTION.format(into=into.value, prompt=prompt, confirm=confirm), "greeting"))
    }


def test_no_digit_of_a_card_or_a_bank_account_has_a_name_under_which_it_could_be_kept() -> None:
    assert {one.value for one in MAY_BE_KEYED} == {
        "account.number", "account.pin", "account.bill_code", "account.zip", "account.phone_last4",
        "caller.reference", "caller.phone", "caller.callback",
        "representative.code", "representative.pin",
    }  # fmt: skip


@pytest.mark.parametrize("into", sorted(set(MAY_BE_KEYED) & NEVER_SPOKEN))
def test_what_proves_who_is_calling_cannot_be_confirmed_by_reading_it_back(into: Known) -> None:
    assert "IVR053" in codes(into, confirm="true")


@pytest.mark.parametrize("value", VERIFIERS)
def test_no_sentence_can_name_what_proves_who_is_calling(value: Known) -> None:
    assert "IVR053" in codes(Known.CALLER_REFERENCE, f"You entered {{{value.value}}}. Enter it again.")


@pytest.mark.parametrize("folder", LINES, ids=lambda one: one.name)
def test_no_line_we_ship_speaks_what_is_never_spoken(folder: Path) -> None:
    line = load(files_of_folder(folder)).line
    assert line is not None
    program = compile_line(line).program
    tables = [program.dialogs, *program.translated.values()]
    spoken = [names_in(prompt) for table in tables for dialog in table.values() for prompt in prompts_of(dialog)]
    assert len(spoken) > 20
    assert frozenset().union(*spoken) & NEVER_SPOKEN == frozenset()


def test_an_account_number_is_read_back_in_the_groups_of_the_company() -> None:
    line = loaded(QUESTION.format(into="account.number", prompt="Enter it.", confirm="true"), "greeting").line
    assert line is not None
    program = compile_line(line).program
    confirmation = program.dialogs["greeting.confirm"]
    assert isinstance(confirmation, Asking)
    assert Known.ACCOUNT_NUMBER in names_in(confirmation.prompt)
    assert program.grouping.groups[Known.ACCOUNT_NUMBER] == (4, 4, 4, 4)
