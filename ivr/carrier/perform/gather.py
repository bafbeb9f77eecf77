"""Gather: a prompt that the first key stops, then keys until one ends it, enough have come, or nobody presses any more.

Source: Twilio, Gather. The one timeout serves before the first key and between two; it does not run while prompts play.
"""

from dataclasses import dataclass, field

from ivr.carrier.happenings import Closing
from ivr.carrier.leg import Leg
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Fetch, Outcome
from ivr.carrier.racing import first_of
from ivr.carrier.sound import make_sound
from ivr.secret import Secret
from ivr.telephony.events import Keyed, Silent
from ivr.twiml.verbs import Gather


@dataclass(frozen=True, slots=True)
class _Entry:
    """`finished_on` is the key that ended it, empty where the timeout or numDigits did."""

    keys: str = field(repr=False)
    finished_on: str = field(default="", repr=False)
    silent: bool = False


async def perform(verb: Gather, stage: Stage) -> Outcome:
    leg = stage.leg
    await leg.flush_keys()
    leg.gather_opened()
    key = await _prompted(verb, stage)
    if key is None:
        leg.listens(verb.timeout)
        key = await _first_key(verb, leg)
    entry = await _collect(verb, leg, key)
    leg.gather_closed(Closing.SILENCE if entry.silent and not entry.keys else Closing.KEYS)
    if not entry.keys and not verb.action_on_empty_result:
        return ONWARD
    event = Keyed(Secret(entry.keys)) if entry.keys else Silent()
    return Fetch(verb.action, verb.method, event, entry.finished_on)


async def _prompted(verb: Gather, stage: Stage) -> str | None:
    """The key that cut the prompt, or None when it was heard to its end."""
    if not verb.prompts or not _keys_count(verb):
        await _prompt(verb, stage)
        return None
    key = await first_of(stage.leg.key(None), _prompt(verb, stage))
    await stage.leg.stop_sound()
    return key


async def _prompt(verb: Gather, stage: Stage) -> None:
    for prompt in verb.prompts:
        await make_sound(prompt, stage)


async def _first_key(verb: Gather, leg: Leg) -> str | None:
    if _keys_count(verb):
        return await leg.key(verb.timeout)
    await leg.pause(verb.timeout)
    return None


def _keys_count(verb: Gather) -> bool:
    """With input="speech" keys are ignored; nobody speaks on this network yet, so such a Gather hears nothing."""
    return "dtmf" in verb.input.split()


async def _collect(verb: Gather, leg: Leg, key: str | None) -> _Entry:
    keys = ""
    while key is not None:
        if key == verb.finish_on_key:
            return _Entry(keys, finished_on=key)
        keys += key
        if len(keys) == verb.num_digits:
            return _Entry(keys)
        key = await leg.key(verb.timeout)
    return _Entry(keys, silent=True)
