"""A key by each of the ways softphones have, and by several at once."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sip_by_hand import Softphone
from sip_rig import Rig

from ivr.phone.sip.info import key_in
from ivr.phone.sip.presses import Presses, Way
from ivr.sound.tones import keys_as_tones

MENU = '<Gather action="/keys" finishOnKey="#" timeout="2"/>'


def _pressed(*ways: Way, keys: str = "421#") -> list[str]:
    """What the line gets of keys pressed in all those ways at once."""
    rig = Rig({"/voice": MENU, "/keys": "<Hangup/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            for key in keys:
                if Way.EVENT in ways:
                    phone.event(key)
                if Way.INFO in ways:
                    phone.info(key)
                if Way.TONE in ways:
                    await phone.speak(keys_as_tones(key))
                await asyncio.sleep(0.03)
            await phone.let_go()
            await rig.over()

    rig.run(scenario)
    return rig.keyed()


@pytest.mark.xdist_group("sip")
@pytest.mark.parametrize(
    "ways",
    [(Way.EVENT,), (Way.INFO,), (Way.TONE,), (Way.EVENT, Way.INFO), (Way.EVENT, Way.TONE), tuple(Way)],
    ids=["events", "INFO", "tones", "events and INFO", "events and tones", "all three"],
)
def test_a_key_counts_once_by_whichever_way_it_comes(ways: tuple[Way, ...]) -> None:
    assert _pressed(*ways) == ["421"]


@pytest.mark.xdist_group("sip")
def test_a_key_pressed_twice_counts_twice() -> None:
    assert _pressed(Way.EVENT, Way.INFO, keys="44#") == ["44"]


@pytest.mark.xdist_group("sip")
def test_a_bare_key_in_an_info_is_one_too() -> None:
    rig = Rig({"/voice": '<Gather action="/keys" numDigits="1" timeout="2"/>', "/keys": "<Hangup/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            phone.info("*", "application/dtmf")
            await phone.until(200, "INFO")
            await phone.let_go()
            await rig.over()

    rig.run(scenario)
    assert rig.keyed() == ["*"]


@pytest.mark.xdist_group("sip")
def test_an_info_of_no_call_is_refused() -> None:
    rig = Rig({"/voice": "<Hangup/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.info("1")
            await phone.until(481, "INFO")

    rig.run(scenario)


@pytest.mark.parametrize(
    ("body", "kind", "key"),
    [
        ("Signal=5\r\nDuration=160", "application/dtmf-relay", "5"),
        ("signal = # \r\n", "Application/DTMF-Relay; x=y", "#"),
        ("Signal=10\r\n", "application/dtmf-relay", "*"),
        ("Signal=11\r\n", "application/dtmf-relay", "#"),
        ("Duration=160\r\nSignal=a\r\n", "application/dtmf-relay", "A"),
        ("7", "application/dtmf", "7"),
        ("Signal=12\r\n", "application/dtmf-relay", None),
        ("Signal=\r\n", "application/dtmf-relay", None),
        ("", "application/dtmf", None),
        ("5", "text/plain", None),
    ],
)
def test_the_key_of_an_info_is_read_as_softphones_write_it(body: str, kind: str, key: str | None) -> None:
    assert key_in(body, kind) == key


def test_tones_are_not_listened_to_once_a_key_was_told_in_words() -> None:
    presses = Presses()
    assert presses.counts("5", Way.TONE, 0.0)
    assert not presses.deaf
    assert presses.counts("6", Way.EVENT, 1.0)
    assert presses.deaf
    assert not presses.counts("7", Way.TONE, 9.0)


@given(keys=st.text("0123456789*#", min_size=1, max_size=12), lag=st.floats(0.0, 0.09), rhythm=st.floats(0.1, 2.0))
def test_two_ways_to_tell_of_each_press_make_each_press_one_key(keys: str, lag: float, rhythm: float) -> None:
    """Whichever way is the later one, as long as it is not as late as the next press but one."""
    presses, heard = Presses(), []
    told = [(number * rhythm, key, Way.EVENT) for number, key in enumerate(keys)]
    told += [(at + lag, key, Way.INFO) for at, key, _ in told]
    for at, key, way in sorted(told, key=lambda one: one[0]):
        if presses.counts(key, way, at):
            heard.append(key)
    assert "".join(heard) == keys


@given(st.lists(st.tuples(st.floats(0, 0.6), st.sampled_from("12"), st.sampled_from(list(Way))), max_size=30))
def test_no_more_keys_count_than_were_told_and_none_by_one_way_alone_is_lost(
    told: list[tuple[float, str, Way]],
) -> None:
    presses, now = Presses(), 0.0
    counted: list[tuple[str, Way]] = []
    for after, key, way in told:
        now += after
        if presses.counts(key, way, now):
            counted.append((key, way))
    for key in "12":
        ways = {way for _, one, way in told if one == key}
        mine = [way for one, way in counted if one == key]
        assert len(mine) <= len([one for _, one, _ in told if one == key])
        if len(ways) == 1 and Way.TONE not in ways:
            assert len(mine) == len([one for _, one, _ in told if one == key])
