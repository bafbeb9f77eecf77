"""The reference pages are made from the code. ACCEPT=1 in the environment rewrites them."""

import importlib.util
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from ivr.checking.rules import RULES
from ivr.line.nodes import KINDS

GENERATE = Path(__file__).parents[2] / "docs" / "generate.py"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", GENERATE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def pages() -> Mapping[str, str]:
    """Not before a test asks: every worker reads this file, and they take a second."""
    return generator().pages()  # type: ignore[no-any-return]  # a script, loaded by its path


COMMITTED = sorted(file.name for file in (GENERATE.parent / "reference").glob("*.md"))


@pytest.mark.parametrize("name", COMMITTED)
def test_a_committed_page_is_what_the_code_says_today(name: str) -> None:
    if os.environ.get("ACCEPT") == "1":
        generator().main()
    assert (GENERATE.parent / "reference" / name).read_text(encoding="utf-8") == pages()[name]


def test_no_page_is_missing_or_left_over() -> None:
    assert set(COMMITTED) == set(pages())


def test_each_kind_and_each_rule_has_its_section() -> None:
    assert re.findall(r"^## (\S+)$", pages()["nodes.md"], re.MULTILINE) == list(KINDS)
    assert re.findall(r"^## (\S+)", pages()["rules.md"], re.MULTILINE) == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("name", COMMITTED)
def test_every_key_on_a_page_says_what_it_holds_and_what_it_means(name: str) -> None:
    rows = [line.strip("| ").split(" | ") for line in pages()[name].split("\n") if line.startswith("| `")]
    assert all(len(row) == 4 and row[1].strip() and row[3].strip() for row in rows)
    assert rows or name in ("certificates.md", "rules.md", "twiml-facts.md")


def test_each_fact_of_the_simulated_carrier_has_its_sentence_and_its_source() -> None:
    facts = sorted((GENERATE.parents[1] / "tests" / "carrier" / "facts").glob("test_*.py"))
    tests = [name for file in facts for name in re.findall(r"^def test_(\w+)\(", file.read_text("utf-8"), re.MULTILINE)]
    rows = re.findall(r"^\| (?!What holds \|)(.+) \| (.+) \|$", pages()["twiml-facts.md"], re.MULTILINE)
    assert len(rows) == len(tests) > 300
    assert "Silence makes no request and falls through to the next verb" in dict(rows)
