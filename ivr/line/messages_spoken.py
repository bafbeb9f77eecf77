"""A text as it will be heard in a language: facts filled in, keys added, values of a call by their names.

For the people who record, review and time what a line says, before there is a call.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from ivr.dialog.prompts import TYPES, Known, Spoken
from ivr.line.catalogue import Catalogue
from ivr.line.company import Company
from ivr.line.line import Line
from ivr.line.messages import Use, name_of
from ivr.line.phrases import press
from ivr.line.wording import Fact, Piece
from ivr.speech.codes import code_words
from ivr.speech.counts import count_words
from ivr.speech.dates import date_words
from ivr.speech.digits import digit_words
from ivr.speech.duration import seconds_to_say
from ivr.speech.languages import language_name
from ivr.speech.money import money_words

_SAMPLE_DAY = date(2026, 11, 24)
_SAMPLE_DIGITS: Mapping[Known, str] = {Known.ACCOUNT_LAST4: "5678", Known.CALLER_PHONE: "5550100199"}
_LONG = "1234567890123456"
_NO_WORDS = (LookupError, ValueError, NotImplementedError)
"""Where a language is not spoken yet, and where a fact is not given."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`text` names the values of a call in braces; `seconds` counts them with samples, and is None of what is read, and
    in a language whose pace is not known."""

    text: str
    seconds: float | None


def heard(use: Use, line: Line, language: str, catalogue: Catalogue | None = None) -> Heard | None:
    """A text in a language of the line, the first one's as its author wrote it; None without a translation."""
    pieces = _pieces(use, line, language, catalogue)
    if pieces is None:
        return None
    if use.read:
        return Heard("".join(_as_written(one, line.company) for one in pieces), None)
    shown = _joined(pieces, lambda known: f"{{{known.value}}}", line.company, language, catalogue)
    return Heard(_with_key(shown, use, language), _seconds(pieces, use, line, language, catalogue))


def switched_on(use: Use, line: Line) -> bool:
    """Whether the company's switches let a text be said at all."""
    return line.company.allows(use.only_if)


def _pieces(use: Use, line: Line, language: str, catalogue: Catalogue | None) -> list[Piece] | None:
    """The words between two sentences included."""
    if language == line.language:
        wording = use.wording
    else:
        wording = catalogue.wording(use.text, use.node) if catalogue else None
        if wording is None:
            return None
    if wording is None:
        return [use.text]
    pieces: list[Piece] = []
    for sentence in wording.sentences:
        pieces += [" ", *sentence] if pieces else sentence
    return pieces


def _joined(
    pieces: Iterable[Piece],
    value: Callable[[Known], str],
    company: Company,
    language: str,
    catalogue: Catalogue | None,
) -> str:
    words = []
    for piece in pieces:
        match piece:
            case Fact():
                words.append(_fact(piece, company, language, catalogue))
            case Known():
                words.append(value(piece))
            case str():
                words.append(piece)
    return "".join(words)


def _as_written(piece: Piece, company: Company) -> str:
    match piece:
        case Fact():
            return company.figures(piece.path) or f"{{{name_of(piece)}}}"
        case Known():
            return f"{{{piece.value}}}"
        case str():
            return piece


def _fact(fact: Fact, company: Company, language: str, catalogue: Catalogue | None) -> str:
    """In words; by its name where there are none, which the checks of the line tell."""
    try:
        return company.spoken(fact.path, language, lambda term: _term(term, company, language, catalogue))
    except _NO_WORDS:
        return f"{{{name_of(fact)}}}"


def _term(term: str, company: Company, language: str, catalogue: Catalogue | None) -> str:
    own = company.words.get(language, {}).get(term)
    if own is not None:
        return own
    wording = catalogue.wording(term) if catalogue else None
    return wording.text if wording else term


def _with_key(text: str, use: Use, language: str) -> str:
    if use.key is None:
        return text
    try:
        return f"{text.rstrip(' .,')}, {press(use.key, language)}."
    except _NO_WORDS:
        return text


def _seconds(pieces: list[Piece], use: Use, line: Line, language: str, catalogue: Catalogue | None) -> float | None:
    try:
        said = _joined(pieces, lambda known: _sample(known, language), line.company, language, catalogue)
        return seconds_to_say(_with_key(said, use, language), language)
    except _NO_WORDS:
        return None


def _sample(known: Known, language: str) -> str:
    """What stands for a value when its time is counted. Raises LookupError in a language that has no words for it."""
    kind = TYPES[known]
    match kind:
        case Spoken.DIGITS | Spoken.SECRET_DIGITS:
            return digit_words(_SAMPLE_DIGITS.get(known, _LONG), language)
        case Spoken.MONEY:
            return money_words(13450, "USD", language)
        case Spoken.DATE:
            return date_words(_SAMPLE_DAY, language)
        case Spoken.COUNT:
            return count_words(12, language)
        case Spoken.CODE:
            return code_words("482719", language)
        case Spoken.LANGUAGE:
            return language_name(language, language)
        case Spoken.YES_NO | Spoken.WORD | Spoken.TIER | Spoken.WRITTEN_ONLY:
            return kind.value
        case _:
            assert_never(kind)
