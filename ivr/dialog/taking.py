"""A representative's own leg: being connected with the caller who was taken out of the queue."""

from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Taking
from ivr.dialog.prompts import Known
from ivr.dialog.turn import Join
from ivr.dialog.world import Joined
from ivr.telephony.outcomes import TakeOutcome


def take(move: Move, dialog: Taking) -> Onward:
    queue = move.state.values.get(Known.QUEUE_NAME)
    if queue is None:  # reached without TakeNext: there is nobody to be connected with
        move.note(Happening.DECIDED, TakeOutcome.GONE)
        return dialog.outcomes[TakeOutcome.GONE]
    move.say(dialog.prompt)
    return Join(queue)


def joined(move: Move, dialog: Taking, event: Joined) -> Onward:
    move.note(Happening.CONNECTED if event.outcome is TakeOutcome.TALKED else Happening.RING_ENDED, event.outcome)
    move.note(Happening.DECIDED, event.outcome)
    return dialog.outcomes[event.outcome]
