"""What a caller has keyed during one Pay. Whole digits go to the payment connector; everybody else gets `parameters`.

Source: Twilio, Pay: of a card number the last four digits are shown, of an account number the last two, of a security
code none; date, postal code and routing number are shown whole.
"""

import re
from dataclasses import dataclass, field

from ivr.carrier.paying.cards import card_type
from ivr.secret import Secret
from ivr.twiml.paying import ACH_DEBIT, CardType, Pay, PayStep

Pairs = tuple[tuple[str, str], ...]

_WHOLE = 99
_BETWEEN = r"[\s.-]*"
_SHOWN = {
    PayStep.CARD_NUMBER: ("PaymentCardNumber", "x", 4),
    PayStep.EXPIRATION_DATE: ("ExpirationDate", "x", _WHOLE),
    PayStep.SECURITY_CODE: ("SecurityCode", "*", 0),
    PayStep.POSTAL_CODE: ("PaymentCardPostalCode", "x", _WHOLE),
    PayStep.ROUTING_NUMBER: ("BankRoutingNumber", "x", _WHOLE),
    PayStep.ACCOUNT_NUMBER: ("BankAccountNumber", "x", 2),
}
"""The parameter of a step, what hides a digit, and how many of the last are shown."""


@dataclass(slots=True)
class Wallet:
    """Filled step by step. A detail that was wrong is not in it."""

    pay: Pay
    _keyed: dict[PayStep, Secret] = field(default_factory=dict)

    def keep(self, step: PayStep, digits: str) -> None:
        self._keyed[step] = Secret(digits)

    def secret(self, step: PayStep) -> Secret | None:
        return self._keyed.get(step)

    def card_type(self) -> CardType | None:
        number = self.secret(PayStep.CARD_NUMBER)
        return None if number is None else card_type(number.reveal())

    def parameters(self) -> Pairs:
        """What requests may say of it, masked."""
        pairs = [("PaymentMethod", self.pay.payment_method)]
        for step, secret in self._keyed.items():
            name, hidden, shown = _SHOWN[step]
            pairs.append((name, _masked(secret, hidden, shown)))
        card = self.card_type()
        if card is not None:
            pairs.append(("PaymentCardType", card.value))
        if isinstance(self.pay.postal_code, str):
            pairs.append(("PaymentCardPostalCode", self.pay.postal_code))
        if self.pay.payment_method == ACH_DEBIT:
            pairs.append(("BankAccountType", self.pay.bank_account_type))
        return tuple(pairs)

    def cleaned(self, text: str) -> str:
        """A text of somebody else's, such as a connector's error, without the numbers it may repeat."""
        for step in (PayStep.CARD_NUMBER, PayStep.ACCOUNT_NUMBER, PayStep.SECURITY_CODE):
            secret = self.secret(step)
            if secret is not None:
                spaced = _BETWEEN.join(secret.reveal())
                text = re.sub(rf"(?<!\d){spaced}(?!\d)", _masked(secret, *_SHOWN[step][1:]), text)
        return text


def _masked(secret: Secret, hidden: str, shown: int) -> str:
    text = secret.reveal()
    seen = text[max(len(text) - shown, 0) :] if shown else ""
    return hidden * (len(text) - len(seen)) + seen
