"""SSML as espeak-ng can be trusted with it.

espeak-ng starts a shell for `audio` and may crash then, and reads digits as one number whatever `say-as` asks. So a document
is written anew, of the few marks that it knows and that a carrier's voice knows as well; of all others the words remain.
"""

import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape, quoteattr

from ivr.twiml.errors import TwimlError
from ivr.twiml.tree import Element, read_tree

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_RATES = frozenset(("x-slow", "slow", "medium", "fast", "x-fast"))
_PERCENT = re.compile(r"[0-9]{2,3}%")
_ONE_BY_ONE = frozenset(("characters", "spell-out", "verbatim", "digits", "telephone"))
_PHONEMES = re.compile(r"\[(?=\[)")
_UNSAYABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Words as they are, and nothing that espeak-ng would take for a sign to itself: it reads `[[` as the beginning of phonemes."""
    return _apart(" ".join(_UNSAYABLE.sub(" ", text).split()))


def document(ssml: str, named: Callable[[str], str | None]) -> str | None:
    """A whole document of marks without a `speak` element; None where they are no XML. `named` gives espeak-ng's name of a language."""
    try:
        root = read_tree(f"<speak>{_UNSAYABLE.sub(' ', ssml)}</speak>")
    except TwimlError:
        return None
    return _apart(f"<speak>{_inside(root, named)}</speak>")


def _inside(element: Element, named: Callable[[str], str | None]) -> str:
    parts = (escape(part) if isinstance(part, str) else _mark(part, named) for part in element.content)
    return "".join(parts)


def _mark(mark: Element, named: Callable[[str], str | None]) -> str:
    inside = _inside(mark, named)
    given = mark.attributes
    match mark.name:
        case "p" | "s":
            return f"<{mark.name}>{inside}</{mark.name}>"
        case "emphasis":
            return f'<emphasis level="{_level(given)}">{inside}</emphasis>'
        case "prosody":
            return f"<prosody{_rate(given)}>{inside}</prosody>"
        case "sub" if "alias" in given:
            return escape(given["alias"])
        case "say-as" if given.get("interpret-as") in _ONE_BY_ONE:
            return f'<say-as interpret-as="characters">{inside}</say-as>'
        case "lang" if name := named(given.get(_LANGUAGE, "")):
            return f"<voice name={quoteattr(name)}>{inside}</voice>"
        case _:
            return inside


def _apart(text: str) -> str:
    return _PHONEMES.sub("[ ", text)


def _level(given: Mapping[str, str]) -> str:
    level = given.get("level", "")
    return level if level in ("strong", "moderate", "reduced") else "moderate"


def _rate(given: Mapping[str, str]) -> str:
    """Of what prosody can say the pace alone: a telephone's loudness and pitch are for whoever holds it."""
    rate = given.get("rate", "")
    return f' rate="{rate}"' if rate in _RATES or _PERCENT.fullmatch(rate) else ""
