"""Whether a call did anything twice that a caller asked for once.

Four things are looked at, each where it leaves a trace of its own: the account directory, the telephones, the texts, the
journal.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ivr.carrier.happenings import Closed, Happening, RangOut, Texted
from ivr.dialog.journal import Entry
from ivr.secret import Secret
from ivr.service.ports import Accounts, Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome


@dataclass(slots=True)
class Watched:
    """A directory that remembers of each look-up under which key it was asked for, and after how many answers of the
    caller."""

    inner: Accounts
    answers: Callable[[], int]
    asked: list[tuple[str, int]] = field(default_factory=list)

    @property
    def quick(self) -> bool:
        return self.inner.quick

    def verify(self, number: Secret, proof: Proof, caller: str, key: str) -> Verification:
        self.asked.append((key, self.answers()))
        return self.inner.verify(number, proof, caller, key)

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        self.asked.append((key, self.answers()))
        return self.inner.record(payment, key)

    def twice(self) -> list[str]:
        """Look-ups under one key, or for one answer."""
        keys = Counter(key for key, _ in self.asked)
        answers = Counter(answer for _, answer in self.asked)
        same = max((count for counts in (keys, answers) for count in counts.values()), default=1)
        return [f"{same} look-ups for one answer"] if same > 1 else []


def rung_twice(log: Iterable[Happening], caller: str) -> list[str]:
    """Telephones that rang twice, and between the two the caller was asked nothing."""
    found: list[str] = []
    since: set[str] = set()
    for happening in log:
        if happening.leg == caller:
            match happening.what:
                case RangOut(numbers=numbers):
                    found += [f"{one} was rung twice for one turn" for one in numbers if one in since]
                    since.update(numbers)
                case Closed():
                    since.clear()
                case _:
                    pass
    return found


def texted_twice(log: Iterable[Happening]) -> list[str]:
    """Texts with the same words to the same telephone: one says all there is to say."""
    texts = Counter((happening.what.to, happening.what.body) for happening in log if isinstance(happening.what, Texted))
    return [f"one text was sent {count} times" for count in texts.values() if count > 1]


def written_twice(entries: Iterable[Entry]) -> list[str]:
    """Entries of one leg's journal that differ in nothing but their time."""
    counts = Counter((one.kind, one.turn, one.dialog, one.detail, one.count) for one in entries)
    return [
        f"the journal has {count} entries {kind} {dialog} of turn {turn}"
        for (kind, turn, dialog, _, _), count in counts.items()
        if count > 1
    ]
