"""The verbs that connect people: ringing, waiting in a queue, taking somebody out of one.

What is handed over stands in the headers of a SIP call, in the parameters of a browser's and in the attributes of a task,
never in an address of ours: last digits and words only.
"""

import json
from collections.abc import Sequence
from urllib.parse import quote

from ivr.dialog.turn import HandOff, Hold, Ring
from ivr.service.ports import Whisper
from ivr.twiml.nouns import Client, Queue, Sip
from ivr.twiml.queueing import Enqueue, Task
from ivr.twiml.verbs import Dial, Number, Target

JOINING_SECONDS = 10
"""How long a representative waits for a caller who is in the queue already, or has just left it."""
LONGEST_HEADERS = 1024
"""Characters of all headers of a Sip together (Twilio, Sip)."""


def dial(ring: Ring, following: str, whispers: Sequence[tuple[Whisper, str]]) -> Dial:
    paths = {whisper.representative: path for whisper, path in whispers}
    targets = tuple(target(one.address, paths.get(one.id), ring.hand_off) for one in ring.targets)
    return Dial(targets, action=following, timeout=ring.seconds)


def target(address: str, url: str | None, hand_off: HandOff) -> Target:
    """A representative's telephone, by how its address begins."""
    if address.startswith("sip:"):
        return Sip(address + _headers(hand_off), url=url)
    if address.startswith("client:"):
        parameters = tuple((_named(name, "_"), text) for name, text in hand_off)
        return Client(address.removeprefix("client:"), parameters=parameters, url=url)
    return Number(address, url=url)


def enqueue(hold: Hold, queue: str, ended: str, waiting: str) -> Enqueue:
    """`ended` answers for the end of the stay, `waiting` for what is heard meanwhile."""
    task = Task(json.dumps({_named(name, "_"): text for name, text in hold.hand_off})) if hold.workflow else None
    return Enqueue(queue, action=ended, wait_url=waiting, workflow_sid=hold.workflow or None, task=task)


def join(queue: str, following: str) -> Dial:
    return Dial((), action=following, timeout=JOINING_SECONDS, room=Queue(queue))


def _headers(hand_off: HandOff) -> str:
    """As `?X-Account-Last4=5678&X-...`; a header there is no room for is left out, with all behind it."""
    headers = ""
    for name, text in hand_off:
        header = f"{'&' if headers else '?'}X-{_named(name, '-').title()}={quote(text, safe='')}"
        if len(headers) + len(header) > LONGEST_HEADERS:
            break
        headers += header
    return headers


def _named(name: str, between: str) -> str:
    return name.replace(".", between).replace("_", between)
