"""IVR211."""

from collections.abc import Iterator

from ivr.checking.callers import PERSON
from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.ways_in_language import WaysInLanguage, spoken_in
from ivr.dialog.grammar import DialogId
from ivr.reading.spelling import shown

_PAY = "Pay"


@certificate("IVR211", "payment-too-far", "A payment is as near as the line's budget says")
def payment_too_far(proof: Proof) -> Iterator[Broken]:
    """Whoever calls to pay hears more than the line allows itself until the payment is taken, in one of its languages.

    Why: paying is what most people call for. Counted are the seconds of all words on the shortest way from the beginning of a
    call to a payment, every question answered at once, against `budgets.payment`; in a line that takes no payment, to a
    representative.

    Caught:

        budgets:
          payment:
            seconds: 12 s
        nodes:
          greeting:
            say: Thanks for calling. We have moved to a new office, so please note our new address before you go on.
            next: main
          main:
            menu:
              options:
                1:
                  say: To hear our news
                  go: news
                2:
                  say: To speak with a representative
                  go: representative
              exhausted: representative
          news:
            hangup: There is no news. Goodbye.

    Instead:

        budgets:
          payment:
            seconds: 12 s
        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To speak with a representative
                  go: representative
              exhausted: representative
    """
    budget = proof.subject.line.file.budgets.payment.seconds
    what = "a payment" if any(edge.wait == _PAY for edge in proof.atlas.edges) else "a representative"
    for language in spoken_in(proof):
        ways = WaysInLanguage(proof, language)
        for at, (seconds, number) in nearest(proof, ways).items():
            if seconds > budget:
                yield Broken(
                    proof.place(at),
                    f"In {language} it takes {seconds:.0f} s of words to come to {what} at {shown(proof.subject.node(at))}.",
                    f"The budget is {budget} s: say less on the way, or ask for less.",
                    ways.way(number),
                )


def nearest(proof: Proof, ways: WaysInLanguage) -> dict[DialogId, tuple[float, int]]:
    """For each dialog that takes a payment the least seconds in a language, and the edge to it; for each that rings somebody
    in a line without payments."""
    waits = {_PAY} if any(edge.wait == _PAY for edge in proof.atlas.edges) else PERSON
    found: dict[DialogId, tuple[float, int]] = {}
    for seconds, number, edge in ways.edges():
        if edge.wait in waits:
            at = proof.atlas.states[edge.target].at
            found[at] = min(found.get(at, (seconds, number)), (seconds, number))
    return found
