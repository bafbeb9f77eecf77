"""The laboratory as fixtures; the virtual clock is one for all tests, as calls of one network share it."""

from collections.abc import Iterator

import pytest
from carrier_laboratory import Lab

from ivr.carrier.clock import VirtualClock


@pytest.fixture(scope="session")
def virtual_clock() -> Iterator[VirtualClock]:
    with VirtualClock() as clock:
        yield clock


@pytest.fixture
def lab(virtual_clock: VirtualClock) -> Lab:
    return Lab(virtual_clock)
