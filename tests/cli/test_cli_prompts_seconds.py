"""`ivr prompts seconds`: what a line's words add up to, and the longest of them first."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
LONGEST = re.compile(r" *(\d+\.\d) s  ([^:]+): (.+)")


@pytest.fixture
def printed(tiny: Path, ivr: Run) -> list[str]:
    file = tiny / "line.yaml"
    file.write_text(file.read_text().replace("hangup: Goodbye.", f"hangup: {'Thank you for calling. ' * 20}Goodbye."))
    done = ivr("prompts", "seconds", "tiny")
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_the_table_adds_up_what_the_author_wrote(printed: list[str], ivr: Run) -> None:
    sheet = csv.DictReader(io.StringIO(ivr("prompts", "sheet", "tiny").stdout_bytes.decode(), newline=""))
    times = [float(row["en-US seconds"]) for row in sheet if row["place"] != "built in"]
    tag, texts, seconds, longest = printed[1].split()
    assert printed[0].split() == ["language", "texts", "seconds", "longest"]
    assert (tag, int(texts), float(longest)) == ("en-US", len(times), max(times))
    assert float(seconds) == pytest.approx(sum(times))


def test_the_longest_text_comes_first_and_keeps_to_its_line(printed: list[str]) -> None:
    found = [match for row in printed if (match := LONGEST.fullmatch(row))]
    times = [float(match[1]) for match in found]
    assert times == sorted(times, reverse=True)
    assert 1 < len(times) <= 10
    assert found[0][3].startswith("Thank you for calling. ")
    assert found[0][3].endswith("...")
    assert max(map(len, printed)) <= 110


def test_a_language_without_translations_says_nothing(tiny: Path, ivr: Run) -> None:
    file = tiny / "line.yaml"
    first = "  en-US: Polly.Joanna-Neural\n"
    file.write_text(file.read_text().replace(first, f"{first}  es-US: Polly.Lupe-Neural\n"))
    assert ivr("prompts", "update", "tiny").exit_code == 0
    rows = ivr("prompts", "seconds", "tiny").output.splitlines()
    assert rows[2].split() == ["es-US", "0", "0.0", "0.0"]
