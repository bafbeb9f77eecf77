"""How Say is read, and how long one may be. Source: Twilio, Say and "Text-to-speech"; codes 13510 to 13521, 13321, 13322.

Twilio's pages disagree on the limit of the basic voices (4,000 or 4,096 characters); the error's own number is taken.
"""

import re
from urllib.parse import quote_plus

from ivr.twiml.element_reader import ElementReader
from ivr.twiml.ssml import spoken, written_length
from ivr.twiml.verbs import Say

LONGEST_SAY = 4096  # characters, for a basic voice; Twilio, error 13521
LONGEST_POLLY = 3000  # characters, SSML not counted
LONGEST_GOOGLE = 5000  # characters, SSML and white space counted
LONGEST_ENCODED = 4500  # characters of the text as it stands in a URL; Twilio, error 13521

_WIDEST = 12  # what one character can become: four bytes, each a % and two digits

_VOICE = re.compile(r"man|woman|alice|(Polly|Google)\.\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read_say(read: ElementReader, *, in_gather: bool = False) -> Say | None:
    """Two of its warnings have codes of their own inside a Gather."""
    say = Say(
        tuple(spoken(read)),
        voice=read.matching("voice", 13321 if in_gather else 13511, _VOICE, "man, woman, or a name of Polly or Google"),
        language=read.matching("language", 13512, _LANGUAGE, "a language such as en-US"),
        loop=read.whole("loop", 1, 13322 if in_gather else 13510, least=0),
    )
    if not say.content:
        read.warn(13520, "Say has nothing to say")
        return None
    too_long = _too_long(say, read)
    if too_long is not None:
        read.warn(13521, too_long)
        return None
    return say


def _too_long(say: Say, read: ElementReader) -> str | None:
    """What is wrong with the length, None when nothing is."""
    voice, text = say.voice or "", say.text
    length, most = len(text), LONGEST_SAY
    if voice.startswith("Polly."):
        most = LONGEST_POLLY
    elif voice.startswith("Google."):
        length, most = written_length(read.element), LONGEST_GOOGLE
    if length > most:
        return f"Say has more than {most} characters"
    if len(text) * _WIDEST <= LONGEST_ENCODED:
        return None
    encoded = len(quote_plus(text, errors="replace"))
    return f"Say has more than {LONGEST_ENCODED} characters once encoded" if encoded > LONGEST_ENCODED else None
