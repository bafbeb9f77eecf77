"""Packets that come in another order than they were sent in, twice, late, or not at all."""

import asyncio
import struct
from itertools import pairwise

import pytest
from aiortp import RtpPacket
from hypothesis import given
from hypothesis import strategies as st
from sip_by_hand import Softphone
from sip_rig import Rig

from ivr.phone.sip.in_order import MOST_EARLY, PATIENCE, InOrder
from ivr.sound.g711 import FRAME

FRAME_SECONDS = 0.02


def _packet(number: int, ssrc: int = 7) -> RtpPacket:
    """`number` counts on where sequence numbers begin again; the timestamp keeps all of it."""
    return RtpPacket(payload_type=0, sequence_number=number & 0xFFFF, timestamp=number, ssrc=ssrc, payload=b"")


def _numbers(packets: list[RtpPacket]) -> list[int]:
    return [packet.timestamp for packet in packets]


@given(st.integers(0, 0xFFFF), st.integers(1, 60))
def test_packets_in_order_pass_at_once(first: int, count: int) -> None:
    order = InOrder()
    for number in range(first, first + count):
        assert _numbers(order.take(_packet(number), 0.0)) == [number]
        assert not order


@given(
    first=st.integers(0xFFE0, 0x10000),
    late=st.lists(st.floats(0.0, PATIENCE * 0.99), min_size=1, max_size=60),
    twice=st.lists(st.booleans(), min_size=60, max_size=60),
)
def test_what_is_late_by_less_than_the_patience_is_put_in_order_and_nothing_is_lost_or_doubled(
    first: int, late: list[float], twice: list[bool]
) -> None:
    """Each packet is sent in its time and comes later by its own delay; some come twice. The very first is in time."""
    order, passed = InOrder(), []
    coming = [(at * FRAME_SECONDS + (delay if at else 0.0), first + at) for at, delay in enumerate(late)]
    coming += [one for one, again in zip(coming, twice, strict=False) if again]
    for now, number in sorted(coming):
        passed += _numbers(order.take(_packet(number), now))
    assert passed == list(range(first, first + len(late)))
    assert not order


@given(
    st.integers(0, 0xFFFF),
    st.lists(st.tuples(st.integers(0, 40), st.floats(0.0, 0.05)), min_size=1, max_size=40),
)
def test_whatever_comes_passes_at_most_once_in_order_and_waits_no_longer_than_the_patience(
    first: int, coming: list[tuple[int, float]]
) -> None:
    """Any choice of packets, any order, any repetition, at any time, of a sender that does not jump back."""
    order, passed, now = InOrder(), [], 0.0
    given_in: dict[int, float] = {}
    front = 0
    for ahead, after in coming:
        now += after
        passed += [(number, now) for number in _numbers(order.due(now))]
        number = first + max(0, front - 8 + ahead % 17)
        front = max(front, number - first)
        given_in.setdefault(number, now)
        passed += [(each, now) for each in _numbers(order.take(_packet(number), now))]
        assert len(order) <= MOST_EARLY
    for _ in range(2):
        now += 0.05
        passed += [(number, now) for number in _numbers(order.due(now))]
    assert not order
    assert all(one < another for (one, _), (another, _) in pairwise(passed))
    assert {number for number, _ in passed} <= set(given_in)
    assert all(at - given_in[number] <= PATIENCE + 0.05 + 1e-9 for number, at in passed)


@given(st.sets(st.integers(1, 40)), st.integers(0, 0xFFFF))
def test_a_loss_delays_only_what_is_behind_it_and_only_for_the_patience(lost: set[int], first: int) -> None:
    order, passed = InOrder(), []
    came = [number for number in range(60) if number not in lost]
    for number in came:
        now = number * FRAME_SECONDS
        passed += _numbers(order.due(now))
        passed += _numbers(order.take(_packet(first + number), now))
    passed += _numbers(order.due(60 * FRAME_SECONDS + 2 * PATIENCE))
    assert passed == [first + number for number in came]
    assert _numbers(order.take(_packet(first + 60), 2.0)) == [first + 60]


@given(st.lists(st.tuples(st.integers(0, 0xFFFF), st.integers(0, 2)), max_size=200))
def test_nothing_grows_and_nothing_is_made_up_whatever_is_sent(coming: list[tuple[int, int]]) -> None:
    order, passed = InOrder(), 0
    for number, ssrc in coming:
        passed += len(order.take(_packet(number, ssrc), 0.0))
        assert len(order) <= MOST_EARLY
    assert passed + len(order) <= len(coming)


def test_whoever_comes_shows_that_another_has_waited_long_enough() -> None:
    order = InOrder()
    order.take(_packet(100), 0.0)
    assert _numbers(order.take(_packet(102), 0.0)) == []
    assert _numbers(order.take(_packet(100), PATIENCE)) == [102]
    assert _numbers(order.take(_packet(104), PATIENCE)) == []
    assert _numbers(order.take(_packet(106), 2 * PATIENCE)) == [104]


def test_a_new_sender_and_one_that_jumps_back_are_heard_at_once_and_who_waited_before_them() -> None:
    order = InOrder()
    order.take(_packet(100), 0.0)
    assert _numbers(order.take(_packet(102), 0.0)) == []
    assert _numbers(order.take(_packet(5, ssrc=8), 0.0)) == [102, 5]
    assert _numbers(order.take(_packet(7, ssrc=8), 0.0)) == []
    assert _numbers(order.take(_packet(0xFF00, ssrc=8), 0.0)) == [7, 0xFF00]


# Through a real socket.


def _press(phone: Softphone, key: str, order: list[int]) -> None:
    """The packets of one press, numbered from 0, in that order; a number may stand there twice, or not at all."""
    code = "0123456789*#".index(key)
    told = [(0, 160), (0, 320), (0x80, 320), (0x80, 320), (0x80, 320)]
    for at in order:
        ended, duration = told[at]
        payload = struct.pack("!BBH", code, ended | 10, duration)
        header = struct.pack("!BBHLL", 0x80, 101, phone.sequence + at & 0xFFFF, phone.timestamp, phone.ssrc)
        phone.rtp.sendto(header + payload, ("127.0.0.1", phone.rtp_to))
    phone.sequence += len(told)
    phone.timestamp += 320


@pytest.mark.xdist_group("sip")
@pytest.mark.parametrize(
    "order",
    [[4, 3, 2, 1, 0], [2, 0, 0, 4, 1, 3, 2], [1, 4], [4], [3, 1, 3]],
    ids=["backwards", "mixed and doubled", "with losses", "its last alone", "without its beginning"],
)
def test_a_key_is_told_once_whatever_order_its_packets_come_in(order: list[int]) -> None:
    """The last of one press is often lost, and the next press waits no longer than the patience for it."""
    rig = Rig({"/voice": '<Gather action="/keys" finishOnKey="#" timeout="5"/>', "/keys": "<Hangup/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            phone.sequence = 0xFFF6
            for key in "4421#":
                _press(phone, key, order)
            await phone.let_go()
            await rig.over()

    rig.run(scenario)
    assert rig.keyed() == ["4421"]


@pytest.mark.xdist_group("sip")
def test_sound_that_comes_in_another_order_is_heard_as_it_was_said() -> None:
    rig = Rig({"/voice": "<Say>Hi</Say><Pause length='60'/>"})
    frames = [bytes([0x10 + at]) * FRAME for at in range(8)]

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            for at in (0, 2, 1, 1, 4, 5, 3, 2, 7):
                phone.sequence = 0xFFFD + at & 0xFFFF
                phone.packet(frames[at], timestamp=at * FRAME)
            await asyncio.sleep(PATIENCE * 3)
            await phone.bye()
            await rig.over()

    rig.run(scenario)
    assert rig.tapes == [b"".join(frames[:6]) + b"\xff" * FRAME + frames[7]]


@pytest.mark.xdist_group("sip")
def test_another_sender_has_a_time_of_its_own() -> None:
    """What lies between the two clocks is no silence, and two keys of one time are two."""
    rig = Rig({"/voice": '<Gather action="/keys" finishOnKey="#" timeout="60"/>', "/keys": "<Hangup/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            for ssrc, key in ((1, "4"), (2, "4"), (2, "#")):
                if ssrc != phone.ssrc:
                    phone.ssrc, phone.timestamp = ssrc, 1000 * ssrc
                    phone.packet(bytes([0x10 + ssrc]) * FRAME)
                    phone.timestamp = 4000
                _press(phone, key, [0, 1, 2, 3, 4])
            await phone.let_go()
            await rig.over()

    rig.run(scenario)
    assert rig.keyed() == ["44"]
    assert rig.tapes == [b"\x11" * FRAME + b"\x12" * FRAME]
