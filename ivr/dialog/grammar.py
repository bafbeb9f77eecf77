"""What an answer may look like: one key of several, a run of digits, an amount of money, or the key of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.telephony.keys import BACK, LANGUAGE, PERSON, REPEAT, TERMCHAR, Key, looks_like_a_card, passes_luhn

DialogId = str
LONGEST_AMOUNT = 12


class Checksum(StrEnum):
    NONE = "none"
    LUHN = "luhn"


@dataclass(frozen=True, slots=True)
class OneKey:
    """One key, and where each leads. `universal` gives 0, *, # and 9 their line-wide meaning; a whisper has none."""

    choices: Mapping[Key, DialogId]
    universal: bool = True

    @property
    def limit(self) -> int:
        return 1


@dataclass(frozen=True, slots=True)
class DigitString:
    """`low` to `high` digits that begin with `prefix` and pass `checksum`; kept under the name `into`."""

    into: str
    low: int
    high: int
    then: DialogId
    prefix: str = ""
    checksum: Checksum = Checksum.NONE

    @property
    def limit(self) -> int:
        return self.high

    def accepts(self, digits: str) -> bool:
        return (
            self.low <= len(digits) <= self.high
            and digits.isascii()
            and digits.isdigit()
            and digits.startswith(self.prefix)
            and (self.checksum is Checksum.NONE or passes_luhn(digits))
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money keyed without a point: 4510 is 45.10. Kept under the name `into` as canonical text of the
    currency; `least` and `most` are in minor units."""

    into: str
    least: int
    most: int
    then: DialogId
    currency: str = "USD"

    @property
    def limit(self) -> int:
        return LONGEST_AMOUNT  # all digits too many belong to this wrong amount, none of them to the next one

    def accepts(self, digits: str) -> bool:
        as_keyed = len(digits) <= self.limit and digits.isascii() and digits.isdigit()
        return as_keyed and self.least <= int(digits) <= self.most


@dataclass(frozen=True, slots=True)
class LanguageKey:
    """One key, and the language each stands for; whatever is chosen, the caller goes back to where the choice was
    asked for."""

    choices: Mapping[Key, str]

    @property
    def limit(self) -> int:
        return 1


Grammar = OneKey | DigitString | Amount | LanguageKey


def universal(grammar: Grammar) -> bool:
    """Whether 0, *, # and 9 have their line-wide meaning: everywhere but in a whisper."""
    return not isinstance(grammar, OneKey) or grammar.universal


class Meaning(StrEnum):
    """What an answer comes to."""

    MATCH = "match"
    NOINPUT = "noinput"
    NOMATCH = "nomatch"
    PERSON = "person"
    BACK = "back"
    REPEAT = "repeat"
    UNFINISHED = "unfinished"
    LANGUAGE = "language"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer held against a grammar. `entry` is the digits after the last *, of digits only; `language` what a key of
    that choice stands for. A `card` is a nomatch whose digits look like a payment card's: they are not even counted."""

    meaning: Meaning
    entry: Secret = field(default_factory=lambda: Secret(""))
    target: DialogId | None = None
    language: str = ""


def read(grammar: Grammar, keys: Secret) -> Reading:
    """Hold what was keyed against `grammar`. Keys no telephone has are a nomatch, never an error."""
    text = keys.reveal()
    if not text:
        return Reading(Meaning.NOINPUT)
    match grammar:
        case OneKey():
            return _read_key(grammar, text)
        case LanguageKey():
            return _read_language(grammar, text)
        case DigitString() | Amount():
            return _read_digits(grammar, text)


_UNIVERSAL: Mapping[str, Meaning] = {
    PERSON: Meaning.PERSON,
    BACK: Meaning.BACK,
    REPEAT: Meaning.REPEAT,
    LANGUAGE: Meaning.LANGUAGE,
}


def _read_key(grammar: OneKey, text: str) -> Reading:
    for key, target in grammar.choices.items():
        if text == key:
            return Reading(Meaning.MATCH, target=target)
    return Reading(_UNIVERSAL.get(text, Meaning.NOMATCH) if grammar.universal else Meaning.NOMATCH)


def _read_language(grammar: LanguageKey, text: str) -> Reading:
    for key, language in grammar.choices.items():
        if text == key:
            return Reading(Meaning.MATCH, language=language)
    meaning = _UNIVERSAL.get(text, Meaning.NOMATCH)
    return Reading(Meaning.REPEAT if meaning is Meaning.LANGUAGE else meaning)


def _read_digits(grammar: DigitString | Amount, text: str) -> Reading:
    """Everything up to the last * is dropped, # ends; 0 alone is a person, * alone goes back.

    An entry that was begun again with * and is not complete is asked for again without counting an attempt: the
    keys before the * have used up places of the Gather. One that the Gather's limit cut short is never complete,
    whatever it looks like; neither is a 0 that was only the first of more digits.
    """
    keys, ended, _ = text.partition(TERMCHAR)
    before, star, entry = keys.rpartition(BACK)
    if star and not before and not entry:
        return Reading(Meaning.BACK)
    if star and not ended and len(keys) >= grammar.limit > len(entry):
        return Reading(Meaning.UNFINISHED)
    if entry == PERSON:
        return Reading(Meaning.PERSON)
    if grammar.accepts(entry) and not (_of_any_shape(grammar) and looks_like_a_card(entry)):
        return Reading(Meaning.MATCH, Secret(entry), grammar.then)
    if star and len(entry) < (grammar.low if isinstance(grammar, DigitString) else 1):
        return Reading(Meaning.UNFINISHED)
    if looks_like_a_card(entry):
        return Reading(Meaning.CARD)
    return Reading(Meaning.NOMATCH, Secret(entry)) if entry else Reading(Meaning.NOINPUT)


def _of_any_shape(grammar: DigitString | Amount) -> bool:
    """Whether a card's number fits as well as any other. A company says what its account numbers look like, and one that
    fits is no card; what a receipt has on it nobody says."""
    return isinstance(grammar, DigitString) and grammar.into == Known.CALLER_REFERENCE
