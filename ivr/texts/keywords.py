"""What somebody who answers a text wants: no more of them, or texts again.

Whoever says stop in any reasonable way is to be heard, so those words that say nothing else count wherever they stand,
and a false alarm costs one START. Words with other uses count alone: "cancel my internet" is not about texts. YES alone
is left out: it may answer anything. A carrier that answers keywords itself blocks single words only.

Sources: the list of 47 CFR 64.1200(a)(10); Twilio, "Support for opt-out keywords"; Spanish and Indonesian are ours.
"""

import re
import unicodedata

_ALONE = frozenset({"quit", "end", "cancel", "revoke", "alto", "parar", "pare", "baja", "detener", "s t o p"})
_ANYWHERE = ("stopall", "stop all", "stop", "unsubscribe", "optout", "opt out", "berhenti")
_AGAIN = frozenset({"start", "unstop"})
_STOPS = re.compile(
    rf"\b(?:{'|'.join(_ANYWHERE)}|(?:cancel|end|no more|don t|dont|do not)(?: (?:any|the|your|these|send|me|please))*"
    r" (?:text|texts|texting|texto|textos|messages?)(?: me)?)\b"
)


def stop_word(body: str) -> str | None:
    """The keyword by which a text asks for no more of them, in capitals; None where it does not."""
    words = _words(body)
    if words in _ALONE:
        return words.upper()
    found = _STOPS.search(words)
    return found.group().upper() if found else None


def start_word(body: str) -> str | None:
    """The keyword by which a text asks for texts again; it has to stand alone."""
    words = _words(body)
    return words.upper() if words in _AGAIN else None


def _words(body: str) -> str:
    """Letters only, with one blank between words, whatever the case, the width or the punctuation."""
    plain = unicodedata.normalize("NFKC", body).casefold()
    return " ".join(re.findall(r"[^\W\d_]+", plain))
