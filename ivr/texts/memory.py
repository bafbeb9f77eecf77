"""The ledger in memory, for tests and demonstrations. Its rules are SqliteLedger's; it forgets when the process ends."""

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from ivr.secret import Secret
from ivr.service.ports import Consent
from ivr.texts.ledger import EVERY_TOPIC, KEEP_CONSENTS, KEEP_SENT, Sending, Wish
from ivr.texts.policy import DAY, MAY_HAVE_ARRIVED, Hindrance, History, Progress, TextRules, decide


@dataclass(slots=True)
class MemoryLedger:
    """Nothing of it is in its repr."""

    _consents: dict[tuple[str, Secret], Consent] = field(default_factory=dict, init=False, repr=False)
    _sent: dict[str, tuple[Sending, Progress]] = field(default_factory=dict, init=False, repr=False)
    _wishes: list[Wish] = field(default_factory=list, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def consented(self, consent: Consent, key: str) -> None:
        with self._lock:
            self._consents.setdefault((key, consent.number), consent)

    def consents(self, number: Secret) -> tuple[Consent, ...]:
        with self._lock:
            given = [consent for consent in self._consents.values() if consent.number == number]
        return tuple(sorted(given, key=lambda consent: consent.at))

    def reserve(self, sending: Sending, rules: TextRules) -> Progress | Hindrance | None:
        with self._lock:
            decided = decide(self._history(sending), rules)
            if decided is None:
                self._sent[sending.key] = (sending, Progress.BEGUN)
            return decided

    def settle(self, key: str, progress: Progress) -> None:
        with self._lock:
            if key in self._sent:
                self._sent[key] = (self._sent[key][0], progress)

    def wish(self, wish: Wish) -> None:
        with self._lock:
            last = next((one for one in reversed(self._wishes) if one.number == wish.number), None)
            if last is None or (last.topic, last.out) != (wish.topic, wish.out):
                self._wishes.append(wish)

    def opted_out(self, number: Secret, topic: str) -> bool:
        with self._lock:
            return self._opted_out(number, topic)

    def purge(self, now: datetime) -> None:
        with self._lock:
            self._sent = {key: kept for key, kept in self._sent.items() if kept[0].at > now - KEEP_SENT}
            self._consents = {key: kept for key, kept in self._consents.items() if kept.at > now - KEEP_CONSENTS}

    def _history(self, sending: Sending) -> History:
        before = self._sent.get(sending.key)
        others = [one for one, progress in self._sent.values() if progress in MAY_HAVE_ARRIVED]
        return History(
            None if before is None else before[1],
            self._opted_out(sending.number, sending.topic),
            sum(one.call == sending.call for one in others),
            sum(one.number == sending.number and one.at > sending.at - DAY for one in others),
        )

    def _opted_out(self, number: Secret, topic: str) -> bool:
        wishes = [wish for wish in self._wishes if wish.number == number and wish.topic in (EVERY_TOPIC, topic)]
        return bool(wishes) and wishes[-1].out
