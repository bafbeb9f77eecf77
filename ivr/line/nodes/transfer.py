"""`transfer`: bring the caller to a representative."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from ivr.dialog.connecting import HAND_OFF
from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Attempts, Connecting, Dialog, Ending, How, Order, Timing
from ivr.dialog.prompts import Known
from ivr.line.lowering import Lowering, meant
from ivr.line.mistakes import UNKNOWN_NAME
from ivr.line.model import Unread, Written
from ivr.line.node import Node
from ivr.line.phrases import says_press
from ivr.line.scalars import KeyName, Target, Words, one_of
from ivr.line.sentences import Sentences
from ivr.line.wording import Wording
from ivr.reading.scalars import Name, UnfitError, parse_seconds, scalar
from ivr.reading.spelling import shown
from ivr.telephony.keys import Key
from ivr.telephony.outcomes import RingOutcome

WHISPER_TIMEOUT = 5
SHORTEST_RING, LONGEST_RING = 5, 600  # Twilio, Dial: timeout


def _ring(text: str) -> int:
    seconds = parse_seconds(text)
    if not SHORTEST_RING <= seconds <= LONGEST_RING:
        raise UnfitError(
            f"A telephone cannot be rung for {seconds} seconds.", f"Write {SHORTEST_RING} to {LONGEST_RING} seconds."
        )
    return seconds


OrderName = Annotated[
    Order, scalar(one_of(tuple(Order), "a way to ring"), {"type": "string", "enum": list(Order)}, "in_order")
]
RingSeconds = Annotated[int, scalar(_ring, {"type": ["integer", "string"], "pattern": "^[0-9]+( s)?$"}, "20 s")]


class HandOver(Written):
    """Who is rung, what is said to each side, and where each outcome leads."""

    to: Name = Field(description="A group of representatives.yaml; nobody else can be rung.")
    ring: OrderName = Field(default=Order.IN_ORDER, description="in_order: one after another; together: all at once.")
    seconds: RingSeconds = Field(default=RingSeconds(20), description="How long each one is rung.")
    prompt: Sentences = Field(default=(), description="What the caller hears first.")
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
    def _only_what_is_handed_over(cls, whisper: Wording) -> Wording:
        for piece in whisper.pieces:
            if isinstance(piece, Known) and piece not in HAND_OFF:
                raise UnfitError(
                    f"The whisper is not told {{{piece.value}}}, so it cannot say it.",
                    f"It may say {', '.join(f'{{{one.value}}}' for one in HAND_OFF)}.",
                )
        return whisper


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
        low.check_sentences(over.prompt, ("prompt",))
        if over.to not in low.groups and Unread.REPRESENTATIVES not in low.unread:
            low.report(
                UNKNOWN_NAME,
                ("to",),
                f"No representative is in a group named {shown(over.to)}.",
                meant(over.to, sorted(low.groups), "Write the group behind a representative's name."),
            )
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
