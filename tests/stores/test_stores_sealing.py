"""What is sealed can be opened with the key that sealed it, or one that replaced it, and with nothing else."""

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.service.ports import StoreError, UnreadableStateError
from ivr.stores.sealing import Sealer, new_key

SEALER = Sealer([new_key()])


@given(st.binary(max_size=2000))
def test_what_was_sealed_opens_to_the_same_bytes(data: bytes) -> None:
    assert SEALER.open(SEALER.seal(data)) == data


def test_sealed_bytes_do_not_show_what_is_in_them() -> None:
    assert b"8448200012345678" not in SEALER.seal(b"8448200012345678")


def test_the_same_bytes_are_sealed_differently_each_time() -> None:
    assert SEALER.seal(b"2580") != SEALER.seal(b"2580")


def test_another_key_cannot_open_it() -> None:
    with pytest.raises(UnreadableStateError):
        Sealer([new_key()]).open(SEALER.seal(b"state"))


@given(st.binary(max_size=200))
def test_bytes_nobody_sealed_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableStateError):
        SEALER.open(data)


@given(st.data())
def test_a_changed_byte_makes_it_unreadable(data: st.DataObject) -> None:
    sealed = bytearray(SEALER.seal(b"state"))
    place = data.draw(st.integers(0, len(sealed) - 3))  # the last characters of base64 may hold bits that mean nothing
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(UnreadableStateError):
        SEALER.open(bytes(sealed))


def test_while_keys_are_replaced_the_first_seals_and_all_open() -> None:
    old, new = new_key(), new_key()
    both = Sealer([new, old])
    assert both.open(Sealer([old]).seal(b"state")) == b"state"
    assert Sealer([new]).open(both.seal(b"state")) == b"state"
    with pytest.raises(UnreadableStateError):
        Sealer([old]).open(both.seal(b"state"))


def test_no_key_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no key"):
        Sealer([])


def test_one_key_where_several_belong_is_refused() -> None:
    with pytest.raises(TypeError, match="sequence"):
        Sealer(new_key())


@pytest.mark.parametrize("bad", ["", "a-secret-but-short-key", "ä" * 44, "A" * 40, "!" * 44])
def test_a_key_that_is_none_is_named_by_its_place_and_not_shown(bad: str) -> None:
    with pytest.raises(ValueError, match="key 2 is not") as caught:
        Sealer([new_key(), bad])
    assert caught.value.__context__ is None
    assert not bad or bad not in "".join(traceback.format_exception_only(caught.value))


def test_unreadable_is_a_kind_of_store_error() -> None:
    assert issubclass(UnreadableStateError, StoreError)
