"""IVR210."""

from collections.abc import Callable, Iterable, Iterator

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.moves import Phase, Remembering, by_way_of, entered, in_words
from ivr.dialog.program import Fetching, Paying, RecordPayment, RequestCallback, prompts_of
from ivr.dialog.prompts import Known, names_in
from ivr.dialog.turn import Disconnect, Fetch, Hold, Pay, RecordMessage, Ring
from ivr.dialog.world import Paid
from ivr.exploring.atlas import Edge
from ivr.exploring.moving import VALUE
from ivr.exploring.passages import HUNG_UP
from ivr.speech.codes import code_words
from ivr.telephony.events import HungUp
from ivr.telephony.outcomes import PayOutcome

_DONE, _OPEN = -1, 0
_UNTOLD = "The call ends here after a payment that the back office was never told of"
_UNCONFIRMED = "The call ends here after a payment whose confirmation was never said"
_ALONE = "After a payment of which nobody knows how it ended, the caller gets here and to no person"


@certificate("IVR210", "payment-recorded")
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
    if not any(isinstance(one, Paying) for one in proof.subject.dialogs.values()):
        return
    paid = [number for number, edge in enumerate(proof.atlas.edges) if _ended(edge, PayOutcome.PAID)]
    recorded, said, person = _recording(proof), _saying(proof), _person(proof)
    yield from _missed(proof, paid, recorded, _UNTOLD, "Let the payment be noted by the node that takes it.")
    yield from _missed(proof, paid, said, _UNCONFIRMED, "Say {payment.confirmation} on every way from paid, twice.")
    unknown = [number for number, edge in enumerate(proof.atlas.edges) if _is_unknown(proof, edge)]
    yield from _missed(proof, unknown, person, _ALONE, "Lead from unknown to a person, a call back or a voicemail.")


_Does = Callable[[int], bool]


def _missed(proof: Proof, begins: Iterable[int], does: _Does, fact: str, remedy: str) -> Iterator[Broken]:
    """The shortest way on which something is not done between these edges and the end of the call, or another payment; one for
    each place where it ends."""
    walk = Remembering(proof, _until(proof, does))
    told: set[str] = set()
    for number, before, phase in walk.walked((_OPEN, one) for one in begins):
        edge = proof.atlas.edges[number]
        at = proof.atlas.states[edge.target].at
        if phase == _OPEN and _is_over(edge) and at not in told:
            told.add(at)
            way = walk.way_to(number, before)
            yield Broken(proof.place(at), f"{fact}: {by_way_of(proof, way, at)}.", remedy, way)


def _until(proof: Proof, does: _Does) -> Callable[[Phase, int], Phase]:
    def after(phase: Phase, number: int) -> Phase:
        edge = proof.atlas.edges[number]
        gone = isinstance(edge.doing.event, HungUp) or any(one.way == HUNG_UP for one in edge.passages)
        return _DONE if gone or _unknown_confirmation(edge) or does(number) else _OPEN

    return after


def _ended(edge: Edge, outcome: PayOutcome) -> bool:
    return isinstance(edge.doing.event, Paid) and edge.doing.event.outcome is outcome


def _is_unknown(proof: Proof, edge: Edge) -> bool:
    """A payment ended nobody knows how, or one that did was followed by another."""
    if _ended(edge, PayOutcome.UNKNOWN):
        return True
    ways = [one for one in edge.passages if one.way.startswith(PayOutcome.UNKNOWN.value)]
    return any(isinstance(proof.subject.dialogs[one.dialog], Paying) for one in ways)


def _is_over(edge: Edge) -> bool:
    """The line ends the call, or takes a payment once more."""
    return edge.wait in (Disconnect.__name__, Pay.__name__)


def _unknown_confirmation(edge: Edge) -> bool:
    """In this move it was chosen that the payment company gave no number."""
    return (VALUE + Known.PAYMENT_CONFIRMATION, 1) in edge.chosen


def _recording(proof: Proof) -> _Does:
    at = {name for name, one in proof.subject.dialogs.items() if _inquires(one, RecordPayment)}
    return lambda number: _waits(proof, number, Fetch.__name__) in at


def _inquires(dialog: object, kind: type) -> bool:
    return isinstance(dialog, Fetching) and isinstance(dialog.inquiry, kind)


def _waits(proof: Proof, number: int, wait: str) -> str:
    """Where a move comes to a wait of this kind; nothing when it comes to another."""
    edge = proof.atlas.edges[number]
    return proof.atlas.states[edge.target].at if edge.wait == wait else ""


def _saying(proof: Proof) -> _Does:
    speaking = {at for at, one in proof.subject.dialogs.items() if _speaks_of_it(one)}

    def says(number: int) -> bool:
        edge = proof.atlas.edges[number]
        return any(at in speaking for at in entered(proof.atlas, edge)) and _is_said(proof, edge)

    return says


def _speaks_of_it(dialog: object) -> bool:
    return any(Known.PAYMENT_CONFIRMATION in names_in(one) for one in prompts_of(dialog))  # type: ignore[arg-type]  # a Dialog


def _is_said(proof: Proof, edge: Edge) -> bool:
    moved = proof.atlas.again(edge).step
    code = moved.state.values.get(Known.PAYMENT_CONFIRMATION)
    language = moved.state.language or proof.subject.program.voice.language
    return bool(code and moved.turn) and code_words(str(code), language) in in_words(moved.turn.said, language)  # type: ignore[union-attr]  # there is one


def _person(proof: Proof) -> _Does:
    """Whether a move comes to the line's person, rings or holds for one, takes a message, or arranges a call back."""
    calling = {name for name, one in proof.subject.dialogs.items() if _inquires(one, RequestCallback)}
    waits = (Ring.__name__, Hold.__name__, RecordMessage.__name__)
    person = proof.subject.program.person

    def comes(number: int) -> bool:
        edge = proof.atlas.edges[number]
        return (
            edge.wait in waits
            or person in (proof.atlas.states[edge.target].at, *entered(proof.atlas, edge))
            or _waits(proof, number, Fetch.__name__) in calling
        )

    return comes
