"""IVR208."""

from collections.abc import Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.seen import CARD, seen
from ivr.checking.telling import telling
from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Happening
from ivr.exploring.atlas import Moved
from ivr.telephony.events import Keyed


@certificate("IVR208", "card-outside-pay-line")
def card_outside_pay_line(proof: Proof) -> Iterator[Broken]:
    """What a caller keys that looks like a payment card is kept nowhere, and answers no question.

    Why: callers key a card wherever digits are asked for. Only `pay` may have it, where no digit of it comes to this
    server; anywhere else it is a wrong answer of which not even the count is told. A company whose account numbers are as
    long as a card's has to say how they begin, or what tells them from a card: otherwise nobody can tell them apart,
    and a card is kept. Which questions ask for a card in words, the rule card-outside-pay finds.
    """
    told: set[DialogId] = set()
    for number, edge in enumerate(proof.atlas.edges):
        event = edge.doing.event
        if not isinstance(event, Keyed) or event.keys != CARD or edge.source < 0:
            continue
        source, _ = proof.atlas.arrivals.get(edge.source, (edge.source, edge.doing))
        at = proof.atlas.states[source].at
        fact = "" if at in told else _kept(proof.atlas.again(edge))
        if fact:
            told.add(at)
            yield Broken(
                proof.place(at),
                f"A payment card that is keyed here {fact}.",
                "Give account_number in company.yaml the prefix its numbers begin with, or their checksum.",
                proof.way_to(number),
            )


def _kept(moved: Moved) -> str:
    kinds = {one.kind for one in moved.step.journal}
    if CARD in moved.step.state.secrets.values() or Happening.KEYED in kinds:
        return "is taken for an answer, and kept"
    if telling(seen(moved), [CARD]):
        return "can be seen or heard"
    return "" if Happening.KEYED_A_CARD in kinds or Happening.NOMATCH in kinds else "is taken for an answer"
