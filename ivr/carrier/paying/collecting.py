"""One entry of a Pay: a prompt that the first key stops, then digits until there are enough, # or a pause.

Sources: Twilio, Pay: `timeout` is how long it waits between two digits before it checks those it has; * at any moment
ends the whole Pay. That keys pressed before a prompt began are nobody's is as in Gather.
"""

from ivr.carrier.happenings import Closing
from ivr.carrier.office import Stage
from ivr.carrier.paying.checks import whole_after
from ivr.carrier.paying.prompts import Situation, sounds
from ivr.carrier.racing import first_of
from ivr.carrier.sound import make_sound
from ivr.twiml.paying import Pay

STAR = "*"
ENOUGH = "#"


class StarredError(Exception):
    """The caller pressed *."""


async def collect(pay: Pay, situation: Situation, stage: Stage) -> str | None:
    """The digits, None when nobody pressed anything. Raises StarredError and LegGoneError."""
    leg = stage.leg
    await leg.flush_keys()
    leg.asks_to_pay(situation.step.value)
    leg.gather_opened()
    key = await first_of(leg.key(None), play_prompt(pay, situation, stage))
    await leg.stop_sound()
    if key is None:
        leg.listens(pay.timeout)
        key = await leg.key(pay.timeout)
    if key is None:
        leg.gather_closed(Closing.SILENCE)
        return None
    digits = await _digits(pay, situation, stage, key)
    leg.gather_closed(Closing.KEYS)
    if digits.endswith(STAR):
        raise StarredError
    return digits


async def play_prompt(pay: Pay, situation: Situation, stage: Stage) -> None:
    for sound in sounds(pay, situation):
        await make_sound(sound, stage)


async def until_star(stage: Stage) -> None:
    """Raises StarredError when it is pressed."""
    await stage.leg.flush_keys()
    while await stage.leg.key(None) != STAR:
        pass
    raise StarredError


async def _digits(pay: Pay, situation: Situation, stage: Stage, key: str | None) -> str:
    """A * is the last of them."""
    digits = ""
    while key is not None and key != ENOUGH:
        digits += key
        if key == STAR or len(digits) == whole_after(situation.step, digits, situation.card):
            break
        key = await stage.leg.key(pay.timeout)
    return digits
