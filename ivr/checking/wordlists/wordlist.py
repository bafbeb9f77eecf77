"""What a language must say of itself, so that the rules about words hold in it: lists of phrases, and nothing else.

How a phrase is written stands in ivr.checking.phrasebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.checking.phrasebook import Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordlist:
    key_first: Phrases
    """A key, and behind it what it does."""
    leads: frozenset[str]
    """Words that begin what a key does: "to", "for", "if"."""
    banned: Phrases
    """What callers have heard too often, and what sells something."""
    jargon: Mapping[str, Phrases]
    """Words of telephone companies, by what people say."""
    cards: Phrases
    """Details of a card or of a bank account, and other numbers that nobody may key here."""
    denials: frozenset[str]
    """Words of a sentence that asks for nothing: "don't", "not"."""
    legal: Phrases
    """What must be heard to its end: that a call is recorded, and what is agreed to."""
    whereabouts: frozenset[str]
    """Words without which no place is named: "on", "printed"."""
    little: frozenset[str]
    """Words by which two choices are not told apart."""
    money: frozenset[str]
    """Words for the bill that mean the same to a caller."""
    paying: frozenset[str]
    """Words of a sentence that says that somebody pays, or is charged."""
