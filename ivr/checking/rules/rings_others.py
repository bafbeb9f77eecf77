"""IVR112."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.checking.rule import Subject, rule
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Branching, Connecting, Dialog, Fetching, Holding, Passing, exits
from ivr.dialog.program_fetching import RequestCallback
from ivr.line.reach import come_to
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.telephony.outcomes import HoldOutcome


@rule("IVR112", "rings-others")
def rings_others(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A caller waits for some people, and is led to a transfer that rings others.

    Why: whoever is free is held for the caller, and is never rung; the caller finds nobody, waits again, and is led out again
    at once. A transfer to which a queue or a call back leads must ring the same group, and ask for no further skills.

    Caught:

        nodes:
          greeting:
            queue:
              to: billing
              free: greeting
              bridged: goodbye
              failed: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            queue:
              to: billing
              free: ring
              bridged: goodbye
              failed: goodbye
          ring:
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
    for promise in _promises(subject):
        for fact, remedy in promise.broken(subject):
            placed = subject.line.nodes[subject.node(promise.at)]
            yield placed.place((placed.node.kind, promise.key), key=True), fact, remedy


@dataclass(frozen=True, slots=True)
class _Promise:
    """Somebody of `group` with `skills` is held for the caller, who is led on by `key` of the node."""

    at: DialogId
    key: str
    group: str
    skills: frozenset[str]
    leads: Iterable[DialogId]

    def broken(self, subject: Subject) -> Iterator[tuple[str, str]]:
        node, known = shown(subject.node(self.at)), subject.line.representatives.groups
        for dialog in _at_once(subject, self.leads):
            if dialog.id == self.at:
                yield f"{node} leads back to itself when somebody is free, and rings nobody.", "Lead to a transfer."
            elif (
                isinstance(dialog, Connecting) and {dialog.group, self.group} <= known
            ):  # the others are told of elsewhere
                yield from self._missed_by(dialog, node)

    def _missed_by(self, ring: Connecting, node: str) -> Iterator[tuple[str, str]]:
        more = ", ".join(sorted(ring.skills - self.skills))
        if ring.group != self.group:
            fact = f'Whoever is free for {node} is in "{self.group}", and {shown(ring.id)} rings "{ring.group}".'
            yield fact, f"Lead {self.key} to a transfer to {self.group}."
        elif more:
            fact = f"Whoever is free for {node} need not have the skills {shown(ring.id)} asks for: {more}."
            yield fact, f"Write the same skills at {node}, or leave them out at {shown(ring.id)}."


def _promises(subject: Subject) -> Iterator[_Promise]:
    for dialog in subject.dialogs.values():
        match dialog:
            case Holding(group=group, skills=skills, outcomes=ends, workflow="") if HoldOutcome.FREE in ends:
                yield _Promise(dialog.id, "free", group, skills, [ends[HoldOutcome.FREE]])
            case Fetching(inquiry=RequestCallback(group=group, skills=skills, begins=begins)):
                first = subject.dialogs.get(begins)
                yield _Promise(dialog.id, "answered", group, skills, exits(first) if first else ())
            case _:
                pass


def _at_once(subject: Subject, leads: Iterable[DialogId]) -> Iterable[Dialog]:
    """What a caller comes to who is asked nothing on the way."""
    return come_to(subject.program, leads, lambda one: exits(one) if isinstance(one, Passing | Branching) else ())
