"""What is encoded is decoded to an equal value; what cannot be is refused, without showing what is in it."""

import traceback
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.state import FORMAT, CallState, Held
from ivr.secret import Secret
from ivr.service.ports import StoreError, UnreadableStateError, Whisper
from ivr.stores import codec

names = st.text(max_size=12)
counts = st.integers(0, 2**31)
runs = st.lists(names, max_size=3).map(tuple)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)  # noqa: DTZ001 - given zones beside it
stays = st.builds(Held, key=counts, since=moments, spoken=st.none() | moments, position=counts, leads=names)
states = st.builds(
    CallState,
    digest=names,
    turn=counts,
    at=names,
    noinput=counts,
    nomatch=counts,
    errors=counts,
    limited=st.booleans(),
    rung=runs,
    rings=runs,
    counts=st.dictionaries(names, counts, max_size=3),
    values=st.dictionaries(names, names, max_size=3),
    secrets=st.dictionaries(names, st.text("0123456789*#").map(Secret), max_size=3),
    over=st.booleans(),
    language=names,
    patient=st.booleans(),
    returning=names,
    held=st.none() | stays,
)
entries = st.builds(
    Entry, kind=st.sampled_from(Happening), at=moments, turn=counts, dialog=names, detail=names, count=counts
)
whispers = st.builds(
    Whisper,
    token=names,
    call=names,
    turn=counts,
    representative=names,
    digest=names,
    dialog=names,
    hand_off=st.lists(st.tuples(names, names), max_size=3).map(tuple),
    accepted=st.none() | st.booleans(),
)

STATE = CallState("d", 3, "main", secrets={"account.number": Secret("8448200012345678")})


@given(states)
def test_a_state_comes_back_equal(state: CallState) -> None:
    assert codec.decode_state(codec.encode_state(state)) == state


@given(entries)
def test_an_entry_comes_back_equal_to_the_microsecond(entry: Entry) -> None:
    assert codec.decode_entry(codec.encode_entry(entry)) == entry


@given(whispers)
def test_a_whisper_comes_back_equal(whisper: Whisper) -> None:
    assert codec.decode_whisper(codec.encode_whisper(whisper)) == whisper


@given(moments)
def test_a_moment_comes_back_as_the_same_instant(moment: datetime) -> None:
    assert codec.decode_moment(codec.encode_moment(moment)) == moment


@given(moments, moments)
def test_moments_sort_as_text_as_they_do_in_time(one: datetime, other: datetime) -> None:
    assert (codec.encode_moment(one) < codec.encode_moment(other)) == (one < other)


def test_a_secret_comes_back_as_a_secret() -> None:
    (secret,) = codec.decode_state(codec.encode_state(STATE)).secrets.values()
    assert isinstance(secret, Secret)


def test_a_read_only_mapping_is_kept_as_any_other() -> None:
    state = replace(STATE, values=MappingProxyType({"heard.count": "12"}))
    assert codec.decode_state(codec.encode_state(state)).values == {"heard.count": "12"}


@pytest.mark.parametrize("number", [0, FORMAT + 1, 65535])
def test_a_state_of_another_format_is_unreadable_and_says_which(number: int) -> None:
    with pytest.raises(UnreadableStateError, match=f"format {number},"):
        codec.decode_state(codec.encode_state(replace(STATE, format=number)))


@pytest.mark.parametrize("number", range(1, FORMAT))
def test_a_state_of_a_format_before_this_one_is_unreadable_and_not_guessed_at(number: int) -> None:
    """Calls in progress while a server is replaced by this version go to a person."""
    old = number.to_bytes(2, "big") + codec.encode_state(STATE)[2:]
    with pytest.raises(UnreadableStateError, match=f"format {number}, this program reads format {FORMAT}"):
        codec.decode_state(old)


def drawn(values: st.SearchStrategy[object]) -> set[str]:
    """The fields that a strategy of `st.builds` fills."""
    return set(values.wrapped_strategy.kwargs)  # type: ignore[attr-defined]


def test_every_field_of_a_state_and_of_a_stay_in_a_queue_is_drawn_by_these_tests() -> None:
    assert drawn(states) | {"format"} == {one.name for one in fields(CallState)}
    assert drawn(stays) == {one.name for one in fields(Held)}


def test_a_stay_in_a_queue_keeps_its_moments_to_the_microsecond() -> None:
    stay = Held(7, datetime(2026, 11, 24, 10, 5, 0, 1, timezone(timedelta(hours=-5))), leads="main")
    back = codec.decode_state(codec.encode_state(replace(STATE, held=stay))).held
    assert back == stay
    assert back is not None
    assert back.since.tzinfo is not None


@pytest.mark.parametrize("part", ["since", "spoken"])
def test_a_stay_in_a_queue_without_a_time_zone_cannot_be_kept(part: str) -> None:
    stay = replace(Held(7, datetime.now(UTC)), **{part: datetime(2026, 11, 24, 10, 5)})  # type: ignore[arg-type]  # noqa: DTZ001 - the point of it
    with pytest.raises(StoreError, match="time zone"):
        codec.encode_state(replace(STATE, held=stay))


def test_the_format_is_read_before_anything_else() -> None:
    with pytest.raises(UnreadableStateError, match="format 7,"):
        codec.decode_state(b"\x00\x07 a layout nobody knows yet")


@pytest.mark.parametrize("number", [-1, 65536])
def test_a_format_that_does_not_fit_is_refused(number: int) -> None:
    with pytest.raises(StoreError, match="format"):
        codec.encode_state(replace(STATE, format=number))


@given(st.binary(max_size=100))
def test_garbage_behind_the_right_format_is_unreadable(garbage: bytes) -> None:
    with pytest.raises(UnreadableStateError):
        codec.decode_state(FORMAT.to_bytes(2, "big") + garbage)


@given(st.integers(0, 400))
def test_a_state_cut_short_is_unreadable(length: int) -> None:
    whole = codec.encode_state(STATE)
    with pytest.raises(UnreadableStateError):
        codec.decode_state(whole[: min(length, len(whole) - 1)])


@pytest.mark.parametrize("body", [{"digest": 1}, {"digest": "d", "turn": 1, "at": "main", "secrets": {"pin": 2580}}])
def test_a_value_of_another_type_is_unreadable(body: dict[str, object]) -> None:
    with pytest.raises(UnreadableStateError):
        codec.decode_state(FORMAT.to_bytes(2, "big") + msgspec.msgpack.encode(body))


def test_bytes_of_another_kind_are_no_whisper_and_no_entry() -> None:
    entry = codec.encode_entry(Entry(Happening.ANSWERED, datetime.now(UTC), 0))
    with pytest.raises(UnreadableStateError):
        codec.decode_whisper(entry)
    with pytest.raises(UnreadableStateError):
        codec.decode_entry(codec.encode_whisper(Whisper("t", "CA1", 1, "rosa", "d", "main")))


@pytest.mark.parametrize("unkeepable", ["8448200012345678\udc00", object(), 1 << 70])
def test_what_cannot_be_kept_is_refused_without_being_shown(unkeepable: object) -> None:
    secret = Secret(unkeepable)  # type: ignore[arg-type]  # what a type checker would have stopped
    with pytest.raises(StoreError, match="a CallState holds what cannot be kept") as caught:
        codec.encode_state(replace(STATE, secrets={"account.number": secret}))
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    assert "8448" not in "".join(traceback.format_exception(caught.value))


def test_a_moment_without_a_zone_cannot_be_kept() -> None:
    with pytest.raises(StoreError, match="time zone"):
        codec.encode_entry(Entry(Happening.ANSWERED, datetime(2026, 11, 24, 10, 5), 0))  # noqa: DTZ001 - the point of it
