"""All traps of a bill-pay line stand in this folder: each test that holds one names it at the beginning of its docstring."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TRAPS = {f"T{number}" for number in range(1, 29)}


def traps_here() -> Iterator[tuple[str, str]]:
    """Name and docstring."""
    for file in sorted(Path(__file__).parent.glob("test_traps_*.py")):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node.name, ast.get_docstring(node) or ""


def trap_of(docstring: str) -> str | None:
    named = re.match(r"(T[0-9]+): ", docstring)
    return named[1] if named else None


def test_every_trap_has_a_test_of_its_own_here() -> None:
    assert {trap_of(told) for _, told in traps_here()} == TRAPS


def test_every_test_says_which_trap_it_holds() -> None:
    assert [name for name, told in traps_here() if trap_of(told) is None] == []
