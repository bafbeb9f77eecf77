"""`pay`: the carrier takes a payment by card."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Captured, Dialog, Fetching, Paying, PayPrompt, PayTerms, RecordPayment
from ivr.line.lowering import Lowering, meant, said
from ivr.line.mistakes import UNKNOWN_NAME
from ivr.line.model import Unread, Written
from ivr.line.node import Node
from ivr.line.payment import PayMode
from ivr.line.payphrases import PayPhrases, StepPhrases, pay_phrases
from ivr.line.scalars import Positive, Target
from ivr.reading.spelling import shown
from ivr.speech.lists import list_words
from ivr.telephony.outcomes import FetchOutcome, PayOutcome

CARDS: Mapping[str, str] = {
    "visa": "visa",
    "mastercard": "mastercard",
    "american express": "amex",
    "amex": "amex",
    "discover": "discover",
    "maestro": "maestro",
    "jcb": "jcb",
    "diners club": "diners-club",
    "optima": "optima",
    "enroute": "enroute",
}
"""A brand as a company writes it, without capitals and dashes, and what the carrier calls it (Twilio, Pay, validCardTypes)."""
_BRANDS = ("Visa", "Mastercard", "American Express", "Discover", "Maestro", "JCB", "Diners Club", "Optima", "enRoute")

SECOND = (2,)
LATER = tuple(range(3, 11))
"""Twilio, Prompt, attempt: 1 to 10. How many there can be its pages leave open, so there are words for all of them."""
SILENCE = ("input-timeout",)
OTHER_CARD = ("invalid-card-type",)


class Charge(Written):
    """Where each end of the payment leads."""

    paid: Target = Field(description="The payment was taken; payment.confirmation is known where there is one.")
    declined: Target = Field(description="The payment company refused the card.")
    cancelled: Target = Field(description="The caller pressed *, or keyed nothing usable.")
    failed: Target = Field(
        description="The payment company did not answer, or would not work. Money may have moved: best a person."
    )
    unknown: Target | None = Field(
        default=None,
        description="Nobody said how it ended, or the same amount was paid on this call before; by default a person.",
    )
    tries: Positive = Field(
        default=Positive(3), description="At the last decline the caller goes where exhausted says."
    )
    exhausted: Target | None = Field(
        default=None, description="Where a caller goes after the last decline of the call."
    )


class TakePayment(Node):
    """The carrier takes payment.amount from a card: it asks for the details itself, and no digit of them comes here. The
    account directory is told of what was paid.

    Which cards, which connector and whether the ZIP code is asked for stands in company.yaml, below accepted and pay.

    charge:
      pay:
        paid: paid
        declined: declined_now
        cancelled: payment_cancelled
        failed: representative
        exhausted: representative
    """

    kind: ClassVar[str] = "pay"
    pay: Charge = Field(description="Where each end of the payment leads.")

    def lower(self, low: Lowering) -> Iterable[Dialog]:
        _check_cards(low)
        ends = self.pay
        yield Paying(
            id=low.id,
            terms=_terms(low),
            prompts=tuple(_prompts(low)),
            outcomes={
                PayOutcome.PAID: low.part("record"),
                PayOutcome.DECLINED: ends.declined,
                PayOutcome.CANCELLED: ends.cancelled,
                PayOutcome.FAILED: ends.failed,
                PayOutcome.UNKNOWN: ends.unknown or low.person,
            },
            exhausted=ends.exhausted or low.person,
            tries=ends.tries,
            outcome=self.named,
        )
        yield _record(low, ends.paid)


def _record(low: Lowering, then: DialogId) -> Fetching:
    """Whoever keeps the accounts is told within the request that told us, before the caller hears of it and even when
    nobody is left to hear. Paid is paid, whether or not they answer: the journal says which."""
    told = dict.fromkeys((FetchOutcome.DONE, FetchOutcome.DOWN, FetchOutcome.UNKNOWN), then)
    return Fetching(low.part("record"), RecordPayment(), (), told, exhausted=then)


def _terms(low: Lowering) -> PayTerms:
    pay = low.company.pay
    cards = tuple(dict.fromkeys(CARDS[_folded(brand)] for brand in _brands(low)))
    return PayTerms(str(pay.connector), cards, postal_code=pay.postal_code, fee=low.company.fees.card)


def _check_cards(low: Lowering) -> None:
    """Only where payments are taken this way: a representative may take cards that the carrier does not know."""
    if Unread.COMPANY in low.unread or low.company.pay.mode is not PayMode.PAY_VERB:
        return
    accepted = low.company.accepted.cards if low.company.accepted else ()
    if not accepted:
        fact, remedy = "company.yaml names no card that is taken.", "Add accepted, and below it cards."
        low.report(UNKNOWN_NAME, (), fact, remedy)
    for brand in accepted:
        if _folded(brand) not in CARDS:
            fact = f"company.yaml accepts {shown(brand)}, and the carrier takes no such card."
            low.report(UNKNOWN_NAME, (), fact, meant(brand, _BRANDS, ""))


def _brands(low: Lowering) -> tuple[str, ...]:
    """What the company accepts and the carrier knows, as the company writes it; the carrier's usual ones where there
    are none, so that no prompt has a hole."""
    accepted = low.company.accepted.cards if low.company.accepted else ()
    return tuple(str(brand) for brand in accepted if _folded(brand) in CARDS) or _BRANDS[:3]


def _folded(brand: str) -> str:
    return " ".join(brand.lower().replace("-", " ").split())


def _prompts(low: Lowering) -> Iterator[PayPrompt]:
    """Words for every attempt at every step. Those for one error come first and say more; the ones without an error hold
    for whatever else was wrong."""
    words, brands = pay_phrases(low.language), list_words(_brands(low), low.language)
    other = (words.other_card.format(cards=brands),), (words.other_card_later.format(cards=brands), words.to_stop)
    for attempts, texts in zip((SECOND, LATER), other, strict=True):
        yield PayPrompt(Captured.CARD_NUMBER, said(*texts), attempts, OTHER_CARD)
    for step, asked in _steps(words, low):
        yield PayPrompt(step, said(asked.ask), (1,))
        yield PayPrompt(step, said(asked.silent), SECOND, SILENCE)
        yield PayPrompt(step, said(asked.wrong), SECOND)
        yield PayPrompt(step, said(asked.silent_later, words.to_stop), LATER, SILENCE)
        yield PayPrompt(step, said(asked.wrong_later, words.to_stop), LATER)
    yield PayPrompt(Captured.PROCESSING, said(words.processing))


def _steps(words: PayPhrases, low: Lowering) -> Iterator[tuple[Captured, StepPhrases]]:
    yield Captured.CARD_NUMBER, words.card_number
    yield Captured.EXPIRATION_DATE, words.expiration_date
    yield Captured.SECURITY_CODE, words.security_code
    if low.company.pay.postal_code:
        yield Captured.POSTAL_CODE, words.postal_code
