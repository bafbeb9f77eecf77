"""A prompt as the body of a text: the same sentences, with values as they are written and not as they are said."""

from ivr.dialog.prompts import NEVER_SPOKEN, TYPES, Known, Prompt, Rest, Spoken
from ivr.dialog.state import CallState


def write(state: CallState, prompt: Prompt) -> tuple[str | Known, ...]:
    """Words, and PAYMENT_LINK where one is still to be made. A sentence with a value that is not known is left out, and
    nothing secret is ever written."""
    parts: list[str | Known] = []
    for sentence in prompt:
        if all(_holds(state, name) for name in sentence.names):
            parts += [" "] if parts else []
            parts += [_written(state, piece) for piece in sentence.pieces if not isinstance(piece, Rest)]
    return tuple(parts)


def _holds(state: CallState, name: Known) -> bool:
    if name is Known.PAYMENT_LINK:
        return True
    return TYPES[name] is not Spoken.SECRET_DIGITS and name not in NEVER_SPOKEN and name in state.values


def _written(state: CallState, piece: str | Known) -> str | Known:
    return state.values[piece] if isinstance(piece, Known) and piece is not Known.PAYMENT_LINK else piece
