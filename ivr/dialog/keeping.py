"""What is kept of what a caller keyed, and what is forgotten with it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from ivr.dialog.grammar import Amount, DigitString
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.dialog.state import CallState
from ivr.secret import Secret
from ivr.speech.money import format_money

_V = TypeVar("_V", str, Secret)

LAST_DIGITS = 4
"""Of an account number or a telephone number, what may be seen of it."""

_LAST = {
    Known.ACCOUNT_NUMBER: Known.ACCOUNT_LAST4,
    Known.CALLER_PHONE: Known.CALLER_PHONE_LAST4,
    Known.CALLER_REFERENCE: Known.CALLER_REFERENCE_LAST4,
    Known.CALLER_CALLBACK: Known.CALLER_CALLBACK_LAST4,
}


def kept(state: CallState, grammar: DigitString | Amount, entry: Secret) -> CallState:
    """An amount may be seen; everything else that was keyed stays secret but for last digits."""
    if isinstance(grammar, Amount):
        amount = format_money(int(entry.reveal()), grammar.currency)
        return replace(state, values={**state.values, grammar.into: amount})
    if grammar.into in VERIFIERS:
        state = replace(state, secrets=without(state.secrets, VERIFIERS))
    if grammar.into == Known.ACCOUNT_NUMBER:
        state = _another_account(state)
    return with_secret(state, grammar.into, entry)


def with_secret(state: CallState, into: str, entry: Secret) -> CallState:
    """Only the last four digits may be seen, and only of something longer."""
    values = dict(state.values)
    if into in _LAST:
        values.pop(_LAST[Known(into)], None)
        if len(entry) > LAST_DIGITS:
            values[_LAST[Known(into)].value] = entry.reveal()[-LAST_DIGITS:]
    return replace(state, values=values, secrets={**state.secrets, into: entry})


def copied(state: CallState, keeps: Iterable[tuple[Known, Known]]) -> CallState:
    """Each value at the left becomes what the one at the right was; what is not known leaves nothing old behind."""
    values = dict(state.values)
    for to, what in keeps:
        values.pop(to, None)
        if what in state.values:
            values[to.value] = state.values[what]
    return replace(state, values=values)


def forgotten(state: CallState, names: Collection[Known]) -> CallState:
    """Neither what was keyed under these names nor what may be seen of it."""
    seen = {*names, *(_LAST[name] for name in names if name in _LAST)}
    return replace(state, values=without(state.values, seen), secrets=without(state.secrets, names))


def without(values: Mapping[str, _V], names: Collection[str]) -> dict[str, _V]:
    return {name: one for name, one in values.items() if name not in names}


def _another_account(state: CallState) -> CallState:
    """Nothing known of one account, no proof of it and no amount meant for it, outlives the number of another."""
    gone = ("account.", "payment.")
    values = {name: text for name, text in state.values.items() if not name.startswith(gone)}
    return replace(state, values=values, secrets=without(state.secrets, VERIFIERS))
