"""The other language: chosen by key, kept to the end of the call, and nothing else of the call is lost by it."""

from dataclasses import replace

from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.prompts import Known


def other_language(move: Move) -> None:
    """Of two languages, the one not spoken now."""
    _speak_from_now_on(move, move.program.next_language(move.language))


def chosen(move: Move, language: str) -> Onward:
    """From the choice of a language, back to where it was asked for, in that language."""
    if language != move.language:
        _speak_from_now_on(move, language)
    return go_back(move)


def go_back(move: Move) -> Onward:
    return move.state.returning or move.program.start


def _speak_from_now_on(move: Move, language: str) -> None:
    """Whoever changes the language may not have understood so far, and is given more time (dialog rules). A
    representative is told only of a language that is not the line's first."""
    values = {name: text for name, text in move.state.values.items() if name != Known.CALLER_LANGUAGE}
    if language != move.program.voice.language:
        values[Known.CALLER_LANGUAGE.value] = language
    move.state = replace(move.state, language=language, patient=True, values=values)
    move.note(Happening.CHOSE_LANGUAGE, language)
