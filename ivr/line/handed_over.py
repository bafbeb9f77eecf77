"""Words for a representative about a caller: they may hold what is handed over, and nothing else of the call."""

from ivr.dialog.connecting import HAND_OFF
from ivr.dialog.prompts import Known
from ivr.line.wording import Wording
from ivr.reading.scalars import UnfitError


def only_what_is_handed_over(words: Wording) -> Wording:
    """Raises UnfitError."""
    for piece in words.pieces:
        if isinstance(piece, Known) and piece not in HAND_OFF:
            raise UnfitError(
                f"The whisper is not told {{{piece.value}}}, so it cannot say it.",
                f"It may say {', '.join(f'{{{one.value}}}' for one in HAND_OFF)}.",
            )
    return words
