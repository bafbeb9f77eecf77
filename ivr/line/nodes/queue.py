"""`queue`: wait in line until a representative is free."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ivr.dialog.program import Dialog, Holding
from ivr.dialog.prompts import Known, Prompt
from ivr.line.condition import If
from ivr.line.contradiction import Contradiction, refuse
from ivr.line.durations import Every
from ivr.line.lowering import Lowering, said
from ivr.line.model import Path, Written, walk
from ivr.line.node import Node
from ivr.line.open_words import OpenSentences, OpenWords
from ivr.line.scalars import Target, Url
from ivr.line.wording import Wording
from ivr.reading.scalars import Name, UnfitError, scalar
from ivr.reading.spelling import shown
from ivr.telephony.keys import PERSON, Key
from ivr.telephony.outcomes import HoldOutcome

CHOICES: tuple[Key, ...] = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
IN_LINE = frozenset({Known.QUEUE_POSITION, Known.QUEUE_MINUTES})

_WORKFLOW = re.compile(r"WW[0-9a-f]{32}")
_ONLY_OF_A_GROUP = (
    ("free", "the carrier puts the caller through by itself"),
    ("empty", "the carrier keeps the caller waiting all the same"),
)


def _choice_key(text: str) -> Key:
    for key in CHOICES:
        if text == key:
            return key
    if text == PERSON:
        raise UnfitError(
            "0 is for a person everywhere, and this caller is waiting for one already.",
            "Give this choice a key from 1 to 9.",
        )
    raise UnfitError(f"{shown(text)} is not a key for somebody who waits.", "The keys for choices are 1 to 9.")


def _workflow(text: str) -> str:
    if not _WORKFLOW.fullmatch(text):
        raise UnfitError(
            f"{shown(text)} is not the name of a workflow.",
            "The carrier's console shows it: WW, and 32 digits or letters from a to f.",
        )
    return text


WaitingKey = Annotated[Key, scalar(_choice_key, {"type": ["string", "integer"], "enum": list(CHOICES)}, "1")]
WorkflowSid = Annotated[
    str, scalar(_workflow, {"type": "string", "pattern": f"^{_WORKFLOW.pattern}$"}, f"WW{'0123456789abcdef' * 2}")
]


class WaitingOption(Written):
    """One way out of the queue. ", press one." is added to the words."""

    if_: If | None = Field(
        default=None, alias="if", description="A switch of company.yaml; the choice is there only where it is on."
    )
    say: OpenWords | None = Field(
        default=None,
        description='What the key does, function first: "To be called back". Leave it out when `comfort` says it in free words.',
    )
    go: Target = Field(description="Where the key leads; the place in line is kept until the call ends.")


class Waiting(Written):
    """Who is waited for, what is heard meanwhile, and where each end of waiting leads."""

    to: Name | None = Field(default=None, description="A group of representatives.yaml; this or `workflow`.")
    workflow: WorkflowSid | None = Field(
        default=None, description="A workflow of the carrier's TaskRouter, which decides by itself who gets the call."
    )
    skills: tuple[Name, ...] = Field(default=(), description="What a representative must be able to do.")
    hours: Name | None = Field(
        default=None, description="Hours of company.yaml: nobody goes on waiting when they are over."
    )
    prompt: OpenSentences = Field(default=(), description="What is said once, before the waiting.")
    place: OpenSentences = Field(
        default=(),
        description="What is said at first, and whenever the place in line is another. It may hold {queue.position} and, in a "
        "sentence of its own, {queue.minutes}; a sentence with what is not known is left out.",
    )
    comfort: OpenSentences = Field(
        default=(), description="What is said every so often; if left out, that the caller is still in line."
    )
    every: Every = Field(
        default=Every(30), description="Time between two words of comfort, with the choices behind it."
    )
    music: Url | None = Field(default=None, description="What is played in between; if left out, silence.")
    options: Mapping[WaitingKey, WaitingOption] = Field(
        default_factory=dict, description="What somebody who does not want to wait can do instead."
    )
    free: Target | None = Field(
        default=None, description="A representative can be rung: usually a transfer. Needed with `to`."
    )
    bridged: Target = Field(description="Somebody took the call out of the queue, and the talk is over.")
    full: Target | None = Field(default=None, description="Too many are waiting; by default as failed.")
    empty: Target | None = Field(default=None, description="Nobody of the group is at work; by default as failed.")
    closed: Target | None = Field(default=None, description="The hours are over. Needed with `hours`.")
    long: Target | None = Field(
        default=None, description="The caller waited as long as the group lets anybody; by default as failed."
    )
    failed: Target = Field(description="The carrier could not keep the call waiting.")

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        refuse(type(self).__name__, self._contradictions())
        return self

    def _contradictions(self) -> Iterator[Contradiction]:
        if self.to is not None and self.workflow is not None:
            yield Contradiction(("workflow",), "A caller waits for a group or in a workflow.", "Keep to or workflow.")
        elif self.workflow is not None:
            yield from self._unknown_to_workflows()
        elif self.to is None:
            yield Contradiction(
                (), "Nothing here says who is waited for.", "Write to: and a group of representatives.yaml"
            )
        elif self.free is None:
            yield _missing("to", "when a representative is free", "free: ring_billing")
        if self.hours is not None and self.closed is None:
            yield _missing("hours", "when the hours are over", "closed: after_hours")
        if self.closed is not None and self.hours is None:
            yield Contradiction(
                ("closed",), "Without hours nothing here ever closes.", "Write hours:, or take this out."
            )
        yield from self._swallowed()

    def _unknown_to_workflows(self) -> Iterator[Contradiction]:
        for key, why in _ONLY_OF_A_GROUP:
            if getattr(self, key) is not None:
                yield Contradiction((key,), f"In a workflow {key} never happens: {why}.", "Take it out.")
        for path, known in self._words():
            for name in sorted(known & IN_LINE):
                fact = f"{{{name.value}}} is not known of a caller who waits in a workflow, so this is never said."
                yield Contradiction(path, fact, "Take it out, or wait for a group: write to: in place of workflow:.")

    def _words(self) -> Iterator[tuple[Path, set[Known]]]:
        """Each text, and the values in it."""
        for path, one in walk(self):
            if isinstance(one, Wording):
                yield path, {piece for piece in one.pieces if isinstance(piece, Known)}

    def _swallowed(self) -> Iterator[Contradiction]:
        """A sentence with both values says neither when one is not known, and the estimate often is not."""
        for path, one in walk(self):
            if isinstance(one, Wording) and any(set(sentence) >= IN_LINE for sentence in one.sentences):
                yield Contradiction(
                    path,
                    "Where the waiting time is not known, this sentence is left out, and the place in line with it.",
                    "Write two sentences, one with {queue.position} and one with {queue.minutes}.",
                )


def _missing(key: str, when: str, such: str) -> Contradiction:
    return Contradiction((key,), f"Nothing here says where a caller goes {when}.", f"Write one such as {such}")


class Queue(Node):
    """Wait in line until a representative is free, with a choice of what to do instead.

    wait_for_billing:
      queue:
        to: billing
        hours: billing
        prompt: Everybody is talking to other callers. Please stay on the line.
        place:
          - You are number {queue.position} in line.
          - The wait is about {queue.minutes} minutes.
        comfort: Thank you for waiting. We will be with you as soon as we can.
        options:
          1:
            say: To be called back
            go: call_me_back
          2:
            say: To leave a message
            go: leave_a_message
        free: ring_billing
        bridged: goodbye
        empty: leave_a_message
        closed: after_hours
        failed: leave_a_message
    """

    kind: ClassVar[str] = "queue"
    queue: Waiting = Field(
        description="Who is waited for, what is heard meanwhile, and where each end of waiting leads."
    )

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        queue = self.queue
        self._check(low)
        offered = {key: option for key, option in queue.options.items() if low.holds(option.if_)}
        yield Holding(
            id=low.id,
            group=queue.to or "",
            prompt=low.prompt(queue.prompt),
            place=low.prompt(queue.place),
            comfort=low.prompt(queue.comfort) or said(low.words.still_in_line),
            choices=_spoken(low, offered),
            keys={key: option.go for key, option in offered.items()},
            outcomes=self._outcomes(),
            every=queue.every,
            music=queue.music or "",
            calendar=queue.hours,
            workflow=queue.workflow or "",
            skills=frozenset(map(str, queue.skills)),
            longest=low.staff.group(queue.to or "").longest_wait,
            outcome=self.named,
        )

    def _check(self, low: Lowering) -> None:
        queue = self.queue
        if queue.to is not None:
            low.check_group(queue.to)
            low.check_skills(queue.to, queue.skills)
        if queue.hours is not None:
            low.check_hours(queue.hours, "hours")
        for key, sentences in (("prompt", queue.prompt), ("place", queue.place), ("comfort", queue.comfort)):
            low.check_sentences(sentences, (key,))
        for key, option in queue.options.items():
            low.check_switch(option.if_, ("options", key, "if"))

    def _outcomes(self) -> dict[HoldOutcome, Target]:
        """What is not written leads where FAILED does, see Holding."""
        written = {one: getattr(self.queue, one.value) for one in HoldOutcome}
        return {one: target for one, target in written.items() if target is not None}


def _spoken(low: Lowering, offered: Mapping[Key, WaitingOption]) -> Prompt:
    heard = [(key, option.say) for key, option in offered.items() if option.say is not None]
    return tuple(low.option(words, key, last=key == heard[-1][0]) for key, words in heard)
