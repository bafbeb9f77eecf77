"""The collector rests while something large is put together, and is at work again afterwards, whatever happened."""

import gc
from collections.abc import Iterator

import pytest

from ivr.reading.uncollected import uncollected


@pytest.fixture(autouse=True)
def _at_work() -> Iterator[None]:
    assert gc.isenabled()
    yield
    assert gc.isenabled()


def test_it_rests_inside_and_is_at_work_afterwards() -> None:
    with uncollected():
        assert not gc.isenabled()


def test_it_is_at_work_again_after_a_mistake() -> None:
    with pytest.raises(LookupError), uncollected():
        raise LookupError


def test_one_inside_another_leaves_it_at_rest_until_the_outer_one_is_over() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()


def test_whoever_had_put_it_to_rest_finds_it_so() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_of_two_threads_that_overlap_nobody_leaves_it_at_rest() -> None:
    first, second = uncollected(), uncollected()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.isenabled()
