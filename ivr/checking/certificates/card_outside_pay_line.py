"""IVR208."""

from collections.abc import Iterator
from itertools import product

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.seen import seen
from ivr.checking.telling import telling
from ivr.dialog.grammar import DialogId, DigitString, Grammar, Meaning, read
from ivr.dialog.program import Asking
from ivr.exploring.atlas import Moved
from ivr.secret import Secret
from ivr.telephony.events import Keyed
from ivr.telephony.keys import LONGEST_CARD, SHORTEST_CARD, looks_like_a_card

_CARD = "card"
"""The way of what looks like a card (exploring/passages.py)."""
_BEGINNINGS = ("4", "51", "2221", "34", "36", "6011", "35")
"""Of every brand."""


@certificate("IVR208", "card-outside-pay-line", "No card number is taken for an answer, or kept")
def card_outside_pay_line(proof: Proof) -> Iterator[Broken]:
    """What a caller keys that looks like a payment card is kept nowhere, and answers no question.

    Why: callers key a card wherever digits are asked for. Only `pay` may have it, where no digit of it comes to this
    server; anywhere else it is a wrong answer of which not even the count is told. A company whose account numbers are as
    long as a card's has to say how they begin: otherwise nobody can tell them apart,
    and a card is kept. Which questions ask for a card in words, the rule card-outside-pay finds.
    """
    yield from _taken(proof)
    told: set[DialogId] = set()
    for number, edge in proof.edges():
        if not any(one.way.startswith(_CARD) for one in edge.passages):
            continue
        at = edge.passages[0].dialog
        if at not in told and _is_seen(proof.atlas.again(edge)):
            told.add(at)
            fact = "A payment card that is keyed here can be seen or heard."
            yield Broken(proof.place(at), fact, "Nothing is made of what looks like a card.", proof.way_to(number))


def _taken(proof: Proof) -> Iterator[Broken]:
    """The questions whose answer a card may be, each with the shortest call that comes to it."""
    asked: set[DialogId] = set()
    for situation, number in proof.came.items():
        at = proof.atlas.states[situation].at
        dialog = proof.subject.program.dialogs.get(at)
        if at not in asked and isinstance(dialog, Asking):
            asked.add(at)
            if any(read(dialog.grammar, card).meaning is Meaning.MATCH for card in _cards(dialog.grammar)):
                yield Broken(
                    proof.place(at),
                    "A payment card that is keyed here is taken for an answer, and kept.",
                    "Give account_number in company.yaml the prefix its numbers begin with.",
                    proof.way_to(number),
                )


def _cards(grammar: Grammar) -> Iterator[Secret]:
    """Numbers that look like a card, and like what is asked for wherever both can be: of each length, with its prefix or without."""
    prefix = grammar.prefix if isinstance(grammar, DigitString) else ""
    for length, begin in product(range(SHORTEST_CARD, LONGEST_CARD + 1), {prefix, *_BEGINNINGS}):
        numbers = (f"{begin.ljust(length - 1, '1')[: length - 1]}{last}" for last in "0123456789")
        yield from (Secret(one) for one in numbers if looks_like_a_card(one))


def _is_seen(moved: Moved) -> bool:
    event = moved.doing.event
    return isinstance(event, Keyed) and bool(telling(seen(moved), [event.keys]))
