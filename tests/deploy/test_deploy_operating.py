"""docs/operating.md explains every line of the log, and no other."""

import re

from needs import CHECKOUT


def test_every_event_the_line_logs_is_explained_to_operators() -> None:
    sources = "\n".join(file.read_text() for file in (CHECKOUT / "ivr" / "service").glob("*.py"))
    logged = set(re.findall(r'_log\.\w+\(\s*"([^"]+)"', sources))
    table = (CHECKOUT / "docs" / "operating.md").read_text().partition("| `event` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)) == logged
