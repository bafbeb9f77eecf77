# ruff: noqa: SLF001 - this file is the one that touches the private parts of the library
"""The library, and all that is done with its private parts; nothing else in ivr touches them.

aiosipua is pinned, and tests/phone/test_phone_sip_contract.py holds it to every name used here. What it leaves out or does
wrongly is put right here and in the transports: INFO and REGISTER, calls that stay in its tables, a CANCEL that comes after the
answer, an answer that comes after a CANCEL, an answer by TCP that nobody acknowledges, an INVITE that brings our own tag along.
"""

import asyncio
import logging
from typing import Protocol

from aiosipua.dialog import Dialog, DialogState, dialog_matches
from aiosipua.incoming_call import IncomingCall
from aiosipua.message import SipRequest
from aiosipua.outgoing_call import OutgoingCall
from aiosipua.sdp import SdpMessage
from aiosipua.uac import SipUAC
from aiosipua.uas import SipUAS

from ivr.phone.sip.gate import way_to
from ivr.phone.sip.transactions import KEPT, Address
from ivr.phone.sip.transports import GuardedTransport

NAME = "ivr phone"
_ANY = ("0.0.0.0", "::")  # noqa: S104 - never bound to without a list of who may call

for _each in ("aiosipua", "aiortp"):  # what they tell is for their authors, and never for the terminal of ours
    logging.getLogger(_each).addHandler(logging.NullHandler())
    logging.getLogger(_each).propagate = False


class Hears(Protocol):
    """Who is told what the softphones of one transport do. A call is known by its Call-ID."""

    def knows(self, call_id: str) -> bool:
        """Whether there is such a call, on whatever transport."""
        ...

    def invited(self, call: IncomingCall, stack: "Stack") -> None: ...

    def invited_again(self, call: IncomingCall, stack: "Stack") -> None: ...

    def acknowledged(self, call_id: str, request: SipRequest) -> None:
        """By whoever got our answer: nobody else knows its tag."""
        ...

    def ended(self, call_id: str) -> None: ...

    def informed(self, call_id: str, request: SipRequest) -> None: ...

    def registered(self, request: SipRequest, source: Address, stack: "Stack") -> None: ...


class Stack:
    def __init__(self, transport: GuardedTransport, hears: Hears) -> None:
        self.transport = transport
        self._hears = hears
        self._uac = SipUAC(transport)
        self._uas = uas = SipUAS(transport, user_agent=NAME, uac=self._uac, retransmit_2xx=True)
        transport.refuse = self.refuse
        uas.on_invite = self._invited
        uas.on_reinvite = lambda call: hears.invited_again(call, self)
        uas.on_bye = lambda call, _: self._left(call)
        uas.on_cancel = lambda request, _: hears.ended(request.call_id or "")
        uas.on_ack_timeout = lambda call: hears.ended(call.call_id)
        handlers = uas._handlers
        self._library_invite, self._library_ack = handlers["INVITE"], handlers["ACK"]
        self._library_cancel = handlers["CANCEL"]
        handlers["INVITE"] = self._invite_came
        handlers["ACK"] = self._acknowledged
        handlers["CANCEL"] = self._cancelled
        handlers["INFO"] = self._informed
        handlers["REGISTER"] = lambda request, addr: hears.registered(request, addr, self)
        for method in ("REFER", "NOTIFY"):  # they would lead a call elsewhere
            del handlers[method]

    async def start(self) -> None:
        """Raises CannotListenError."""
        await self._uas.start()

    async def stop(self) -> None:
        await self._uas.stop()

    @property
    def remembered(self) -> int:
        """How many calls the library has in its tables."""
        return len(self._uas._calls) + len(self._uac._calls)

    # Calls to us.

    def hang_up(self, call: IncomingCall) -> None:
        call._stop_retransmissions()
        call.hangup()
        self.forget(call)

    def forget(self, call: IncomingCall) -> None:
        """Whatever of it the library still remembers or still sends."""
        call._stop_retransmissions()
        self._uas._calls.pop(call.call_id, None)
        self._uas._remove_invite_transaction(call.invite)

    def refuse(self, request: SipRequest, status: int, reason: str) -> None:
        """A request, and not the call it may belong to."""
        self._uas._send_error(request, status, reason)

    # Calls of ours.

    def ring(self, caller: str, contact: str, address: Address, offer: SdpMessage) -> OutgoingCall:
        """`caller` and `contact` are SIP addresses; the packet goes to `address`, whatever the contact says."""
        self._uac.advertised_addr = self.own_address(address)
        return self._uac.send_invite(caller, contact, address, offer, user_agent=NAME)

    def stop_ringing(self, call: OutgoingCall) -> None:
        """The library forgets the call at once. An answer may be on its way already, and has to be acknowledged."""
        if call.dialog.state is DialogState.EARLY:
            self._uac.send_cancel(call)
            self._uac._calls[call.call_id] = call
            asyncio.get_running_loop().call_later(KEPT, self._uac.remove_call, call.call_id)

    def let_go(self, call: OutgoingCall) -> None:
        """After an answer, wanted or not."""
        if call._answered.is_set():
            call.dialog.state = DialogState.CONFIRMED
            self._uac.send_bye(call.dialog, call.remote_addr)

    # Both.

    def own_address(self, theirs: Address) -> Address:
        """Ours, as they can reach it."""
        host, port = self.transport.local_addr
        return (way_to(theirs[0]), port) if host in _ANY else (host, port)

    async def is_there(self, dialog: Dialog, address: Address) -> bool:
        """Whether they answer when asked, and know of the call. Waits for as long as they are silent."""
        ours = self.own_address(address)
        question = dialog.create_request("OPTIONS", via_host=ours[0], via_port=ours[1])
        self.transport.send(question, address)
        return await self.transport.asking.wait(question) not in (408, 481)

    def _invite_came(self, request: SipRequest, addr: Address) -> None:
        """One that bears the name of a call belongs to it, once it is answered. The library would put any other in the place
        of that call, which nobody could end any more."""
        call, dialog = self._uas._find_dialog(request.call_id or "")
        answered = dialog is not None and (call is None or dialog.state is DialogState.CONFIRMED)
        if not answered and (dialog is not None or self._hears.knows(request.call_id or "")):
            self.refuse(request, 482, "Loop Detected")
        elif not answered and request.to_addr is not None and request.to_addr.tag:
            # of no call here (RFC 3261, 12.2.2); the library would make their tag its own, and they could acknowledge unheard
            self.refuse(request, 481, "Call/Transaction Does Not Exist")
        else:
            self._library_invite(request, addr)

    def _invited(self, call: IncomingCall) -> None:
        call.advertised_addr = self.own_address(call.source_addr)
        self._hears.invited(call, self)

    def _left(self, call: IncomingCall) -> None:
        """A BYE before the answer leaves the INVITE open (RFC 3261, 15.1.2)."""
        if not call._answered:
            call.reject(487)
        self._hears.ended(call.call_id)

    def _acknowledged(self, request: SipRequest, addr: Address) -> None:
        call = self._uas._calls.get(request.call_id or "")
        self._library_ack(request, addr)
        if call is not None and dialog_matches(call.dialog, request):
            self._hears.acknowledged(call.call_id, request)

    def _cancelled(self, request: SipRequest, addr: Address) -> None:
        """One that comes too late changes nothing (RFC 3261, 9.2)."""
        call = self._uas._calls.get(request.call_id or "")
        if call is not None and call.dialog.state is not DialogState.EARLY:
            self.refuse(request, 200, "OK")
            return
        self._library_cancel(request, addr)

    def _informed(self, request: SipRequest, addr: Address) -> None:
        del addr
        dialog = self._uas._find_dialog(request.call_id or "")[1]
        if dialog is None:
            self.refuse(request, 481, "Call/Transaction Does Not Exist")
        elif self._uas._validate_in_dialog(dialog, request):
            self.transport.send_reply(dialog.create_response(request, 200, "OK"))
            self._hears.informed(request.call_id or "", request)
