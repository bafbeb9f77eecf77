"""Questions to the back office: what is asked, what is kept of the answer, what is forgotten.

Nothing learned of an account outlives the next answer about one, so a refusal also ends what an earlier answer allowed.
"""

from collections.abc import Mapping
from dataclasses import replace

from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Fetching
from ivr.dialog.prompts import NEEDS_VERIFIED, TYPES, Known, Spoken
from ivr.dialog.speaking import speak
from ivr.dialog.turn import Fetch
from ivr.dialog.world import Fetched
from ivr.telephony.outcomes import FetchOutcome

REFUSALS = "refusals"
"""The counter of refused look-ups: one for the whole call, whichever question they came by."""

_LEARNED = NEEDS_VERIFIED | {Known.ACCOUNT_VERIFIED}
_SEEN = frozenset(name for name, spoken in TYPES.items() if spoken is not Spoken.SECRET_DIGITS)


def fetch(move: Move, dialog: Fetching) -> Onward:
    number = move.state.secrets.get(dialog.number)
    verifier = move.state.secrets.get(dialog.verifier)
    if number is None or verifier is None:  # reached without the questions: nothing to ask the back office about
        return dialog.outcomes[FetchOutcome.DOWN]
    comfort = speak(move.program, move.state, dialog.comfort)
    return Fetch(number, verifier, (comfort,) if comfort else (), move.guard)


def fetched(move: Move, dialog: Fetching, event: Fetched) -> Onward:
    move.note(Happening.LOOKED_UP, event.outcome)
    match event.outcome:
        case FetchOutcome.VERIFIED:
            _verified(move, dialog, event.facts)
            return dialog.outcomes[FetchOutcome.VERIFIED]
        case FetchOutcome.REFUSED:
            return _refused(move, dialog)
        case FetchOutcome.DOWN:
            return dialog.outcomes[FetchOutcome.DOWN]
        case FetchOutcome.UNKNOWN:
            return dialog.outcomes.get(FetchOutcome.UNKNOWN, dialog.outcomes[FetchOutcome.DOWN])


def _verified(move: Move, dialog: Fetching, facts: Mapping[str, str]) -> None:
    """Only values of the closed list may enter a state: a directory that sends more is not a leak."""
    state = move.state
    allowed = {name: text for name, text in facts.items() if name in _SEEN}
    move.state = replace(
        state,
        values={**_without(state.values, _LEARNED), **allowed},
        secrets={name: one for name, one in state.secrets.items() if name != dialog.verifier},
    )


def _refused(move: Move, dialog: Fetching) -> Onward:
    """Both answers are forgotten, so that unknown number and wrong verifier cannot be told apart."""
    state = move.state
    tries = state.counts.get(REFUSALS, 0) + 1
    exhausted = tries >= dialog.tries
    # The representative who takes over after the last try is told which account was keyed.
    forgotten = _LEARNED if exhausted else _LEARNED | {Known.ACCOUNT_LAST4}
    move.state = replace(
        state,
        counts={**state.counts, REFUSALS: tries},
        secrets={name: one for name, one in state.secrets.items() if name not in (dialog.number, dialog.verifier)},
        values=_without(state.values, forgotten),
    )
    if exhausted:
        move.note(Happening.EXHAUSTED)
    return dialog.exhausted if exhausted else dialog.outcomes[FetchOutcome.REFUSED]


def _without(values: Mapping[str, str], names: frozenset[Known]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name not in names}
