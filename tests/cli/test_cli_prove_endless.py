"""`ivr prove` on a line that goes round by itself: the move that is never over is shown, and the call file makes it."""

import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

GOOD = Path(__file__).parents[1] / "faults/line"
AS_IT_WAS = "  opening_hours:\n    say: Our office is open {company.hours.billing}.\n    next: main\n"
ROUND = AS_IT_WAS.replace("next: main", "next: opening_hours")


def test_the_key_that_leads_into_a_circle_is_pressed_in_the_call_that_shows_it(
    tiny: Path, ivr: Callable[..., Result]
) -> None:
    folder = Path(shutil.copytree(GOOD, tiny.parent / "harbor"))
    text = (folder / "line.yaml").read_text()
    assert AS_IT_WAS in text
    (folder / "line.yaml").write_text(text.replace(AS_IT_WAS, ROUND))
    done = ivr("prove", "harbor", "--save", "harbor/calls", "--today", "2026-11-24")
    assert "goes from node to node and never waits" in done.stdout
    file = "harbor/calls/endless-line-1.call.yaml"
    assert "press:" in Path(file).read_text()
    assert ivr("test", file).exit_code == 1
    (folder / "line.yaml").write_text(text)
    assert ivr("test", file).exit_code == 0
