"""IVR210."""

from collections.abc import Callable, Iterable, Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.moves import Phase, Remembering, by_way_of, entered, in_words
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog, Fetching, Paying, RecordPayment, RequestCallback, prompts_of
from ivr.dialog.prompts import Known, names_in
from ivr.dialog.turn import Disconnect, Fetch, Hold, Pay, RecordMessage, Ring
from ivr.dialog.world import Paid
from ivr.exploring.atlas import Edge
from ivr.exploring.moving import VALUE
from ivr.exploring.passages import HUNG_UP
from ivr.speech.codes import code_words
from ivr.telephony.events import HungUp
from ivr.telephony.outcomes import PayOutcome, RingOutcome

_DONE, _OPEN = -1, 0
_UNTOLD = "The call ends here after a payment that the back office was never told of"
_UNCONFIRMED = "The call ends here after a payment whose confirmation was never said"
_ALONE = "After a payment of which nobody knows how it ended, the caller gets here and to no person"


@certificate("IVR210", "payment-recorded", "Every payment is recorded and confirmed")
def payment_recorded(proof: Proof) -> Iterator[Broken]:
    """A payment that was taken is told to the back office, and its confirmation said, before the line ends the call; one of which
    nobody knows how it ended leads to a person.

    Why: a caller who paid and heard no number has nothing to show, and calls again; a company that was not told asks for
    the money a second time. `pay` tells the back office by itself, whatever else happens. Where the payment company
    never said whether money moved, only a person can find out, and the card must not be charged once more. Where a
    payment company gives no number there is none to say. A caller who hangs up first has ended the call.

    Caught:

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
            hangup: Thank you. Goodbye.

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
            hangup: Your confirmation number is {payment.confirmation}. Once more, it is {payment.confirmation}. Goodbye.
    """
    paid, unknown = _ending(proof, PayOutcome.PAID), _ending(proof, PayOutcome.UNKNOWN)
    recorded, said, person = _recording(proof), _saying(proof), _person(proof)
    ended, again = _ended_by_the_line, _or(_ended_by_the_line, _charging(proof))
    yield from _missed(proof, paid, recorded, ended, (_UNTOLD, "Let the payment be noted by the node that takes it."))
    remedy = "Say {payment.confirmation} on every way from paid, twice."
    yield from _missed(proof, paid, _or(said, _talked), ended, (_UNCONFIRMED, remedy))
    remedy = "Lead from unknown to a person, a call back or a voicemail."
    yield from _missed(proof, unknown, person, again, (_ALONE, remedy))


_Is = Callable[[Edge], bool]


def _missed(proof: Proof, begins: Iterable[int], does: _Is, ends: _Is, told: tuple[str, str]) -> Iterator[Broken]:
    """The shortest ways on which something is not done between these edges and an end: one for each place where it is; `told` is
    the fact and the help."""
    walk = Remembering(proof, _until(proof, does))
    places: set[str] = set()
    for number, before, phase in walk.walked((_OPEN, one) for one in begins):
        edge = proof.atlas.edges[number]
        at = _where(proof, edge)
        if phase == _OPEN and ends(edge) and at not in places:
            places.add(at)
            way = walk.way_to(number, before)
            yield Broken(proof.place(at), f"{told[0]}: {by_way_of(proof, way, at)}.", told[1], way)


def _where(proof: Proof, edge: Edge) -> DialogId:
    """Where a move leads, or the payment that it comes to on the way."""
    passed = entered(proof.atlas, edge)
    charge = next((at for at in passed if isinstance(proof.subject.dialogs[at], Paying)), "")
    return charge or proof.atlas.states[edge.target].at


def _until(proof: Proof, does: _Is) -> Callable[[Phase, int], Phase]:
    def after(phase: Phase, number: int) -> Phase:
        edge = proof.atlas.edges[number]
        gone = isinstance(edge.doing.event, HungUp) or any(one.way == HUNG_UP for one in edge.passages)
        return _DONE if gone or _unknown_confirmation(edge) or does(edge) else phase

    return after


def _or(one: _Is, other: _Is) -> _Is:
    return lambda edge: one(edge) or other(edge)


def _ending(proof: Proof, outcome: PayOutcome) -> list[int]:
    return [number for number, edge in proof.edges() if _is_paid(edge, outcome)]


def _is_paid(edge: Edge, outcome: PayOutcome) -> bool:
    return isinstance(edge.doing.event, Paid) and edge.doing.event.outcome is outcome


def _ended_by_the_line(edge: Edge) -> bool:
    return edge.wait == Disconnect.__name__


def _charging(proof: Proof) -> _Is:
    """Whether a move comes to where payments are taken."""
    charges = {at for at, one in proof.subject.dialogs.items() if isinstance(one, Paying)}
    return lambda edge: any(at in charges for at in entered(proof.atlas, edge))


def _talked(edge: Edge) -> bool:
    """With a person, who sees what the back office was told."""
    return any(one.way == RingOutcome.BRIDGED.value for one in edge.passages)


def _unknown_confirmation(edge: Edge) -> bool:
    """In this move it was chosen that the payment company gave no number."""
    return (VALUE + Known.PAYMENT_CONFIRMATION, 1) in edge.chosen


def _recording(proof: Proof) -> _Is:
    at = {name for name, one in proof.subject.dialogs.items() if _inquires(one, RecordPayment)}
    return lambda edge: _asks(proof, edge) in at


def _inquires(dialog: object, kind: type) -> bool:
    return isinstance(dialog, Fetching) and isinstance(dialog.inquiry, kind)


def _asks(proof: Proof, edge: Edge) -> str:
    """The dialog that asks something of the back office; nothing where a move comes to another wait."""
    return proof.atlas.states[edge.target].at if edge.wait == Fetch.__name__ else ""


def _saying(proof: Proof) -> _Is:
    speaking = {at for at, one in proof.subject.dialogs.items() if _speaks_of_it(one)}

    def says(edge: Edge) -> bool:
        return any(at in speaking for at in entered(proof.atlas, edge)) and _is_said(proof, edge)

    return says


def _speaks_of_it(dialog: Dialog) -> bool:
    return any(Known.PAYMENT_CONFIRMATION in names_in(one) for one in prompts_of(dialog))


def _is_said(proof: Proof, edge: Edge) -> bool:
    moved = proof.atlas.again(edge).step
    code = moved.state.values.get(Known.PAYMENT_CONFIRMATION)
    language = moved.state.language or proof.subject.program.voice.language
    if code is None or moved.turn is None:
        return False
    return code_words(code, language) in in_words(moved.turn.said, language)


def _person(proof: Proof) -> _Is:
    """Whether a move comes to the line's person, rings or holds for one, takes a message, or arranges a call back. Or asks for a
    card: after a payment of unknown end no card is asked for on a call, so this move is another call's."""
    calling = {name for name, one in proof.subject.dialogs.items() if _inquires(one, RequestCallback)}
    waits = (Ring.__name__, Hold.__name__, RecordMessage.__name__, Pay.__name__)
    person = proof.subject.program.person

    def comes(edge: Edge) -> bool:
        return (
            edge.wait in waits
            or person in (proof.atlas.states[edge.target].at, *entered(proof.atlas, edge))
            or _asks(proof, edge) in calling
        )

    return comes
