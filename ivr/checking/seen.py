"""Everything of a move that somebody may see or hear: words, what is handed over, what is written, the journal, the values of a
state. What stands in a Secret is meant for the back office, or is read back to whoever keyed it, and is not among it.
"""

from collections.abc import Iterator
from itertools import chain
from typing import assert_never

from ivr.checking.telling import plainly
from ivr.dialog.grammar import LONGEST_AMOUNT, Amount
from ivr.dialog.program import Asking, Program
from ivr.dialog.prompts import Utterance
from ivr.dialog.turn import (
    CallBack,
    CheckNumber,
    Disconnect,
    Entertain,
    Fetch,
    Hold,
    Join,
    Leave,
    Listen,
    Pay,
    Record,
    RecordMessage,
    Request,
    Ring,
    SetPresence,
    SignIn,
    TakeNext,
    Text,
    Turn,
    Verify,
    Wait,
)
from ivr.dialog.world import Answered
from ivr.exploring.atlas import Moved
from ivr.secret import Secret
from ivr.telephony.events import Keyed


def seen(moved: Moved) -> Iterator[str]:
    step = moved.step
    if step.turn is not None:
        yield from map(plainly, uttered(step.turn))
        yield from _handed_over(step.turn.wait)
    for entry in step.journal:
        yield entry.dialog
        yield entry.detail
    yield from step.state.values.values()


def uttered(turn: Turn) -> Iterator[Utterance]:
    """All that is said in a turn, and while it waits."""
    match turn.wait:
        case Fetch(comfort=comfort):
            return chain(turn.said, comfort)
        case Pay(prompts=prompts):
            return chain(turn.said, *(one.said for one in prompts))
        case _:
            return iter(turn.said)


def _handed_over(wait: Wait) -> Iterator[str]:
    match wait:
        case Fetch(request=request):
            yield from _requested(request)
        case Ring(whisper=whisper, hand_off=told):
            yield whisper
            yield from (text for _, text in told)
        case Hold(group=group, workflow=workflow, hand_off=told):
            yield from (group, workflow)
            yield from (text for _, text in told)
        case Entertain(music=address):
            yield address
        case Join(queue=queue):
            yield queue
        case Pay(terms=terms):
            yield terms.connector
        case Listen() | Leave() | RecordMessage() | Disconnect():
            return
        case _:
            assert_never(wait)


def _requested(request: Request) -> Iterator[str]:
    match request:
        case Text(topic=topic, body=body, consent=consent):
            yield from (topic, "".join(body), consent)
        case CallBack(group=group, begins=begins, body=body, consent=consent):
            yield from (group, begins, "".join(body), consent)
        case Record(confirmation=confirmation):
            yield confirmation
        case SetPresence(representative=one) | TakeNext(representative=one):
            yield one
        case Verify() | CheckNumber() | SignIn():
            return
        case _:
            assert_never(request)


def hidden(program: Program, moved: Moved) -> Iterator[Secret]:
    """All that is secret in a move: what was known before it and after, and what is keyed. An amount that is keyed may be seen."""
    event = moved.doing.event
    if moved.state is not None:
        yield from moved.state.secrets.values()
        if isinstance(event, Keyed) and (
            len(event.keys) > LONGEST_AMOUNT or not _amount_asked(program, moved.state.at)
        ):
            yield event.keys
    if isinstance(event, Answered):
        yield from (one for one in (event.caller, *event.secrets.values()) if one is not None)
    yield from moved.step.state.secrets.values()


def _amount_asked(program: Program, at: str) -> bool:
    dialog = program.dialogs[at]
    return isinstance(dialog, Asking) and isinstance(dialog.grammar, Amount)
