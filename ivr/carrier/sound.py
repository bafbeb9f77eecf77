"""What Say, Play and Pause sound like, in a document or as the prompt of a Gather.

Sources: Twilio, Say, Play, Pause.
"""

from typing import assert_never

from ivr.carrier.debugger import DocumentError
from ivr.carrier.http import resolve
from ivr.carrier.office import Stage
from ivr.twiml.verbs import Break, Pause, Play, Say

FOREVER = 1000  # what loop="0" comes to (Twilio, Say and Play)
_TONE_SECONDS = 0.1
_TONES = {"w": 0.5, "W": 1.0}


async def make_sound(verb: Say | Play | Pause, stage: Stage) -> None:
    """Until it has been heard to its end."""
    match verb:
        case Say():
            for _ in range(verb.loop or FOREVER):
                await _speak(verb, stage)
        case Play():
            await _play(verb, stage)
        case Pause(length=seconds):
            await stage.leg.pause(seconds)
        case _:
            assert_never(verb)


def seconds_of_tones(digits: str) -> float:
    """w is half a second and W a second of silence; each key takes a tenth."""
    return sum(_TONES.get(digit, _TONE_SECONDS) for digit in digits)


async def _speak(verb: Say, stage: Stage) -> None:
    for part in verb.content:
        if isinstance(part, Break):
            await stage.leg.pause(part.milliseconds / 1000)
        elif part.strip():
            await stage.leg.say(" ".join(part.split()), verb.voice, verb.language)


async def _play(verb: Play, stage: Stage) -> None:
    if verb.digits:
        await stage.leg.pause(seconds_of_tones(verb.digits))
    url = None if verb.url is None else await _found(verb.url, stage)
    if url is not None:
        for _ in range(verb.loop or FOREVER):
            await stage.leg.play(url)


async def _found(url: str, stage: Stage) -> str | None:
    """The address of a sound that is really there. One that is not is an error in the debugger, and the call goes on:
    what a carrier does then is not documented. Media requests are plain GETs without parameters (Twilio, Play)."""
    try:
        whole = resolve(stage.base, url)
        answer = await stage.office.courier.ask("GET", whole, (), stage.who.call)
    except DocumentError as error:
        # a sound may be far larger than a document
        if error.code != 11750:
            stage.office.fail(error.code, error.message, error.url)
            return None
        return whole
    if not answer.content_type.startswith("audio/"):
        stage.office.fail(13420, f"{answer.content_type or 'no Content-Type'} is no sound", whole)
        return None
    return whole
