"""The phrases that rules look for, one file for each language, and this list of them. A language without one is not judged
by its words.
"""

from collections.abc import Mapping

from ivr.checking.wordlists.english import ENGLISH
from ivr.checking.wordlists.indonesian import INDONESIAN
from ivr.checking.wordlists.spanish import SPANISH
from ivr.checking.wordlists.wordlist import Wordlist

__all__ = ["WORDLISTS", "Wordlist"]

WORDLISTS: Mapping[str, Wordlist] = {"en-US": ENGLISH, "es-US": SPANISH, "id-ID": INDONESIAN}
