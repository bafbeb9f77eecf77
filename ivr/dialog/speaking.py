"""A prompt and a caller's values become what this caller hears."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from ivr.dialog.program import Program
from ivr.dialog.prompts import NEVER_SPOKEN, TYPES, Known, Prompt, Rest, Sentence, Spoken, Utterance, Voice
from ivr.dialog.state import CallState
from ivr.secret import Secret
from ivr.speech.codes import code_words
from ivr.speech.counts import count_words
from ivr.speech.dates import date_words
from ivr.speech.digits import digit_words, grouped
from ivr.speech.languages import language_name
from ivr.speech.money import money_words, parse_money

GROUP_PAUSE_MS = 400
"""Between the groups of a number that is read out (dialog rules: 400 ms)."""

Part = str | Secret | Rest


def speak(program: Program, state: CallState, prompt: Prompt, *, bargein: bool = True) -> tuple[Utterance, ...]:
    """What `prompt` comes to for this caller, one utterance for each run of sentences in one language; nothing when
    nothing of it can be said. Words that hold no value are the same for every caller, and are put together once."""
    language = state.language or program.voice.language
    if any(one.names for one in prompt):
        return _spoken(program, state, prompt, language, bargein=bargein)
    # By identity, with the prompt itself kept beside it: a deep comparison costs as much as speaking does.
    key = (id(prompt), language, state.patient, bargein)
    if key not in program.spoken:
        program.spoken[key] = (prompt, _spoken(program, state, prompt, language, bargein=bargein))
    return program.spoken[key][1]


def _spoken(
    program: Program, state: CallState, prompt: Prompt, language: str, *, bargein: bool
) -> tuple[Utterance, ...]:
    first = language == program.voice.language
    said = [one for one in prompt if all(_holds(state, name) and (first or _translates(name)) for name in one.names)]
    runs = groupby(said, key=lambda sentence: program.voice_of(sentence.language or language))
    utterances = (_utterance(program, state, tuple(run), voice, bargein=bargein) for voice, run in runs)
    return tuple(one for one in utterances if one.parts)


def words_of(utterances: Iterable[Utterance]) -> str:
    """What was said, in writing; what is secret in it is left out."""
    said = ("".join(part for part in one.parts if isinstance(part, str)) for one in utterances)
    return " ".join(" ".join(said).split())


def _utterance(program: Program, state: CallState, said: Prompt, voice: Voice, *, bargein: bool) -> Utterance:
    parts: list[Part] = []
    for sentence in said:
        if parts:
            _append(parts, " ")
        for part in _parts(program, state, sentence, voice.language):
            _append(parts, _rested(program, state, part))
    rate = program.patience.rate if state.patient and voice.paced else 100
    return Utterance(tuple(parts), voice.language, voice.name, bargein, rate)


def _holds(state: CallState, name: Known) -> bool:
    if name in NEVER_SPOKEN:
        return False
    return name in (state.secrets if TYPES[name] is Spoken.SECRET_DIGITS else state.values)


def _translates(name: Known) -> bool:
    """Reasons and the like are an author's own words, and are said in the author's language alone."""
    return TYPES[name] is not Spoken.WORD or name is Known.REPRESENTATIVE_NAME


def _parts(program: Program, state: CallState, sentence: Sentence, language: str) -> Iterator[Part]:
    for piece in sentence.pieces:
        if isinstance(piece, Known):
            yield from _value(program, state, piece, language)
        else:
            yield piece


def _rested(program: Program, state: CallState, part: Part) -> Part:
    """Whoever is given more time has longer rests, between the groups of a number too."""
    if isinstance(part, Rest) and state.patient:
        return Rest(part.milliseconds * program.patience.rests // 100)
    return part


def _append(parts: list[Part], part: Part) -> None:
    """Neighbouring words become one piece of text."""
    if isinstance(part, str) and parts and isinstance(parts[-1], str):
        parts[-1] += part
    else:
        parts.append(part)


def _value(program: Program, state: CallState, name: Known, language: str) -> Iterator[Part]:
    if TYPES[name] is Spoken.SECRET_DIGITS:
        yield from _read_back(state.secrets[name], program.grouping.groups.get(name, ()), language)
    else:
        yield value_in_words(TYPES[name], state.values[name], language)


def value_in_words(kind: Spoken, text: str, language: str) -> str:
    """Of a value that is no secret, from its canonical text."""
    match kind:
        case Spoken.DIGITS:
            return digit_words(text, language)
        case Spoken.MONEY:
            return money_words(*parse_money(text), language)
        case Spoken.DATE:
            return date_words(date.fromisoformat(text), language)
        case Spoken.COUNT:
            return count_words(int(text), language)
        case Spoken.CODE:
            return code_words("".join(one for one in text.upper() if one.isalnum()), language)
        case Spoken.WORD:
            return text.replace("_", " ")
        case Spoken.LANGUAGE:
            return language_name(text, language)
        case _:
            return text


def _read_back(secret: Secret, groups: tuple[int, ...], language: str) -> Iterator[Part]:
    """Digits in words, a rest between the groups; every group is as secret as the whole."""
    digits = secret.reveal().removeprefix("+1").removeprefix("+")  # of a number that the carrier told, as it is dialled
    for place, group in enumerate(grouped(digits, groups)):
        if place:
            yield ", "
            yield Rest(GROUP_PAUSE_MS)
        yield Secret(digit_words(group, language))
