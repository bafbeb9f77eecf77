"""`voicemail`: leave a message for a group."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from ivr.dialog.program import Dialog, Recording
from ivr.dialog.prompts import Known, Prompt, Sentence
from ivr.line.durations import MessageLength
from ivr.line.lowering import Lowering, said
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.open_words import OpenSentences
from ivr.line.phrases import says_key
from ivr.line.scalars import Target, Timeout
from ivr.reading.scalars import Name
from ivr.telephony.keys import REPEAT
from ivr.telephony.outcomes import MessageOutcome

END = REPEAT
"""# means the end of whatever is entered, a message among it."""


class Message(Written):
    """Whom the message is for, what is said before it, and where the caller goes then."""

    to: Name = Field(description="A group of representatives.yaml, on whose desk the message is listed.")
    prompt: OpenSentences = Field(
        description='What is said before the tone; "When you are done, press pound or hang up." is added unless the words speak '
        "of that key."
    )
    limit: MessageLength = Field(default=MessageLength(120), description="How long a message may be.")
    silence: Timeout = Field(default=Timeout(5), description="How much silence ends it.")
    left: Target = Field(description="Where a caller goes who left a message, if still on the line.")
    empty: Target = Field(description="Where a caller goes who said nothing.")


class Voicemail(Node):
    """Record a message for a group. The # key, some silence or hanging up ends it.

    leave_a_message:
      voicemail:
        to: billing
        prompt: After the tone I will record your message. Please say your name, your number, and what we can do for you.
        limit: 2 minutes
        left: thanks_for_the_message
        empty: goodbye
      outcome: left_message
    """

    kind: ClassVar[str] = "voicemail"
    voicemail: Message = Field(
        description="Whom the message is for, what is said before it, and where the caller goes then."
    )

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        message = self.voicemail
        low.check_group(message.to)
        low.check_sentences(message.prompt, ("prompt",))
        yield Recording(
            id=low.id,
            group=message.to,
            prompt=_with_its_end(low, low.prompt(message.prompt)),
            limit=message.limit,
            silence=message.silence,
            outcomes={MessageOutcome.LEFT: message.left, MessageOutcome.EMPTY: message.empty},
            outcome=self.named,
        )


def _with_its_end(low: Lowering, prompt: Prompt) -> Prompt:
    """Each sentence is searched in the language it is really said in."""
    if any(says_key(_words(one), END, one.language or low.language) for one in prompt):
        return prompt
    return (*prompt, *said(low.words.to_end_message))


def _words(sentence: Sentence) -> str:
    return "".join(one for one in sentence.pieces if isinstance(one, str) and not isinstance(one, Known))
