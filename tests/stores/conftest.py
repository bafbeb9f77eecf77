"""Stores of their own, for each test that asks for one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_calls import opened
from stores_cast import KEY

from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer
from ivr.stores.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "calls.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with opened(path) as store:
        yield store


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, path: Path) -> Iterator[DeskStore]:
    """What the desk keeps, on every store in turn."""
    with desk_store(path if request.param == "sqlite" else None, Sealer([KEY])) as opened:
        yield opened


@pytest.fixture
def desk_file(path: Path) -> Iterator[DeskStore]:
    with desk_store(path, Sealer([KEY])) as opened:
        yield opened


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that take turns after every few instructions, so that one is met in the middle of what it does."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)
