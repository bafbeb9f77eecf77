"""`ivr prove` of the lines that come with this project, as a user types it."""

from collections.abc import Callable

import pytest
from click.testing import Result
from needs import CHECKOUT


@pytest.mark.parametrize("line", ["pay-my-bill", "examples/tern-island-power", "representative-line"])
def test_a_shipped_line_is_proved(line: str, ivr: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    done = ivr("prove", f"menus/{line}", "--today", "2026-11-24")
    assert done.exit_code == 0, done.output
