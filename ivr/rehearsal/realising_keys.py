"""What the caller of a broken call keys: for what was keyed as an example, what a demonstration account has, so that the directory
knows it. The numbers and PINs of demonstration accounts are invented.
"""

from collections.abc import Iterator, Mapping, Sequence

from ivr.checking.certificate import Proof
from ivr.dialog.grammar import DigitString
from ivr.dialog.program import Asking
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.dialog.turn import Listen
from ivr.dialog.world import Fetched
from ivr.exploring.calls import Moment
from ivr.exploring.entries import example
from ivr.line.line import Line
from ivr.telephony.outcomes import FetchOutcome

Customer = Mapping[str, str]
"""By the name a line keeps it under, what one customer can key."""
_PRESS = "press "
_PHONE_KEYED = 4  # digits


def customers(line: Line, *, asked: bool) -> Iterator[Customer]:
    """Whoever may be the caller; last, or where nothing is asked, somebody without an account."""
    accounts = () if line.demonstration is None or not asked else line.demonstration.accounts
    for one in accounts:
        known = {
            Known.ACCOUNT_NUMBER: one.number.reveal(),
            Known.ACCOUNT_PIN: one.pin.reveal(),
            Known.ACCOUNT_BILL_CODE: one.bill_code.reveal(),
            Known.ACCOUNT_ZIP: one.zip.reveal(),
            Known.ACCOUNT_PHONE_LAST4: one.phone.reveal()[-_PHONE_KEYED:],
        }
        yield {name.value: text for name, text in known.items() if text}
    yield {}


def keys_of(proof: Proof, call: Sequence[Moment], place: int, customer: Customer) -> str:
    keys = _meant(proof, call, place, customer)
    wait = call[place - 1].turn.wait
    open_ended = isinstance(wait, Listen) and wait.termchar and len(keys) < wait.limit
    return f"{keys}#" if open_ended else keys


def _meant(proof: Proof, call: Sequence[Moment], place: int, customer: Customer) -> str:
    """A proof that will be refused is a wrong one."""
    keys, grammar = call[place].doing.label.removeprefix(_PRESS), _asked(proof, call[place])
    if grammar is None:
        return keys
    following = (one.doing.event.outcome for one in call[place:] if isinstance(one.doing.event, Fetched))
    wrong = Known(grammar.into) in VERIFIERS and next(following, None) is FetchOutcome.REFUSED
    return keys if wrong else customer.get(grammar.into, keys)


def _asked(proof: Proof, moment: Moment) -> DigitString | None:
    """The digits that are keyed in a move, where they are what was asked for."""
    dialog = None if moment.before is None else proof.atlas.program.dialogs[moment.before.at]
    if not isinstance(dialog, Asking) or not isinstance(dialog.grammar, DigitString):
        return None
    return dialog.grammar if moment.doing.label == f"{_PRESS}{example(dialog.grammar)}" else None


def asks(proof: Proof, call: Sequence[Moment]) -> bool:
    return any(_asked(proof, one) is not None for one in call)
