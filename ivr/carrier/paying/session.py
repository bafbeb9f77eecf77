"""One Pay from its first prompt to its result, with a status callback for each attempt of each step.

Source: Twilio, Pay. Inferred: attempts count for each step on its own; the callback is sent when an attempt is over and
says what was wrong with it, at the beginning of the processing, and once more with the result.
"""

import asyncio
from dataclasses import dataclass, field

from ivr.carrier.office import Stage
from ivr.carrier.paying.checks import check
from ivr.carrier.paying.collecting import StarredError, collect, play_prompt, until_star
from ivr.carrier.paying.connectors import Payments
from ivr.carrier.paying.prompts import Situation, wants_matching
from ivr.carrier.paying.reports import tell
from ivr.carrier.paying.results import PayResult, Settled, settle
from ivr.carrier.paying.terms import connector_of, payment_of, refusal, steps
from ivr.carrier.paying.wallet import Wallet
from ivr.carrier.racing import first_of
from ivr.carrier.readings import PayAttempts, PayHangUp
from ivr.twiml.paying import Pay, PayError, PayStep


@dataclass(slots=True)
class Session:
    """`coming` is how the connector has decided, and when its answer is due, in seconds of the clock."""

    pay: Pay
    stage: Stage
    wallet: Wallet
    coming: tuple[Settled, float] | None = None
    _at: tuple[PayStep, int] = field(default=(PayStep.CARD_NUMBER, 1))

    @property
    def payments(self) -> Payments:
        return self.stage.office.payments

    async def run(self) -> Settled:
        """Raises LegGoneError."""
        call = self.stage.who.call
        refused = refusal(self.pay, self.payments, call)
        if refused is not None:
            return self._refuse(*refused)
        self.payments.sessions.add(call)
        try:
            settled = await self._steps()
        except StarredError:
            settled = Settled(PayResult.STAR)
        except asyncio.CancelledError:
            self.stage.leg.stops_paying("interrupted")  # a new document for this call; nobody is told
            raise
        finally:
            self.payments.sessions.discard(call)
        return self._end(settled)

    async def hung_up(self) -> Settled:
        """How it ends for a caller who is gone. What the connector was already asked may yet come to its end."""
        settled = Settled(PayResult.HUNG_UP)
        if self.coming is not None and self.stage.office.readings.pay_hang_up is PayHangUp.OUTCOME:
            settled, due = self.coming
            await self.stage.office.room.sleep(max(due - self.stage.office.room.time(), 0.0))
        return self._end(settled)

    def _refuse(self, code: int, message: str) -> Settled:
        self.stage.office.fail(code, message, self.stage.base)
        self._at = (next(steps(self.pay)), 1)
        error = PayError.SESSION_IN_PROGRESS if code == 64021 else None
        return self._end(Settled(PayResult.VALIDATION_ERROR, error=message, code=code), error)

    async def _steps(self) -> Settled:
        for step in steps(self.pay):
            if not await self._captured(step):
                return Settled(PayResult.TOO_MANY_ATTEMPTS)
        return await self._processed()

    async def _captured(self, step: PayStep) -> bool:
        retries = self.stage.office.readings.pay_attempts is PayAttempts.RETRIES
        error: PayError | None = None
        for attempt in range(1, self.pay.max_attempts + retries + 1):
            self._at = (step, attempt)
            error = await self._attempt(Situation(step, attempt, error, self.wallet.card_type()))
            tell(self.pay, self.stage, self._at, error, self.wallet.parameters())
            if error is None:
                return True
        return False

    async def _attempt(self, situation: Situation) -> PayError | None:
        digits = await collect(self.pay, situation, self.stage)
        if digits is None:
            return PayError.INPUT_TIMEOUT
        error = check(situation.step, digits, self.pay, situation.card, self.stage.office.clock.now())
        if error is None and wants_matching(self.pay, situation.step):
            error = await self._matched(situation, digits)
        if error is None:
            self.wallet.keep(situation.step, digits)
        return error

    async def _matched(self, situation: Situation, digits: str) -> PayError | None:
        once_more = Situation(situation.step, situation.attempt, None, situation.card, again=True)
        second = await collect(self.pay, once_more, self.stage)
        if second is None:
            return PayError.INPUT_TIMEOUT
        return None if second == digits else PayError.NOT_MATCHING

    async def _processed(self) -> Settled:
        payment = payment_of(self.pay, self.wallet)
        number = self.payments.note(payment)
        answer = connector_of(self.pay, self.payments).decide(payment)
        settled = settle(answer, payment.amount, number)
        self._at = (PayStep.PROCESSING, 1)
        tell(self.pay, self.stage, self._at, None, self.wallet.parameters())
        self.stage.leg.asks_to_pay(PayStep.PROCESSING.value)
        due = self.stage.office.room.time() + answer.seconds
        self.coming = settled, due
        await first_of(until_star(self.stage), self._wait(due))
        if settled.code is not None:
            self.stage.office.fail(settled.code, self.wallet.cleaned(settled.error), self.stage.base)
        return settled

    async def _wait(self, due: float) -> None:
        """The prompt is heard while the connector works, and to its end."""
        await play_prompt(self.pay, Situation(PayStep.PROCESSING, card=self.wallet.card_type()), self.stage)
        left = due - self.stage.office.room.time()
        if left > 0:
            await self.stage.leg.pause(left)

    def _end(self, settled: Settled, error: PayError | None = None) -> Settled:
        self.stage.leg.stops_paying(settled.result.value)
        tell(self.pay, self.stage, self._at, error, settled.parameters(self.wallet))
        return settled
