"""IVR205."""

from collections.abc import Iterator, Mapping

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.moves import by_way_of, entered
from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Happening
from ivr.dialog.program import prompts_of
from ivr.dialog.prompts import NEEDS_VERIFIED, Known, Tier, names_in
from ivr.exploring.atlas import Edge
from ivr.exploring.passages import Passage


@certificate("IVR205", "unverified-account", "Nobody hears of an account without proof")
def unverified_account(proof: Proof) -> Iterator[Broken]:
    """No caller comes to words that speak of an account, or to a node with `needs`, without being known that well.

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
    told: set[tuple[str, str]] = set()
    for number, at, fact in _breaks(proof):
        key = (proof.subject.node(at), fact)
        if key not in told:
            told.add(key)
            way = proof.way_to(number)
            yield Broken(
                proof.place(at),
                f"{fact}, and a caller who is not known that well can get here: {by_way_of(proof, way, at)}.",
                "Lead there only from the verified of a lookup, or from a branch on account.verified or account.tier.",
                way,
            )


def _breaks(proof: Proof) -> Iterator[tuple[int, DialogId, str]]:
    """The edge, the dialog, the fact."""
    speaking = _speaking(proof)
    known: dict[tuple[Passage, ...], bool] = {}
    for number, edge in proof.edges():
        if edge.passages not in known:
            known[edge.passages] = any(one.way.startswith(Happening.HELD_BACK) for one in edge.passages)
        if known[edge.passages]:
            yield from ((number, at, fact) for at, fact in _held_back(proof, edge))
        for at in entered(proof.atlas, edge):
            if at in speaking and _tier_of(proof, edge) < Tier.T2:
                yield number, at, f"{' and '.join(sorted(speaking[at]))} is said here"


def _speaking(proof: Proof) -> Mapping[DialogId, frozenset[Known]]:
    """The dialogs with words that only somebody who is known may hear."""
    names = {
        at: frozenset().union(*map(names_in, prompts_of(one))) & NEEDS_VERIFIED
        for at, one in proof.subject.dialogs.items()
    }
    return {at: found for at, found in names.items() if found}


def _tier_of(proof: Proof, edge: Edge) -> str:
    """How well the caller is known at the end of a move: nothing said in it comes before an answer is learned. Of a call that
    is over only the move itself still knows."""
    state = proof.atlas.states[edge.target]
    if state.over:
        state = proof.atlas.again(edge).step.state
    return state.values.get(Known.ACCOUNT_TIER, Tier.T0.value)


def _held_back(proof: Proof, edge: Edge) -> Iterator[tuple[DialogId, str]]:
    needs = proof.subject.program.needs
    for entry in proof.atlas.again(edge).step.journal:
        if entry.kind is Happening.HELD_BACK:
            yield entry.detail, f"This node needs {needs[entry.detail]}"
