"""Which number holds: the node's own, else the line's, else ours."""

import pytest

from ivr.checking.examples import line_of
from ivr.dialog.program import Asking, Attempts, Limits, Program, Timing
from ivr.line.compile import compile_line
from ivr.line.defaults import Defaults
from ivr.line.loading import files_of_text, load

NODES = """\
nodes:
  greeting:
    menu:
      options:
        1: {say: To begin, go: number}
      exhausted: representative
MENU
  number:
    collect:
      into: account.number
      prompt: Please enter it.
      confirm: true
      exhausted: representative
COLLECT
    next: representative
"""


def program(defaults: str = "", menu: str = "", collect: str = "") -> Program:
    def below(rows: str) -> str:
        return "".join(f"      {row}\n" for row in rows.split("\n") if row)

    files = line_of(NODES.replace("MENU\n", below(menu)).replace("COLLECT\n", below(collect)), "greeting")
    files["line.yaml"] = defaults + files["line.yaml"]
    loaded = load(files_of_text(files))
    assert [str(one) for one in loaded.findings] == []
    assert loaded.line is not None
    return compile_line(loaded.line).program


def asking(program: Program, name: str) -> tuple[Attempts, Timing]:
    dialog = program.dialogs[name]
    assert isinstance(dialog, Asking)
    return dialog.attempts, dialog.timing


def test_without_a_word_ours_hold() -> None:
    whole = program()
    assert asking(whole, "greeting") == (Attempts(2, 2), Timing(7))
    assert asking(whole, "number") == (Attempts(2, 2), Timing(8, 7))
    assert asking(whole, "number.confirm") == (Attempts(2, 2), Timing(7))
    assert whole.limits == Limits(4, 60)


LINE = """\
defaults:
  menu: {timeout: 10 s, attempts: {noinput: 1}}
  collect: {timeout: 5, first_digit: 20, attempts: {nomatch: 4}}
  call: {errors: 6}
"""


def test_a_line_changes_what_holds_for_all_its_nodes_and_nothing_else() -> None:
    whole = program(LINE)
    assert asking(whole, "greeting") == (Attempts(1, 2), Timing(10))
    assert asking(whole, "number") == (Attempts(2, 4), Timing(5, 15))
    assert asking(whole, "number.confirm") == (Attempts(1, 2), Timing(10))
    assert whole.limits == Limits(6, 60)


def test_a_node_changes_what_holds_for_itself_key_by_key() -> None:
    whole = program(LINE, menu="timeout: 3\nattempts: {nomatch: 0}", collect="first_digit: 6\nattempts: {noinput: 3}")
    assert asking(whole, "greeting") == (Attempts(1, 0), Timing(3))
    assert asking(whole, "number") == (Attempts(3, 4), Timing(5, 1))


@pytest.mark.parametrize(("timeout", "first", "timing"), [(8, 15, Timing(8, 7)), (8, 8, Timing(8)), (8, 2, Timing(8))])
def test_one_timeout_of_the_carrier_serves_both_waits(timeout: int, first: int, timing: Timing) -> None:
    assert Defaults().collect_timing(timeout, first) == timing


@pytest.mark.parametrize(
    ("defaults", "code"),
    [
        ("menu: {timeout: 0}", "IVR053"),
        ("menu: {timeout: soon}", "IVR053"),
        ("call: {turns: 0}", "IVR053"),
        ("collect: {attempts: {noinput: -1}}", "IVR053"),
        ("collect: {atempts: {noinput: 1}}", "IVR050"),
        ("menue: {}", "IVR050"),
        ("menu: 7", "IVR052"),
    ],
)
def test_a_default_that_cannot_be_is_told(defaults: str, code: str) -> None:
    files = line_of("nodes:\n  greeting:\n    hangup:\n", "greeting")
    files["line.yaml"] = f"defaults: {{{defaults}}}\n" + files["line.yaml"]
    (finding,) = load(files_of_text(files)).findings
    assert (finding.code, finding.place.line) == (code, 1)
