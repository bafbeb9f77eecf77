"""What Say, Play and Pause sound like, in a document or as the prompt of a Gather.

Sources: Twilio, Say, Play, Pause, Gather.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import assert_never

from ivr.carrier.debugger import DocumentError
from ivr.carrier.http import resolve
from ivr.carrier.leg import Leg, Words
from ivr.carrier.office import Stage
from ivr.carrier.readings import FailedMedia, WrongVoice
from ivr.carrier.recordings import kept_at, was_forgotten
from ivr.telephony.voices import NO_VOICE, complaint, speaks_plain_text_only
from ivr.twiml.errors import SCHEMA
from ivr.twiml.verbs import Break, Gather, Marked, Pause, Play, Say, Verb

FOREVER = 1000  # what loop="0" comes to (Twilio, Say and Play)
NO_VOICE_IN_GATHER = 13321
TOO_LARGE = 11750  # for a document; a sound may be far larger
_SOUNDS = (Say, Play, Pause)
_TONE_SECONDS = 0.1
_WAITS = {"w": 0.5, "W": 1.0}


@dataclass(frozen=True, slots=True)
class _Sound:
    """A Play that is ready: `url` is a sound that is really there, None where none is."""

    play: Play
    url: str | None = field(repr=False)
    content: bytes = field(default=b"", repr=False)


async def make_sound(verb: Say | Play | Pause, stage: Stage) -> None:
    """Until it has been heard to its end."""
    await _heard([await _ready(verb, stage, in_gather=False)], stage, in_gather=False)


async def make_sounds(verbs: Sequence[Say | Play | Pause], stage: Stage, *, in_gather: bool = False) -> None:
    """One after the other. All sound files are fetched before the first is heard (Twilio, Gather)."""
    ready = [await _ready(verb, stage, in_gather) for verb in verbs]
    if stage.leg.wire is None:
        await _heard(ready, stage, in_gather)
        return
    stage.leg.prepare(_words_of(verbs))
    try:
        await _heard(ready, stage, in_gather)
    finally:
        stage.leg.prepare(())


def speak_ahead(verbs: Sequence[Verb], leg: Leg) -> None:
    """These are what is left of a document. What is said from the first of them on, up to the first question and with it,
    the voice can speak before its turn; a Gather goes on with that by itself."""
    if leg.wire is None or isinstance(verbs[0], Gather):
        return
    sounds = list(takewhile(lambda verb: isinstance(verb, _SOUNDS), verbs))
    said = list(takewhile(lambda verb: isinstance(verb, Say), sounds))
    asked = verbs[len(sounds)] if sounds and len(sounds) < len(verbs) else None
    prompts = asked.prompts if isinstance(asked, Gather) else ()
    leg.prepare(_words_of(said), _words_of([*sounds[len(said) :], *prompts]))


async def _ready(verb: Say | Play | Pause, stage: Stage, in_gather: bool) -> Say | _Sound | Pause:
    return _Sound(verb, *await _found(verb, stage, in_gather)) if isinstance(verb, Play) else verb


async def _heard(ready: Sequence[Say | _Sound | Pause], stage: Stage, in_gather: bool) -> None:
    for verb in ready:
        match verb:
            case Say():
                await _say(verb, stage, in_gather)
            case _Sound():
                await _play(verb, stage)
            case Pause(length=seconds):
                await stage.leg.pause(seconds)
            case _:
                assert_never(verb)


async def send_tones(digits: str, leg: Leg) -> None:
    """As the other end hears them: w is half a second and W a second of silence; each key takes a tenth."""
    await leg.tones([("", _WAITS[digit]) if digit in _WAITS else (digit, _TONE_SECONDS) for digit in digits])


async def _say(verb: Say, stage: Stage, in_gather: bool) -> None:
    wrong = complaint(verb.voice, verb.language)
    if wrong is not None:
        code = NO_VOICE_IN_GATHER if in_gather and wrong.code == NO_VOICE else wrong.code
        stage.office.warn(code, wrong.message, stage.base)
        if stage.office.readings.wrong_voice is WrongVoice.UNSAID:
            return
    if speaks_plain_text_only(verb.voice) and any(not isinstance(part, str) for part in verb.content):
        stage.office.warn(SCHEMA, "Say has SSML, which a basic voice does not speak", stage.base)
    for _ in range(verb.loop or FOREVER):
        await _speak(verb, stage)


async def _speak(verb: Say, stage: Stage) -> None:
    for part in verb.content:
        if isinstance(part, Break):
            await stage.leg.pause(part.milliseconds / 1000)
        elif (words := _said(part)) is not None:
            await stage.leg.say(words[0], verb.voice, verb.language, words[1])


def _words_of(verbs: Sequence[Verb]) -> list[Words]:
    return [words for verb in verbs if isinstance(verb, Say) for words in _words(verb)]


def _words(verb: Say) -> list[Words]:
    said = (_said(part) for part in verb.content if not isinstance(part, Break))
    return [Words(words[0], verb.voice, verb.language, words[1]) for words in said if words is not None]


def _said(part: str | Marked) -> tuple[str, str | None] | None:
    """The text, and its SSML where it has any; None where it is blank."""
    if isinstance(part, Marked):
        return part.text, part.ssml
    text = " ".join(part.split())
    return (text, None) if text else None


async def _play(sound: _Sound, stage: Stage) -> None:
    if sound.play.digits:
        await send_tones(sound.play.digits, stage.leg)
    if sound.url is not None:
        for _ in range(sound.play.loop or FOREVER):
            await stage.leg.play(sound.url, sound.content)


async def _found(verb: Play, stage: Stage, in_gather: bool) -> tuple[str | None, bytes]:
    """The address of a sound that is really there, and what is there. One that is not is an error, and where the call goes
    on it is passed over: which of the two is not documented. Raises DocumentError."""
    if verb.url is None:
        return None, b""
    try:
        return await _fetched(verb.url, stage, in_gather)
    except DocumentError as error:
        if stage.office.readings.failed_media is FailedMedia.FAILS:
            raise
        stage.office.fail(error.code, error.message, error.url)
        return None, b""


async def _fetched(url: str, stage: Stage, in_gather: bool) -> tuple[str, bytes]:
    """Media requests are plain GETs without parameters (Twilio, Play). A recording of this network is with the carrier
    already."""
    whole = resolve(stage.base, url)
    if was_forgotten(stage, whole):
        raise DocumentError(11200, "this recording is not kept, or not any more", whole)
    kept = kept_at(stage, whole)
    if kept is not None:
        return whole, kept.file() if stage.leg.wire is not None else b""
    try:
        answer = await stage.office.courier.ask("GET", whole, (), stage.who.call)
    except DocumentError as error:
        if error.code == TOO_LARGE:
            return whole, b""
        raise
    if not answer.content_type.startswith("audio/"):
        raise DocumentError(
            13325 if in_gather else 13420, f"{answer.content_type or 'no Content-Type'} is no sound", whole
        )
    return whole, answer.reply.body
