"""One softphone in a call with the carrier: its keys, its sound, its holding and unholding, and whether it is still there.

The same whoever called whom. Signalling is the business of who owns the conversation.
"""

import asyncio
from collections.abc import Awaitable, Callable

from aiosipua.incoming_call import IncomingCall

from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.textleg import TextLeg
from ivr.phone.sip.media import Media
from ivr.phone.sip.presses import Presses, Way
from ivr.phone.sip.stack import Stack
from ivr.phone.sip.terms import Terms, answer, offer, terms_of
from ivr.phone.ticker import Ticker
from ivr.sound.detecting import KeysHeard
from ivr.telephony.outcomes import CallStatus

SILENT_SECONDS = 30.0  # without any sound, after which a softphone is asked whether it is there
HELD_SECONDS = 3600.0  # the same for one that holds, and may well send nothing
REPLY_SECONDS = 8.0  # it may take to say so, which is four times asking

Trouble = Callable[[str], None]


class Conversation:
    """`gone` is set when the far end has let go; who holds the leg is told by its room's bell."""

    def __init__(self, media: Media, ticker: Ticker, trouble: Trouble, silent_seconds: float = SILENT_SECONDS) -> None:
        self.media = media
        self.gone = False
        self.talking = False
        self._ticker = ticker
        self._trouble = trouble
        self._silent_seconds = silent_seconds
        self._phone: TextLeg | None = None
        self._presses = Presses()
        self._tones = KeysHeard()
        self._versions = 1
        self._troubles = 0
        media.heard = self._heard
        media.pressed = lambda key: self.pressed(key, Way.EVENT)

    def held_by(self, phone: TextLeg) -> None:
        self._phone = phone
        if self.gone:
            phone.hang_up()

    def begin(self, terms: Terms) -> None:
        """They are heard. The leg is there by then."""
        if isinstance(self._phone, AudioLeg) and not self.talking:
            self.talking = True
            self.media.begin(self._phone.wire, terms, self._ticker)

    def confirm(self) -> None:
        """Sound both ways: they have shown that they hear us, and it may be said again."""
        if self.talking:
            self.media.confirm()

    def let_go(self) -> None:
        """This side ends it."""
        if self._phone is not None:
            self._phone.hang_up()

    def end(self) -> None:
        """May be said twice."""
        self.media.close()
        self.report()

    def hang_up(self) -> None:
        """The far end has let go, or was found to be gone."""
        self.gone = True
        if self._phone is not None:
            self._phone.hang_up()

    def refuse(self, status: CallStatus) -> None:
        """The far end does not want to be called, or cannot be."""
        self.gone = True
        if self._phone is not None:
            self._phone.refuse(status)

    def pressed(self, key: str, way: Way) -> None:
        phone, now = self._phone, asyncio.get_running_loop().time()
        if phone is not None and not phone.over and self._presses.counts(key, way, now):
            phone.key_down(key)

    def reply(self, call: IncomingCall, stack: Stack) -> None:
        """To an offer of theirs in the midst of a call: hold, unhold, another address. It holds from now on."""
        ours = (stack.own_address(call.source_addr)[0], self.media.address[1])
        theirs, terms = call.sdp_offer, terms_of(call.sdp_offer)
        self._versions += 1
        if theirs is None:
            call.accept(offer(ours, self._versions))
        elif terms is None:
            stack.refuse(call.invite, 488, "Not Acceptable Here")
        else:
            self.media.agree(terms)
            call.accept(answer(theirs, terms, ours, self._versions))

    async def watch(self, is_there: Callable[[], Awaitable[bool]]) -> None:
        """Until the softphone is found to be gone: silent for long, and without a reply when asked."""
        loop = asyncio.get_running_loop()
        media, asked_at = self.media, loop.time()
        while True:
            patience = HELD_SECONDS if media.held else self._silent_seconds
            left = max(media.heard_at, asked_at) + patience - loop.time()
            if left > 0:
                await asyncio.sleep(min(left, self._silent_seconds))
                continue
            asked_at = loop.time()
            try:
                async with asyncio.timeout(REPLY_SECONDS):
                    there = await is_there()
            except OSError:  # which a time-out is too; otherwise there is no way to it any more
                there = False
            if not there:
                self._trouble(
                    "A softphone is gone: no sound came from it, and no reply when it was asked. Its call is over."
                )
                self.hang_up()
                return

    def report(self) -> None:
        """What went wrong with the sound, each thing once."""
        phone = self._phone
        if isinstance(phone, AudioLeg):
            for each in phone.troubles[self._troubles :]:
                self._trouble(each)
            self._troubles = len(phone.troubles)

    def _heard(self, sound: bytes) -> None:
        phone = self._phone
        if not isinstance(phone, AudioLeg) or phone.over:
            return
        if not self._presses.deaf:
            for key in self._tones.hear(sound) or "":
                self.pressed(key, Way.TONE)
        phone.wire.hear(sound)
