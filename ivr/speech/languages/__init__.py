"""The languages our lines speak: one file each, and this list of them.

A language is known by its whole tag: en-US and en-GB name the key # differently. One that is not known is an error of
the program, raised as UnknownLanguageError, never a guess at another language. A further language is one more file here
and its name in `_WRITTEN`.
"""

from collections.abc import Mapping

from babel import Locale

from ivr.speech.languages.english import ENGLISH
from ivr.speech.languages.indonesian import INDONESIAN
from ivr.speech.languages.language import Coins, Language, Last, Noun, UnknownLanguageError
from ivr.speech.languages.spanish import SPANISH

__all__ = [
    "LANGUAGES",
    "SPOKEN_LANGUAGES",
    "Coins",
    "Language",
    "Last",
    "Noun",
    "UnknownLanguageError",
    "language_name",
    "spoken",
]

_WRITTEN = (ENGLISH, SPANISH, INDONESIAN)

LANGUAGES: Mapping[str, Language] = {one.tag: one for one in _WRITTEN}

SPOKEN_LANGUAGES: tuple[str, ...] = tuple(LANGUAGES)
"""Every tag a line may be written in."""


def spoken(language: str) -> Language:
    """All that is known of a language tag; raises UnknownLanguageError."""
    if language not in LANGUAGES:
        raise UnknownLanguageError(f"no words for the language {language!r}; there are {', '.join(SPOKEN_LANGUAGES)}")
    return LANGUAGES[language]


def language_name(language: str, in_language: str) -> str:
    """What speakers of `in_language` call a language: "Spanish", "inglés". Raises UnknownLanguageError."""
    named, speaking = spoken(language), spoken(in_language)
    if named is speaking:
        return named.own_name
    return str(Locale.parse(named.locale).get_language_name(speaking.locale))
