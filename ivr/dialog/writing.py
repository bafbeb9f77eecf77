"""A prompt as the body of a text: the same sentences, with values as they are written and not as they are said."""

from ivr.dialog.prompts import MAY_BE_WRITTEN, Known, Prompt, Rest, Sentence
from ivr.dialog.state import CallState


def write(state: CallState, prompt: Prompt) -> tuple[str | Known, ...]:
    """Words, and PAYMENT_LINK where one is still to be made. A sentence is written whole or not at all; one with a value
    that is not known, or that nobody may read in a text, is left out."""
    parts: list[str | Known] = []
    for sentence in prompt:
        written = _written(state, sentence)
        if written and parts:
            parts.append(" ")
        parts.extend(written)
    return tuple(parts)


def _written(state: CallState, sentence: Sentence) -> list[str | Known]:
    if not all(_holds(state, name) for name in sentence.names):
        return []
    words = (piece for piece in sentence.pieces if not isinstance(piece, Rest))
    return [state.values[piece] if piece in state.values and isinstance(piece, Known) else piece for piece in words]


def _holds(state: CallState, name: Known) -> bool:
    return name in MAY_BE_WRITTEN and (name is Known.PAYMENT_LINK or name in state.values)
