"""Fixtures every test may use. The people and the tiny line stand in cast.py and tiny_line.py, beside this file."""

import pytest
from cast import SetClock


@pytest.fixture
def set_clock() -> SetClock:
    """A clock that stands at five past ten on a Tuesday in New York, until it is set."""
    return SetClock()
