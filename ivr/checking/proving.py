"""A line proved: every certificate judged by one walk, and each break turned into a call that can happen, or not reported.

The Atlas holds more than can happen (exploring/calls.py), so what it finds broken is a suspicion until a call is found that does
it. What cannot happen is counted and not told; what was not settled is told as what may be.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ivr.checking.allowing import allowed
from ivr.checking.certificate import Broken, Certificate, Proof, Watch, findings
from ivr.checking.certificates import CERTIFICATES
from ivr.checking.demonstrated import facts_of
from ivr.checking.rule import Subject
from ivr.diagnostics import Diagnostic
from ivr.dialog.grammar import DialogId
from ivr.exploring.choices import Chosen
from ivr.exploring.confirming import EFFORT, Confirmed, Confirming, Verdict
from ivr.exploring.moving import VALUE
from ivr.exploring.passages import Passage
from ivr.reading.uncollected import uncollected

BY_THE_WAY = frozenset({"IVR202", "IVR203", "IVR204", "IVR206", "IVR207", "IVR210"})
"""Certificates about all of a call: another way to the same last move need not break them."""
WAYS = 12
"""Ways tried, each without the moves at which those before got stuck."""
ROUNDS = 12
"""How often a line is looked at again without the moves that were shown not to happen."""


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that does not hold: what is wrong and where, and the call that shows it. No call where the break is in the line
    itself, or nothing settled whether there is one."""

    finding: Diagnostic
    broken: Broken
    confirmed: Confirmed

    @property
    def certain(self) -> bool:
        return self.confirmed.verdict is Verdict.HAPPENS


@dataclass(frozen=True, slots=True)
class Judged:
    """A certificate, what breaks it, how many suspicions could not happen, and what breaks it and is allowed by a comment with a
    reason where it stands: then it does not hold, and nobody has to mend anything."""

    certificate: Certificate
    breaks: tuple[Break, ...]
    spurious: int = 0
    allowed: tuple[tuple[Break, str], ...] = ()

    @property
    def holds(self) -> bool:
        return not self.breaks and not self.allowed


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof came to. `walking` and `judging` are seconds of this process's time."""

    proof: Proof
    judged: tuple[Judged, ...]
    walking: float
    judging: float

    @property
    def breaks(self) -> tuple[Break, ...]:
        return tuple(one for judged in self.judged for one in judged.breaks)

    @property
    def situations(self) -> int:
        return len(self.proof.atlas.states) - len(self.proof.atlas.arrivals)

    @property
    def moves(self) -> int:
        return self.proof.atlas.choices.moving.made

    @property
    def given_up(self) -> bool:
        """Whether there are more situations than are walked: then nothing is proved."""
        return self.proof.atlas.given_up


def with_allowed(proved: Proved, texts: Mapping[str, str]) -> Proved:
    """The same, without the breaks that the line's authors have allowed: those are told apart."""
    reasons = allowed([one.finding for one in proved.breaks], texts)

    def parted(judged: Judged) -> Judged:
        kept = tuple(one for one in judged.breaks if one.finding not in reasons)
        let = tuple((one, reasons[one.finding]) for one in judged.breaks if one.finding in reasons)
        return replace(judged, breaks=kept, allowed=let)

    return replace(proved, judged=tuple(map(parted, proved.judged)))


@uncollected()
def prove(subject: Subject, certificates: Sequence[Certificate] = CERTIFICATES, effort: int = EFFORT) -> Proved:
    """`effort` is how many moves are tried to confirm one break. Raises KeyError for a line that leads to a node it does not
    have."""
    began = time.process_time()
    proof = Proof(subject, tuple(_watches(certificates)))
    walked = time.process_time()
    confirming = Confirming(proof.atlas, effort, facts_of(subject.line))
    judged = tuple(_judged(one, proof, confirming) for one in certificates)
    return Proved(proof, judged, walked - began, time.process_time() - walked)


def _watches(certificates: Sequence[Certificate]) -> Iterator[Watch]:
    yield from dict.fromkeys(watch for one in certificates for watch in one.watches)


def _judged(certified: Certificate, proof: Proof, confirming: Confirming) -> Judged:
    """A certificate tells one move of each kind. Where that cannot happen, another may, so the line is looked at again without it.
    Whatever is still suspected after so many rounds is told as what may be."""
    kept: dict[Diagnostic, Break] = {}
    gone: frozenset[int] = frozenset()
    suspected = list(findings(certified, proof))
    for _ in range(ROUNDS):
        found = [_confirmed(certified, proof, one, confirming) for one in suspected]
        kept |= {one.finding: one for one in found if one.confirmed.verdict is not Verdict.CANNOT}
        cannot = {one.broken.way[-1] for one in found if one.confirmed.verdict is Verdict.CANNOT}
        if not cannot:
            return Judged(certified, tuple(kept.values()), len(gone))
        gone |= cannot
        proof = _only(proof, cannot)
        places = {one.place for one in kept}
        suspected = [one for one in findings(certified, proof) if one[0].place not in places]
    unsettled = {one: Break(one, broken, Confirmed(Verdict.MAY)) for one, broken in suspected}
    return Judged(certified, tuple((kept | unsettled).values()), len(gone))


def _confirmed(
    certified: Certificate, proof: Proof, suspected: tuple[Diagnostic, Broken], confirming: Confirming
) -> Break:
    """Along the way, or others that break it in the same place: with a demonstration account if there is such a call, or else with
    an invented one. Last by any way to the same move."""
    blocked: set[_Alike] = set()
    others, invented = [suspected], None
    for _ in range(WAYS):
        found = confirming.along(others[0][1].way, only_accounts=True)
        if found.verdict is Verdict.HAPPENS:
            return Break(*others[0], found)
        if invented is None and (also := confirming.along(others[0][1].way)).verdict is Verdict.HAPPENS:
            invented = Break(*others[0], also)
        blocked.add(_alike_edges(proof, found.stuck))
        others = _alike(suspected, findings(certified, without(proof, blocked)))
        if not others:
            break
    if invented is not None:
        return invented
    found = _anyhow(proof, suspected[1].way, confirming)
    if found.verdict is Verdict.HAPPENS and certified.code in BY_THE_WAY:
        found = replace(found, verdict=Verdict.MAY, call=())
    return Break(*suspected, found)


def _anyhow(proof: Proof, way: Sequence[int], confirming: Confirming) -> Confirmed:
    """By any way to the same move. One that goes on from an arrival cannot happen where none can that comes to the arrival."""
    found = confirming.anyhow(way)
    arrival = proof.atlas.edges[way[-1]].source
    if arrival in proof.atlas.arrivals:
        for number, edge in proof.edges():
            if found.verdict is not Verdict.CANNOT:
                break
            if edge.target == arrival and number != way[-2]:
                found = confirming.anyhow((*proof.way_to(number), way[-1]))
    return found


def _alike(
    suspected: tuple[Diagnostic, Broken], found: Iterable[tuple[Diagnostic, Broken]]
) -> list[tuple[Diagnostic, Broken]]:
    """What breaks it in the same place; first what is said in the most similar words, for they may tell the way."""
    words = SequenceMatcher(None, b=suspected[0].message)

    def likeness(one: tuple[Diagnostic, Broken]) -> float:
        words.set_seq1(one[0].message)
        return -words.ratio()

    return sorted((one for one in found if one[0].place == suspected[0].place), key=likeness)


_Alike = tuple[DialogId, tuple[Passage, ...], Chosen]


def _alike_edges(proof: Proof, number: int) -> _Alike:
    """What an edge has in common with those that are the same in another language, for a caller who is given more time, or in another
    world."""
    edge = proof.atlas.edges[number]
    values = tuple(one for one in edge.chosen if one[0].startswith(VALUE))
    return ("" if edge.source < 0 else proof.atlas.states[edge.source].at, edge.passages, values)


def without(proof: Proof, blocked: Collection[_Alike]) -> Proof:
    """A proof over the same Atlas without some of its edges: what breaks there as well, breaks by another way."""
    passages = {one[1] for one in blocked}
    gone = {
        number
        for number, edge in enumerate(proof.atlas.edges)
        if edge.passages in passages and _alike_edges(proof, number) in blocked
    }
    return _only(proof, gone)


def _only(proof: Proof, gone: Collection[int]) -> Proof:
    """A proof without these edges."""
    other = copy(proof)
    other.__dict__.pop("came", None)
    other.gone = proof.gone.union(gone)
    leaving = [[one for one in edges if one not in gone] for edges in proof.atlas.leaving]
    begins = [one for one in proof.atlas.begins if one not in gone]
    other.atlas = replace(proof.atlas, leaving=leaving, begins=begins)
    return other
