"""What the caller of a broken call keys."""

from collections.abc import Iterator, Sequence

from ivr.checking.certificate import Proof
from ivr.dialog.grammar import DigitString
from ivr.dialog.turn import Listen
from ivr.exploring.calls import Moment
from ivr.line.line import Line
from ivr.rehearsal.customers import NOBODY, Customer, asked, demonstrated, meant


def callers(proof: Proof, line: Line, call: Sequence[Moment]) -> Iterator[Customer]:
    """Whoever may be the caller; last, or where nothing is asked that only a customer knows, somebody without an account."""
    if any(_asked(proof, one) is not None for one in call):
        yield from demonstrated(line)
    yield NOBODY


def keys_of(proof: Proof, call: Sequence[Moment], place: int, customer: Customer) -> str:
    following = (one.doing.event for one in call[place:])
    keys = meant(call[place].doing, _asked(proof, call[place]), following, customer)
    wait = call[place - 1].turn.wait
    open_ended = isinstance(wait, Listen) and wait.termchar and len(keys) < wait.limit
    return f"{keys}#" if open_ended else keys


def _asked(proof: Proof, moment: Moment) -> DigitString | None:
    return None if moment.before is None else asked(proof.atlas.program, moment.before.at, moment.doing)
