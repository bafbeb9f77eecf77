"""IVR107."""

from collections.abc import Iterator
from functools import partial

from ivr.checking.rule import Subject, rule
from ivr.checking.walking import reachable, way_to
from ivr.dialog.grammar import DialogId, DigitString
from ivr.dialog.program import (
    Asking,
    Branching,
    Case,
    Comparison,
    Dialog,
    Fetching,
    OfHours,
    Program,
    VerifyAccount,
    prompts_of,
)
from ivr.dialog.prompts import NEEDS_VERIFIED, Known, Tier, names_in
from ivr.line.reach import leads_on
from ivr.source import Place
from ivr.telephony.outcomes import FetchOutcome


@rule("IVR107", "unverified-balance")
def unverified_balance(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A caller can get to a prompt that speaks of an account, or to a node with `needs`, without being known that well.

    Why: what somebody owes is nobody else's business. The sentence would be left out, and the caller would hear a gap;
    a node with `needs` would send the caller to a person. PIN and code on the bill are T2, which may hear amounts; ZIP
    and the last four digits of the telephone are T1, which may pay.

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
    program, starts, half_known = subject.program, _starts(subject), _half_known(subject)
    for tier in (Tier.T1, Tier.T2):
        came = reachable(program, starts, partial(_below, program, tier, half_known=half_known))
        for at in came:
            fact = _wants(subject, at, tier)
            if fact:
                way = ", then ".join(dict.fromkeys(subject.node(one) for one in way_to(came, at)))
                yield (
                    subject.place(at),
                    f"{fact}, and a caller who is not known that well can get here: {way}.",
                    _REMEDY,
                )


_REMEDY = "Lead there only from the verified of a lookup, or from a branch on account.verified or account.tier."


def _wants(subject: Subject, at: DialogId, tier: Tier) -> str:
    """What asks for exactly this tier at a dialog; nothing when nothing does."""
    names = _spoken(subject.program.dialogs[at]) & NEEDS_VERIFIED
    if names and tier is Tier.T2:
        return f"{' and '.join(sorted(names))} is said here"
    written = subject.program.needs.get(at)
    return f"This node needs {tier}" if written is tier and "." not in at else ""


def _starts(subject: Subject) -> list[DialogId]:
    """Where a caller is not known: at the start, and as soon as another account number was keyed."""
    return [subject.program.start, *(one.then for one in _keyed(subject) if one.into == Known.ACCOUNT_NUMBER)]


def _keyed(subject: Subject) -> list[DigitString]:
    """Everything callers can be asked to key."""
    asked = (subject.dialogs.get(at) for at in subject.reached)
    return [one.grammar for one in asked if isinstance(one, Asking) and isinstance(one.grammar, DigitString)]


def _below(program: Program, tier: Tier, dialog: Dialog, *, half_known: bool) -> frozenset[DialogId]:
    """Where a dialog leads a caller who is known less well than `tier`. Where nobody can be half known, whoever is
    recognised is verified."""
    match dialog:
        case Fetching(inquiry=VerifyAccount(), outcomes=outcomes, exhausted=exhausted):
            enough = {FetchOutcome.VERIFIED}
            if tier is Tier.T1 or not half_known:
                enough.add(FetchOutcome.RECOGNISED)
            return frozenset({exhausted, *(to for how, to in outcomes.items() if how not in enough)})
        case Branching(of=of, cases=cases, otherwise=otherwise):
            return _branched(of, cases, otherwise, tier)
        case _:
            return leads_on(program, dialog)


def _half_known(subject: Subject) -> bool:
    """Whether a caller can be recognised and not verified: only where ZIP or telephone number are asked for."""
    return any(one.into in (Known.ACCOUNT_ZIP, Known.ACCOUNT_PHONE_LAST4) for one in _keyed(subject))


def _branched(of: Known | OfHours, cases: tuple[Case, ...], otherwise: DialogId, tier: Tier) -> frozenset[DialogId]:
    """A case that holds only for who is known well enough lets nobody else through, and one that holds for everybody
    else keeps them from all that follows."""
    ways: set[DialogId] = set()
    for case in cases:
        holds = _holds_below(of, case, tier)
        if holds is not False:
            ways.add(case.then)
        if holds:
            return frozenset(ways)
    return frozenset({otherwise, *ways})


def _holds_below(of: Known | OfHours, case: Case, tier: Tier) -> bool | None:
    """Whether a case holds for a caller below `tier`: never, always, or who knows."""
    if of in NEEDS_VERIFIED:
        return (case.comparison, case.operand) == (Comparison.KNOWN, "no")
    if of is Known.ACCOUNT_VERIFIED:
        if case.comparison is Comparison.KNOWN and tier is not Tier.T1:
            return None  # it is known of who is recognised too, and says no
        return (case.comparison, case.operand) not in _MEANS_VERIFIED
    if of is Known.ACCOUNT_TIER and isinstance(case.operand, str):
        held = {_held(one, case) for one in Tier if one < tier}
        return None if len(held) > 1 else held.pop()
    return None


def _held(tier: Tier, case: Case) -> bool:
    """Whether a case on account.tier holds for a caller of that tier."""
    match case.comparison:
        case Comparison.IS:
            return tier == case.operand
        case Comparison.IS_NOT:
            return tier != case.operand
        case Comparison.BELOW:
            return tier < str(case.operand)
        case Comparison.ABOVE:
            return tier > str(case.operand)
        case Comparison.AT_LEAST:
            return tier >= str(case.operand)
        case Comparison.AT_MOST:
            return tier <= str(case.operand)
        case Comparison.KNOWN:  # of who never proved anything it is not
            return (tier is not Tier.T0) == (case.operand == "yes")


_MEANS_VERIFIED = {(Comparison.IS, "yes"), (Comparison.IS_NOT, "no"), (Comparison.KNOWN, "yes")}


def _spoken(dialog: Dialog) -> frozenset[Known]:
    return frozenset().union(*(names_in(prompt) for prompt in prompts_of(dialog)))
