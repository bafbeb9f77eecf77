"""A softphone that calls the line: 180 while the line is asked, 200 when it answers, 486 or 603 when it does not."""

import asyncio

from aiosipua.incoming_call import IncomingCall
from aiosipua.sdp import parse_sdp

from ivr.carrier.audio import Audio
from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.textleg import TextLeg
from ivr.phone.sip.conversation import Conversation
from ivr.phone.sip.stack import Stack
from ivr.phone.sip.terms import EVENTS, PCMU, Terms, answer, offer, terms_of
from ivr.phone.studio import Studio
from ivr.telephony.outcomes import CallStatus

_NOWHERE_YET = Terms(("0.0.0.0", 0), PCMU, EVENTS)  # noqa: S104 - where sound goes before they said where

LAST_WORD_SECONDS = 0.12  # what a softphone's buffer may hold; a BYE at once would cut it off


class Caller:
    """The handset of one incoming call, and its signalling."""

    def __init__(self, call: IncomingCall, stack: Stack, conversation: Conversation, studio: Studio) -> None:
        self.call = call
        self.conversation = conversation
        self._stack = stack
        self._studio = studio
        self._terms = terms_of(call.sdp_offer)

    def audio(self) -> Audio:
        return self._studio.audio()

    async def hold(self, phone: TextLeg) -> None:
        talk = self.conversation
        talk.held_by(phone)
        watch: asyncio.Task[None] | None = None
        try:
            while not phone.over:
                if phone.answered and watch is None:
                    self._answer()
                    watch = asyncio.create_task(talk.watch(self._is_there))
                if isinstance(phone, AudioLeg):
                    talk.report()
                await phone.room.change(None)
            if talk.talking and not talk.gone:
                await asyncio.sleep(LAST_WORD_SECONDS)
        finally:
            if watch is not None:
                watch.cancel()
            self._let_go()

    def ended(self, status: CallStatus) -> None:
        """The call is over for the carrier. Who was never answered is told why not."""
        if not self.conversation.talking and not self.conversation.gone:
            self.refuse(486 if status is CallStatus.BUSY else 603)

    def refuse(self, status: int) -> None:
        """Unless it has been answered, or is gone."""
        if not self.conversation.talking and not self.conversation.gone:
            self.conversation.gone = True
            self.call.reject(status)

    def far_end_hung_up(self) -> None:
        self.conversation.hang_up()

    def offered_again(self, call: IncomingCall) -> None:
        """A re-INVITE."""
        self.conversation.reply(call, self._stack)

    def acknowledged(self, body: str) -> None:
        """By whoever got our reply, since only that has the tag of ours. Their terms may come in the ACK, where the INVITE
        had none."""
        terms = terms_of(parse_sdp(body)) if body and self._terms is None else None
        if terms is not None:
            self._terms = terms
            self.conversation.media.agree(terms)
        self.conversation.confirm()

    def _answer(self) -> None:
        media = self.conversation.media
        ours = (self._stack.own_address(self.call.source_addr)[0], media.address[1])
        theirs, terms = self.call.sdp_offer, self._terms
        if theirs is None or terms is None:
            self.call.accept(offer(ours))
        else:
            self.call.accept(answer(theirs, terms, ours, 1))
        self.conversation.begin(terms or _NOWHERE_YET)

    def close(self) -> None:
        """Nothing of it is left after this, however it ended."""
        self._let_go()
        self._stack.forget(self.call)

    def _let_go(self) -> None:
        talk = self.conversation
        if talk.talking and not talk.gone:
            talk.gone = True
            self._stack.hang_up(self.call)
        talk.end()

    async def _is_there(self) -> bool:
        return await self._stack.is_there(self.call.dialog, self.call.source_addr)
