"""How long a leg takes to say a text, in any language a document may ask for.

`ivr.speech` knows the languages our lines speak and refuses others. A carrier speaks what it is given, so a language
without a pace of its own is spoken at the pace of English.
"""

from ivr.speech import duration
from ivr.speech.duration import SYLLABLES_PER_SECOND

_OTHERWISE = "en-US"


def seconds_to_say(text: str, language: str) -> float:
    """Seconds from the first sound to the end of the pause after the last."""
    return duration.seconds_to_say(text, _paced(language))


def word_ends(text: str, language: str) -> tuple[float, ...]:
    """For each word of `text.split()`, when it ends, in seconds from the first sound."""
    return duration.word_ends(text, _paced(language))


def _paced(language: str) -> str:
    return language if language in SYLLABLES_PER_SECOND else _OTHERWISE
