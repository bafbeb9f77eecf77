"""`needs`: how well a caller must be known to come to a node, and what its author is told."""

import pytest
from line_laboratory import program, told

from ivr.dialog.prompts import Tier

COLLECT = "collect: {into: caller.reference, min: 1, max: 8, prompt: Now., confirm: true, exhausted: representative}\nnext: goodbye"


@pytest.mark.parametrize("tier", [Tier.T1, Tier.T2])
def test_a_node_hands_what_it_needs_to_every_dialog_it_becomes(tier: Tier) -> None:
    whole = program(f"needs: {tier}\n{COLLECT}")
    assert whole.needs == {"greeting": tier, "greeting.confirm": tier}


def test_a_node_that_says_nothing_needs_nothing() -> None:
    assert program(COLLECT).needs == {}


def test_nobody_reaches_the_third_tier_by_keypad() -> None:
    code, line, message, remedy = told(f"needs: T3\n{COLLECT}")
    assert (code, line, remedy) == ("IVR053", 3, "Lead to a person.")
    assert message.startswith("Nobody reaches T3 by keypad")


@pytest.mark.parametrize("written", ["T0", "T4", "pin", "t1"])
def test_what_is_no_tier_is_told(written: str) -> None:
    code, line, message, remedy = told(f"needs: {written}\n{COLLECT}")
    assert (code, line, message) == ("IVR053", 3, f'"{written}" is not how well a caller can be known.')
    assert remedy
