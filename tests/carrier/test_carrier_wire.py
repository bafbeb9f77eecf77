"""A wire: what is said on it, what is overheard, and what becomes of both when nobody listens."""

import sys
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.earshot import ENOUGH, LATE, LOOK, Earshot
from ivr.carrier.wire import Wire
from ivr.sound.g711 import FRAME, QUIET, RATE, SILENCE, mixed


def pulled(wire: Wire, frames: int) -> bytes:
    return b"".join(wire.next_frame() for _ in range(frames))


@given(st.lists(st.binary(min_size=0, max_size=3 * FRAME), max_size=6))
def test_what_is_said_is_heard_in_order_without_a_gap_and_then_silence(sounds: list[bytes]) -> None:
    wire, whole = Wire(), b"".join(sounds)
    for sound in sounds:
        wire.say(sound)
    frames = -(-len(whole) // FRAME) + 1
    assert pulled(wire, frames) == whole.ljust(frames * FRAME, QUIET)
    assert not wire.speaking


def test_after_a_stop_the_next_frame_is_silence_and_whoever_keeps_frames_is_told() -> None:
    wire, told = Wire(), []
    wire.cleared.append(lambda: told.append("cleared"))
    wire.say(b"\x01" * 800)
    wire.next_frame()
    wire.stop()
    assert (wire.next_frame(), told) == (SILENCE, ["cleared"])


def test_a_hum_is_heard_again_and_again_where_nothing_else_is() -> None:
    wire = Wire()
    wire.hum(b"\x02" * FRAME + b"\x03" * 40)
    wire.say(b"\x01" * FRAME)
    last = b"\x03" * 40 + QUIET * 120
    assert pulled(wire, 4) == b"\x01" * FRAME + b"\x02" * FRAME + last + b"\x02" * FRAME
    wire.hum(None)
    assert wire.next_frame() == SILENCE
    wire.hum(b"")
    assert wire.next_frame() == SILENCE


def test_two_wires_hear_each_other_and_not_themselves() -> None:
    one, other = Wire(), Wire()
    one.listen_to(other)
    other.listen_to(one)
    one.listen_to(one)
    one.hear(b"\x01" * FRAME)
    other.hear(b"\x02" * FRAME)
    assert (one.next_frame(), other.next_frame()) == (b"\x02" * FRAME, b"\x01" * FRAME)


def test_several_voices_and_words_are_heard_together() -> None:
    one, other, third = Wire(), Wire(), Wire()
    one.listen_to(other)
    one.listen_to(third)
    one.say(b"\x90" * FRAME)
    other.hear(b"\xa0" * FRAME)
    third.hear(b"\x20" * FRAME)
    assert one.next_frame() == mixed([b"\x90" * FRAME, b"\xa0" * FRAME, b"\x20" * FRAME])


def test_a_voice_in_pieces_of_any_length_is_heard_without_holes() -> None:
    one, other = Wire(), Wire()
    one.listen_to(other)
    heard = b""
    for _ in range(10):
        other.hear(b"\x01" * 128)
        heard += one.next_frame()
    frames = [heard[at : at + FRAME] for at in range(0, len(heard), FRAME)]
    assert frames.count(b"\x01" * FRAME) == 8
    assert frames.count(SILENCE) == 2  # where no whole frame was there yet, and never a part of one


def test_a_voice_nobody_pulls_is_dropped_from_its_older_end() -> None:
    one, other = Wire(), Wire()
    one.listen_to(other)
    for byte in range(100):
        other.hear(bytes([byte]) * FRAME)
    assert pulled(one, LATE // FRAME)[::FRAME] == bytes(range(90, 100))
    assert one.next_frame() == SILENCE


def test_who_is_ignored_is_heard_no_more_and_nothing_refers_to_anybody_after_parting() -> None:
    one, other, third = Wire(), Wire(), Wire()
    one.listen_to(other)
    one.listen_to(third)
    one.ignore(other)
    one.ignore(other)
    other.hear(b"\x01" * FRAME)
    assert one.next_frame() == SILENCE
    one.part()
    third.hear(b"\x01" * FRAME)
    assert one.next_frame() == SILENCE
    assert [wire.listeners for wire in (one, other, third)] == [set()] * 3


def carried(comes: Sequence[int], loud: Callable[[int], bool] = lambda number: True) -> tuple[list[int], Wire]:
    """Which frames of another's voice are heard when so many of them come before each that is pulled. Each has a byte of
    its own, as long as there are no more than 100; one that is not `loud` is silence."""
    one, other, heard, number = Wire(), Wire(), [], 0
    one.listen_to(other)
    for count in comes:
        for _ in range(count):
            other.hear(bytes([number % 100]) * FRAME if loud(number) else SILENCE)
            number += 1
        frame = one.next_frame()
        if frame != SILENCE:
            heard.append(frame[0])
    return heard, one


@given(
    st.lists(st.sampled_from((0, 1, 1, 1, 2)), max_size=30),
    st.integers(3, 60),
    st.lists(st.booleans(), min_size=16, max_size=16),
)
def test_after_a_burst_a_voice_is_on_time_again_within_a_few_seconds(
    before: list[int], burst: int, loud: list[bool]
) -> None:
    seconds = (
        4.5  # ten frames may wait, two may stay: eight looks, the one before them, and one that the burst fell into
    )
    comes = [*before, burst, *[1] * round(seconds * 50)]
    heard, wire = carried([*comes, *[0] * LATE], lambda number: loud[number % 16] or number >= sum(comes) - 50)
    waited = len(heard) - len(carried(comes, lambda number: loud[number % 16] or number >= sum(comes) - 50)[0])
    assert waited * FRAME <= ENOUGH == 0.04 * RATE
    assert wire.next_frame() == SILENCE


@given(st.lists(st.integers(0, 2), min_size=1, max_size=100))
def test_nothing_is_lost_of_a_voice_whose_frames_are_up_to_two_late(delays: list[int]) -> None:
    """They keep their order, so one cannot be earlier than the one before."""
    due = list(accumulate((place + delay for place, delay in enumerate(delays)), max))
    comes = [due.count(at) for at in range(due[-1] + 4)]
    assert carried(comes)[0] == list(range(len(delays)))


@given(st.integers(0, LATE // FRAME), st.integers(0, LOOK - 1))
def test_nothing_is_lost_where_all_of_a_burst_has_been_heard_before_anybody_looks_twice(burst: int, at: int) -> None:
    comes = [0] * at + [burst] + [0] * 2 * LOOK
    assert carried(comes)[0] == list(range(burst))


@pytest.mark.parametrize("rest", [range(21, 28), range(29, 36)])
def test_silence_goes_before_words_whether_it_waits_or_is_to_come(rest: range) -> None:
    words = sorted({*range(100)} - {*rest})
    heard, wire = carried([10, *[1] * 80], words.__contains__)
    assert heard == words[: len(heard)]
    assert len(heard) == 81  # at each pull a word, since all seven silent frames went
    assert [wire.next_frame() == SILENCE for _ in range(3)] == [False, False, True]


def test_a_voice_without_a_rest_loses_one_frame_at_a_time() -> None:
    heard, _ = carried([10, *[1] * 89])
    lost = sorted(set(range(heard[-1])) - set(heard))
    assert len(lost) == 3  # from the second look on, at 40, 60 and 80 frames
    assert all(later - earlier > 1 for earlier, later in pairwise(lost))


def test_of_words_without_a_rest_the_softest_go() -> None:
    one, other = Wire(), Wire()
    one.listen_to(other)
    loud, soft, heard = b"\x90" * FRAME, b"\xb0" * FRAME, []
    for count in [10, *[1] * 2 * LOOK]:
        for _ in range(count):
            other.hear(soft if len(heard) == 2 * LOOK - 3 else loud)
        heard.append(one.next_frame())
    heard += [one.next_frame() for _ in range(LATE // FRAME)]
    assert (heard.count(soft), heard.count(loud)) == (0, 9 + 2 * LOOK)


def test_no_more_silence_goes_than_is_too_much() -> None:
    """That which waits counts."""
    voice, heard = Earshot(), []
    for number in range(10 + 2 * LOOK):
        voice.put(b"\x90" * FRAME if number < LOOK else SILENCE)
        if number >= 9:
            heard.append(voice.next_frame())
    heard += [voice.next_frame() for _ in range(3)]
    assert [frame is not None for frame in heard[-4:]] == [True, True, True, False]
    assert heard.count(None) == 1


def test_an_ear_that_takes_itself_off_keeps_no_other_from_hearing() -> None:
    wire, heard = Wire(), []

    def once(frame: bytes) -> None:
        wire.ears.remove(once)
        heard.append(frame[:1])

    wire.ears += [once, lambda frame: heard.append(frame[1:])]
    wire.hear(b"ab")
    wire.hear(b"cd")
    assert heard == [b"a", b"b", b"d"]


def test_the_carrier_needs_none_of_the_libraries_that_read_sound_files() -> None:
    import subprocess

    names = "'numpy', 'soundfile', 'soxr', 'aiohttp', 'aiosipua', 'aiortp'"
    program = f"import sys, ivr.carrier; print([one for one in ({names}) if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
