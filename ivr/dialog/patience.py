"""How long a caller is given. Whoever was silent once, or changed the language, gets more time until the call ends.

The arithmetic for relay callers: a relay operator types what is heard at 60 words a minute, reads the answer and presses
the key, so the line must wait as long as its words take to type, less what they took to say, and 20 seconds more
(47 CFR 64.604 has the 60 words; of the 20 seconds, which are ours, 15 are for the answer, and 5 because how fast a voice
speaks is an estimate).
"""

from dataclasses import replace
from math import ceil

from ivr.dialog.grammar import LanguageKey, OneKey, universal
from ivr.dialog.move import Move
from ivr.dialog.program import Asking, Timing
from ivr.dialog.prompts import Utterance
from ivr.secret import Secret
from ivr.speech.duration import seconds_to_say


def timing(move: Move, dialog: Asking) -> Timing:
    """The waits for an answer to what was just said."""
    usual = dialog.timing
    if not (move.state.patient and universal(dialog.grammar)):
        return usual
    patience = move.program.patience
    least = patience.menu if isinstance(dialog.grammar, OneKey | LanguageKey) else patience.digits
    gap = max(usual.timeout, least)
    first = max(gap, usual.timeout + usual.grace, relayed(move))
    return replace(usual, timeout=gap, grace=first - gap)


def relayed(move: Move) -> int:
    """Whole seconds of silence, after the words said in this move, within which a relay caller can answer."""
    patience = move.program.patience
    words = sum(len(_text(one).split()) for one in move.said)
    spoken = sum(seconds_to_say(_text(one), one.language) for one in move.said)
    return ceil(words * patience.typing - spoken + patience.answering)


def _text(utterance: Utterance) -> str:
    """The words, those of a read-back too: they are only counted."""
    parts = (part.reveal() if isinstance(part, Secret) else part for part in utterance.parts)
    return "".join(part if isinstance(part, str) else " " for part in parts)
