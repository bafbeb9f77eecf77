"""What a saved call says besides its steps, read off a call that was made by sound.

A call file knows words and seconds, not sounds. What a caller said into a microphone has no words, so some stand for it;
and whoever answered with a telephone of their own did so after some time, which is told as if it had been known before.
"""

from collections.abc import Iterator, Mapping

from ivr.carrier.happenings import Rang, RangOut
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.telephony.outcomes import CallStatus

UNHEARD = "What was said here, nobody wrote down."
"""Stands for sound without words: long enough to be taken for somebody who speaks, and to be a message."""


def worded(call: Call) -> None:
    """Sound without words gets some."""
    for leg in call.legs:
        for said in leg.said:
            said.text = said.text or UNHEARD


def observed(call: Call) -> Mapping[str, Phone]:
    """By number, what the telephones that were rung did; of several times the last."""
    return dict(_busy(call)) | {leg.number: _did(leg) for leg in call.legs[1:]}


def _busy(call: Call) -> Iterator[tuple[str, Phone]]:
    """Nothing rings where somebody talks already."""
    for one in call.legs[0].room.log:
        if isinstance(one.what, RangOut):
            yield from ((number, Phone(busy=True)) for number in one.what.numbers)


def _did(leg: TextLeg) -> Phone:
    """Whoever refused by hand is told of as the carrier told the line."""
    if leg.answered_at is None:
        return Phone(busy=leg.refused is CallStatus.BUSY, fails=leg.refused is CallStatus.FAILED)
    rang = [one.at for one in leg.room.log if one.leg == leg.name and isinstance(one.what, Rang)]
    began = max((at for at in rang if at <= leg.answered_at), default=leg.answered_at)
    return Phone(answers_after=float(max(1, round(leg.answered_at - began))))
