"""A caller with a card in hand: types each detail when the carrier asks for it, and once more when it asks again.

A detail is typed when its prompt has been heard, with # after it where nothing else says that it is whole.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ivr.carrier.handsets.hand import Hand
from ivr.carrier.handsets.steps import Pay
from ivr.carrier.happenings import AskedToPay, Closed, StoppedPaying
from ivr.carrier.paying.cards import card_type
from ivr.carrier.paying.checks import whole_after
from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg
from ivr.twiml.paying import PayStep

_NAMES = {
    PayStep.CARD_NUMBER: "card",
    PayStep.EXPIRATION_DATE: "expires",
    PayStep.SECURITY_CODE: "code",
    PayStep.POSTAL_CODE: "postal",
    PayStep.ROUTING_NUMBER: "routing",
    PayStep.ACCOUNT_NUMBER: "account",
}
"""What a step of Twilio's is called in a script."""


@dataclass(slots=True)
class Payer:
    """`fail` raises. `waiting` is asked to lose patience while no payment has begun. Raises TooLateError for a caller who
    dials so slowly that the call is over meanwhile."""

    step: Pay
    phone: TextLeg
    fail: Callable[[str], None]
    waiting: Callable[[str], None]
    hand: Hand

    async def pay(self) -> None:
        """Until every detail of the step has been typed and none of them is asked for again."""
        left = {step for step, name in _NAMES.items() if getattr(self.step, name) is not None}
        begun = False
        while True:
            asked = self._asked()
            begun = begun or asked is not None
            if left:
                self._check(left, asked, begun=begun)
            elif self._is_done(asked):
                return
            if asked is not None and self._digits(asked) and self.phone.phase is Phase.LISTENING:
                if await self._type(asked):
                    left.discard(asked)
            else:
                await self.phone.room.change(None)

    def _asked(self) -> PayStep | None:
        """What the carrier is asking for now."""
        place = self._place()
        what = None if place is None else self.phone.room.log[place].what
        return PayStep(what.step) if isinstance(what, AskedToPay) else None

    def _place(self) -> int | None:
        """Where in the log it asks: the same detail may be asked for twice in a row."""
        for place in range(len(self.phone.room.log) - 1, -1, -1):
            happening = self.phone.room.log[place]
            if happening.leg == self.phone.name and isinstance(happening.what, AskedToPay | Closed | StoppedPaying):
                return place
        return None

    def _check(self, left: set[PayStep], asked: PayStep | None, *, begun: bool) -> None:
        what = "expected to be asked for " + ", ".join(name for step, name in _NAMES.items() if step in left)
        if not begun:
            self.waiting(what)
        elif asked is PayStep.PROCESSING:
            self.fail(f"{what}, but the payment is being processed")
        elif not self._paying():
            self.fail(f"{what}, but the payment is over")

    def _is_done(self, asked: PayStep | None) -> bool:
        """Of a detail that was typed and is refused more is to come; of one that the step does not have, nothing."""
        return not self._paying() or (asked is not None and self._digits(asked) is None)

    def _paying(self) -> bool:
        """Whether a Pay has begun and not ended, and the call goes on."""
        ours = [one.what for one in self.phone.room.log if one.leg == self.phone.name]
        marks = [what for what in ours if isinstance(what, AskedToPay | StoppedPaying)]
        return bool(marks) and isinstance(marks[-1], AskedToPay) and not self.phone.over

    def _digits(self, asked: PayStep) -> str | None:
        name = _NAMES.get(asked)
        digits: str | None = None if name is None else getattr(self.step, name)
        return digits

    async def _type(self, asked: PayStep) -> bool:
        """Whether the carrier waited long enough; it asks again where it did not."""
        digits = self._digits(asked) or ""
        card = None if self.step.card is None else card_type(self.step.card)
        whole = len(digits) == whole_after(asked, digits, card)
        place = self._place()
        in_time = await self.hand.press_once(digits if whole else f"{digits}#")
        while self._place() == place and not self.phone.over:
            await self.phone.room.change(None)
        return in_time
