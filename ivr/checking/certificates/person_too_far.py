"""IVR202."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from ivr.checking.callers import PERSON, calls, dialog_at, helped
from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.roads import Roads, at_hour, worst
from ivr.dialog.grammar import universal
from ivr.dialog.program import Asking
from ivr.exploring.atlas import Edge
from ivr.line.budgets import Reach
from ivr.reading.spelling import shown

_BEYOND = 2
"""How many keys more are looked at to tell an author how many it takes."""


@dataclass(frozen=True, slots=True)
class _When:
    """Circumstances, and what is asked of the line in them."""

    words: str
    to: str
    roads: Roads
    budget: Reach


@certificate("IVR202", "person-too-far", "A person is as near as the line's budget says")
def person_too_far(proof: Proof) -> Iterator[Broken]:
    """A person is more keys or more seconds of words away than the line allows itself, in one of its languages.

    Why: whoever presses 0 has decided to speak with somebody. Measured from every question with the line-wide keys, for
    the worst of everything a caller may have done before: `budgets.person` while the office is open and somebody is
    free, and while it is closed or nobody is at work `budgets.after_hours`, to a person, a call back, a message or a
    goodbye. The words of the question itself are cut short by the key; whatever is said from then on counts whole.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To hear our news
                  go: news
              exhausted: representative
          news:
            hangup: There is no news. Goodbye.
          representative:
            menu:
              prompt: What is it about?
              options:
                1:
                  say: If it is about a bill
                  go: billing
              exhausted: billing
          billing:
            transfer:
              to: billing
              whisper: A caller.
              bridged: goodbye
              noanswer: goodbye
              busy: goodbye
              failed: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To hear our news
                  go: news
              exhausted: representative
          news:
            hangup: There is no news. Goodbye.
          representative:
            transfer:
              to: billing
              whisper: A caller.
              bridged: goodbye
              noanswer: goodbye
              busy: goodbye
              failed: goodbye
          goodbye:
            hangup: Goodbye.
    """
    asked, circumstances = questions(proof), list(_circumstances(proof))
    for language in dict.fromkeys(proof.atlas.states[one].language for one in asked):
        here = [one for one in asked if proof.atlas.states[one].language == language]
        told: set[str] = set()
        for when in circumstances:
            broken = _too_far(proof, when, here, language)
            if broken is not None and when.to not in told:
                told.add(when.to)
                yield broken


def questions(proof: Proof) -> list[int]:
    atlas = proof.atlas
    came = proof.walked(calls(atlas))
    return [one for one in came if one not in atlas.arrivals and not atlas.states[one].over and _universal(proof, one)]


def _universal(proof: Proof, situation: int) -> bool:
    dialog = dialog_at(proof, situation)
    return isinstance(dialog, Asking) and universal(dialog.grammar)


def _circumstances(proof: Proof) -> Iterator[_When]:
    """The first of all hours is that in which most doors are open, and the others have some of them closed. A line that rings
    nobody has nobody to be far from."""
    budgets = proof.subject.line.file.budgets
    rings = any(edge.wait in PERSON for edge in proof.atlas.edges)
    if rings:
        yield _When("while somebody is free", "a person", roads_to_a_person(proof), budgets.person)
    for hour in range(1 if rings else 0, len(proof.atlas.choices.moving.hours)):
        passes = at_hour(proof.atlas, hour, somebody=False)
        roads = Roads(proof, passes, helped, budgets.after_hours.presses + _BEYOND)
        yield _When("while nobody is there", "a person, a message or a goodbye", roads, budgets.after_hours)


def roads_to_a_person(proof: Proof) -> Roads:
    """At the hour at which most doors are open, while somebody of each group is free."""
    presses = int(proof.subject.line.file.budgets.person.presses)
    return Roads(proof, at_hour(proof.atlas, 0, somebody=True), _rung, presses + _BEYOND)


def _rung(proof: Proof, edge: Edge) -> bool:
    del proof
    return edge.wait in PERSON


def _too_far(proof: Proof, when: _When, asked: list[int], language: str) -> Broken | None:
    presses = int(when.budget.presses)
    far = when.roads.seconds[presses]
    at = worst(far, asked)
    seconds = far.get(at, inf)
    if seconds <= when.budget.seconds:
        return None
    others = {proof.subject.node(proof.atlas.states[one].at) for one in asked if _over(far, one, when)}
    node = proof.subject.node(proof.atlas.states[at].at)
    more = f", and from {len(others) - 1} other nodes" if len(others) > 1 else ""
    fact = f"In {language} it is {_told(when, at, seconds)} from {shown(node)} to {when.to} {when.words}{more}."
    allowed = f"{_keys(presses)} and {when.budget.seconds} s"
    remedy = f"The budget is {allowed}: say less on the way, or ask for fewer keys."
    way = (*proof.way_to(proof.came[at]), *when.roads.way(_needed(when, at), at))
    return Broken(proof.place(proof.atlas.states[at].at), fact, remedy, way)


def _over(far: dict[int, float], one: int, when: _When) -> bool:
    return far.get(one, inf) > when.budget.seconds


def _needed(when: _When, at: int) -> int:
    """The fewest keys with which there is a way; those of the budget where there is none."""
    presses = int(when.budget.presses)
    tried = range(presses, len(when.roads.seconds))
    return next((one for one in tried if when.roads.seconds[one].get(at, inf) < inf), presses)


def _told(when: _When, at: int, seconds: float) -> str:
    if seconds < inf:
        return f"{seconds:.0f} s of words"
    presses = _needed(when, at)
    seconds = when.roads.seconds[presses].get(at, inf)
    return (
        f"{_keys(presses)} and {seconds:.0f} s" if seconds < inf else f"more than {_keys(len(when.roads.seconds) - 1)}"
    )


def _keys(number: int) -> str:
    return "1 key" if number == 1 else f"{number} keys"
