"""IVR206."""

import re
from collections.abc import Callable, Iterable, Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.moves import (
    Phase,
    Remembering,
    answered,
    by_way_of,
    entered,
    in_words,
    left_open,
    same_language,
    to_the_end,
)
from ivr.checking.phrasebook import words_in
from ivr.checking.wordlists import WORDLISTS
from ivr.dialog.grammar import Amount, DialogId
from ivr.dialog.program import Asking, Passing, Paying, prompts_of
from ivr.dialog.prompts import Known, names_in
from ivr.dialog.turn import Listen, Pay
from ivr.dialog.world import Paid
from ivr.exploring.atlas import ARRIVES, Edge
from ivr.speech.money import format_money, money_words, parse_money
from ivr.telephony.outcomes import PayOutcome

_NOTHING, _HEARD, _AGREED, _TRIED = 0, 1, 2, 3
_AFTER = {Listen.__name__: _NOTHING, Pay.__name__: _TRIED}
"""A key that leads to another question first was no yes to this one."""
_WHAT = ("the amount", "the fee")
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+")


@certificate("IVR206", "charge-unheard", "Amount, fee and authorisation are heard before a charge")
def charge_unheard(proof: Proof) -> Iterator[Broken]:
    """Before any payment by card the caller heard the amount, and the fee where there is one, in their own language, to the end,
    and agreed by a key.

    Why: nobody agreed to what nobody heard, or to what nobody asked. A key cuts a prompt short, so the words stand below `terms` of a menu, or in a
    node with `bargein: false`, and they are said after the last change of the amount: an amount that was read back
    and then changed was never authorised. The sentence with the amount says that it is paid: that something is owed
    is nothing to agree to. Whoever leaves the question by silence, star or zero has not agreed to it
    either, nor has whoever is asked something else after the key; and one agreement is good for one payment, however
    often its card is tried.

    Caught:

        nodes:
          greeting:
            amount:
              exhausted: representative
            next: charge
          charge:
            pay:
              paid: goodbye
              declined: representative
              cancelled: representative
              failed: representative
              exhausted: representative
          goodbye:
            hangup: Your confirmation number is {payment.confirmation}.

    Instead:

        nodes:
          greeting:
            amount:
              exhausted: representative
            next: authorise
          authorise:
            menu:
              terms: You are about to pay {payment.amount} by card, today and once.
              options:
                1:
                  say: To go ahead
                  go: charge
                2:
                  say: To change the amount
                  go: greeting
              exhausted: representative
          charge:
            pay:
              paid: goodbye
              declined: representative
              cancelled: representative
              failed: representative
              exhausted: representative
          goodbye:
            hangup: Your confirmation number is {payment.confirmation}.
    """
    charges = {at: one for at, one in proof.subject.dialogs.items() if isinstance(one, Paying)}
    if not charges:
        return
    candidates = [*_candidates(proof)]
    fees = [(at, one.terms.fee) for at, one in charges.items() if one.terms.fee]
    for fee in dict.fromkeys(fee for _, fee in fees):
        heard = frozenset(number for number in candidates if _says(proof, proof.atlas.edges[number], fee))
        yield from _not_agreed(proof, heard, {at for at, of in fees if of == fee}, _WHAT[1])
    yield from _amounts(proof, candidates, set(charges))


def _amounts(proof: Proof, candidates: Iterable[int], charges: set[DialogId]) -> Iterator[Broken]:
    """Where no sentence says that the amount is paid, and whether it was said at all."""
    said = {one: sentence for one in candidates if (sentence := _says(proof, proof.atlas.edges[one]))}
    asked = frozenset(one for one, (language, sentence) in said.items() if _speaks_of_paying(language, sentence))
    unasked = dict(_charged(proof, asked, charges))
    unheard = dict(_charged(proof, frozenset(said), set(unasked)))
    for at, way in unasked.items():
        if at in unheard:
            yield _unheard(proof, at, _WHAT[0], unheard[at])
        else:
            yield Broken(
                proof.place(at),
                f"A caller can get to this payment who heard the amount, but not that it will be paid: {by_way_of(proof, way, at)}.",
                "Say so in the sentence with the amount, such as You are about to pay {payment.amount} by card.",
                way,
            )


def _not_agreed(proof: Proof, heard: frozenset[int], wanted: set[DialogId], what: str) -> Iterator[Broken]:
    for at, way in _charged(proof, heard, wanted):
        yield _unheard(proof, at, what, way)


def _unheard(proof: Proof, at: DialogId, what: str, way: tuple[int, ...]) -> Broken:
    return Broken(
        proof.place(at),
        f"A caller can get to this payment who did not hear {what} to the end, and agree by a key, since the amount last "
        f"changed: {by_way_of(proof, way, at)}.",
        "Say it below terms of a menu whose key leads to the payment.",
        way,
    )


def _charged(proof: Proof, heard: frozenset[int], wanted: set[DialogId]) -> Iterator[tuple[DialogId, tuple[int, ...]]]:
    """The shortest call to each of these payments on which nobody agreed to what is heard in these moves."""
    left = set(wanted)
    walk = Remembering(proof, _remembered(proof, heard))
    for number, before, phase in walk.walked((_NOTHING, one) for one in proof.atlas.begins) if left else ():
        edge = proof.atlas.edges[number]
        at = proof.atlas.states[edge.target].at
        if edge.wait == Pay.__name__ and phase < _AGREED and at in left:
            left.remove(at)
            yield at, walk.way_to(number, before)


def _remembered(proof: Proof, heard: frozenset[int]) -> Callable[[Phase, int], Phase]:
    changing = _changing(proof)

    def after(phase: Phase, number: int) -> Phase:
        edge = proof.atlas.edges[number]
        if phase == _HEARD and answered(proof, edge):
            phase = _AGREED
        elif phase == _HEARD and (left_open(proof, edge) or not same_language(proof, edge)):
            phase = _NOTHING
        if phase == _AGREED and edge.wait in _AFTER:
            phase = _AFTER[edge.wait]
        if phase and (_is_taken(edge) or changing(edge)):
            phase = _NOTHING
        return max(phase, _HEARD) if number in heard else phase

    return after


def _is_taken(edge: Edge) -> bool:
    return isinstance(edge.doing.event, Paid) and edge.doing.event.outcome is PayOutcome.PAID


def _changing(proof: Proof) -> Callable[[Edge], bool]:
    """Whether the amount is another one after a move, or may be."""
    asked = {at for at, one in proof.subject.dialogs.items() if isinstance(one, Asking) and _asks_it(one)}
    copied = {at for at, one in proof.subject.dialogs.items() if isinstance(one, Passing) and _copies_it(one)}

    def changes(edge: Edge) -> bool:
        keyed = any(one.dialog in asked and one.way == "keyed" for one in edge.passages)
        return keyed or any(at in copied for at in entered(proof.atlas, edge))

    return changes


def _asks_it(dialog: Asking) -> bool:
    return isinstance(dialog.grammar, Amount) and dialog.grammar.into == Known.PAYMENT_AMOUNT


def _copies_it(dialog: Passing) -> bool:
    return any(to == Known.PAYMENT_AMOUNT for to, _ in dialog.keeps) or Known.PAYMENT_AMOUNT in dialog.forgets


def _candidates(proof: Proof) -> Iterator[int]:
    """The moves in which an amount is known, and something may be said to its end."""
    barring = {at for at, one in proof.subject.dialogs.items() if _bars_keys(one)}
    for number, edge in enumerate(proof.atlas.edges):
        target = proof.atlas.states[edge.target]
        if edge.wait == ARRIVES or target.over or Known.PAYMENT_AMOUNT not in target.values:
            continue
        if any(at in barring for at in (target.at, *entered(proof.atlas, edge))):
            yield number


def _bars_keys(dialog: object) -> bool:
    return bool(isinstance(dialog, Asking) and dialog.terms) or (isinstance(dialog, Passing) and not dialog.bargein)


def _says(proof: Proof, edge: Edge, fee: int = 0) -> tuple[str, str] | None:
    """The language and the sentence in which the amount is said to its end in a move, or a fee in minor units, after all changes
    there are in it."""
    moved = proof.atlas.again(edge).step
    amount = moved.state.values.get(Known.PAYMENT_AMOUNT)
    if moved.turn is None or amount is None:
        return None
    language = moved.state.language or proof.subject.program.voice.language
    minor, currency = parse_money(format_money(fee, parse_money(amount)[1]) if fee else amount)
    words = re.compile(rf"(?<![\w-]){re.escape(money_words(minor, currency, language))}(?![\w-])")
    said = [one for one in _sentences(in_words(to_the_end(moved.turn), language)) if words.search(one)]
    if not said or not (fee or _speaks_of_it_last(proof, entered(proof.atlas, edge))):
        return None
    return language, " ".join(said)


def _sentences(said: str) -> list[str]:
    return _SENTENCE_ENDS.split(said)


def _speaks_of_paying(language: str, sentence: str) -> bool:
    """In a language whose words nobody listed, any sentence may."""
    known = WORDLISTS.get(language)
    return known is None or not known.paying.isdisjoint(words_in(sentence))


def _speaks_of_it_last(proof: Proof, passed: Iterable[DialogId]) -> bool:
    """Whether a dialog that speaks of the amount comes after the one that changes it."""
    speaks = True
    for dialog in (proof.subject.dialogs[at] for at in passed):
        if isinstance(dialog, Passing) and _copies_it(dialog):
            speaks = False
        speaks = speaks or Known.PAYMENT_AMOUNT in frozenset().union(*map(names_in, prompts_of(dialog)))
    return speaks
