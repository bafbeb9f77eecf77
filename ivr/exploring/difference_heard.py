"""Which dialogs anybody hears: callers, and the representatives to whom a call is whispered."""

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Connecting, Program
from ivr.line.reach import leads_on, reached


def heard(program: Program) -> frozenset[DialogId]:
    """A whisper is on a leg of its own, so no way of the caller's leads there."""
    came = set(reached(program))
    connecting = [one for at, one in program.dialogs.items() if at in came and isinstance(one, Connecting)]
    ahead = [one.whisper for one in connecting]
    while ahead:
        at = ahead.pop()
        if at not in came and at in program.dialogs:
            came.add(at)
            ahead.extend(leads_on(program, program.dialogs[at]))
    return frozenset(came)
