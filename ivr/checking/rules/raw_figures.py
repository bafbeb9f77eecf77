"""IVR135."""

import re
from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import Worded, worded
from ivr.diagnostics import Severity
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.speech.counts import count_words
from ivr.speech.digits import digit_words, key_word
from ivr.telephony.keys import KEYS

_SIGNS = re.compile(r"[\d#*@$€£¥]|//|www|\.\w")
"""What no figure, sign or address goes without, so that most texts are passed over quickly."""

_ADDRESS = r"\w+://\S*[\w/]|(?<!\w)www\.\S*\w|[\w.+-]+@[\w-]+\.\w[\w.-]*|(?<![\w.])[\w-]+\.(?:com|org|net|gov|edu|info|us|mx|id)(?:/\S*\w)?(?!\w)"
_MONEY = r"(?:US)?[$€£¥] ?\d[\d.,]*\d|(?:US)?[$€£¥] ?\d?|(?<!\w)Rp\.? ?\d(?:[\d.,]*\d)?"
_DATE = r"(?<![\w.,])\d{1,4}[/-]\d{1,2}(?:[/-]\d{1,4})?(?!\w)"
_TIME = r"(?<!\w)\d{1,2}:\d\d"
_NUMBER = r"\d[\d.,-]*\d(?: \d{2,})*"
_KEY = r"[#*]"
_FIGURES = re.compile(
    f"(?P<address>{_ADDRESS})|(?P<money>{_MONEY})|(?P<date>{_DATE})|(?P<time>{_TIME})|(?P<number>{_NUMBER})|(?P<key>{_KEY})",
    re.IGNORECASE,
)

_INSTEAD = {
    "address": 'Say where to look, such as "our website", or send it by text.',
    "money": "Write it in words, or keep it in company.yaml, whose amounts are said in words.",
    "date": "Write it in words, or keep it in company.yaml, whose days are said in words.",
    "time": "Write it in words, or keep it in company.yaml, whose hours are said in words.",
}
_COUNTED = 3
"""Of more digits than that, each is said by itself."""


@rule("IVR135", "raw-figures", Severity.WARNING)
def raw_figures(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """Something is said that was written for the eye: an amount with its sign, a number in figures, a date, the sign of
    a key, an address.

    Why: every voice reads figures in its own way: 2026 as a year or as a number, 11/24 as a fraction, a star as nothing
    at all. Our own words are the same on every voice, so values are named in braces, and fixed numbers are written as
    they are said. Texts that are sent may hold figures.

    Caught:

        nodes:
          greeting:
            say: We are here 24 hours a day.
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say: We are here all day and all night.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    for one in worded(subject):
        match = raw_figures_in(one.text) if one.heard else None
        if match and not _told_already(one, match):
            yield (
                one.place,
                f"{shown(match[0])} is written for the eye, and each voice makes something else of it.",
                _instead(str(match.lastgroup), match[0], one.language),
            )


def _told_already(one: Worded, match: re.Match[str]) -> bool:
    """Without quotes, YAML takes a * in front for an alias and a # behind a blank for a comment, and says so itself."""
    sign, before = match[0], one.wording.text[: one.wording.text.find(match[0])]
    return (sign == "*" and not before) or (sign == "#" and before.endswith(" ") and one.plain)


def raw_figures_in(text: str) -> re.Match[str] | None:
    """The first thing in a text that was written for the eye; the name of its group says what it is."""
    return _FIGURES.search(text) if _SIGNS.search(text) else None


def _instead(kind: str, figures: str, language: str) -> str:
    if kind in _INSTEAD:
        return _INSTEAD[kind]
    for key in KEYS:
        if kind == "key" and key == figures:
            return f"Write {shown(key_word(key, language))}."
    digits = "".join(one for one in figures if "0" <= one <= "9")
    words = count_words(int(digits), language) if 0 < len(digits) <= _COUNTED else digit_words(digits, language)
    return f"Write it as it is said, such as {shown(words)}."
