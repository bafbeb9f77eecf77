"""`transfer`: bring the caller to a representative."""

from collections.abc import Iterable
from typing import ClassVar, Self

from pydantic import Field, ModelWrapValidatorHandler, field_validator, model_validator

from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Attempts, Connecting, Dialog, Ending, How, Order, Timing
from ivr.line.handed_over import only_what_is_handed_over
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.moved import without_moved
from ivr.line.node import Node
from ivr.line.phrases import says_press
from ivr.line.scalars import KeyName, Target, Words
from ivr.line.sentences import Sentences
from ivr.line.wording import Wording
from ivr.reading.scalars import Name
from ivr.routing.roster import Strategy
from ivr.telephony.keys import Key
from ivr.telephony.outcomes import RingOutcome

WHISPER_TIMEOUT = 5

_MOVED = {
    "ring": (
        "How a group is rung stands in representatives.yaml, because it holds for all of its calls.",
        "Take this out, and write strategy: simultaneous or another strategy there, below groups and the group's name.",
    ),
    "seconds": (
        "How long a telephone rings stands in representatives.yaml, because it holds for all calls of the group.",
        "Take this out, and write ring: 20 s there, below groups and the group's name.",
    ),
}


class HandOver(Written):
    """Who is rung, what is said to each side, and where each outcome leads."""

    to: Name = Field(description="A group of representatives.yaml; nobody else can be rung.")
    skills: tuple[Name, ...] = Field(default=(), description="What a representative must be able to do to be rung.")
    prompt: Sentences = Field(default=(), description="What the caller hears first.")
    whisper: Words = Field(
        description='What the representative hears first; "To take the call, press one." is added unless it says so.'
    )
    accept: KeyName = Field(default="1", description="The key that takes the call. Any other key refuses it.")
    bridged: Target = Field(description="Where the caller goes after talking, if still on the line.")
    noanswer: Target = Field(description="Nobody answered, or the call was refused by key.")
    busy: Target = Field(description="Everybody is talking, or nobody is there to be rung.")
    failed: Target = Field(description="The numbers could not be rung.")

    @model_validator(mode="wrap")
    @classmethod
    def _as_before(cls, written: object, read: ModelWrapValidatorHandler[Self]) -> Self:
        return without_moved(cls.__name__, written, read, _MOVED)

    @field_validator("whisper")
    @classmethod
    def _only_what_is_handed_over(cls, whisper: Wording) -> Wording:
        return only_what_is_handed_over(whisper)


class Transfer(Node):
    """Bring the caller to a representative, who hears who it is and takes the call with a key. Who is rung first, and how
    long, is said of the group in representatives.yaml.

    ring_billing:
      transfer:
        to: billing
        prompt: I am connecting you to a representative. I will pass along what you entered.
        whisper: Bill pay. Account ending {account.last4}.
        bridged: goodbye
        noanswer: nobody_free
        busy: nobody_free
        failed: nobody_free
      outcome: reached_representative
    """

    kind: ClassVar[str] = "transfer"
    transfer: HandOver = Field(description="Who is rung, what is said to each side, and where each outcome leads.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        over = self.transfer
        low.check_sentences(over.prompt, ("prompt",))
        low.check_group(over.to)
        low.check_skills(over.to, over.skills)
        group = low.staff.group(over.to)
        yield Connecting(
            id=low.id,
            group=over.to,
            order=Order.TOGETHER if group.strategy is Strategy.SIMULTANEOUS else Order.IN_ORDER,
            seconds=group.ring,
            prompt=low.prompt(over.prompt),
            whisper=low.part("whisper"),
            outcomes={
                RingOutcome.BRIDGED: over.bridged,
                RingOutcome.NOANSWER: over.noanswer,
                RingOutcome.BUSY: over.busy,
                RingOutcome.FAILED: over.failed,
            },
            outcome=self.named,
            skills=frozenset(map(str, over.skills)),
        )
        yield self._whisper(low, over.accept)
        yield Ending(low.part("accepted"), (), How.BRIDGE)
        yield Ending(low.part("refused"), ())

    def _whisper(self, low: Lowering, accept: Key) -> Asking:
        words = low.prompt(self.transfer.whisper)
        spoken = says_press(self.transfer.whisper.text, accept, low.language)
        prompt = words if spoken else (*words, low.option(low.words.to_take_the_call, accept, last=True))
        return Asking(
            id=low.part("whisper"),
            grammar=OneKey({accept: low.part("accepted")}, universal=False),
            prompt=prompt,
            noinput=(prompt,),
            nomatch=(),
            exhausted=low.part("refused"),
            attempts=Attempts(noinput=1, nomatch=0),
            timing=Timing(WHISPER_TIMEOUT),
        )
