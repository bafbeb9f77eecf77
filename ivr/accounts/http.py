"""An account directory across HTTP: the company's own back office, asked as directory.yaml says.

What a caller keyed stands in the body and nowhere else, and is revealed in this file for that alone.
"""

import json
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from ivr.accounts.account import DOWN, REFUSED, never_matches
from ivr.accounts.http_answers import UnclearError, verification
from ivr.accounts.http_breaker import Breaker
from ivr.accounts.http_environment import Settled, settled
from ivr.accounts.http_exchange import Question
from ivr.accounts.http_tries import BackOffice
from ivr.line.directory import DirectoryFile, Told, Unit
from ivr.secret import Secret
from ivr.service.ports import Clock, Payment, Proof, Verification
from ivr.speech.money import parse_money
from ivr.telephony.outcomes import FetchOutcome

_HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "ivr"}

_log = structlog.get_logger()


def _trust(settled: Settled, authorities: str | None) -> ssl.SSLContext | None:
    """Reading all certificates of a system takes 30 ms, and is left out where there are none to check."""
    addresses = (settled.verify, settled.record or "")
    if not any(url.startswith("https:") for url in addresses):
        return None
    return ssl.create_default_context(cafile=authorities)


class HttpDirectory:
    """The Directory that `settings` describe. Raises DirectorySettingsError for an environment that does not say what
    they need.

    `deadline` (seconds) stands in the place of the settings' own; `wait` sleeps between two tries; `authorities` is a
    file of certificates to trust instead of the system's.
    """

    quick = False

    def __init__(
        self,
        settings: DirectoryFile,
        environment: Mapping[str, str],
        clock: Clock,
        *,
        deadline: float | None = None,
        wait: Callable[[float], None] = time.sleep,
        authorities: str | None = None,
    ) -> None:
        self._written = settings
        self._settled = settled(settings, environment)
        self._office = BackOffice(
            settings.deadline if deadline is None else deadline,
            settings.retries,
            Breaker(settings.breaker.failures, timedelta(seconds=settings.breaker.rest), clock),
            _trust(self._settled, authorities),
            wait,
        )

    def check(self, number: Secret, proof: Proof) -> Verification:
        """Zeros are asked about like anything else, and never match, whatever the back office has on file."""
        kind = self._written.verify.kinds.get(proof.by)
        if kind is None:
            return REFUSED
        told = {Told.NUMBER: number.reveal(), Told.VERIFIER: proof.digits.reveal(), Told.KIND: kind}
        answer = self._office.ask(self._question(self._settled.verify, self._written.verify.send, told))
        if answer is None:
            return DOWN
        try:
            found = verification(self._written, number, proof, answer)
        except UnclearError as unclear:
            _log.warning("the back office gave no clear answer", reason=str(unclear))
            return DOWN
        return REFUSED if never_matches(proof.digits) else found

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        """Done at once where directory.yaml leaves it to the payment company."""
        if self._settled.record is None or self._written.record is None:
            return FetchOutcome.DONE
        try:
            told = self._told(payment, key)
        except ValueError:
            return FetchOutcome.DOWN
        question = self._question(self._settled.record, self._written.record.send, told, {"Idempotency-Key": key})
        answer = self._office.ask(question)
        if answer is None or not 200 <= answer.status < 300:
            return FetchOutcome.DOWN
        return FetchOutcome.DONE

    def _told(self, payment: Payment, key: str) -> dict[Told, str | int]:
        """Raises ValueError for an amount that is none."""
        minor, currency = parse_money(payment.amount)
        amounts = self._written.amounts
        if minor <= 0 or (amounts is not None and amounts.currency != currency):
            raise ValueError("not an amount this back office can be told of")
        major = amounts is not None and amounts.unit is Unit.MAJOR
        return {
            Told.NUMBER: payment.number.reveal(),
            Told.AMOUNT: f"{minor // 100}.{minor % 100:02}" if major else minor,
            Told.CURRENCY: currency,
            Told.CONFIRMATION: payment.confirmation,
            Told.KEY: key,
        }

    def _question(
        self, url: str, send: Mapping[str, str], told: Mapping[Told, str | int], more: Mapping[str, str] | None = None
    ) -> Question:
        body = {name: told[value] if isinstance(value, Told) else value for name, value in send.items()}
        return Question(url, {**_HEADERS, **self._settled.headers, **(more or {})}, json.dumps(body).encode())
