"""How long utterances take to hear: their words at the pace they are spoken, and the rests between.

Every digit of a read-back counts as the average digit of its language, so that no time that is printed or kept tells
one account number from another. A rest lasts as long as it says, however slowly the words around it are spoken.

Texts are remembered, because a walk over all calls asks for the same ones again and again. What is secret is not, and
neither is a text with two numerals in it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from ivr.dialog.prompts import Rest, Utterance
from ivr.secret import Secret
from ivr.speech.digits import digit_words
from ivr.speech.duration import seconds_to_say
from ivr.speech.languages import SPOKEN_LANGUAGES, spoken

_REMEMBERED = 8192
"""Texts of a language, of a hundred bytes or so each; when there are more, all are counted afresh."""

_WORD = re.compile(r"\S*\w\S*")
_NUMERALS = re.compile(r"\d.*\d", re.DOTALL)

_Load = tuple[int, float]
"""Words, and the seconds they take."""
_known: dict[str, dict[str, _Load]] = {language: {} for language in SPOKEN_LANGUAGES}


def seconds_of(utterances: Iterable[Utterance]) -> float:
    """From the first sound to the end of the pause after the last. Raises UnknownLanguageError."""
    whole = 0.0
    for one in utterances:
        known, said, rests = _known_in(one.language), 0.0, 0
        for part in one.parts:
            if isinstance(part, str):
                load = known.get(part) or _load(part, one.language)
                said += load[1]
            elif isinstance(part, Rest):
                rests += part.milliseconds
            else:
                said += _digits_of(part) * _seconds_of_a_digit(one.language)
        whole += said * 100 / one.rate + rests / 1000
    return whole


def words_alone(utterances: Iterable[Utterance]) -> _Load:
    """How many words are said, and the least that they take: at the voice's own pace, and without the rests, which a
    carrier may leave out. Raises UnknownLanguageError."""
    words, seconds = 0, 0.0
    for one in utterances:
        known = _known_in(one.language)
        for part in one.parts:
            if isinstance(part, str):
                more, took = known.get(part) or _load(part, one.language)
            elif isinstance(part, Secret):
                more = _digits_of(part)
                took = more * _seconds_of_a_digit(one.language)
            else:
                continue
            words += more
            seconds += took
    return words, seconds


def _known_in(language: str) -> dict[str, _Load]:
    return _known[spoken(language).tag]


def _load(text: str, language: str) -> _Load:
    """Two threads may count the same text at once, and come to the same."""
    known = _known_in(language)
    load = known.get(text)
    if load is None:
        load = len(_WORD.findall(text)), seconds_to_say(text, language)
        if not _NUMERALS.search(text):
            if len(known) >= _REMEMBERED:
                known.clear()
            known[text] = load
    return load


def _digits_of(read_back: Secret) -> int:
    """One word each; see `speaking`."""
    return len(read_back.reveal().split())


@lru_cache
def _seconds_of_a_digit(language: str) -> float:
    return seconds_to_say(digit_words("0123456789", language), language) / 10
