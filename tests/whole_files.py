"""How tests are shared out among workers (pytest-xdist): a file's tests stay together, and what stands in a group stays
with its group.

What a file prepares once (a line that is read, templates, a program kept warm) is then prepared by one worker and not by
each of them, and the process that shares out keeps hundreds of units where it would keep thousands: it counts through what
a worker ever had after each test. Whatever takes longest begins first, so that nobody waits for it at the end.
"""

from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling

IN_REAL_TIME = (
    "tests/phone/",
    "tests/browser/",
    "tests/leaks/test_leaks_phone.py",
    "tests/cli/test_cli_phone.py",
    "tests/cli/test_cli_terminal.py",
)
"""Telephones, pages and keyboards: they wait more than they compute, so one worker has all of them while others compute,
and no two of them share the cores."""
LONGEST = (
    *IN_REAL_TIME,
    "tests/test_documentation.py",
    "menus/",
    "tests/live/",
    "tests/traps/",
    "tests/menus/",
    "tests/webhook/",
    "tests/checking/",
)
"""Begun in this order, before all others."""
CALLS = ".call.yaml"


class WholeFiles(LoadGroupScheduling):
    """The unit that a worker gets is all that waits, a file, a group, or a folder of call files."""

    def __init__(self, config: pytest.Config, log: Producer | None) -> None:
        config.option.loadscopereorder = False
        """Units with many tests do not come first for it: a file with one test may take longest."""
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        if file.startswith(IN_REAL_TIME):
            return "in real time"
        group: str = super()._split_scope(nodeid)
        if group != nodeid:
            return group
        return str(Path(file).parent) if file.endswith(CALLS) else file


def longest_first(items: list[pytest.Item], root: Path) -> None:
    """Otherwise the order stays what it was."""
    items.sort(key=lambda item: _rank(item.path.relative_to(root).as_posix()))


def _rank(path: str) -> int:
    return next((place for place, start in enumerate(LONGEST) if path.startswith(start)), len(LONGEST))
