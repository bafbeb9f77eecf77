"""Which voices Twilio has, and which language each speaks: a Say that asks for another earns a warning.

Source: Twilio, Say and "Text-to-speech", and its library's list of voices. The locales this project cares about are
listed voice by voice. Of other Polly voices the names and languages are known and their kinds are not; of other Google
voices the shape of the name is.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NO_VOICE = 13511
NO_LANGUAGE = 13512

BASIC = frozenset(("man", "woman"))
BASIC_LANGUAGES = frozenset(("en-US", "en-GB", "es-ES", "es-MX", "es-US", "fr-FR", "de-DE", "it-IT"))

_CHIRP = "Aoede Charon Fenrir Kore Leda Orus Puck Zephyr"
_POLLY = {
    "en-US": {
        "": "Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Salli",
        "Neural": "Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Salli Danielle Gregory Ruth Stephen",
        "Generative": "Danielle Joanna Matthew Ruth Stephen",
    },
    "es-MX": {"": "Mia", "Neural": "Mia Andres", "Generative": "Andres Mia"},
    "es-US": {"": "Lupe Miguel Penelope", "Neural": "Lupe Pedro", "Generative": "Lupe Pedro"},
}
_POLLY_ELSEWHERE = {
    "ar-AE": "Hala Zayd",
    "arb": "Zeina",
    "ca-ES": "Arlet",
    "cmn-CN": "Zhiyu",
    "cs-CZ": "Jitka",
    "cy-GB": "Gwyneth",
    "da-DK": "Naja Mads Sofie",
    "de-AT": "Hannah",
    "de-CH": "Sabrina",
    "de-DE": "Marlene Vicki Hans Daniel",
    "en-AU": "Nicole Russell Olivia",
    "en-GB": "Amy Brian Emma Arthur",
    "en-GB-WLS": "Geraint",
    "en-IE": "Niamh",
    "en-IN": "Aditi Raveena Kajal",
    "en-NZ": "Aria",
    "en-SG": "Jasmine",
    "en-ZA": "Ayanda",
    "es-ES": "Conchita Lucia Enrique Sergio Alba Raul",
    "fi-FI": "Suvi",
    "fr-BE": "Isabelle",
    "fr-CA": "Chantal Gabrielle Liam",
    "fr-FR": "Celine Lea Mathieu Remi",
    "hi-IN": "Aditi Kajal",
    "is-IS": "Dora Karl",
    "it-IT": "Carla Bianca Giorgio Adriano",
    "ja-JP": "Mizuki Takumi Kazuha Tomoko",
    "ko-KR": "Seoyeon Jihye",
    "nb-NO": "Liv Ida",
    "nl-BE": "Lisa",
    "nl-NL": "Lotte Ruben Laura",
    "pl-PL": "Ewa Maja Jacek Jan Ola",
    "pt-BR": "Camila Vitoria Ricardo Thiago",
    "pt-PT": "Ines Cristiano",
    "ro-RO": "Carmen",
    "ru-RU": "Tatyana Maxim",
    "sv-SE": "Astrid Elin",
    "tr-TR": "Filiz Burcu",
    "yue-CN": "Hiujin",
}
_GOOGLE = {
    "en-US": {"Standard": "ABCDEFGHIJ", "Wavenet": "ABCDEFGHIJ", "Neural2": "ACDEFGHIJ", "Chirp3-HD": _CHIRP},
    "es-MX": {},
    "es-US": {"Standard": "ABC", "Wavenet": "ABC", "Neural2": "ABC", "Chirp3-HD": _CHIRP},
    "id-ID": {"Standard": "ABCD", "Wavenet": "ABCD", "Chirp3-HD": _CHIRP},
}
_POLLY_NAME = re.compile(r"Polly\.([A-Za-z]+)(?:-(Neural|Generative))?")
_GOOGLE_NAME = re.compile(r"Google\.([a-z]{2,3}-[A-Z]{2})-(Standard|Wavenet|Neural2|Chirp3-HD)-([A-Z]|[A-Z][a-z]+)")


@dataclass(frozen=True, slots=True)
class Complaint:
    code: int
    message: str


@lru_cache(maxsize=256)
def complaint(voice: str | None, language: str | None) -> Complaint | None:
    """What is wrong with a Say's voice and language; None where Twilio has them. Names written with their accents are
    taken without (Twilio lists Penelope both ways)."""
    if voice is None or voice == "alice":  # the account chooses; alice is in the library, and no longer on the page
        return None
    spoken = _languages(_without_accents(voice))
    if not spoken:
        return Complaint(NO_VOICE, "Say asks for a voice that does not exist")
    if language is not None and language not in spoken:
        return Complaint(NO_LANGUAGE, f"the voice of Say speaks {' or '.join(sorted(spoken))}, not what language says")
    return None


def speaks(voice: str, language: str) -> bool:
    """Whether a Say with this voice and language is said as it is meant."""
    return complaint(voice, language) is None and language in _languages(_without_accents(voice))


def paced(voice: str) -> bool:
    """Whether a voice can be told to speak slower: Polly's standard and neural ones and Google's classic ones take
    `<prosody rate>` (Amazon Polly, "Supported SSML tags"; Google, "SSML"); of generative and Chirp voices nobody says so."""
    return voice not in BASIC and not voice.endswith("-Generative") and "-Chirp3-HD-" not in voice


def voices_of(language: str) -> list[str]:
    """The voices listed for a language, the best known first."""
    polly = [
        f"Polly.{name}{f'-{kind}' if kind else ''}"
        for kind, names in reversed(_POLLY.get(language, {}).items())
        for name in names.split()
        if kind != "Generative"
    ]
    google = [
        f"Google.{language}-{family}-{name}"
        for family, names in _GOOGLE.get(language, {}).items()
        for name in (names.split() if family == "Chirp3-HD" else names)
    ]
    return polly + google


def speaks_plain_text_only(voice: str | None) -> bool:
    """Whether SSML is not for this voice (Twilio, "Text-to-speech")."""
    return voice in BASIC


def _languages(voice: str) -> frozenset[str]:
    """What a voice speaks, nothing where there is no such voice."""
    if voice in BASIC:
        return BASIC_LANGUAGES
    polly = _POLLY_NAME.fullmatch(voice)
    if polly is not None:
        return _polly(polly[1], polly[2] or "")
    google = _GOOGLE_NAME.fullmatch(voice)
    if google is not None and _google(google[1], google[2], google[3]):
        return frozenset((google[1],))
    return frozenset()


def _polly(name: str, kind: str) -> frozenset[str]:
    here = [language for language, kinds in _POLLY.items() if name in kinds.get(kind, "").split()]
    elsewhere = [language for language, names in _POLLY_ELSEWHERE.items() if name in names.split()]
    return frozenset(here + elsewhere)


def _google(language: str, family: str, name: str) -> bool:
    if language not in _GOOGLE:
        return True
    names = _GOOGLE[language].get(family, "")
    return name in (names.split() if family == "Chirp3-HD" else tuple(names))


def _without_accents(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))
