"""`text`: ask whether a text may be sent, and send it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Dialog, Fetching, SendText
from ivr.dialog.prompts import MAY_BE_WRITTEN, TYPES, Known, Prompt, Spoken
from ivr.line.lowering import Lowering, said
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Target, Words, one_of
from ivr.line.wording import Wording, parse_wording
from ivr.reading.scalars import UnfitError, scalar
from ivr.telephony.outcomes import FetchOutcome


class Topic(StrEnum):
    LINK = "link"
    CONFIRMATION = "confirmation"


def _body(text: str) -> Wording:
    wording = parse_wording(text)
    for piece in wording.pieces:
        if isinstance(piece, Known) and piece not in MAY_BE_WRITTEN:
            why = "is secret" if TYPES[piece] is Spoken.SECRET_DIGITS else "is the caller's own business"
            written = " and ".join(sorted(f"{{{one.value}}}" for one in MAY_BE_WRITTEN))
            raise UnfitError(
                f"{{{piece.value}}} {why}, and anybody may read a text.",
                f"A text may hold {written}, and facts of company.yaml.",
            )
    return wording


TopicName = Annotated[
    Topic, scalar(one_of(tuple(Topic), "what a text is about"), {"type": "string", "enum": list(Topic)}, "link")
]
Body = Annotated[Wording, scalar(_body, {"type": "string", "minLength": 1}, "Pay your bill here: {payment.link}")]


class Note(Written):
    """What is sent, what the caller agrees to first, and where each outcome leads."""

    about: TopicName = Field(description="link or confirmation; at most a few texts of any kind go to one number.")
    consent: Words = Field(
        description="What the caller agrees to. No key cuts it short; it is recorded as it was heard, and asked with 1 and 2."
    )
    body: Body = Field(description="The text, in the caller's language. Facts of company.yaml stand in figures.")
    sent: Target = Field(description="Where the caller goes when the text is on its way.")
    declined: Target = Field(description="Where a caller goes who wants no text.")
    refused: Target = Field(
        description="The number asked for no more texts, had enough today, or is not in a country texts go to."
    )
    down: Target = Field(description="The text could not be sent.")
    exhausted: Target | None = Field(default=None, description="Where the caller goes after the last attempt.")


class Text(Node):
    """Ask whether a text may be sent to the caller's telephone, record what was agreed, and send it.

    send_link:
      text:
        about: link
        consent: I can text you a link to pay. Message rates may apply.
        body: "Pay your bill here: {payment.link}"
        sent: link_sent
        declined: ways_to_pay
        refused: no_text
        down: no_text
        exhausted: representative
    """

    kind: ClassVar[str] = "text"
    text: Note = Field(description="What is sent, what the caller agrees to first, and where each outcome leads.")
    back: Target | None = Field(default=None, description="Where * leads; by default the menu that leads here.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        note = self.text
        consent = low.prompt(note.consent)
        yes, no = low.option(low.words.yes_text_me, "1"), low.option(low.words.no_text, "2", last=True)
        question: Prompt = (*consent, yes, no)
        yield Asking(
            id=low.id,
            grammar=OneKey({"1": low.part("send"), "2": note.declined}),
            prompt=(yes, no),
            noinput=((*said(low.words.take_your_time), *question),),
            nomatch=((*said(low.words.not_a_choice), *question),),
            exhausted=note.exhausted or low.person,
            attempts=low.defaults.menu.attempts.lower(),
            timing=low.defaults.menu_timing(None),
            back=self.back or low.back,
            outcome=self.named,
            guard=True,
            terms=consent,
        )
        yield Fetching(
            id=low.part("send"),
            inquiry=SendText(note.about.value, low.written_out(note.body), (*consent, yes)),
            comfort=(),
            outcomes={
                FetchOutcome.DONE: note.sent,
                FetchOutcome.REFUSED: note.refused,
                FetchOutcome.DOWN: note.down,
            },
            exhausted=note.down,
        )
