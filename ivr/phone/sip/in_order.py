"""Packets of one sender in the order they were sent, whatever order the network brings them in.

Whoever comes in its turn is passed on at once. One that comes early waits for those before it, at most PATIENCE, and
then they are given up as lost. One that comes twice, or after it was given up, is dropped.
"""

from aiortp import RtpPacket

PATIENCE = 0.06  # seconds: three packets of the usual length
MOST_EARLY = 16  # packets; one that is further ahead is no matter of order, and what lies between is lost
LATE = 16  # packets behind the last one, up to which one is late and not a new beginning


class InOrder:
    """aiortp's own buffer would not do: it passes a packet on only when the next has come, and so delays every key.

    It keeps no more than MOST_EARLY packets. A new sender begins anew, and so does one that jumps back: sipp's recordings
    do.
    """

    def __init__(self) -> None:
        self._ssrc: int | None = None
        self._next = 0
        self._early: dict[int, tuple[float, RtpPacket]] = {}

    def __len__(self) -> int:
        """How many wait."""
        return len(self._early)

    def take(self, packet: RtpPacket, now: float) -> list[RtpPacket]:
        """Those whose turn it is, with this one or because of it. `now` is in seconds and never goes back."""
        ahead = _ahead(packet.sequence_number, self._next)
        if packet.ssrc != self._ssrc or not -LATE <= ahead <= MOST_EARLY:
            return self._anew(packet)
        if ahead < 0:
            return self.due(now)
        self._early.setdefault(packet.sequence_number, (now, packet))
        return [*self._in_turn(), *self.due(now)]

    def due(self, now: float) -> list[RtpPacket]:
        """Those that have waited long enough, and who came after them in turn."""
        passed: list[RtpPacket] = []
        while any(now - came >= PATIENCE for came, _ in self._early.values()):
            self._next = min(self._early, key=lambda each: _ahead(each, self._next))
            passed += self._in_turn()
        return passed

    def _anew(self, packet: RtpPacket) -> list[RtpPacket]:
        """From this one on. Who waited waits no more."""
        passed = [each for _, each in sorted(self._early.values(), key=lambda one: self._turn(one[1]))]
        self._early.clear()
        self._ssrc, self._next = packet.ssrc, packet.sequence_number + 1 & 0xFFFF
        return [*passed, packet]

    def _turn(self, packet: RtpPacket) -> int:
        return _ahead(packet.sequence_number, self._next)

    def _in_turn(self) -> list[RtpPacket]:
        passed = []
        while self._next in self._early:
            passed.append(self._early.pop(self._next)[1])
            self._next = self._next + 1 & 0xFFFF
        return passed


def _ahead(sequence: int, of: int) -> int:
    """Negative for one behind. Sequence numbers have 16 bits and begin again after the last (RFC 3550, 5.1)."""
    return (sequence - of + 0x8000 & 0xFFFF) - 0x8000
