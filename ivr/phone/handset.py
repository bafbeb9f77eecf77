"""A browser's telephone: it places calls, is plugged in to be rung, and holds one leg at a time.

While it is idle, a caller's telephone answers the number it calls from, so that call-backs reach it; a representative's
answers the number it was told to.
"""

from dataclasses import dataclass, field
from typing import assert_never

import structlog

from ivr.carrier.audio import Audio
from ivr.carrier.naming import RESERVED
from ivr.carrier.network import Call
from ivr.carrier.textleg import TextLeg
from ivr.phone.errands import Errands
from ivr.phone.house import House
from ivr.phone.live import Live
from ivr.phone.masked import Masked
from ivr.phone.messages import Dial, HangUp, Message, PickUp, Press, Represent, Said, Sound
from ivr.phone.outbox import Outbox
from ivr.phone.switchboard import Plug
from ivr.service.trace import fault_of
from ivr.telephony.outcomes import CallStatus

_log = structlog.get_logger()


class BrowserHandset:
    """Made by a socket that has opened, and `vanish`es with it."""

    def __init__(self, house: House, outbox: Outbox, errands: Errands) -> None:
        self._house = house
        self._outbox = outbox
        self._errands = errands
        self._live: Live | None = None
        self._placing: _OwnCall | None = None
        self._gone = False
        self._plug = self._plug_in("", frozenset({house.caller}))

    # For whoever rings it.

    def audio(self) -> Audio:
        return self._house.studio.audio()

    async def hold(self, phone: TextLeg) -> None:
        """A second one that rings is turned away: two numbers may have been rung here at once."""
        if self._gone:
            phone.hang_up()
        elif self.busy():
            phone.refuse(CallStatus.BUSY)
        else:
            await self._follow(phone)

    def busy(self) -> bool:
        return self._placing is not None or (self._live is not None and not self._live.phone.over)

    # For the page.

    def obey(self, message: Message) -> None:
        match message:
            case Dial():
                self._dial(message)
            case Represent(number=number, name=name):
                own = name if name.lower() not in RESERVED else ""
                self._plug_anew(own, None if number is None else frozenset({number}))
            case Said(text=text):
                self._say(text)
            case Sound(sound=sound):
                if self._live is not None:
                    self._live.hear(sound)
            case PickUp() | HangUp() | Press():
                self._by_hand(message)
            case _:
                assert_never(message)

    def _by_hand(self, message: PickUp | HangUp | Press) -> None:
        phone = None if self._live is None or self._live.phone.over else self._live.phone
        match message:
            case PickUp():
                if phone is not None and not phone.answered:
                    phone.pick_up()
            case HangUp():
                self._decline()
                self._hang_up()
            case Press(key=key):
                if phone is not None and phone.answered:
                    phone.key_down(key)
            case _:
                assert_never(message)

    def vanish(self) -> None:
        """Nobody holds it any more."""
        self._gone = True
        self._house.switchboard.unplug(self._plug)
        self._house.listed.vanished(self)
        self._hang_up()

    def _decline(self) -> None:
        """Who refuses a call that rings here is told of as busy: so are Twilio's own telephones in browsers and apps, as
        their users see it; it is documented nowhere."""
        live = self._live
        if live is not None and live.rung and not live.phone.answered:
            live.phone.refuse(CallStatus.BUSY)

    def _hang_up(self) -> None:
        if self._placing is not None:
            self._placing.given_up = True
        if self._live is not None:
            self._live.phone.hang_up()

    def _say(self, text: str) -> None:
        phone = None if self._live is None else self._live.phone
        if phone is not None and phone.answered and not phone.over and text.strip():
            self._errands.begin(phone.speak(text.strip()))

    def _dial(self, dial: Dial) -> None:
        if self.busy():
            self._outbox.send("trouble", text="This telephone is in a call already.")
            return
        caller = dial.caller or self._house.caller
        self._plug_anew("", frozenset({caller}))
        self._placing = _OwnCall(self)
        self._errands.begin(self._place(self._placing, caller, dial.called))

    async def _place(self, own: "_OwnCall", caller: str, called: str | None) -> None:
        try:
            call = await self._house.exchange.call(own, caller, called)
        except Exception as error:  # noqa: BLE001 - whatever it was, the page must not wait for ever
            _log.error("phone_call_broke", fault=fault_of(error))
            self._broke(own)
        else:
            self._ended(own, call)
        finally:
            if self._placing is own:
                self._placing = None

    def _broke(self, own: "_OwnCall") -> None:
        if self._is_shown(own):
            self._outbox.send("trouble", text="The call broke off: this program has a fault. Its log names it.")
            seconds = 0.0 if own.live is None else own.live.phone.seconds
            self._outbox.send("ended", how="an error", seconds=seconds, recordings=[], saved=None)

    def _ended(self, own: "_OwnCall", call: Call) -> None:
        saved = self._house.kept(call)
        if self._is_shown(own):
            self._tell_noted(call)
            heard = [one for one in call.recordings if one.sound]
            if not self._gone:
                self._house.listed.show(self, heard)
            recordings = [{"url": f"/recordings/{one.sid}.wav", "seconds": one.seconds} for one in heard]
            self._outbox.send(
                "ended", how=str(call.ended), seconds=round(call.seconds, 1), recordings=recordings, saved=saved
            )

    def _tell_noted(self, call: Call) -> None:
        """What the carrier's debugger would show: why a sound was not played, or a document not followed."""
        if call.debugger:
            masked = Masked(call.legs[0].room)
            noted = "; ".join(map(masked.noted, call.debugger))
            self._outbox.send("trouble", text=f"The carrier notes: {noted}.")

    def _is_shown(self, own: "_OwnCall") -> bool:
        """Whether the page is still about this call: another may have begun while the line thought about the last."""
        return self._placing is own or (own.live is not None and own.live is self._live)

    async def answer_own(self, own: "_OwnCall", phone: TextLeg) -> None:
        if self._placing is own:
            self._placing = None
        if self._gone or own.given_up:
            phone.hang_up()
        await self._follow(phone, own)

    async def _follow(self, phone: TextLeg, own: "_OwnCall | None" = None) -> None:
        if self._live is not None:
            self._live.mute()
        self._live = live = Live(phone, self._house, self._outbox)
        if own is not None:
            own.live = live
        await live.follow()

    # For the switchboard.

    def _plug_anew(self, name: str, numbers: frozenset[str] | None) -> None:
        self._house.switchboard.unplug(self._plug)
        self._plug = self._plug_in(name, numbers)

    def _plug_in(self, name: str, numbers: frozenset[str] | None) -> Plug:
        plug = Plug(name, self, self.busy, numbers)
        self._house.switchboard.plug_in(plug)
        return plug


@dataclass(slots=True, eq=False)
class _OwnCall:
    """The handset of one call that this telephone places: any other leg that comes meanwhile rings it."""

    telephone: BrowserHandset = field(repr=False)
    live: Live | None = field(default=None, repr=False)
    given_up: bool = False

    def audio(self) -> Audio:
        return self.telephone.audio()

    async def hold(self, phone: TextLeg) -> None:
        await self.telephone.answer_own(self, phone)
