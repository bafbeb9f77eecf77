"""How long a text takes to say: syllables at an even pace, and a pause at punctuation.

Ours is the pace of English, an unhurried announcer's 4.5 syllables a second. The rest was fitted to sound: espeak-ng 1.51
spoke some 460 phrases of the shipped lines in each language (bench/calibrate_speech.py) with `-s 160`, where its English comes
to our pace; its default of 175 is a tenth faster. From the fit are the pace of the other languages against English, and
the pauses, in which the last syllable before them is drawn out. One fit gave syllables a second of 4.50 (en-US), 5.84
(es-US) and 5.40 (id-ID), and pauses of 0.32 and 0.44 seconds; they are rounded here. Pauses for each language would come closer by a
hundredth or so, and are not worth two more numbers each.

Held against those sounds, each language is right within 1 % over all phrases together; nine phrases of ten are right
within 15 % (English), 9 % (Spanish) and 6 % (Indonesian). A word that is alone is up to half as short as it sounds.

The voices of a carrier differ from one another, and whoever makes them gives no pace (Amazon Polly, Developer Guide,
"Voice speed": there is no standard one; time a voice by its speech marks). So the seconds are right in proportion,
between texts and between languages, and as far off in all as the voice is from 4.5 syllables a second. They are meant
for the length of a prompt and for the virtual clock of a simulated call, not for lip movements.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate

from ivr.speech.languages import LANGUAGES, Language, spoken

SYLLABLES_PER_SECOND: Mapping[str, float] = {tag: one.syllables_per_second for tag, one in LANGUAGES.items()}
"""By language, the pace of one announcer."""

SHORT_PAUSE = 0.3
"""Seconds at a comma, semicolon, colon or dash."""

LONG_PAUSE = 0.45
"""Seconds at the end of a sentence, the last one of a text too: so the times of several texts add up."""

_PAUSES: Mapping[str, float] = {
    **dict.fromkeys(",;:-\N{EN DASH}\N{EM DASH}", SHORT_PAUSE),
    **dict.fromkeys(".!?\N{HORIZONTAL ELLIPSIS}", LONG_PAUSE),
}
_CLOSING = "\"')]\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
_SPOKEN = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*|\d")
_DIGITS = re.compile(r"\d.*\d", re.DOTALL)


def seconds_to_say(text: str, language: str) -> float:
    """The time from the first sound to the end of the pause after the last. Raises UnknownLanguageError."""
    return sum(said + rest for said, rest in _timed(text, language))


def word_ends(text: str, language: str) -> tuple[float, ...]:
    """For each word of `text.split()`, the seconds from the first sound to the end of that word, its pause left out.

    Raises UnknownLanguageError.
    """
    words = list(_timed(text, language))
    totals = accumulate(said + rest for said, rest in words)
    return tuple(total - rest for total, (_, rest) in zip(totals, words, strict=True))


def load_of(word: str, language: str) -> tuple[int, float]:
    """Syllables, and seconds of pause behind it, of one word with its punctuation. Raises UnknownLanguageError.

    Words are remembered each on its own, and only with less than two digits: whole texts hold read-backs, and a cache is
    no place for an account number."""
    return (_load_of if _DIGITS.search(word) else _remembered)(word, language)


def _timed(text: str, language: str) -> Iterator[tuple[float, float]]:
    """Seconds of sound and of pause for each word."""
    pace = spoken(language).syllables_per_second
    for word in text.split():
        syllables, rest = load_of(word, language)
        yield syllables / pace, rest


def _load_of(word: str, language: str) -> tuple[int, float]:
    words = spoken(language)
    syllables = sum(_syllables(part, words) for part in _SPOKEN.findall(unicodedata.normalize("NFC", word)))
    bare = word.rstrip(_CLOSING)
    return syllables, _PAUSES.get(bare[-1], 0.0) if bare else 0.0


_remembered = lru_cache(maxsize=4096)(_load_of)


def _syllables(part: str, words: Language) -> int:
    """Of a word or of one digit. Capitals without a vowel are spelled: TTY, the M of A M."""
    if part.isdecimal():
        return words.syllables(words.digits[unicodedata.digit(part)])
    if len(part) == 1 or (part.isupper() and not set(part) & set("AEIOU")):
        return sum(words.long_letters.get(letter.upper(), 1) for letter in part)
    return words.syllables(part.lower())
