"""A caller for a day: what is keyed, how long the patience lasts, and where the call came to in the end."""

import random
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from ivr.carrier.happenings import Bridged, Queued, RangOut
from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg
from ivr.rehearsal.day_line import ASKS_FOR_THE_NUMBER, CALLS_BACK, OFFERS_A_CALL

CALLED_BACK_AFTER = 6.0
"""Seconds a telephone rings until somebody who is called back answers."""
MESSAGE = "Please call me about my bill, thank you."
ASKS_WHETHER_THE_NUMBER_IS_RIGHT = "We can call you at the number"


class Wish(Enum):
    """What somebody in line does who has heard what else could be done."""

    WAIT = ""
    CALL_BACK = "1"
    MESSAGE = "2"


class Answers(StrEnum):
    """What becomes of a call back."""

    TALKS = "1"
    DECLINES = "2"
    MACHINE = ""
    NOT_THERE = "nobody picks up"


class End(StrEnum):
    """How it ended for a caller. All but `dropped` are ends that the caller or the author wanted."""

    TALKED = "talked to somebody"
    CALLED_BACK = "called back, and talked"
    DECLINED = "called back, and needed nothing more"
    TEXTED = "called back in vain, and told so in a text"
    MESSAGE = "left a message"
    HUNG_UP = "hung up by choice"
    DROPPED = "dropped"


@dataclass(slots=True)
class Caller:
    """A handset for the call, and for the call back. `patience` is in seconds from being answered, of each call."""

    number: str
    account: str = field(repr=False)
    at: float
    reason: str
    patience: float
    wish: Wish
    answers: Answers
    legs: list[TextLeg] = field(default_factory=list)
    gave_up: bool = False

    async def hold(self, phone: TextLeg) -> None:
        self.legs.append(phone)
        while not phone.answered and not phone.over:
            await phone.room.change(None)
        answered, heard = phone.room.time(), 0
        while not phone.over:
            left = answered + self.patience - phone.room.time()
            if left <= 0 and phone.phase is not Phase.BRIDGED:
                self.gave_up = True
                phone.hang_up()
            elif phone.phase is Phase.LISTENING:
                words, heard = " ".join(one.text for one in phone.heard[heard:]), len(phone.heard)
                await phone.press(self._keys(words))
            elif phone.phase is Phase.RECORDING:
                await phone.speak(MESSAGE)
                await phone.press("#")
            await phone.room.change(None if phone.phase is Phase.BRIDGED else max(left, 0))

    def _keys(self, words: str) -> str:
        """What is answered to words after which the line listens."""
        if ASKS_FOR_THE_NUMBER in words:
            return self.account
        if OFFERS_A_CALL in words:
            return self.wish.value
        if ASKS_WHETHER_THE_NUMBER_IS_RIGHT in words:
            return "1"
        if CALLS_BACK in words:
            return self.answers.value
        return self.reason if "Welcome" in words else ""

    # -- what came of it ----------------------------------------------------------------------------------------------

    def talked(self) -> bool:
        """On the last call."""
        return bool(self.legs) and bool(_times(self.legs[-1], Bridged))

    def times_asked(self) -> int:
        """For the account number, on all calls together."""
        return sum(ASKS_FOR_THE_NUMBER in heard.text for leg in self.legs for heard in leg.heard)

    def waited(self) -> float | None:
        """Seconds from when somebody was first looked for until the talk; None where there was none on the first call."""
        talked = _times(self.legs[0], Bridged) if self.legs else []
        return talked[0] - min(_times(self.legs[0], Queued, RangOut)) if talked else None


def caller_of(rng: random.Random, place: int, at: float) -> Caller:
    """The one who calls as number `place` of the day, from a telephone and about an account that nobody else has."""
    return Caller(
        number=f"+1{_AREAS[place // 10000]}555{place % 10000:04}",
        account=f"84{place:06}",
        at=at,
        reason=rng.choice("1112233"),
        patience=max(60.0, rng.expovariate(1 / 1200)),
        wish=rng.choices(list(Wish), (70, 20, 10))[0],
        answers=rng.choices(list(Answers), (70, 10, 10, 10))[0],
    )


_AREAS = (212, 310, 415, 617, 718)


def _times(leg: TextLeg, *kinds: type) -> list[float]:
    return [one.at for one in leg.room.log if one.leg == leg.name and isinstance(one.what, kinds)]
