"""Callers, and telephones of representatives, that reach the desk's line by signed requests over real HTTP."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar

import requests
from browser_line import NUMBER, PIN
from cast import CALLER
from twilio.request_validator import RequestValidator

from ivr.secret import Secret
from ivr.telephony.events import (
    Dequeued,
    DialEnded,
    HungUp,
    Keyed,
    Leg,
    QueueResult,
    Recorded,
    Silent,
    Webhook,
    WireEvent,
)
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.twiml.parse import parse
from ivr.twiml.queueing import Enqueue, Leave
from ivr.twiml.recording import Record
from ivr.twiml.verbs import Dial, Gather, Redirect, Say
from ivr.webhook.form import encode, form_bytes

TOKEN = "browser-test-auth-token"
Verb = TypeVar("Verb")
PATIENCE = 5.0
"""Seconds; the carrier itself waits for fifteen."""


class Served(Protocol):
    """What callers need to know of a server."""

    @property
    def url(self) -> str: ...


def sign(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    return RequestValidator(TOKEN).compute_signature(url, dict(pairs))


@dataclass
class Handset:
    """One leg: it has the last document, and can only do what that allows."""

    served: Served
    sid: str
    path: str = "/voice"
    verbs: tuple[object, ...] = ()
    queued: Enqueue | None = None
    heard: list[str] = field(default_factory=list)

    def report(self, path: str, event: WireEvent, status: CallStatus = CallStatus.IN_PROGRESS) -> Self:
        leg = Leg(self.sid, "AC" + "0" * 32, CALLER, "+15550100000", status)
        pairs, url = list(encode(Webhook(leg, event))), f"{self.served.url}{path}"
        headers = {"X-Twilio-Signature": sign(url, pairs), "Content-Type": "application/x-www-form-urlencoded"}
        reply = requests.post(url, data=form_bytes(pairs), headers=headers, timeout=PATIENCE)
        assert reply.status_code == 200, reply.status_code
        self.verbs = parse(reply.content).document.verbs if reply.content else ()
        self.heard += [one.text for one in self._with_prompts() if isinstance(one, Say)]
        return self

    def calls(self) -> Self:
        return self.report(self.path, Silent(), CallStatus.RINGING)

    def press(self, *entries: str) -> Self:
        for keys in entries:
            self.report(self._has(Gather).action or "", Keyed(Secret(keys)))
        return self

    def waits(self) -> Self:
        """Hears the document at hand to its end."""
        return self.report(self._has(Redirect).url, Silent())

    def hangs_up(self) -> Self:
        return self.report("/status", HungUp(60), CallStatus.COMPLETED)

    def rings(self) -> "Handset":
        """The first telephone that the document at hand rings, picked up."""
        url = self._has(Dial).targets[0].url
        assert url is not None
        return Handset(self.served, "CA" + f"{abs(hash(url)):032x}"[-32:], url).calls()

    def dial_ends(self, status: DialStatus, *, bridged: bool) -> Self:
        return self.report(self._has(Dial).action or "", DialEnded(status, bridged))

    def is_rung(self) -> bool:
        return any(isinstance(one, Dial) for one in self.verbs)

    def in_queue(self) -> Self:
        """Hears the first words of the queue."""
        self.queued = self._has(Enqueue)
        return self.report(self.queued.wait_url or "", Silent())

    def comes_out(self) -> Self:
        """What is heard in the queue comes to its end, until a document leads out of it."""
        while not any(isinstance(one, Leave) for one in self.verbs):
            self.waits()
        assert self.queued is not None
        return self.report(self.queued.action or "", Dequeued(QueueResult.LEAVE))

    def records(self, recording: str, seconds: int) -> Self:
        return self.report(self._has(Record).action or "", Recorded(recording, seconds))

    def _has(self, kind: type[Verb]) -> Verb:
        return next(one for one in self._with_prompts() if isinstance(one, kind))

    def _with_prompts(self) -> Iterable[object]:
        for one in self.verbs:
            yield one
            if isinstance(one, Gather):
                yield from one.prompts


def somebody(served: Served, place: int = 1) -> Handset:
    """A caller at the menu who keyed everything: what follows is `press("1")`."""
    return Handset(served, f"CA{place:032x}").calls().press(NUMBER, PIN)
