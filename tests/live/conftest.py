"""A real `ivr serve` on a loopback port, and a line that is always open."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import MENUS, Server, free_port


@pytest.fixture
def always_open(tmp_path: Path) -> Path:
    """The shipped line, with people who answer around the clock: the server's clock is the wall's."""
    line = tmp_path / "pay-my-bill"
    shutil.copytree(MENUS, line)
    company = line / "company.yaml"
    text = company.read_text()
    week, rest = text.index("    week:"), text.index("    holidays:")
    company.write_text(
        text[:week]
        + "    week:\n      monday-sunday: 0:00-24:00\n"
        + text[rest : text.index("      2026-")].replace("holidays:", "holidays: {}")
    )
    return line


@pytest.fixture
def server(tmp_path: Path, always_open: Path) -> Iterator[Server]:
    one = Server(tmp_path, always_open, free_port())
    yield one
    one.kill()
