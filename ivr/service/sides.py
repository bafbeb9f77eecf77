"""The paths of requests about calls, and the sides from which a leg may have come to us."""

from dataclasses import dataclass

from ivr.secret import Secret
from ivr.service.ports import Whisper
from ivr.telephony.events import Leg
from ivr.telephony.keys import WITHHELD
from ivr.telephony.numbers import BadNumberError, parse_number


@dataclass(frozen=True, slots=True)
class Side:
    """How a leg came to us other than by a caller's call: rung for a whisper, or called back under a token."""

    whisper: Whisper | None = None
    callback: str = ""


CALLER = Side()


@dataclass(frozen=True, slots=True)
class Routes:
    """The paths of the public routes; `prefix` is the path of the public URL, without a slash at its end."""

    prefix: str = ""

    @property
    def voice(self) -> str:
        return f"{self.prefix}/voice"

    @property
    def callbacks(self) -> str:
        return f"{self.prefix}/callback"

    def whisper(self, token: str) -> str:
        return f"{self.prefix}/voice/whisper/{token}"

    def of(self, side: Side) -> str:
        """Where a leg's own requests come in."""
        if side.whisper is not None:
            return self.whisper(side.whisper.token)
        return f"{self.callbacks}/{side.callback}" if side.callback else self.voice


def number_of(leg: Leg) -> Secret | None:
    """The number a caller calls from, where the carrier was told one: not withheld, not a SIP address, not a word."""
    try:
        number = parse_number(leg.caller)
    except BadNumberError:
        return None
    return None if number in WITHHELD else Secret(number)
