"""Every way in which a transfer can fail leads on: something is said, nothing is asked again, and nobody is left behind."""

import pytest
from floor_house import FloorHouse, floor_house, quiet, texts

from ivr.carrier.handsets.silent import SilentCaller, Talker
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.phones import Phone


@pytest.mark.parametrize("rest", [True, False], ids=["rest", "no rest"])
def test_probe(rest):
    with floor_house(rest=rest) as house:
        house.busy("rosa", "ben")
        call = house.call("", (25.0, lambda: house.ready("rosa")))
        print(call.transcript)
        print(quiet(call))
        print(house.floor)
        house.nobody_is_left()
        assert 0
