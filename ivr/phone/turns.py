"""The requests and replies of one call, told to the page of whoever placed it, and how long the line thinks."""

import asyncio

from ivr.carrier.room import Room
from ivr.carrier.web import READ_SECONDS
from ivr.phone.masked import Masked
from ivr.phone.outbox import Outbox
from ivr.phone.telling import Send
from ivr.phone.wiretap import Overheard

LONG = 2.0  # seconds without a reply that are worth a word
_CALLBACKS = ("CallbackSource", "RecordingStatus", "SequenceNumber")  # nobody on the line waits for these


class Turns:
    """`replied` is set when the line has answered, and it may stand elsewhere now."""

    def __init__(self, call: str, room: Room, send: Send, outbox: Outbox) -> None:
        self._call = call
        self._room = room
        self._send = send
        self._outbox = outbox
        self._masked = Masked(room)
        self._ids: dict[int, int] = {}
        self._at: dict[int, float] = {}
        self._waiting: dict[int, float] = {}
        self._told = 0
        self.trouble = ""
        self.replied = asyncio.Event()

    def overhear(self, overheard: Overheard) -> None:
        number = overheard.number
        if overheard.over and number not in self._ids:
            return  # it was made before anybody listened
        if not overheard.over:
            self._ids[number] = self._outbox.number()
            self._at[number] = self._since()
            if self._is_waited_for(overheard):
                self._waiting[number] = self._room.time()
        self._tell(overheard)
        if overheard.over:
            self._waited(overheard)
            del self._ids[number], self._at[number]
            self.replied.set()

    def look(self) -> None:
        """Say how long the line thinks, once a second."""
        if not self._waiting:
            return
        seconds = int(self._room.time() - min(self._waiting.values()))
        if seconds >= LONG and seconds != self._told:
            self._told = seconds
            text = f"The line is thinking: {seconds} s so far. The carrier waits for {READ_SECONDS:g} s."
            self._send("trouble", text=text)

    def _tell(self, overheard: Overheard) -> None:
        reply, failed = overheard.reply, overheard.failed
        self._send(
            "turn",
            id=self._ids[overheard.number],
            at=self._at[overheard.number],
            method=overheard.request.method,
            url=self._masked.address(overheard.request),
            request=self._masked.parameters(overheard.sent),
            status=None if reply is None else reply.status,
            reply=None if reply is None else self._masked.reply(reply),
            seconds=overheard.seconds if overheard.over else None,
            failed=None if failed is None else f"no reply: {failed.reason}",
        )

    def _waited(self, overheard: Overheard) -> None:
        """What came of it, where it was waited for."""
        if self._waiting.pop(overheard.number, None) is None:
            return
        if overheard.failed is not None:
            where = self._masked.address(overheard.request)
            self.trouble = f"The line gave no reply at {where}: {overheard.failed.reason}."
            self._send("trouble", text=self.trouble)
        elif self._told:
            self._send("note", at=self._since(), text=f"(the line answered after {overheard.seconds:.0f} seconds)")
            self._send("trouble", text="")
        self._told = 0

    def _is_waited_for(self, overheard: Overheard) -> bool:
        own = overheard.parameter("CallSid") == self._call
        return own and not any(overheard.parameter(name) for name in _CALLBACKS)

    def _since(self) -> float:
        room = self._room
        return room.time() - (room.began if room.answered_at is None else room.answered_at)
