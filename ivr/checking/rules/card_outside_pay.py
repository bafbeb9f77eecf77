"""IVR131."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.worded import worded
from ivr.checking.wordlists import WORDLISTS
from ivr.line.nodes.collect import Collect
from ivr.line.nodes.voicemail import Voicemail
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR131", "card-outside-pay")
def card_outside_pay(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A question, or the words before a message, asks for details of a card or a bank account, or for a number of the state's.

    Why: what is keyed into a question passes through this server, and a message is kept as sound. The security code of
    a card may be kept nowhere after a payment, and the rest only by whoever is certified for it (PCI DSS 3.3.1); a key
    is no spoken authorization to draw on a bank account. Cards are taken by `pay`, where no digit comes here.

    Caught:

        nodes:
          greeting:
            collect:
              into: caller.reference
              prompt: Please enter the number of your card, then press pound.
              noinput: It is on the front of the card.
              min: 13
              max: 19
              exhausted: representative
            next: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            collect:
              into: account.number
              prompt: Please enter your {company.account_number.length}-digit account number.
              noinput: It is on your bill.
              exhausted: representative
            next: amount
          amount:
            amount:
              exhausted: representative
            next: charge
          charge:
            pay:
              paid: goodbye
              declined: representative
              cancelled: representative
              failed: representative
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for one in worded(subject):
        known = WORDLISTS.get(one.language)
        if known is None or not isinstance(one.placed.node, Collect | Voicemail):
            continue
        words = one.in_sentence(known.cards, known.denials)
        if words:
            yield (
                one.place,
                f"{shown(words)} is asked for here, where digits and voices are kept.",
                "Take payments with pay, or lead to a person; ask here only for what stands on the bill.",
            )
