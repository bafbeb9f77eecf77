"""The desk in a real browser. All tests here stand in one group, so that of several workers one starts a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_office import House, Office, office
from browser_windows import Chromium

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After the last test here; see browser_windows.py."""
    if nextitem is None or HERE not in nextitem.path.parents:
        item.session.stash.setdefault(CHROMIUM, Chromium()).close()


CHROMIUM = pytest.StashKey[Chromium]()


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Chromium:
    return request.session.stash.setdefault(CHROMIUM, Chromium())


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    one = House()
    yield one
    one.close()


@pytest.fixture
def desk(house: House, chromium: Chromium) -> Iterator[Office]:
    """The line, its desk, and people who may sign in."""
    with office(house, chromium) as one:
        yield one
