"""What of a call may be printed: of anything long that was keyed or said, and of any long number, the last four digits.

An entry of four keys or fewer, such as a PIN, is shown as dots throughout; a single key of a menu is shown.

A number is found wherever its digits follow one another: as figures or words, with blanks, punctuation or pauses
between, and across several utterances, since numbers are read back in groups. Words of every language we speak count
on every call: a number may be read out in one language on a line of another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ivr.speech.digits import DIGIT_OF_WORD
from ivr.speech.languages import LANGUAGES
from ivr.telephony.keys import DOT, SHOWN

SECRET_RUN = 5  # digits in a row that were keyed on this call
SHORT_RUN = 4  # fewer say little
LONG_RUN = 12  # digits in a row, whosever they are

_LINKS = [word for language in LANGUAGES.values() for word in language.between_digits]
_FIRST_LETTERS = "".join(sorted({word[0] for word in DIGIT_OF_WORD}))  # looked at first: twice as fast as all the words
_DIGIT = re.compile(rf"\d|\b(?=[{_FIRST_LETTERS}])(?:{'|'.join(DIGIT_OF_WORD)})\b", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:[\W_]|\b(?:{'|'.join(_LINKS)})\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Keyed:
    """What was keyed or said on a call, as far as masking needs it. `whole` is one run of digits for each telephone, `entries`
    the digits of each entry."""

    whole: tuple[str, ...] = field(default=(), repr=False)
    entries: tuple[str, ...] = field(default=(), repr=False)

    def holds(self, digits: str) -> bool:
        return any(digits in run for run in self.whole)

    def shows(self, tail: str) -> bool:
        """Whether the last digits of something may be seen: they end a longer entry, or were never keyed."""
        return any(len(entry) > SHOWN and entry.endswith(tail) for entry in self.entries) or not self.holds(tail)


@dataclass(frozen=True, slots=True)
class _Digit:
    text: int
    start: int
    end: int
    digit: str = field(repr=False)


def mask(texts: Sequence[str], keyed: Keyed) -> list[str]:
    """The same texts, in the order they were heard, with digits that may not be seen as dots."""
    masked = list(texts)
    hidden = [place for run in _runs(texts) for place in _hidden(run, keyed)]
    for place in sorted(hidden, key=lambda place: (place.text, place.start), reverse=True):
        text = masked[place.text]
        masked[place.text] = text[: place.start] + DOT + text[place.end :]
    return masked


def digits_in(text: str) -> list[str]:
    """Each run of digits in a text, as figures."""
    return ["".join(place.digit for place in run) for run in _runs([text])]


def mask_said(text: str) -> str:
    """What somebody says or is about to say, numbers masked as if they had been keyed."""
    runs = tuple(digits_in(text))
    return mask([text], Keyed(runs, runs))[0]


def _runs(texts: Sequence[str]) -> Iterator[list[_Digit]]:
    """Digits that follow one another with nothing said between."""
    run: list[_Digit] = []
    gap = ""
    for index, text in enumerate(texts):
        at = 0
        for found in _DIGIT.finditer(text):
            gap += text[at : found.start()]
            if run and not _BETWEEN.fullmatch(gap):
                yield run
                run = []
            word = found.group().lower()
            run.append(_Digit(index, found.start(), found.end(), DIGIT_OF_WORD.get(word, word)))
            at, gap = found.end(), ""
        gap += text[at:] + " "
    if run:
        yield run


def _hidden(run: list[_Digit], keyed: Keyed) -> list[_Digit]:
    digits = "".join(place.digit for place in run)
    if SHORT_RUN <= len(run) < SECRET_RUN:  # one group of a number that was cut short, or a PIN
        return run if keyed.holds(digits) and not keyed.shows(digits) else []
    secret = [len(run) >= LONG_RUN] * len(run)
    for start in range(len(run) - SECRET_RUN + 1):
        if keyed.holds(digits[start : start + SECRET_RUN]):
            secret[start : start + SECRET_RUN] = [True] * SECRET_RUN
    for end in range(SECRET_RUN, len(run) + 1):
        ends_here = secret[end - 1] and (end == len(run) or not secret[end])
        if ends_here and keyed.shows(digits[end - SHOWN : end]):
            secret[end - SHOWN : end] = [False] * SHOWN
    return [place for place, hide in zip(run, secret, strict=True) if hide]
