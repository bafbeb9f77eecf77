"""IVR107."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.walking import reachable, way_to
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking, Branching, Comparison, Connecting, Dialog, Ending, Fetching, Passing, leads_to
from ivr.dialog.prompts import NEEDS_VERIFIED, Known, Prompt, names_in
from ivr.source import Place
from ivr.telephony.outcomes import FetchOutcome


@rule("IVR107", "unverified-balance")
def unverified_balance(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A caller can get to a prompt that speaks of an account before number and PIN were found to belong together.

    Why: what somebody owes is nobody else's business. The sentence would be left out, and the caller would hear a gap.

    Caught:

        nodes:
          greeting:
            say: You owe {account.balance}.
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            branch:
              of: account.verified
              cases:
                - is: yes
                  go: balance
              otherwise: goodbye
          balance:
            say: You owe {account.balance}.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    program = subject.program
    came = reachable(program, [program.start], lambda dialog: _unverified(subject, dialog))
    for at in came:
        names = _spoken(program.dialogs[at]) & NEEDS_VERIFIED
        if names:
            way = ", then ".join(dict.fromkeys(subject.node(one) for one in way_to(came, at)))
            named = ", ".join(sorted(names))
            yield (
                subject.place(at),
                f"{named} can be reached by a caller who is not verified: {way}",
                "lead there only from a lookup's verified, or behind a branch on account.verified",
            )


def _unverified(subject: Subject, dialog: Dialog) -> frozenset[DialogId]:
    """Where a dialog leads a caller who is not verified."""
    onwards = leads_to(subject.program, dialog)
    match dialog:
        case Fetching(outcomes=outcomes, exhausted=exhausted):
            return frozenset({exhausted, *(to for how, to in outcomes.items() if how is not FetchOutcome.VERIFIED)})
        case Branching(of=Known.ACCOUNT_VERIFIED, cases=cases, otherwise=otherwise):
            unverified = [c.then for c in cases if (c.comparison, c.operand) not in _MEANS_VERIFIED]
            return frozenset({otherwise, *unverified})
        case Branching(of=of, otherwise=otherwise, cases=cases) if of in NEEDS_VERIFIED:
            unknown = [c.then for c in cases if (c.comparison, c.operand) == (Comparison.KNOWN, "no")]
            return frozenset({otherwise, *unknown})
        case _:
            return onwards


_MEANS_VERIFIED = {(Comparison.IS, "yes"), (Comparison.IS_NOT, "no"), (Comparison.KNOWN, "yes")}


def _spoken(dialog: Dialog) -> frozenset[Known]:
    return frozenset().union(*(names_in(prompt) for prompt in _prompts(dialog)))


def _prompts(dialog: Dialog) -> tuple[Prompt, ...]:
    match dialog:
        case Passing(prompt=prompt) | Connecting(prompt=prompt) | Ending(prompt=prompt):
            return (prompt,)
        case Asking(prompt=prompt, noinput=noinput, nomatch=nomatch):
            return (prompt, *noinput, *nomatch)
        case Fetching(comfort=comfort):
            return (comfort,)
        case Branching():
            return ()
