"""A line proved: every certificate judged by one walk, and each break turned into a call that can happen, or not reported.

The Atlas holds more than can happen (exploring/calls.py), so what it finds broken is a suspicion until a call is found that does
it. What cannot happen is counted and not told; what was not settled is told as what may be.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ivr.checking.certificate import Broken, Certificate, Proof, Watch, findings
from ivr.checking.certificates import CERTIFICATES
from ivr.checking.rule import Subject
from ivr.diagnostics import Diagnostic
from ivr.exploring.confirming import EFFORT, Confirmed, Verdict, confirmed

BY_THE_WAY = frozenset({"IVR203", "IVR206", "IVR207", "IVR210"})
"""Certificates about all of a call: another way to the same last move need not break them."""


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
    """A certificate, what breaks it, and how many suspicions could not happen."""

    certificate: Certificate
    breaks: tuple[Break, ...]
    spurious: int = 0

    @property
    def holds(self) -> bool:
        return not self.breaks


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


def prove(subject: Subject, certificates: Sequence[Certificate] = CERTIFICATES, effort: int = EFFORT) -> Proved:
    """`effort` is how many moves are tried to confirm one break. Raises KeyError for a line that leads to a node it does not
    have."""
    began = time.process_time()
    proof = Proof(subject, tuple(_watches(certificates)))
    walked = time.process_time()
    judged = tuple(_judged(one, proof, effort) for one in certificates)
    return Proved(proof, judged, walked - began, time.process_time() - walked)


def _watches(certificates: Sequence[Certificate]) -> Iterator[Watch]:
    yield from dict.fromkeys(watch for one in certificates for watch in one.watches)


def _judged(certified: Certificate, proof: Proof, effort: int) -> Judged:
    breaks = [
        Break(found, broken, _confirmed(certified, proof, broken, effort))
        for found, broken in findings(certified, proof)
    ]
    kept = tuple(one for one in breaks if one.confirmed.verdict is not Verdict.CANNOT)
    return Judged(certified, kept, len(breaks) - len(kept))


def _confirmed(certified: Certificate, proof: Proof, broken: Broken, effort: int) -> Confirmed:
    found = confirmed(proof.atlas, broken.way, effort)
    if found.elsewise and certified.code in BY_THE_WAY:
        return replace(found, verdict=Verdict.MAY, call=())
    return found
