"""IVR203."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from ivr.checking.callers import (
    MESSAGE,
    PERSON,
    asks_for_callback,
    left_by_caller,
    own_calls,
    requests_callback,
    rings,
    said_goodbye,
)
from ivr.checking.certificate import Broken, Proof, certificate
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking, Fetching, Paying, Recording, RecordPayment, exits
from ivr.exploring.atlas import ARRIVES
from ivr.exploring.passages import EXHAUSTED, HUNG_UP, Passage
from ivr.line.scalars import NodeId
from ivr.reading.spelling import shown
from ivr.telephony.outcomes import FetchOutcome, PayOutcome

_GOOD = frozenset({FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED, FetchOutcome.DONE})
_FAILED = ("noinput", "nomatch", "card", "limit", EXHAUSTED)
"""How the ways out of a question begin that are no answer to it."""

_NO_PERSON = "Let person in line.yaml name a node that rings somebody, or takes a message."

_Failing = tuple[DialogId, ...]
"""The dialogs since something went wrong, the one where it did first; none while nothing did."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that stands at a situation, what went wrong last at `at`; the edge it came by, and the call before."""

    situation: int
    failing: _Failing
    edge: int
    before: "_Call | None" = None


@certificate("IVR203", "ends-on-an-error", "No mistake or failure ends a call without a person")
def ends_on_an_error(proof: Proof) -> Iterator[Broken]:
    """After silence, wrong answers, a failed look-up, text or payment the line hangs up although no person was tried.

    Why: whoever cannot use the keys, or whose account cannot be found, needs a person most. A representative who was rung, a
    queue, a message to leave, a call back that was asked for and the line's `person` node each count as having tried, the
    last only where it leads to one of the others. What
    succeeds ends well, and so does what a caller chooses by key; recording a payment that is made goes wrong for
    nobody.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    told: set[tuple[NodeId, ...]] = set()
    person = _person(proof)
    for call in _hung_up_on(proof, person):
        at, *through = dict.fromkeys(proof.subject.node(one) for one in call.failing)
        if (at, *through) not in told:
            told.add((at, *through))
            led = f"the caller is led to {', then '.join(through)}, and " if through else ""
            yield Broken(
                proof.place(call.failing[0]),
                f"When things go wrong at {shown(at)}, {led}the line hangs up; no person was tried.",
                f"Lead to {person} instead." if person else _NO_PERSON,
                _way(call),
            )


def _hung_up_on(proof: Proof, person: DialogId) -> Iterator[_Call]:
    """Calls that end on an error, shortest first. No call is followed past a person."""
    atlas = proof.atlas
    if atlas.program.start == person:
        return
    begun = [_Call(-1, (), one) for one in own_calls(atlas)]
    ahead = deque(_moved(proof, begun, person))
    seen = {(one.situation, one.failing[:1]) for one in ahead}
    while ahead:
        call = ahead.popleft()
        if call.failing and said_goodbye(proof, atlas.edges[call.edge]):
            yield call
        leaving = (_Call(call.situation, call.failing, one, call) for one in atlas.leaving[call.situation])
        for moved in _moved(proof, leaving, person):
            key = (moved.situation, moved.failing[:1])
            if key not in seen or said_goodbye(proof, atlas.edges[moved.edge]):
                seen.add(key)
                ahead.append(moved)


def _moved(proof: Proof, calls: "Iterator[_Call] | list[_Call]", person: DialogId) -> Iterator[_Call]:
    """The same calls behind their edges; without those in which a person was tried, or the caller went."""
    for call in calls:
        edge = proof.atlas.edges[call.edge]
        tried = edge.wait in PERSON or edge.wait == MESSAGE or (edge.wait != ARRIVES and asks_for_callback(proof, edge))
        if tried or left_by_caller(edge):
            continue
        failing: _Failing | None = call.failing
        for passage in edge.passages:
            failing = None if failing is None else _passed(proof, failing, passage, person)
        if failing is not None:
            yield _Call(edge.target, failing, call.edge, call.before)


def _passed(proof: Proof, failing: _Failing, passage: Passage, person: DialogId) -> _Failing | None:
    """What went wrong, one way further; None where a person was tried."""
    dialog = proof.atlas.program.dialogs[passage.dialog]
    if (person and passage.to == person) or passage.way == HUNG_UP or rings(dialog) or isinstance(dialog, Recording):
        return None
    match dialog:
        case Asking():
            failed = passage.way.startswith(_FAILED)
        case Fetching(inquiry=RecordPayment()):
            return _led(failing, passage)
        case Fetching():
            failed = passage.way not in _GOOD
        case Paying():
            failed = passage.way != PayOutcome.PAID
        case _:
            return _led(failing, passage)
    return (passage.dialog, passage.to) if failed else ()


def _person(proof: Proof) -> DialogId:
    """The node that 0 leads to, if somebody can be come to from there, or a message left; else nothing: a goodbye is no person,
    whatever names it."""
    program = proof.atlas.program
    found, ahead = {program.person}, [program.person]
    while ahead:
        dialog = program.dialogs[ahead.pop()]
        if rings(dialog) or requests_callback(dialog) or isinstance(dialog, Recording):
            return program.person
        onward = exits(dialog) - found
        found |= onward
        ahead.extend(onward)
    return ""


def _led(failing: _Failing, passage: Passage) -> _Failing:
    return (*failing, passage.to) if failing else ()


def _way(call: _Call) -> tuple[int, ...]:
    way = []
    before: _Call | None = call
    while before is not None:
        way.append(before.edge)
        before = before.before
    return tuple(reversed(way))
