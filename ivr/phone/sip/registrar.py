"""Which softphones are there: whoever registers, with any account and any password, until the registration runs out.

One that bears a representative's name or number answers that number; any other answers what nobody else does, and is
taken off the switchboard while it is in a call itself, so that it does not answer busy for everybody.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiosipua.headers import Address as Named
from aiosipua.headers import stringify_uri
from aiosipua.message import SipRequest, SipResponse

from ivr.phone.sip.softphone import Contact, Softphone
from ivr.phone.sip.stack import Stack
from ivr.phone.sip.transactions import Address
from ivr.phone.switchboard import Plug, Switchboard

SHORTEST, LONGEST, USUAL = 30, 3600, 3600  # seconds a registration holds
MOST = 200
_NAME = re.compile(r"[\w.+~*#-]{1,64}")  # it is shown to people, and stands in transcripts

NumberOf = Callable[[str], str | None]


@dataclass(slots=True, eq=False)
class _Entry:
    phone: Softphone
    plug: Plug
    expiry: asyncio.TimerHandle
    plugged: bool = False


class Registrar:
    """`made` makes the telephone of a contact."""

    def __init__(
        self,
        switchboard: Switchboard,
        number_of: NumberOf,
        made: Callable[[Contact], Softphone],
        trouble: Callable[[str], None],
    ) -> None:
        self._switchboard = switchboard
        self._number_of = number_of
        self._made = made
        self._trouble = trouble
        self._entries: dict[tuple[str, str], _Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def register(self, request: SipRequest, source: Address, stack: Stack) -> None:
        to, contacts = request.to_addr, request.headers.get("contact")
        user = (to.uri.user if to is not None else None) or ""
        if not _NAME.fullmatch(user):
            stack.refuse(request, 400, "Bad Request")
            return
        seconds = _seconds(request, None)
        if contacts == ["*"]:
            self._remove((user, source[0]))
        elif contacts:
            contact = request.contact[0]
            seconds = _seconds(request, contact)
            if seconds <= 0:
                self._remove((user, source[0]))
            elif not self._keep(Contact(user, stringify_uri(contact.uri), _address(contact, source), stack), seconds):
                stack.refuse(request, 503, "Service Unavailable")
                return
        stack.transport.send_reply(_accepted(request, seconds))

    def phone(self, user: str, host: str) -> Softphone | None:
        """The registered one that calls."""
        entry = self._entries.get((user, host))
        return None if entry is None else entry.phone

    @contextmanager
    def occupied(self, phone: Softphone | None) -> Iterator[None]:
        """It is in a call meanwhile, if it is one of ours at all."""
        if phone is None:
            yield
            return
        phone.calls += 1
        self._look_again()
        try:
            yield
        finally:
            phone.calls -= 1
            self._look_again()

    def _look_again(self) -> None:
        for entry in self._entries.values():
            wanted = entry.plug.numbers is not None or not entry.phone.busy
            if wanted and not entry.plugged:
                self._switchboard.plug_in(entry.plug)
            elif entry.plugged and not wanted:
                self._switchboard.unplug(entry.plug)
            entry.plugged = wanted

    def close(self) -> None:
        for key in list(self._entries):
            self._remove(key)

    def _keep(self, contact: Contact, seconds: int) -> bool:
        """A telephone that registers again stays the same telephone, in whatever call it is."""
        key = (contact.user, contact.address[0])
        entry = self._entries.get(key)
        if entry is None and len(self._entries) >= MOST:
            return False
        expiry = asyncio.get_running_loop().call_later(seconds, self._remove, key)
        if entry is not None:
            entry.expiry.cancel()
            entry.expiry, entry.phone.contact = expiry, contact
            return True
        phone = self._made(contact)
        number = self._number_of(contact.user)
        numbers = None if number is None else frozenset((number,))
        plug = Plug(contact.user, phone, lambda: phone.busy, numbers)
        self._entries[key] = _Entry(phone, plug, expiry)
        self._look_again()
        self._trouble(
            f"The softphone {contact.user} is there and answers {number or 'every number that nobody else answers'}."
        )
        return True

    def _remove(self, key: tuple[str, str]) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            entry.expiry.cancel()
            self._switchboard.unplug(entry.plug)


def _seconds(request: SipRequest, contact: Named | None) -> int:
    """How long it is to hold, of what the contact says or the request; 0 takes it back."""
    wanted = contact.params.get("expires") if contact is not None else None
    try:
        seconds = int(wanted or request.get_header("expires") or USUAL)
    except ValueError:
        return USUAL
    return 0 if seconds <= 0 else max(SHORTEST, min(LONGEST, seconds))


def _address(contact: Named, source: Address) -> Address:
    """Where it is rung: the port it names, if it is the machine that it says it is, and otherwise where it spoke from."""
    if contact.uri.params.get("transport", "udp") == "udp" and contact.uri.host == source[0] and contact.uri.port:
        return source[0], contact.uri.port
    return source


def _accepted(request: SipRequest, seconds: int) -> SipResponse:
    response = SipResponse(status_code=200, reason_phrase="OK")
    for name in ("Via", "From", "To", "Call-ID", "CSeq"):
        for value in request.headers.get(name):
            response.headers.append(name, value)
    to = response.headers.get_first("To") or ""
    response.headers.set_single("To", to if ";tag=" in to else f"{to};tag=registrar")
    if seconds > 0:
        for value in request.headers.get("contact")[:1]:
            bare = value.partition(">")[0] + ">" if "<" in value else f"<{value.partition(';')[0]}>"
            response.headers.append("Contact", f"{bare};expires={seconds}")
    return response
