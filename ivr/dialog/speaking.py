"""A prompt and a caller's values become what this caller hears."""

from collections.abc import Iterator
from datetime import date

from ivr.dialog.program import Program
from ivr.dialog.prompts import NEVER_SPOKEN, TYPES, Known, Prompt, Rest, Sentence, Spoken, Utterance
from ivr.dialog.state import CallState
from ivr.secret import Secret
from ivr.speech.counts import count_words
from ivr.speech.dates import date_words
from ivr.speech.digits import digit_words, grouped
from ivr.speech.money import money_words, parse_money

GROUP_PAUSE_MS = 400
"""Between the groups of a number that is read out (dialog rules: 400 ms)."""

Part = str | Secret | Rest


def speak(program: Program, state: CallState, prompt: Prompt, *, bargein: bool = True) -> Utterance | None:
    """What `prompt` comes to for this caller; None when nothing of it can be said."""
    parts: list[Part] = []
    for sentence in prompt:
        if all(_holds(state, name) for name in sentence.names):
            if parts:
                _append(parts, " ")
            _say(program, state, sentence, parts)
    if not parts:
        return None
    return Utterance(tuple(parts), program.voice.language, program.voice.name, bargein)


def _holds(state: CallState, name: Known) -> bool:
    if TYPES[name] is Spoken.SECRET_DIGITS:
        return name in state.secrets and name not in NEVER_SPOKEN
    return name in state.values


def _say(program: Program, state: CallState, sentence: Sentence, parts: list[Part]) -> None:
    for piece in sentence.pieces:
        if isinstance(piece, Known):
            for part in _value(program, state, piece):
                _append(parts, part)
        else:
            _append(parts, piece)


def _append(parts: list[Part], part: Part) -> None:
    """Neighbouring words become one piece of text."""
    if isinstance(part, str) and parts and isinstance(parts[-1], str):
        parts[-1] += part
    else:
        parts.append(part)


def _value(program: Program, state: CallState, name: Known) -> Iterator[Part]:
    language = program.voice.language
    kind = TYPES[name]
    if kind is Spoken.SECRET_DIGITS:
        yield from _read_back(state.secrets[name], program.grouping.groups.get(name, ()), language)
        return
    text = state.values[name]
    match kind:
        case Spoken.DIGITS:
            yield digit_words(text, language)
        case Spoken.MONEY:
            yield money_words(*parse_money(text), language)
        case Spoken.DATE:
            yield date_words(date.fromisoformat(text), language)
        case Spoken.COUNT:
            yield count_words(int(text), language)
        case Spoken.YES_NO:
            yield text


def _read_back(secret: Secret, groups: tuple[int, ...], language: str) -> Iterator[Part]:
    """Digits in words, a rest between the groups; every group is as secret as the whole."""
    for place, group in enumerate(grouped(secret.reveal(), groups)):
        if place:
            yield ", "
            yield Rest(GROUP_PAUSE_MS)
        yield Secret(digit_words(group, language))
