"""IVR160."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.line.model import Unread
from ivr.line.nodes.amount import PayAmount
from ivr.line.payment import PayMode
from ivr.reading.tree import place_of
from ivr.source import Place

MOST_CENTS = 100_000_000
"""A charge is at most 1,000,000 (Twilio, Pay, chargeAmount)."""


@rule("IVR160", "charge-too-large")
def charge_too_large(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A payment by keypad may come to more than the carrier charges.

    Why: the carrier refuses a charge above 1,000,000, fee included, after the caller has agreed to it.

    Caught:

        # company.yaml
        name: Example Cable
        account_number: {length: 16}
        accepted:
          cards: [Visa, Mastercard]
        pay:
          mode: pay_verb
          most: 2000000.00
        hours:
          billing:
            zone: America/New_York
            week: {monday-friday: 8:00-18:00}

    Instead:

        # company.yaml
        name: Example Cable
        account_number: {length: 16}
        accepted:
          cards: [Visa, Mastercard]
        pay:
          mode: pay_verb
          most: 2000.00
        hours:
          billing:
            zone: America/New_York
            week: {monday-friday: 8:00-18:00}
    """
    line, company = subject.line, subject.line.company
    if Unread.COMPANY in line.unread or company.pay.mode is not PayMode.PAY_VERB:
        return
    if company.pay.most + company.fees.card > MOST_CENTS and line.company_tree is not None:
        yield place_of(line.company_tree, ("pay", "most")), _FACT, _REMEDY
    for placed in line.nodes.values():
        if isinstance(placed.node, PayAmount) and (placed.node.amount.most or 0) + company.fees.card > MOST_CENTS:
            yield placed.place(("amount", "most")), _FACT, _REMEDY


_FACT = "With the fee for cards, a payment may be more than the carrier charges at once."
_REMEDY = "Together they may be 1000000.00 at most."
