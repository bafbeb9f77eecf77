"""A store in a file of its own, for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_calls import opened

from ivr.stores.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "calls.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with opened(path) as store:
        yield store
