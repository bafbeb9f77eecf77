"""IVR107."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.walking import reachable, way_to
from ivr.dialog.grammar import DialogId, DigitString
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
    if not subject.routed:
        return
    program = subject.program
    came = reachable(program, _starts(subject), lambda dialog: _unverified(subject, dialog))
    for at in came:
        names = _spoken(program.dialogs[at]) & NEEDS_VERIFIED
        if names:
            way = ", then ".join(dict.fromkeys(subject.node(one) for one in way_to(came, at)))
            named = " and ".join(sorted(names))
            fact = f"{named} is said here, and a caller who is not verified can get here: {way}."
            yield subject.place(at), fact, _REMEDY


_REMEDY = "Lead there only from the verified of a lookup, or from a branch on account.verified."


def _starts(subject: Subject) -> list[DialogId]:
    """Where a caller is not verified: at the start, and as soon as another account number was keyed."""
    program = subject.program
    everywhere = reachable(program, [program.start, program.person], lambda dialog: leads_to(program, dialog))
    grammars = (one.grammar for one in map(program.dialogs.__getitem__, everywhere) if isinstance(one, Asking))
    keyed = [one.then for one in grammars if isinstance(one, DigitString) and one.into == Known.ACCOUNT_NUMBER]
    return [program.start, *keyed]


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
