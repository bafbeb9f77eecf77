"""A real `ivr serve` on a loopback port, and a line that is always open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import Server, always_open_line, free_port


@pytest.fixture
def always_open(tmp_path: Path) -> Path:
    """The shipped line, with people who answer around the clock: the server's clock is the wall's."""
    return always_open_line(tmp_path)


@pytest.fixture
def server(tmp_path: Path, always_open: Path) -> Iterator[Server]:
    one = Server(tmp_path, always_open, free_port())
    yield one
    one.kill()
