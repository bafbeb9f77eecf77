"""Leaving a message. What is recorded stays with the carrier; here is only that it was, and how long."""

from dataclasses import replace

from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.patience import relayed
from ivr.dialog.program import Recording
from ivr.dialog.turn import Disconnect, RecordMessage
from ivr.telephony.events import Recorded
from ivr.telephony.outcomes import MessageOutcome


def record(move: Move, dialog: Recording) -> Onward:
    """Who needs time gets it: a relay operator is still typing these words when the tone is heard."""
    move.say(dialog.prompt, bargein=False)
    silence = max(dialog.silence, relayed(move)) if move.state.patient else dialog.silence
    return RecordMessage(dialog.limit, silence)


def recorded(move: Move, dialog: Recording, event: Recorded | None) -> Onward:
    """None: the carrier went on without reporting a recording, as some do of one in which nothing was said."""
    left = event is not None and event.seconds > 0
    if event is not None and left:
        move.note(Happening.LEFT_MESSAGE, event.recording, event.seconds)
    if event is not None and event.hung_up:
        move.note(Happening.HUNG_UP)
        move.state = replace(move.state, over=True)
        return Disconnect()
    outcome = MessageOutcome.LEFT if left else MessageOutcome.EMPTY
    move.note(Happening.DECIDED, outcome)
    return dialog.outcomes[outcome]
