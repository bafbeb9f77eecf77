"""Gather: a prompt that the first key or word stops, then keys until one ends it, enough have come or nobody presses
any more; or speech until it pauses.

Source: Twilio, Gather. The one timeout serves before the first key and between two; it does not run while prompts play.
Inferred: what the caller was saying before the Gather began is not listened to, and with input="speech" keys are
ignored.
"""

from collections.abc import Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import assert_never

from ivr.carrier.happenings import Closing, Heard
from ivr.carrier.leg import Leg
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Fetch, Outcome
from ivr.carrier.racing import CutShort, first_of
from ivr.carrier.readings import Confidence, EmptyDigits
from ivr.carrier.recognising import recognise
from ivr.carrier.sound import make_sounds
from ivr.secret import Secret
from ivr.telephony.events import Keyed, Silent
from ivr.twiml.verbs import Gather

HOW_SURE = "0.9"


@dataclass(frozen=True, slots=True)
class _Entry:
    """`finished_on` is the key that ended it, empty where the timeout or numDigits did."""

    keys: str = field(repr=False)
    finished_on: str = field(default="", repr=False)
    silent: bool = False


async def perform(verb: Gather, stage: Stage) -> Outcome:
    leg = stage.leg
    await leg.flush_keys()
    leg.gather_opened(keys=_takes_keys(verb), speech=_takes_speech(verb))
    first = await _prompted(verb, stage)
    if first is None:
        leg.listens(verb.timeout)
        first = await first_of(*_ears(verb, leg, verb.timeout))
    match first:
        case None:
            leg.gather_closed(Closing.SILENCE)
            return _empty(verb, stage)
        case str():
            return await _keyed(verb, stage, first)
        case Heard():
            return await _spoken(verb, stage, first)
        case _:
            assert_never(first)


async def _prompted(verb: Gather, stage: Stage) -> str | Heard | None:
    """What cut the prompt short, or None when it was heard to its end."""
    if not verb.prompts:
        return None
    leg = stage.leg
    keys, speech = _takes_keys(verb), _takes_speech(verb) and verb.barge_in
    async with CutShort(stage.office.room, partial(leg.attended, keys=keys, speech=speech)):
        await make_sounds(verb.prompts, stage, in_gather=True)
    await leg.stop_sound()
    if keys and leg.attended(keys=True, speech=False):
        return await leg.key(0)
    if speech and leg.attended(keys=False, speech=True):
        return await leg.speech(0)
    if not verb.barge_in:
        await leg.flush_keys()  # and what was said meanwhile
    return None


def _ears(verb: Gather, leg: Leg, seconds: float) -> list[Coroutine[object, object, str | Heard | None]]:
    """What this Gather listens to, the leftmost first where two come at one instant."""
    ears: list[Coroutine[object, object, str | Heard | None]] = []
    if _takes_keys(verb):
        ears.append(leg.key(seconds))
    if _takes_speech(verb):
        ears.append(leg.speech(seconds))
    return ears


def _takes_keys(verb: Gather) -> bool:
    return "dtmf" in verb.input.split()


def _takes_speech(verb: Gather) -> bool:
    return "speech" in verb.input.split()


def _empty(verb: Gather, stage: Stage, finished_on: str = "") -> Outcome:
    """Nothing was entered: the next verb, unless the document asks to be told."""
    if not verb.action_on_empty_result:
        return ONWARD
    name = "Digits" if _takes_keys(verb) else "SpeechResult"
    extra = ((name, ""),) if stage.office.readings.empty_digits is EmptyDigits.EMPTY else ()
    return Fetch(verb.action, verb.method, Silent(), finished_on, extra)


async def _keyed(verb: Gather, stage: Stage, first: str) -> Outcome:
    entry = await _collect(verb, stage.leg, first)
    stage.leg.gather_closed(Closing.SILENCE if entry.silent and not entry.keys else Closing.KEYS)
    if not entry.keys:
        return _empty(verb, stage, entry.finished_on)
    return Fetch(verb.action, verb.method, Keyed(Secret(entry.keys)), entry.finished_on)


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


async def _spoken(verb: Gather, stage: Stage, first: Heard) -> Outcome:
    """SpeechResult instead of Digits (Twilio, Gather). Confidence may be missing."""
    words = await recognise(verb, stage, first)
    stage.leg.gather_closed(Closing.SPEECH)
    if not words:
        return _empty(verb, stage)
    sure = (("Confidence", HOW_SURE),) if stage.office.readings.confidence is Confidence.SENT else ()
    return Fetch(verb.action, verb.method, Silent(), extra=(("SpeechResult", words), *sure))
