"""A softphone that has registered, as a telephone on the switchboard: it rings, is picked up or refused, and talks.

It is rung where its registration came from, and nowhere else.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from aiosipua.incoming_call import IncomingCall
from aiosipua.outgoing_call import OutgoingCall

from ivr.carrier.audio import Audio
from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.textleg import TextLeg
from ivr.phone.sip.conversation import Conversation
from ivr.phone.sip.stack import Stack
from ivr.phone.sip.terms import offer, terms_of
from ivr.phone.sip.transactions import Address
from ivr.phone.studio import Studio
from ivr.telephony.outcomes import CallStatus


@dataclass(frozen=True, slots=True)
class Contact:
    """How a registered softphone is reached."""

    user: str
    uri: str
    address: Address
    stack: Stack


class Ringing:
    """One call of ours to a softphone, until either side lets go."""

    def __init__(self, contact: Contact, phone: AudioLeg, conversation: Conversation) -> None:
        self._contact = contact
        self._phone = phone
        self.conversation = conversation
        host, port = self._ours()
        caller = quote(phone.display.caller_id, safe="+") or "line"
        self.call = contact.stack.ring(
            f"sip:{caller}@{_bracketed(host)}:{port}",
            contact.uri,
            contact.address,
            offer((host, conversation.media.address[1])),
        )
        self.call.on_answer = self._picked_up
        self.call.on_rejected = lambda _, status, __: conversation.refuse(meaning(status))

    async def until_over(self) -> None:
        phone, talk = self._phone, self.conversation
        talk.held_by(phone)
        watch = asyncio.create_task(self._watch())
        try:
            while not phone.over:
                await phone.room.change(None)
        finally:
            watch.cancel()
            if not talk.gone:
                self._let_go()
            talk.end()

    def offered_again(self, call: IncomingCall) -> None:
        """A re-INVITE from their side."""
        self.conversation.reply(call, self._contact.stack)

    def far_end_hung_up(self) -> None:
        self.conversation.hang_up()

    async def _watch(self) -> None:
        await self._phone.room.until(lambda: self.conversation.talking)
        call, stack = self.call, self._contact.stack
        await self.conversation.watch(lambda: stack.is_there(call.dialog, call.remote_addr))

    def _picked_up(self, call: OutgoingCall) -> None:
        terms = terms_of(call.sdp_answer)
        if self.conversation.gone or self._phone.over or terms is None:
            self._contact.stack.let_go(call)
            self.conversation.refuse(CallStatus.FAILED)
            return
        self.conversation.begin(terms)
        self.conversation.confirm()  # who answers an INVITE of ours has got it
        self._phone.pick_up()

    def _let_go(self) -> None:
        self.conversation.gone = True
        if self.conversation.talking:
            self._contact.stack.let_go(self.call)
        else:
            self._contact.stack.stop_ringing(self.call)

    def _ours(self) -> Address:
        return self._contact.stack.own_address(self._contact.address)


class Softphone:
    """The handset of a registration. `calls` counts those it is in, whoever called."""

    def __init__(self, contact: Contact, studio: Studio, ring: "Ring") -> None:
        self.contact = contact
        self.calls = 0
        self._studio = studio
        self._ring = ring

    @property
    def busy(self) -> bool:
        return self.calls > 0

    def audio(self) -> Audio:
        return self._studio.audio()

    async def hold(self, phone: TextLeg) -> None:
        if isinstance(phone, AudioLeg) and self.contact.stack.transport.reaches(self.contact.address):
            await self._ring(self, phone)
        else:
            phone.hang_up()


Ring = Callable[[Softphone, AudioLeg], Awaitable[None]]


def meaning(status: int) -> CallStatus:
    """Of a refusal. Busy is what Twilio calls 486 and 600 (errors 31486 and 31600). The rest is documented nowhere: who is
    not there or does not want to be did not answer, and anything else went wrong."""
    if status in (486, 600):
        return CallStatus.BUSY
    return CallStatus.NO_ANSWER if status in (408, 480, 487, 603) else CallStatus.FAILED


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
