"""What a hand does with a telephone that rings: it picks up, or it refuses, and may say why."""

from ivr.carrier.room import Room
from ivr.telephony.outcomes import CallStatus


class OnHook:
    """Until it is answered. `refused` is what the network is to be told, where whoever refused said anything."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.lifted = False
        self.refused: CallStatus | None = None

    @property
    def over(self) -> bool:
        raise NotImplementedError

    def pick_up(self) -> None:
        """Answer a telephone that rings, by hand."""
        self.lifted = True
        self.room.ring()

    def refuse(self, status: CallStatus) -> None:
        """The call is not wanted here: busy, or failed. Whoever just hangs up is told of as nobody's answer."""
        if not self.over:
            self.refused = status
            self.hang_up()

    def hang_up(self) -> None:
        raise NotImplementedError
