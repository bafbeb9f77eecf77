"""`lookup`: ask the back office."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field

from ivr.dialog.program import Dialog, Fetching, VerifyAccount
from ivr.line.lowering import Lowering
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.scalars import Positive, Target, one_of
from ivr.line.sentences import Sentences
from ivr.reading.scalars import scalar
from ivr.telephony.outcomes import FetchOutcome

QUESTIONS = ("verify",)
Verify = Annotated[
    str,
    scalar(
        one_of(QUESTIONS, "a question to the account directory"), {"type": "string", "enum": list(QUESTIONS)}, "verify"
    ),
]


class Inquiry(Written):
    """What is asked, and where each answer leads."""

    accounts: Verify = Field(description="verify: whether the number and the proof keyed belong together.")
    wait: Sentences = Field(default=(), description="What is said when the answer will take a while.")
    verified: Target = Field(description="Where a caller goes who proved enough to hear amounts.")
    recognised: Target | None = Field(
        default=None, description="Where a caller goes who may pay but not hear amounts; by default as verified."
    )
    refused: Target = Field(description="Unknown, wrong, blank on file or locked: one answer, so that nobody can tell.")
    tries: Positive = Field(
        default=Positive(3), description="At the last refusal the caller goes where exhausted says."
    )
    exhausted: Target | None = Field(default=None, description="Where a caller goes after the last refusal.")
    down: Target = Field(description="Where a caller goes when the directory does not answer.")


class Lookup(Node):
    """Ask the account directory whether the account number and the proof keyed belong together: PIN, code on the bill,
    ZIP or the last four digits of the telephone.

    identify:
      lookup:
        accounts: verify
        wait: One moment while I find your account.
        verified: connect
        refused: account_number
        exhausted: representative
        down: representative
    """

    kind: ClassVar[str] = "lookup"
    lookup: Inquiry = Field(description="What is asked, and where each answer leads.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        asked = self.lookup
        low.check_sentences(asked.wait, ("wait",))
        yield Fetching(
            id=low.id,
            inquiry=VerifyAccount(),
            comfort=low.prompt(asked.wait),
            outcomes={
                FetchOutcome.VERIFIED: asked.verified,
                FetchOutcome.RECOGNISED: asked.recognised or asked.verified,
                FetchOutcome.REFUSED: asked.refused,
                FetchOutcome.DOWN: asked.down,
            },
            exhausted=asked.exhausted or low.person,
            tries=asked.tries,
            outcome=self.named,
        )
