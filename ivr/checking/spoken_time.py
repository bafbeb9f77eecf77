"""How long what a line says takes, before any call: the values of a call are counted as typical ones.

The seconds are those of `ivr.speech.duration`, and the rests a prompt holds. Whoever is given more time hears the same
words slower; the limits are about everybody else.
"""

from functools import lru_cache

from ivr.dialog.program import Program
from ivr.dialog.prompts import TYPES, Known, Prompt, Rest, Sentence, Spoken
from ivr.dialog.speaking import GROUP_PAUSE_MS, value_in_words
from ivr.line.lowering import KEY_PAUSE_MS, OPTION_PAUSE_MS
from ivr.line.phrases import phrases
from ivr.speech.digits import digit_words, grouped
from ivr.speech.duration import seconds_to_say

_TYPICAL = {
    Spoken.DIGITS: "5678",
    Spoken.MONEY: "13450 USD",
    Spoken.DATE: "2026-11-26",
    Spoken.COUNT: "12",
    Spoken.CODE: "AB12CD34",
}
_WORD = "more time"
"""A value of any other kind, such as a reason."""
MILLISECONDS = 1000


def seconds_of(program: Program, prompt: Prompt, language: str) -> float:
    """The whole prompt, with the pause behind its last sentence, said by a caller's usual voice."""
    return sum(seconds_of_sentence(program, one, language) for one in prompt)


def seconds_of_sentence(program: Program, sentence: Sentence, language: str) -> float:
    groups = program.grouping.groups.get(Known.ACCOUNT_NUMBER, ())
    return _seconds(sentence, sentence.language or language, groups)


def seconds_of_option(program: Program, sentence: Sentence, language: str) -> float:
    """One choice; the silence between it and the next one is nobody's words."""
    *pieces, last = sentence.pieces
    shorter = Sentence(tuple(pieces), sentence.language) if last == Rest(OPTION_PAUSE_MS) else sentence
    return seconds_of_sentence(program, shorter, language)


def is_option(sentence: Sentence, language: str) -> bool:
    """Whether a sentence names a key: as an option does, or in free words."""
    if Rest(KEY_PAUSE_MS) in sentence.pieces:
        return True
    word = phrases(sentence.language or language).press
    return any(f" {word} " in f" {piece.lower()}" for piece in sentence.pieces if not isinstance(piece, Known | Rest))


def before_first_option(prompt: Prompt, language: str) -> Prompt:
    """What stands before the first choice; everything where there is none."""
    first = next((place for place, one in enumerate(prompt) if is_option(one, language)), len(prompt))
    return prompt[:first]


@lru_cache(maxsize=65536)
def _seconds(sentence: Sentence, language: str, account: tuple[int, ...]) -> float:
    """Remembered, because a line says its own sentences and ours in many places; no value of a call is in it."""
    text, rests = [], 0
    for piece in sentence.pieces:
        if isinstance(piece, Rest):
            rests += piece.milliseconds
        elif isinstance(piece, Known):
            words, between = typical(piece, language, account)
            rests += between
            text.append(words)
        else:
            text.append(piece)
    return seconds_to_say("".join(text), language) + rests / MILLISECONDS


@lru_cache(maxsize=1024)
def typical(name: Known, language: str, account: tuple[int, ...] = ()) -> tuple[str, int]:
    """A value as it is heard, and the milliseconds of rest in it. `account` is how account numbers are grouped."""
    match TYPES[name]:
        case Spoken.SECRET_DIGITS:
            groups = account if name is Known.ACCOUNT_NUMBER and account else (3, 3, 4)
            parts = [digit_words(one, language) for one in grouped("8" * sum(groups), groups)]
            return ", ".join(parts), GROUP_PAUSE_MS * (len(parts) - 1)
        case Spoken.LANGUAGE as kind:
            return value_in_words(kind, language, language), 0
        case kind:
            return value_in_words(kind, _TYPICAL.get(kind, _WORD), language), 0
