"""The SIP endpoint: a port that any softphone of this machine can call, register at, and be rung by.

UDP and TCP on one port, one table of calls for both. Nobody else's call suffers from what one softphone does.
"""

import asyncio
from collections.abc import Sequence
from ipaddress import ip_address
from types import TracebackType
from typing import Self
from urllib.parse import unquote

import structlog
from aiosipua.headers import parse_uri
from aiosipua.incoming_call import IncomingCall
from aiosipua.message import SipRequest

from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.network import CALLER
from ivr.phone.exchange import Exchange
from ivr.phone.listening import CannotListenError
from ivr.phone.sip.caller import Caller
from ivr.phone.sip.conversation import SILENT_SECONDS, Conversation, Trouble
from ivr.phone.sip.gate import Gate
from ivr.phone.sip.info import key_in
from ivr.phone.sip.legible import SDP
from ivr.phone.sip.media import Media
from ivr.phone.sip.presses import Way
from ivr.phone.sip.registrar import NumberOf, Registrar
from ivr.phone.sip.softphone import Contact, Ringing, Softphone
from ivr.phone.sip.stack import Stack
from ivr.phone.sip.terms import terms_of
from ivr.phone.sip.transactions import Address
from ivr.phone.sip.transports import Datagrams, GuardedTransport, Streams
from ivr.phone.studio import Studio
from ivr.phone.switchboard import Switchboard
from ivr.phone.ticker import Ticker
from ivr.service.trace import fault_of
from ivr.telephony.numbers import BadNumberError, parse_number
from ivr.telephony.outcomes import CallStatus

MOST_CALLS = 200
TRIES = 20  # for a port that is free for both, where any will do
GOODBYE_SECONDS = 2.0  # for all calls together to end when the endpoint does

_log = structlog.get_logger()


def _nobody(user: str) -> str | None:
    del user
    return None


def _unheard(text: str) -> None:
    del text


class SipEndpoint:
    """Used as `async with`, on the loop of its exchange. Empty `allow` lets this machine alone in. `number_of` says which
    number a registered user answers, by its name or number; `trouble` is told what people should know, a sentence each."""

    def __init__(  # noqa: PLR0913 - what a telephone is put together from
        self,
        bind: str,
        port: int,
        exchange: Exchange,
        switchboard: Switchboard,
        studio: Studio,
        ticker: Ticker,
        allow: Sequence[str] = (),
        *,
        number_of: NumberOf = _nobody,
        trouble: Trouble = _unheard,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        """Raises CannotListenError for an address that is open to others when nobody said to whom."""
        self.address: Address = (bind, port)
        self._bind = bind
        self._gate = Gate.around(bind, allow)
        self._exchange = exchange
        self._studio = studio
        self._ticker = ticker
        self._trouble = trouble
        self._silent_seconds = silent_seconds
        self._registrar = Registrar(switchboard, number_of, self._softphone, trouble)
        self._stacks: list[Stack] = []
        self._parties: dict[str, Caller | Ringing] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def uri(self) -> str:
        """What people dial."""
        host, port = self.address
        if ip_address(host).is_unspecified:
            host = self._gate.seen_from_outside() or host
        return f"sip:line@[{host}]:{port}" if ":" in host else f"sip:line@{host}:{port}"

    @property
    def remembered(self) -> int:
        """Calls that are in some table of ours or of the library."""
        return len(self._parties) + len(self._tasks) + sum(stack.remembered for stack in self._stacks)

    async def __aenter__(self) -> Self:
        """Raises CannotListenError."""
        for left in reversed(range(TRIES if self.address[1] == 0 else 1)):
            try:
                await self._listen()
                break
            except CannotListenError:
                await self._stop_listening()
                if left == 0:
                    raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._registrar.close()
        for party in list(self._parties.values()):
            party.conversation.let_go()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GOODBYE_SECONDS)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stop_listening()

    async def _listen(self) -> None:
        datagrams = Datagrams(self.address, self._gate)
        await self._start(datagrams)
        await self._start(Streams(datagrams.local_addr, self._gate))
        self.address = datagrams.local_addr

    async def _start(self, transport: GuardedTransport) -> None:
        stack = Stack(transport, self)
        self._stacks.append(stack)
        await stack.start()

    async def _stop_listening(self) -> None:
        for stack in self._stacks:
            await stack.stop()
        self._stacks.clear()

    # What softphones do.

    def knows(self, call_id: str) -> bool:
        return call_id in self._parties

    def invited(self, call: IncomingCall, stack: Stack) -> None:
        if len(self._parties) >= MOST_CALLS:
            _turn_away(call, stack, 503)
        elif call.sdp_offer is not None and terms_of(call.sdp_offer) is None:
            _turn_away(call, stack, 488)
        else:
            caller = Caller(call, stack, self._conversation(call.source_addr), self._studio)
            self._parties[call.call_id] = caller
            task = asyncio.get_running_loop().create_task(self._take(caller))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def invited_again(self, call: IncomingCall, stack: Stack) -> None:
        party = self._parties.get(call.call_id)
        if party is None:
            stack.refuse(call.invite, 481, "Call/Transaction Does Not Exist")
        else:
            call.advertised_addr = stack.own_address(call.source_addr)
            party.offered_again(call)

    def acknowledged(self, call_id: str, request: SipRequest) -> None:
        party = self._parties.get(call_id)
        if isinstance(party, Caller):
            party.acknowledged(request.text if request.content_type == SDP else "")

    def ended(self, call_id: str) -> None:
        party = self._parties.get(call_id)
        if party is not None:
            party.far_end_hung_up()

    def informed(self, call_id: str, request: SipRequest) -> None:
        party = self._parties.get(call_id)
        key = key_in(request.text, request.content_type or "")
        if party is not None and key is not None:
            party.conversation.pressed(key, Way.INFO)

    def registered(self, request: SipRequest, source: Address, stack: Stack) -> None:
        self._registrar.register(request, source, stack)

    # Calls to the line.

    async def _take(self, caller: Caller) -> None:
        call = caller.call
        calling, called = _user(call.caller), _user(call.callee)
        try:
            call.ringing()
            await caller.conversation.media.open(self._bind)
            with self._registrar.occupied(self._registrar.phone(calling, call.source_addr[0])):
                done = await self._exchange.call(caller, _number(calling) or CALLER, _number(called))
            caller.ended(done.status)
        except CannotListenError as error:
            self._trouble(str(error))
            caller.refuse(503)
        except Exception as error:  # noqa: BLE001 - one call's misfortune is not that of others
            _log.error("phone_sip_failed", fault=fault_of(error))
            self._trouble(f"A softphone's call failed: {fault_of(error)}.")
            caller.refuse(500)
        finally:
            caller.close()
            self._parties.pop(call.call_id, None)

    # Calls to softphones.

    def _softphone(self, contact: Contact) -> Softphone:
        return Softphone(contact, self._studio, self._ring)

    async def _ring(self, softphone: Softphone, phone: AudioLeg) -> None:
        conversation = self._conversation(softphone.contact.address)
        with self._registrar.occupied(softphone):
            try:
                await conversation.media.open(self._bind)
                await self._rung(Ringing(softphone.contact, phone, conversation))
            except CannotListenError as error:
                self._trouble(str(error))
            except Exception as error:  # noqa: BLE001 - whoever rings it is in a call that goes on
                _log.error("phone_sip_failed", fault=fault_of(error))
                self._trouble(f"A softphone could not be rung: {fault_of(error)}.")
            finally:
                phone.refuse(CallStatus.FAILED)  # unless it is over by now
                conversation.end()

    async def _rung(self, ringing: Ringing) -> None:
        self._parties[ringing.call.call_id] = ringing
        try:
            await ringing.until_over()
        finally:
            self._parties.pop(ringing.call.call_id, None)

    def _conversation(self, theirs: Address) -> Conversation:
        return Conversation(Media(self._gate, theirs[0]), self._ticker, self._trouble, self._silent_seconds)


def _turn_away(call: IncomingCall, stack: Stack, status: int) -> None:
    call.reject(status)
    stack.forget(call)


def _user(uri: str) -> str:
    return unquote(parse_uri(uri).user or "").partition(";")[0]


def _number(user: str) -> str | None:
    """In E.164 where it is a number, with or without its +; None for a name or an extension."""
    try:
        return parse_number(user if user.startswith("+") else f"+{user}")
    except BadNumberError:
        return None
