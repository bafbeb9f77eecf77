"""Which of espeak-ng's voices takes the part of one of the carrier's: its language, and man or woman, at most.

Source of the parts: Twilio's list of available voices. A name that is not among the men's is a woman's, as most are; no
name at all is the basic voice, which is a man's.
"""

import re
from collections.abc import Collection

from ivr.sound.voice import NoVoiceError

WOMAN = "+f3"  # the variant that is best understood, people and recognisers alike
_OTHERWISE = {"es-es": "es", "es": "es-419", "arb": "ar", "fil": "tl", "iw": "he", "in": "id"}
"""Tags, whole or their beginning, that espeak-ng has under another name. Spanish is America's, but for Spain's own."""

_MEN = (
    "adriano alnilam andres arthur brian charon cristiano daniel enrique fenrir geraint giorgio gregory hans jacek jan joey "
    "justin karl kevin liam mads man mathieu matthew maxim miguel orus pedro puck raul remi ricardo ruben russell sergio "
    "stephen takumi thiago zayd"
)
_GOOGLE_MEN = {"en-US": "ABDIJ", "es-US": "BC", "es-ES": "B", "id-ID": "BC", "en-GB": "BD"}
_GOOGLE = re.compile(r"Google\.([a-z]{2,3}-[A-Z]{2})-[A-Za-z0-9]+(?:-HD)?-([A-Za-z]+)")
_POLLY = re.compile(r"(?:Polly\.)?([A-Za-z]+)(?:-Neural|-Generative)?")


def part(language: str, voice: str | None, known: Collection[str]) -> str:
    """A name for espeak-ng. `known` are the languages it speaks. Raises NoVoiceError."""
    return _language(language, known) + ("" if is_man(voice) else WOMAN)


def is_man(voice: str | None) -> bool:
    if voice is None:
        return True
    google = _GOOGLE.fullmatch(voice)
    if google is not None:
        return google[2] in _GOOGLE_MEN.get(google[1], "") if len(google[2]) == 1 else _is_mans(google[2])
    polly = _POLLY.fullmatch(voice)
    return polly is not None and _is_mans(polly[1])


def _is_mans(name: str) -> bool:
    return name.lower() in _MEN.split()


def _language(tag: str, known: Collection[str]) -> str:
    """By the longest beginning of the tag that it knows."""
    parts = tag.lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        beginning = "-".join(parts[:length])
        name = _OTHERWISE.get(beginning, beginning)
        if name in known:
            return name
    raise NoVoiceError(f"espeak-ng does not speak {_shown(tag)}")


def _shown(tag: str) -> str:
    return tag if re.fullmatch(r"[A-Za-z0-9-]{1,20}", tag) else "that language"
