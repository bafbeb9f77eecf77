"""Texts through Twilio's Messages API. The consent is kept first, then the text is reserved under its key, then sent:
whatever dies in between, nothing is sent without a consent and nothing is sent twice.

No log line holds a number or a body, and no error of the library is printed: Twilio's messages quote the number.
Sources: Twilio, "Message resource"; error dictionary 21211, 21408, 21610, 21612, 21614, 21635.
"""

import requests
import structlog
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from ivr.secret import Secret
from ivr.service.ports import Clock, Consent, StoreError, TextMessage
from ivr.telephony.numbers import BadNumberError, parse_number
from ivr.telephony.outcomes import FetchOutcome
from ivr.texts.body import what_it_tells
from ivr.texts.keywords import start_word, stop_word
from ivr.texts.ledger import Ledger, Sending, Wish
from ivr.texts.policy import Hindrance, Progress, TextRules, in_allowed_country

REQUEST_SECONDS = 5.0
"""For a connection, and again for an answer: the caller is on the line, and the carrier waits 15 for its document."""

UNSUBSCRIBED = 21610
_REFUSED = frozenset(
    {
        21211,  # no number
        21408,  # texts to its country are switched off in the account
        UNSUBSCRIBED,
        21612,  # not reachable from our sender
        21614,  # no mobile telephone
        21635,  # a landline
    }
)

_OUTCOMES = {
    Progress.BEGUN: FetchOutcome.UNKNOWN,
    Progress.SENT: FetchOutcome.DONE,
    Progress.UNSURE: FetchOutcome.DOWN,
    Progress.REFUSED: FetchOutcome.REFUSED,
    Progress.DOWN: FetchOutcome.DOWN,
}

_log = structlog.get_logger()


def twilio_client(account: str, token: str) -> Client:
    """A client for TwilioTexts that gives up in time and never asks twice by itself."""
    return Client(account, token, http_client=TwilioHttpClient(timeout=REQUEST_SECONDS, max_retries=0))


class TwilioTexts:
    """Texts from `sender`: a number of the account, or the sid of a messaging service (MG...)."""

    def __init__(self, client: Client, sender: str, ledger: Ledger, rules: TextRules, clock: Clock) -> None:
        self._client = client
        self._from = {"messaging_service_sid" if sender.startswith("MG") else "from_": sender}
        self._ledger = ledger
        self._rules = rules
        self._clock = clock

    def send(self, text: TextMessage, consent: Consent, key: str) -> FetchOutcome:
        log = _log.bind(call=consent.call, topic=text.topic)
        try:
            return self._send(text, consent, key, log)
        except StoreError as error:  # nothing was sent: what happens after sending is caught where it happens
            log.error("text_not_sent", why=str(error))  # noqa: TRY400 - a traceback could print what it held
            return FetchOutcome.DOWN

    def purge(self) -> None:
        self._ledger.purge(self._clock.now())

    def heard(self, sender: str, body: str) -> None:
        """Raises StoreError: a wish that was not kept must not look as if it were."""
        stop, start = stop_word(body), start_word(body)
        word = stop or start
        try:
            number = Secret(parse_number(sender))
        except BadNumberError:
            return  # a short code, or somebody without a number: no text of ours goes there
        if word is not None:
            self._ledger.wish(Wish(number, stop is not None, word, self._clock.now()))
            _log.info("text_wish", word=word)

    def _send(
        self, text: TextMessage, consent: Consent, key: str, log: structlog.typing.FilteringBoundLogger
    ) -> FetchOutcome:
        self._ledger.consented(consent, key)
        fault = _fault_of_ours(text, consent)
        if fault is not None:
            log.error("text_not_sent", why=fault)
            return FetchOutcome.DOWN
        if not in_allowed_country(text.to.reveal(), self._rules):
            log.info("text_refused", why="not a number that texts go to")
            return FetchOutcome.REFUSED
        sending = Sending(key, text.to, consent.call, text.topic, self._clock.now())
        match self._ledger.reserve(sending, self._rules):
            case None:
                return _OUTCOMES[self._deliver(text, key, log)]
            case Progress() as before:
                return _OUTCOMES[before]
            case Hindrance() as hindrance:
                log.info("text_refused", why=hindrance.value)
                return FetchOutcome.REFUSED

    def _deliver(self, text: TextMessage, key: str, log: structlog.typing.FilteringBoundLogger) -> Progress:
        progress, code = self._ask(text)
        log.info("text", progress=progress.value, code=code)
        try:
            if code == UNSUBSCRIBED:
                self._ledger.wish(Wish(text.to, out=True, word=str(code), at=self._clock.now()))
            self._ledger.settle(key, progress)
        except StoreError as error:  # the text stays begun, counts, and is not sent again
            log.error("text_not_settled", why=str(error))  # noqa: TRY400 - as above
        return progress

    def _ask(self, text: TextMessage) -> tuple[Progress, int | None]:
        """How it ended, with Twilio's code for it."""
        try:
            self._client.messages.create(to=text.to.reveal(), body=text.body, **self._from)
        except TwilioException as error:
            return _progress(error)
        except Exception as error:  # noqa: BLE001 - whatever else went wrong on the way, the text may have gone out
            return (Progress.DOWN if _never_left(error) else Progress.UNSURE), None
        return Progress.SENT, None


def _fault_of_ours(text: TextMessage, consent: Consent) -> str | None:
    if text.to != consent.number:
        return "the consent is for another number"
    told = what_it_tells(text.body, text.topic)
    return None if told is None else f"the text tells {told}"


def _progress(error: TwilioException) -> tuple[Progress, int | None]:
    """A request that was understood and refused certainly did not go out; after a fault of theirs nobody knows."""
    code: int | None = getattr(error, "code", None)
    status: int | None = getattr(error, "status", None)
    if code in _REFUSED:
        return Progress.REFUSED, code
    understood = status is not None and 400 <= status < 500
    return Progress.DOWN if understood else Progress.UNSURE, code


def _never_left(error: Exception) -> bool:
    """Whether there was no connection to send anything on."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = (
        getattr(error.args[0], "reason", None) if isinstance(error, requests.ConnectionError) and error.args else None
    )
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
