"""Where a call can stand, without what cannot matter: two states are one situation when nothing the line does from there can
tell them apart, but for counters.

Counters only grow, and only matter at their bounds, where the walk looks at them (choices.py): turns, errors, attempts at a question, refusals,
declines, who was rung. Values are an example of their kind (entries.py, classes.py); whether there is one is part of
a situation. What the directory told of an account is there as long as the caller counts as verified.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ivr.dialog.grammar import DialogId, DigitString
from ivr.dialog.program import Asking, Program
from ivr.dialog.prompts import NEEDS_VERIFIED, Known, Tier
from ivr.dialog.state import CallState, Held
from ivr.exploring.classes import USUAL, USUAL_LAST4
from ivr.exploring.entries import example
from ivr.exploring.living import living
from ivr.secret import Secret

NOW = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
"""Before any walk chose a time. Nothing looks at it."""
CALLER = Secret("+12125550134")

_PASSING = frozenset({Known.HEARD_COUNT, Known.QUEUE_POSITION, Known.QUEUE_MINUTES, Known.CALLER_REASON})
"""Known only for the words that follow, or looked at afresh by every branch (see choices.py)."""
_LAST4 = {
    Known.ACCOUNT_LAST4: Known.ACCOUNT_NUMBER,
    Known.CALLER_PHONE_LAST4: Known.CALLER_PHONE,
    Known.CALLER_REFERENCE_LAST4: Known.CALLER_REFERENCE,
    Known.CALLER_CALLBACK_LAST4: Known.CALLER_CALLBACK,
}

Identity = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of a call and still of use."""

    values: Mapping[str, str]
    secrets: Mapping[str, Secret]
    identity: Identity


@dataclass(slots=True)
class Situations:
    """The situations of a program: makes one of a state, and keeps those it has made."""

    program: Program
    only_said: frozenset[Known] = frozenset()
    examples: Mapping[str, Secret] = field(init=False)
    _living: Mapping[DialogId, frozenset[Known]] = field(init=False)
    _made: dict[Identity, CallState] = field(default_factory=dict)
    _remembered: dict[tuple[object, ...], _Kept] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._living = living(self.program, self.only_said)
        self.examples = {Known.CALLER_PHONE.value: CALLER, **_keyed(self.program)}

    def of(self, state: CallState) -> tuple[Identity, CallState]:
        """The situation a state is in: what tells it from others, and a state that stands for all of them."""
        if state.over:
            identity: Identity = (state.at, "over")
            return identity, self._made.setdefault(identity, CallState(state.digest, 1, state.at, over=True))
        choosing = state.at == self.program.languages
        returning = state.returning if choosing else ""
        held = None if state.held is None else state.held.leads
        language = state.language or self.program.voice.language
        kept = self._kept(state, returning or state.at)
        identity = (state.at, language, state.patient, returning, held, *kept.identity)
        if identity not in self._made:
            self._made[identity] = CallState(
                digest=state.digest,
                turn=1 if held is None else 3,
                at=state.at,
                values=kept.values,
                secrets=kept.secrets,
                language=language,
                patient=state.patient,
                returning=returning,
                held=None if held is None else Held(1, NOW, leads=held),
            )
        return identity, self._made[identity]

    def _kept(self, state: CallState, at: DialogId) -> _Kept:
        """What is known at a dialog; many states know the same."""
        whole = (at, state.language, frozenset(state.values.items()), frozenset(state.secrets))
        if whole not in self._remembered:
            values, secrets = self._known(state, self._living[at])
            identity = (frozenset(secrets), frozenset(values.items()))
            self._remembered[whole] = _Kept(values, secrets, identity)
        return self._remembered[whole]

    def _known(self, state: CallState, living_: frozenset[Known]) -> tuple[dict[str, str], dict[str, Secret]]:
        secrets = {name: self.examples.get(name, one) for name, one in state.secrets.items() if name in living_}
        kept = living_ - _PASSING
        values = {name: self._usual(name, text) for name, text in state.values.items() if name in kept}
        values.pop(Known.CALLER_LANGUAGE.value, None)
        if state.language not in ("", self.program.voice.language):
            values[Known.CALLER_LANGUAGE.value] = state.language
        told = NEEDS_VERIFIED if values.get(Known.ACCOUNT_TIER) == Tier.T2 else frozenset()
        for name in NEEDS_VERIFIED:
            values.pop(name.value, None)
        values |= {name.value: USUAL[name] for name in told}
        values.pop(Known.ACCOUNT_HELD.value, None)
        if Known.ACCOUNT_TIER in values:
            values[Known.ACCOUNT_HELD.value] = USUAL[Known.ACCOUNT_HELD]
        return values, secrets

    def _usual(self, name: str, text: str) -> str:
        known = Known(name)
        if known in _LAST4:
            whole = self.examples.get(_LAST4[known])
            return USUAL_LAST4 if whole is None else whole.reveal()[-4:]
        return USUAL.get(known, text)


def _keyed(program: Program) -> dict[str, Secret]:
    """An example of everything a caller can be asked to key."""
    found: dict[str, Secret] = {}
    for dialog in program.dialogs.values():
        if isinstance(dialog, Asking) and isinstance(dialog.grammar, DigitString):
            with suppress(LookupError):  # nobody can answer
                found.setdefault(dialog.grammar.into, Secret(example(dialog.grammar)))
    return found
