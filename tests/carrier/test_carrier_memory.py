"""What a network that stays open forgets, and what it does not."""

import pytest

from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Network
from ivr.carrier.queues import Queues
from ivr.carrier.recordings import Recording
from ivr.carrier.web import Reply, Request
from ivr.sound.g711 import RATE
from ivr.telephony.events import Leg
from ivr.telephony.outcomes import CallStatus

ACCOUNT = "AC" + "0" * 32
LEG = Leg("CA1", ACCOUNT, "+15550100001", "+15550100000", CallStatus.IN_PROGRESS, "inbound")


class Nowhere:
    def fetch(self, request: Request) -> Reply:
        raise AssertionError("nothing is asked for here")


def test_a_queue_is_not_forgotten_while_somebody_waits_in_it_or_dials_it_nor_when_it_was_just_asked_for() -> None:
    with VirtualClock() as clock:
        queues = Queues(clock)
        waited_in, dialled, *_ = [queues.named(name) for name in ("waited in", "dialled", "by name", "by sid", "old")]
        waiting, somebody = waited_in.enter(LEG, "caller"), object()
        dialled.dial(somebody)
        sid = queues.named("by sid").sid
        for number in range(3):
            queues.named(f"new {number}")
        assert queues.get("by name") is not None
        assert queues.get(sid) is not None
        queues.forget(4)
        assert {queue.name for queue in queues} == {"waited in", "dialled", "by name", "by sid"}
        assert waiting is not None
        waiting.leave()
        dialled.dialled(somebody)
        queues.forget(1)
        assert [queue.name for queue in queues] == ["by sid"]


def test_recordings_are_forgotten_by_their_size_before_their_number_and_the_last_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with VirtualClock() as clock:
        network = Network(Nowhere(), clock, ACCOUNT, "token")
        monkeypatch.setattr("ivr.carrier.memory.MOST_SOUND", 3 * RATE)
        network.stay_open(200)
        memory, kept = network._memory, network.premises.recordings
        left = []
        for number, seconds in enumerate([1, 1, 1, 2, 9, 3]):
            one = Recording(f"RE{number}", "CA1", ACCOUNT, "", "RecordVerb", sound=bytes(seconds * RATE))
            kept[one.url] = one
            memory.add(f"CA{number}", [one])
            left.append([int(each.sid[2:]) for each in kept.values()])
        assert left == [[0], [0, 1], [0, 1, 2], [2, 3], [4], [5]]
