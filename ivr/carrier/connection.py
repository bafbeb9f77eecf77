"""Connection overrides: what the fragment of a webhook's URL says about time and tries. It is never sent nor signed.

Source: Twilio, "Webhooks: connection overrides"; error 11243. Times there are in milliseconds, here in seconds. What a
carrier does with a number out of range is not documented for any key but `rp`; here the default stays. The server name
(`sni`) is always sent, and there is one edge (`e`): both keys are read over.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl

from ivr.carrier.web import CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS, USUAL_PATIENCE, FetchFailedError, Patience

MOST_RETRIES = 5
LEAST_MILLISECONDS = 100


class BadPolicyError(Exception):
    """`rp` names a policy that does not exist: error 11243."""


class Retry(StrEnum):
    """What is worth another try."""

    CLIENT_ERRORS = "4xx"
    SERVER_ERRORS = "5xx"
    CONNECT = "ct"
    READ = "rt"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Connection:
    """How one URL is fetched. By default one more try, and only where no connection came about."""

    patience: Patience = USUAL_PATIENCE
    retries: int = 1
    policy: frozenset[Retry] = frozenset((Retry.CONNECT,))

    def again_after(self, failed: FetchFailedError) -> bool:
        """Whether that failure is one to try again after, as far as tries are left."""
        return self._wants(Retry.CONNECT, when=failed.connect) or self._wants(Retry.READ, when=failed.timeout)

    def again_at(self, status: int) -> bool:
        """Whether a reply of that status is."""
        return self._wants(Retry.CLIENT_ERRORS, when=400 <= status < 500) or self._wants(
            Retry.SERVER_ERRORS, when=500 <= status < 600
        )

    def _wants(self, policy: Retry, *, when: bool) -> bool:
        return when and (policy in self.policy or Retry.ALL in self.policy)


_USUAL = Connection()


def connection_of(fragment: str) -> Connection:
    """What stands behind the # of a URL, without it. Raises BadPolicyError."""
    if not fragment:
        return _USUAL
    said = dict(parse_qsl(fragment, keep_blank_values=True))
    patience = Patience(
        connect=_seconds(said.get("ct"), CONNECT_SECONDS, most=10.0),
        read=_seconds(said.get("rt"), READ_SECONDS, most=15.0),
        total=_seconds(said.get("tt"), TOTAL_SECONDS, most=15.0),
    )
    return Connection(patience, _retries(said.get("rc")), _policy(said.get("rp")))


def _seconds(text: str | None, default: float, *, most: float) -> float:
    milliseconds = _whole(text)
    if milliseconds is None or not LEAST_MILLISECONDS <= milliseconds <= most * 1000:
        return default
    return milliseconds / 1000


def _retries(text: str | None) -> int:
    count = _whole(text)
    return _USUAL.retries if count is None or count > MOST_RETRIES else count


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else None


def _policy(text: str | None) -> frozenset[Retry]:
    if text is None:
        return _USUAL.policy
    try:
        return frozenset(Retry(word.strip()) for word in text.split(","))
    except ValueError:
        raise BadPolicyError from None
