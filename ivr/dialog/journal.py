"""What happened on a call, entry by entry. Never holds what was keyed: only that something was, and how much."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Happening(StrEnum):
    ANSWERED = "answered"
    ENTERED = "entered"
    CHOSE = "chose"
    KEYED = "keyed"
    NOINPUT = "noinput"
    NOMATCH = "nomatch"
    REPEATED = "repeated"
    WENT_BACK = "went back"
    STARTED_OVER = "started over"
    ASKED_FOR_PERSON = "asked for a person"
    EXHAUSTED = "exhausted"
    LIMITED = "limited"
    ASKED_FOR_LANGUAGE = "asked for another language"
    CHOSE_LANGUAGE = "chose a language"
    KEYED_A_CARD = "keyed a card"
    HELD_BACK = "held back"
    DECIDED = "decided"
    LOOKED_UP = "looked up"
    TEXTED = "texted"
    RECORDED_PAYMENT = "recorded a payment"
    PAID = "paid"
    QUEUED = "queued"
    DEQUEUED = "dequeued"
    LEFT_MESSAGE = "left a message"
    ASKED_FOR_CALLBACK = "asked for a call back"
    CHECKED_NUMBER = "checked a number"
    SIGNED_IN = "signed in"
    CHOSE_PRESENCE = "chose presence"
    TOOK = "took a caller"
    RANG = "rang"
    RING_ENDED = "ring ended"
    CONNECTED = "connected"
    OUTCOME = "outcome"
    ENDED = "ended"
    HUNG_UP = "hung up"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One happening. `at` is aware; `detail` depends on the kind: a menu key, an outcome, a representative's id. DECIDED is
    how a branch, a queue, a transfer, a message or a payment came to where it leads: an outcome, what the doors are, or the
    number of the case that held; never a value."""

    kind: Happening
    at: datetime
    turn: int
    dialog: str = ""
    detail: str = ""
    count: int = 0
