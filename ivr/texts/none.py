"""No texts, where none are set up: a line that offers one hears that it cannot be sent."""

from ivr.service.ports import Consent, TextMessage
from ivr.telephony.outcomes import FetchOutcome


class NoTexts:
    def send(self, text: TextMessage, consent: Consent, key: str) -> FetchOutcome:
        del text, consent, key
        return FetchOutcome.DOWN

    def heard(self, sender: str, body: str) -> None:
        """Nobody is written to, so there is nothing to stop."""

    def purge(self) -> None:
        """There is nothing to forget."""
