"""How long a caller is given. Whoever was silent once, or changed the language, gets more time until the call ends.

The arithmetic for relay callers: a relay operator types what is heard at 60 words a minute, reads the answer and presses
the key, so the line must wait as long as its words take to type, less what they took to say, and 20 seconds more
(47 CFR 64.604 has the 60 words; of the 20 seconds, which are ours, 15 are for the answer, and 5 because how fast a voice
speaks is an estimate).
"""

from math import ceil

from ivr.dialog.grammar import LanguageKey, OneKey, universal
from ivr.dialog.move import Move
from ivr.dialog.program import Asking, Timing
from ivr.dialog.spoken_time import words_alone


def timing(move: Move, dialog: Asking) -> Timing:
    """The waits for an answer to what was just said."""
    usual = dialog.timing
    if not (move.state.patient and universal(dialog.grammar)):
        return usual
    patience = move.program.patience
    least = patience.menu if isinstance(dialog.grammar, OneKey | LanguageKey) else patience.digits
    gap = max(usual.timeout, least)
    first = max(gap, usual.silence, relayed(move))
    return Timing(gap, first - gap)


def relayed(move: Move) -> int:
    """Whole seconds of silence, after the words said in this move, within which a relay caller can answer."""
    patience = move.program.patience
    words, spoken = words_alone(move.said)
    return ceil(words * patience.typing - spoken + patience.answering)
