"""Whether words were heard: speech folded so that only what the ear tells apart makes a difference.

Case, punctuation and white space are dropped, SSML never gets here, and "8448", "8 4 4 8" and "eight four four eight"
are one, in the words of the language that is spoken, whatever its region: es-MX has the digits of es-US. Each word
carries the moment it ends.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from ivr.carrier.happenings import TOLERANCE, Heard
from ivr.carrier.textleg import TextLeg
from ivr.speech.languages import LANGUAGES, Language

_PARTS = re.compile(r"\d|[^\W\d_]+")
_SILENT = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")


def fold(text: str, language: str) -> tuple[str, ...]:
    """The parts of a text that are heard; digits one by one."""
    return tuple(part for word in text.split() for part in _fold_word(word, language))


def _fold_word(word: str, language: str) -> list[str]:
    """Not remembered from call to call: what is folded may be an account number."""
    words = _digit_words(language)
    parts = _PARTS.findall(_SILENT.sub("", unicodedata.normalize("NFC", word.casefold())))
    return [digit for part in parts for digit in words.get(part, (part,))]


@lru_cache(maxsize=16)
def _digit_words(language: str) -> dict[str, tuple[str, ...]]:
    """Digits, and the numbers of a single word: "sixteen-digit" is "16-digit", "dieciséis" is "16"."""
    spoken = _nearest(language)
    if spoken is None:
        return {}
    words = {word: str(digit) for digit, word in enumerate(spoken.digits)} | dict(spoken.numbers_heard)
    return {word: tuple(digits) for word, digits in words.items()}


def _nearest(tag: str) -> Language | None:
    """The language of this tag, or of another region."""
    wanted = tag.split("-", maxsplit=1)[0].lower()
    same = (one for one in LANGUAGES.values() if one.tag.startswith(f"{wanted}-"))
    return LANGUAGES.get(tag) or next(same, None)


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in what a leg hears: so many utterances, and so many parts of the next one."""

    utterance: int = 0
    part: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Words that are in what is being said: `at` is when the last of them ends, which may be yet to come."""

    at: float
    after: Mark


@dataclass(frozen=True, slots=True)
class _Part:
    text: str = field(repr=False)
    at: float
    after: Mark


class Ear:
    """What one leg hears, from a mark on."""

    def __init__(self, leg: TextLeg) -> None:
        self._leg = leg
        self._folded: dict[int, tuple[float, list[_Part]]] = {}
        self.mark = Mark()

    def forget(self) -> None:
        """From now on only what comes after this moment counts."""
        heard = self._leg.heard
        now = self._leg.room.time()
        if heard:
            parts = self._parts(len(heard) - 1)
            self.mark = Mark(len(heard) - 1, sum(part.at <= now + TOLERANCE for part in parts))

    def find(self, text: str) -> Found | None:
        """The first place after the mark where the words stand, spoken already or about to be."""
        heard = self._leg.heard[self.mark.utterance :]
        indices = range(self.mark.utterance, len(self._leg.heard))
        parts = [part for index in indices for part in self._parts(index)]
        if parts and self.mark.part:
            parts = parts[self.mark.part :]
        for language in dict.fromkeys(one.language for one in heard):
            found = _find(parts, fold(text, language))
            if found is not None:
                return found
        return None

    def _parts(self, index: int) -> list[_Part]:
        """Folded once, and once more when the utterance was cut after that."""
        heard = self._leg.heard[index]
        end, parts = self._folded.get(index, (None, []))
        if end != heard.end:
            parts = _parts(heard, index)
            self._folded[index] = (heard.end, parts)
        return parts


def _find(parts: list[_Part], wanted: tuple[str, ...]) -> Found | None:
    texts = tuple(part.text for part in parts)
    length = len(wanted)
    for start in range(len(texts) - length + 1 if length else 0):
        if texts[start : start + length] == wanted:
            last = parts[start + length - 1]
            return Found(last.at, last.after)
    return None


def _parts(heard: Heard, index: int) -> list[_Part]:
    folded = [(text, at) for word, at in heard.words() for text in _fold_word(word, heard.language)]
    return [_Part(text, at, Mark(index, count)) for count, (text, at) in enumerate(folded, 1)]
