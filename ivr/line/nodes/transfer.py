"""`transfer`: bring the caller to a representative."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Attempts, Connecting, Dialog, Ending, How, Order, Timing
from ivr.dialog.prompts import TYPES, Known, Spoken
from ivr.line import phrases
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import KeyName, Target, Words
from ivr.line.wording import Wording
from ivr.reading.scalars import Seconds, Text, scalar
from ivr.telephony.keys import Key
from ivr.telephony.outcomes import RingOutcome

WHISPER_TIMEOUT = 5
SHORTEST_RING, LONGEST_RING = 5, 600  # Twilio, Dial: timeout


def _order(text: str) -> Order:
    if text not in tuple(Order):
        raise ValueError(f"{text!r} is not a way to ring: in_order or together")
    return Order(text)


OrderName = Annotated[Order, scalar(_order, {"type": "string", "enum": list(Order)}, "in_order")]


class HandOver(Written):
    """Who is rung, what is said to each side, and where each outcome leads."""

    to: Text = Field(description="A group of representatives.yaml; nobody else can be rung.")
    ring: OrderName = Field(default=Order.IN_ORDER, description="in_order: one after another; together: all at once.")
    seconds: Seconds = Field(default=Seconds(20), description="How long each one is rung.")
    prompt: Words | None = Field(default=None, description="What the caller hears first.")
    whisper: Words = Field(
        description='What the representative hears first; "To take the call, press one." is added unless it says so.'
    )
    accept: KeyName = Field(default="1", description="The key that takes the call. Any other key refuses it.")
    bridged: Target = Field(description="Where the caller goes after talking, if still on the line.")
    noanswer: Target = Field(description="Nobody answered, or the call was refused by key.")
    busy: Target = Field(description="Everybody is talking, or nobody is there to be rung.")
    failed: Target = Field(description="The numbers could not be rung.")

    @field_validator("whisper")
    @classmethod
    def _no_secret(cls, whisper: Wording) -> Wording:
        for piece in whisper.pieces:
            if isinstance(piece, Known) and TYPES[piece] is Spoken.SECRET_DIGITS:
                raise ValueError(f"a whisper never says {{{piece.value}}}; {{account.last4}} is the most it may")
        return whisper

    @field_validator("seconds")
    @classmethod
    def _rings(cls, seconds: int) -> int:
        if not SHORTEST_RING <= seconds <= LONGEST_RING:
            raise ValueError(f"a telephone can be rung {SHORTEST_RING} to {LONGEST_RING} seconds")
        return seconds


class Transfer(Node):
    """Bring the caller to a representative, who hears who it is and takes the call with a key.

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
        if over.to not in low.groups:
            known = ", ".join(sorted(low.groups)) or "none"
            low.report(("to",), f"representatives.yaml has nobody in the group {over.to!r}", f"its groups are: {known}")
        yield Connecting(
            id=low.id,
            group=over.to,
            order=over.ring,
            seconds=over.seconds,
            prompt=low.prompt(over.prompt),
            whisper=low.part("whisper"),
            outcomes={
                RingOutcome.BRIDGED: over.bridged,
                RingOutcome.NOANSWER: over.noanswer,
                RingOutcome.BUSY: over.busy,
                RingOutcome.FAILED: over.failed,
            },
            outcome=self.named,
        )
        yield self._whisper(low, over.accept)
        yield Ending(low.part("accepted"), (), How.BRIDGE)
        yield Ending(low.part("refused"), ())

    def _whisper(self, low: Lowering, accept: Key) -> Asking:
        words = low.prompt(self.transfer.whisper)
        spoken = phrases.says_press(self.transfer.whisper.text, accept, low.language)
        prompt = words if spoken else (*words, low.option(phrases.TO_TAKE_THE_CALL, accept, last=True))
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
