"""Which file performs which verb: a closed table, so that a new verb without a performer does not type-check."""

from typing import assert_never

from ivr.carrier.office import Stage
from ivr.carrier.outcome import Outcome
from ivr.carrier.perform import (
    dial,
    enqueue,
    gather,
    hangup,
    leave,
    passed_over,
    pause,
    pay,
    play,
    record,
    redirect,
    reject,
    say,
)
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.paying import Pay
from ivr.twiml.queueing import Enqueue, Leave
from ivr.twiml.recording import Record
from ivr.twiml.verbs import Dial, Gather, Hangup, Pause, Play, Redirect, Reject, Say, Verb


async def perform(verb: Verb, stage: Stage) -> Outcome:  # noqa: C901, PLR0912 - two lines for each verb
    match verb:
        case Say():
            return await say.perform(verb, stage)
        case Play():
            return await play.perform(verb, stage)
        case Pause():
            return await pause.perform(verb, stage)
        case Gather():
            return await gather.perform(verb, stage)
        case Redirect():
            return await redirect.perform(verb, stage)
        case Dial():
            return await dial.perform(verb, stage)
        case Record():
            return await record.perform(verb, stage)
        case Unperformed():
            return await passed_over.perform(verb, stage)
        case Unknown():
            return await passed_over.stop_or_go_on(verb, stage)
        case Enqueue():
            return await enqueue.perform(verb, stage)
        case Leave():
            return await leave.perform(verb, stage)
        case Hangup():
            return await hangup.perform(verb, stage)
        case Reject():
            return await reject.perform(verb, stage)
        case Pay():
            return await pay.perform(verb, stage)
        case _:
            assert_never(verb)


def answers(verb: Verb) -> bool:
    """Whether this verb answers a call that is still ringing before it does anything else (Twilio, Reject, Pause,
    Dial answerOnBridge: all other verbs do)."""
    match verb:
        case Reject() | Pause() | Unknown():
            return False
        case Dial(answer_on_bridge=waits):
            return not waits
        case _:
            return True
