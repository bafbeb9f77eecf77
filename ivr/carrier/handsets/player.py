"""An examiner who takes the steps of a script one after the other, and says where it stopped being true.

A script that cannot go on fails at once: it never hangs.
"""

from typing import assert_never

from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.handsets.failed import ScriptFailedError
from ivr.carrier.handsets.hand import Hand, TooLateError
from ivr.carrier.handsets.payer import Payer
from ivr.carrier.handsets.reader import Reader
from ivr.carrier.handsets.steps import (
    NOINPUT,
    HangUp,
    Hear,
    HearNot,
    Pay,
    Press,
    RingOf,
    Speak,
    Step,
    Text,
    TextNot,
    Wait,
)
from ivr.carrier.happenings import TOLERANCE, Listened, Unqueued
from ivr.carrier.hearing import Ear
from ivr.carrier.masking import mask_said
from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg
from ivr.carrier.transcript import Transcript
from ivr.source import Place
from ivr.telephony.keys import mask_keys

WRITING_SECONDS = 3.0  # after the end of a call
LONGEST_IN_LINE = 3600.0  # seconds
LONG_PAUSE = 2.0  # seconds; a shorter one outside a Gather is part of what the line says
_WAITING = (Phase.LISTENING, Phase.RECORDING)
_QUIET = (*_WAITING, Phase.RINGBACK, Phase.BRIDGED)


class Player:
    """Takes steps, and fails where one cannot be taken."""

    def __init__(self, phone: TextLeg, dialling: Dialling) -> None:
        self._phone = phone
        self._room = phone.room
        self._ear = Ear(phone)
        self._reader = Reader(phone)
        self._hand = Hand(phone, dialling, self._acts)
        self._rung = 0

    def fail(self, place: Place, expectation: str) -> None:
        raise ScriptFailedError(place, expectation, str(Transcript(self._room))) from None

    async def take(self, step: Step) -> None:
        """Raises ScriptFailedError."""
        match step:
            case Hear() | HearNot() | Text() | TextNot():
                await self._notice(step)
            case Press():
                await self._press(step)
            case Speak():
                await self._speak(step)
            case Wait():
                await self._wait(step)
            case HangUp():
                self._hang_up(step)
            case RingOf():
                await self._ring_of(step)
            case Pay():
                await self._pay(step)
            case _:
                assert_never(step)

    async def _notice(self, step: Hear | HearNot | Text | TextNot) -> None:
        match step:
            case Hear():
                await self._hear(step)
            case HearNot():
                await self._hear_not(step)
            case Text():
                await self._text(step)
            case TextNot():
                await self._text_not(step)
            case _:
                assert_never(step)

    async def _hear(self, step: Hear) -> None:
        what = f'expected to hear "{self._printable(step.text)}"'
        answered = self._room.time() if self._phone.answered_at is None else self._phone.answered_at
        until = None if step.within is None else answered + step.within
        await self._listen(step.place, what, self._phone, self._ear, step.text, until)

    async def _listen(self, place: Place, what: str, leg: TextLeg, ear: Ear, text: str, until: float | None) -> None:
        patience = _Patience(leg)
        while True:
            now = self._room.time()
            found = ear.find(text)
            if found is not None and found.at <= now + TOLERANCE:
                ear.mark = found.after
                return
            if until is not None and now >= until - TOLERANCE:
                self.fail(place, f"{what} by now, and it has not been said")
            if found is None:
                self._give_up(place, what, leg, patience if until is None else None)
            ends = [at for at in (until, None if found is None else found.at) if at is not None]
            await self._room.change(min(ends) - now if ends else None)

    def _give_up(self, place: Place, what: str, leg: TextLeg, patience: "_Patience | None") -> None:
        if leg.over:
            self.fail(place, f"{what}, but the call is over")
        if patience is not None and patience.exhausted():
            self.fail(place, f"{what}, but the line said everything, waited, and spoke again without it")

    async def _hear_not(self, step: HearNot) -> None:
        while True:
            now = self._room.time()
            found = self._ear.find(step.text)
            if found is not None and found.at <= now + TOLERANCE:
                self.fail(step.place, f'expected not to hear "{self._printable(step.text)}"')
            if self._phone.phase in _QUIET or self._phone.over:
                break
            await self._room.change(None if found is None else found.at - now)
        self._ear.forget()

    async def _press(self, step: Press) -> None:
        what = f"expected to press {mask_keys(step.keys)}"
        if step.after_prompt:
            await self._quiet(step.place, what)
        if self._phone.over:
            self.fail(step.place, f"{what}, but the call is over")
        try:
            await self._hand.press(step.keys)
        except TooLateError as error:
            self.fail(step.place, f"{what}, but {error}")

    async def _speak(self, step: Speak) -> None:
        what = f'expected to say "{mask_said(step.text)}"'
        if step.after_prompt:
            await self._quiet(step.place, what)
        if self._phone.over:
            self.fail(step.place, f"{what}, but the call is over")
        try:
            await self._hand.say(step.text)
        except TooLateError as error:
            self.fail(step.place, f"{what}, but {error}")

    async def _wait(self, step: Wait) -> None:
        if step.seconds is NOINPUT:
            await self._noinput(step.place)
        elif isinstance(step.seconds, float | int):
            await self._quiet(step.place, f"expected {step.seconds:g} s of silence", LONG_PAUSE)
            self._waits()
            await self._phone.stay(step.seconds)

    async def _noinput(self, place: Place) -> None:
        what = "expected the line to wait for keys"
        while self._phone.phase not in _WAITING:
            if self._phone.over:
                self.fail(place, f"{what}, but the call is over")
            await self._room.change(None)
        self._waits()
        while self._phone.phase in _WAITING:
            await self._room.change(None)

    async def _quiet(self, place: Place, what: str, pause: float | None = None) -> None:
        """Until all prompts have ended; a pause of `pause` seconds or more counts as their end."""
        while self._phone.phase not in _QUIET:
            pausing = self._phone.phase is Phase.PAUSING
            if pausing and pause is not None and self._phone.pausing_for >= pause:
                return
            if self._phone.over:
                self.fail(place, f"{what}, but the call is over")
            await self._room.change(None)

    def _hang_up(self, step: HangUp) -> None:
        if self._phone.over:
            self.fail(step.place, "expected the caller to hang up, but the call is over")
        self._acts()
        self._phone.hang_up()

    async def _pay(self, step: Pay) -> None:
        patience = _Patience(self._phone)

        def fail(what: str) -> None:
            self.fail(step.place, what)

        def give_up(what: str) -> None:
            self._give_up(step.place, what, self._phone, patience)

        try:
            await Payer(step, self._phone, fail, give_up, self._hand).pay()
        except TooLateError as error:
            fail(f"expected to pay, but {error}")

    async def _text(self, step: Text) -> None:
        what = f'expected a text with "{self._printable(step.text)}"' + (f" to {step.to}" if step.to else "")
        patience = _Patience(self._phone)
        while (place := self._reader.find(step)) is None:
            if self._left_to_write() <= TOLERANCE:
                self.fail(step.place, f"{what}, but the call is over")
            if not self._phone.over:
                self._give_up(step.place, what, self._phone, patience)
            await self._room.change(self._left_to_write() if self._phone.over else None)
        self._reader.read(place)

    async def _text_not(self, step: TextNot) -> None:
        while self._phone.phase not in _QUIET and self._left_to_write() > TOLERANCE:
            await self._room.change(self._left_to_write() if self._phone.over else None)
        if self._reader.find(step) is not None:
            self.fail(step.place, f'expected no text with "{self._printable(step.text)}"')

    def _left_to_write(self) -> float:
        """Seconds in which a text may still come: a line may send one when it hears that the call is over."""
        ended = self._phone.ended_at
        return WRITING_SECONDS if ended is None else ended + WRITING_SECONDS - self._room.time()

    async def _ring_of(self, step: RingOf) -> None:
        leg = await self._answering(step)
        ear = Ear(leg)
        if step.whisper is not None:
            what = f'expected {step.name} to hear "{self._printable(step.whisper)}"'
            await self._listen(step.place, what, leg, ear, step.whisper, None)
        if step.press is not None:
            await self._press_there(step, leg, step.press)
        self._ear.forget()

    async def _answering(self, step: RingOf) -> TextLeg:
        """The next leg to that number that no earlier step has used, once it is answered."""
        patience = _Patience(self._phone)
        what = f"expected {step.name} to answer"
        while True:
            for index, leg in enumerate(self._room.legs[self._rung + 1 :], self._rung + 1):
                if leg.number == step.number and leg.answered:
                    self._rung = index
                    return leg
            self._give_up(step.place, what, self._phone, patience)
            await self._room.change(None)

    async def _press_there(self, step: RingOf, leg: TextLeg, keys: str) -> None:
        while step.whisper is None and leg.phase is not Phase.LISTENING and not leg.over:
            await self._room.change(None)
        if leg.over:
            self.fail(step.place, f"expected {step.name} to press {mask_keys(keys)}, but that leg is over")
        await leg.press(keys)

    def _acts(self) -> None:
        """What is heard and read from now on counts."""
        self._ear.forget()
        self._reader.forget()

    def _waits(self) -> None:
        self._acts()
        self._hand.acted()

    def _printable(self, text: str) -> str:
        return Transcript(self._room).masked(text)


class _Patience:
    """The line may listen in vain once while words are awaited; the second time it has had its chance. Whoever waits in a
    queue is listened to all the while, and waits for as long as anybody would."""

    def __init__(self, leg: TextLeg) -> None:
        self._leg = leg
        self._from = len(leg.room.log)
        self._began = leg.room.time()
        self._already = leg.phase is Phase.LISTENING

    def exhausted(self) -> bool:
        room, name = self._leg.room, self._leg.name
        if name in room.queued:
            return room.time() - self._began > LONGEST_IN_LINE
        mine = [one.what for one in room.log[self._from :] if one.leg == name]
        if any(isinstance(what, Unqueued) for what in mine):  # out of the line again: it may begin anew
            self._from, self._already = len(room.log), False
            return False
        return sum(isinstance(what, Listened) for what in mine) + self._already >= 2
