"""`budgets` of line.yaml, and `broad` of a menu."""

import pytest

from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.line.budgets import Budgets
from ivr.line.line import Line
from ivr.line.loading import Loaded, files_of_text, load

NODES = """\
nodes:
  greeting:
    menu:
      options:
        1: {say: To end the call, go: goodbye}
      exhausted: representative
  goodbye:
    hangup: Goodbye.
"""


def read(budgets: str, nodes: str = NODES) -> Loaded:
    files = line_of(nodes, "greeting")
    return load(files_of_text({**files, "line.yaml": f"{budgets}{files['line.yaml']}"}))


def budgets_of(loaded: Loaded) -> Budgets:
    line: Line | None = loaded.line
    assert line is not None
    return line.file.budgets


def test_without_budgets_the_limits_of_practice_hold() -> None:
    built_in = budgets_of(read(""))
    assert (built_in.greeting, built_in.option, built_in.before_first_choice) == (8, 4, 10)
    assert (built_in.menu, built_in.menu_at_most) == (25, 40)
    assert (built_in.person.presses, built_in.person.seconds, built_in.payment.seconds) == (1, 40, 180)


def test_a_line_says_what_it_can_bear_key_by_key() -> None:
    own = budgets_of(read("budgets: {menu: 38 s, person: {presses: 2}}\n"))
    assert (own.menu, own.menu_at_most, own.person.presses, own.person.seconds) == (38, 40, 2, 40)


@pytest.mark.parametrize(
    ("budgets", "code"),
    [
        ("menu: 0 s", "IVR053"),
        ("option: 1.5", "IVR053"),
        ("person: {presses: 0}", "IVR053"),
        ("payment: {seconds: 0}", "IVR053"),
        ("menues: 30 s", "IVR050"),
    ],
)
def test_a_budget_that_cannot_be_is_told(budgets: str, code: str) -> None:
    assert [one.code for one in read(f"budgets: {{{budgets}}}\n").findings] == [code]


@pytest.mark.parametrize(("budgets", "codes"), [("option: 1 s", ["IVR153"]), ("option: 30 s", [])])
def test_what_is_too_long_goes_by_the_line(budgets: str, codes: list[str]) -> None:
    assert [one.code for one in check(read(f"budgets: {{{budgets}}}\n"))] == codes


def test_why_a_menu_is_broad_must_be_said() -> None:
    for broad in ("broad: {}", 'broad: {why: ""}', "broad: true"):
        found = read("", NODES.replace("      options:", f"      {broad}\n      options:")).findings
        assert len(found) == 1, broad
