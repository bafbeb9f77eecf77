"""Everything that can happen to a call next, by what it waits for."""

from collections.abc import Iterator, Mapping
from itertools import product

from ivr.dialog.grammar import Amount
from ivr.dialog.program import (
    Asking,
    Connecting,
    Fetching,
    Holding,
    Inquiry,
    Paying,
    Program,
    Recording,
    SendText,
    SetPresence,
    SignIn,
    Taking,
    VerifyAccount,
)
from ivr.dialog.program_fetching import CheckNumber, RecordPayment, RequestCallback, TakeNext
from ivr.dialog.prompts import VERIFIERS, Known, Tier
from ivr.dialog.state import CallState
from ivr.dialog.world import Fetched, Joined, Paid, RingEnded
from ivr.exploring.classes import USUAL, USUAL_LAST4, Classes
from ivr.exploring.entries import entries
from ivr.exploring.moving import Doing
from ivr.secret import Secret
from ivr.telephony.events import Dequeued, HungUp, Keyed, QueueResult, Recorded, Silent
from ivr.telephony.keys import KEYS
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome, TakeOutcome

PRESSES = "press "
"""How the label of a move by keys begins; the keys follow."""
SILENCE = Doing("silence", Silent())
HANG_UP = Doing("hang up", HungUp())
_TOLD = (Known.ACCOUNT_LAST4, Known.CALLER_REFERENCE_LAST4, Known.ACCOUNT_VERIFIED, Known.CALLER_REASON)
_SOME_REASON = "a reason"
PROVES_MOST = frozenset({Known.ACCOUNT_PIN, Known.ACCOUNT_BILL_CODE})
"""Proofs good enough for amounts; the others are good enough to pay (47 CFR 64.2010)."""


def happenings(program: Program, classes: Classes, state: CallState) -> Iterator[Doing]:
    """But for silence and wrong keys once more, which depend on how a first one came out (see atlas.py)."""
    dialog = program.dialogs[state.at]
    match dialog:
        case Asking(grammar=grammar):
            amounts = classes.amounts(grammar.into) if isinstance(grammar, Amount) else ()
            yield from (pressed(keys) for keys in entries(grammar, amounts))
        case Fetching(inquiry=inquiry, outcomes=outcomes):
            yield from (Doing(one.outcome.value, one) for one in _answers(inquiry, state))
            if (
                FetchOutcome.UNKNOWN in outcomes
            ):  # whatever was begun may end nobody knows how; elsewhere that is the way of down
                yield Doing(FetchOutcome.UNKNOWN.value, Fetched(FetchOutcome.UNKNOWN))
        case Connecting():
            yield from (Doing(one.value, RingEnded(one, "somebody")) for one in RingOutcome)
        case Holding():
            yield from _in_line(dialog, state)
        case Recording():
            yield Doing("a message", Recorded("RE1", 10))
            yield Doing("a message, and hung up", Recorded("RE1", 10, hung_up=True))
            yield Doing("no message", Recorded("", 0))
            yield SILENCE
        case Taking():
            yield from (Doing(one.value, Joined(one)) for one in TakeOutcome)
        case Paying():
            yield from (Doing(one.value, Paid(one, USUAL[Known.PAYMENT_CONFIRMATION])) for one in PayOutcome)
            yield Doing("paid, without a confirmation", Paid(PayOutcome.PAID))
        case _:
            return
    yield HANG_UP


def pressed(keys: str) -> Doing:
    return Doing(f"{PRESSES}{keys}", Keyed(Secret(keys)))


def _in_line(dialog: Holding, state: CallState) -> Iterator[Doing]:
    assert state.held is not None  # noqa: S101 - nobody is at a queue and not in it
    if not state.held.leads:
        yield SILENCE
        wrong = [one for one in reversed(KEYS) if one not in dialog.keys]
        yield from (pressed(key) for key in (*dialog.keys, *wrong[:1]) if dialog.keys)
    yield from (Doing(one.value, Dequeued(one, 60)) for one in QueueResult if one is not QueueResult.HANGUP)


def _answers(inquiry: Inquiry, state: CallState) -> Iterator[Fetched]:
    """What the back office can say. That it is down comes last, so that no call is told with a failure it does not need."""
    match inquiry:
        case VerifyAccount():
            yield _proven(state)
            yield Fetched(FetchOutcome.REFUSED)
        case SignIn():
            who = {name.value: USUAL[name] for name in (Known.REPRESENTATIVE_ID, Known.REPRESENTATIVE_NAME)}
            yield Fetched(FetchOutcome.VERIFIED, who)
            yield Fetched(FetchOutcome.REFUSED)
        case CheckNumber():
            yield Fetched(FetchOutcome.VERIFIED)
            yield Fetched(FetchOutcome.REFUSED)
        case TakeNext():
            yield from (Fetched(FetchOutcome.DONE, told) for told in _handed_over())
            yield Fetched(FetchOutcome.REFUSED)
        case SetPresence():
            yield Fetched(FetchOutcome.DONE)
        case SendText() | RecordPayment() | RequestCallback():
            yield from (Fetched(one) for one in (FetchOutcome.DONE, FetchOutcome.REFUSED))
    yield Fetched(FetchOutcome.DOWN)


def _handed_over() -> Iterator[Mapping[str, str]]:
    """Of a caller who was taken out of the line anything may be known, or not."""
    last4: tuple[str | None, ...] = (USUAL_LAST4, None)
    for values in product(last4, last4, ("yes", "no", None), (_SOME_REASON, None)):
        told = {name.value: text for name, text in zip(_TOLD, values, strict=True) if text is not None}
        yield {Known.QUEUE_NAME.value: USUAL[Known.QUEUE_NAME], **told}


def _proven(state: CallState) -> Fetched:
    """Source of which proof proves what: the account directory (accounts/account.py, proven)."""
    by = next((one for one in VERIFIERS if one in state.secrets), None)
    number = state.secrets.get(Known.ACCOUNT_NUMBER)
    facts = {Known.ACCOUNT_LAST4.value: "" if number is None else number.reveal()[-4:]}
    if by not in PROVES_MOST:
        told: Mapping[Known, str] = {Known.ACCOUNT_HELD: USUAL[Known.ACCOUNT_HELD], Known.ACCOUNT_TIER: Tier.T1.value}
        return Fetched(FetchOutcome.RECOGNISED, facts | {name.value: text for name, text in told.items()})
    told = {name: text for name, text in USUAL.items() if name.startswith("account.")}
    known = {Known.ACCOUNT_VERIFIED: "yes", Known.ACCOUNT_TIER: Tier.T2.value, **told}
    return Fetched(FetchOutcome.VERIFIED, facts | {name.value: text for name, text in known.items()})
