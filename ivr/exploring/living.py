"""What of a call is still of use at each dialog: a value that nothing on any way from there says, compares or asks with, before it
is made anew, cannot make two calls differ.

The ways are those that `step` is held to (program.leads_to). Back from the choice of a language leads only to where it was asked for, so
it is no way on.
"""

from collections.abc import Iterator, Mapping

from ivr.dialog.connecting import HAND_OFF
from ivr.dialog.fetching import LEARNED
from ivr.dialog.grammar import Amount, DialogId, DigitString
from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Dialog,
    Fetching,
    Holding,
    OfHours,
    Passing,
    Paying,
    Program,
    RecordPayment,
    RequestCallback,
    SendText,
    SignIn,
    Taking,
    VerifyAccount,
    prompts_of,
)
from ivr.dialog.program_fetching import CheckNumber, SetPresence, TakeNext
from ivr.dialog.prompts import VERIFIERS, Known, names_in
from ivr.line.reach import leads_on

Names = frozenset[Known]

_ALWAYS: Names = LEARNED
"""How well a caller is known is asked wherever somebody has to be, and is part of every situation."""
_WITH = {
    Known.ACCOUNT_NUMBER: frozenset(one for one in Known if one.startswith(("account.", "payment."))),
    Known.CALLER_PHONE: frozenset({Known.CALLER_PHONE, Known.CALLER_PHONE_LAST4}),
    Known.CALLER_REFERENCE: frozenset({Known.CALLER_REFERENCE, Known.CALLER_REFERENCE_LAST4}),
    Known.CALLER_CALLBACK: frozenset({Known.CALLER_CALLBACK, Known.CALLER_CALLBACK_LAST4}),
}
"""What is made anew, or forgotten, with what is keyed."""


def living(program: Program, only_said: Names) -> Mapping[DialogId, Names]:
    """For each dialog what is of use from there on; `only_said` decides nothing, so handing it over is no use."""
    uses = {at: _uses(dialog) - only_said | _ALWAYS for at, dialog in program.dialogs.items()}
    before: dict[DialogId, set[DialogId]] = {}
    for at, dialog in program.dialogs.items():
        for target in leads_on(program, dialog):
            before.setdefault(target, set()).add(at)
    alive = dict(uses)
    ahead = list(program.dialogs)
    while ahead:
        at = ahead.pop()
        for one in before.get(at, ()):
            wider = alive[one] | (alive[at] - _renewed(program, program.dialogs[one], at))
            if wider != alive[one]:
                alive[one] = wider
                ahead.append(one)
    return alive


def _uses(dialog: Dialog) -> Names:
    said = frozenset[Known]().union(*map(names_in, prompts_of(dialog)))
    return said | frozenset(_asks(dialog))


def _asks(dialog: Dialog) -> Iterator[Known]:
    match dialog:
        case Branching(of=of, cases=cases):
            yield from () if isinstance(of, OfHours) else (of,)
            yield from (case.operand for case in cases if isinstance(case.operand, Known))
        case Passing(keeps=keeps):
            yield from (what for _, what in keeps)
        case Connecting() | Holding():
            yield from HAND_OFF
        case Paying():
            yield Known.PAYMENT_AMOUNT
        case Taking():
            yield Known.QUEUE_NAME
        case Fetching(inquiry=inquiry):
            yield from _needs(inquiry)
        case _:
            return


def _needs(inquiry: object) -> Iterator[Known]:
    match inquiry:
        case VerifyAccount():
            yield from (Known.ACCOUNT_NUMBER, *VERIFIERS)
        case SendText(body=body, consent=consent):
            yield from (Known.CALLER_PHONE, Known.ACCOUNT_NUMBER, Known.PAYMENT_AMOUNT)
            yield from names_in(body) | names_in(consent)
        case RecordPayment():
            yield from (Known.PAYMENT_AMOUNT, Known.ACCOUNT_NUMBER, Known.PAYMENT_CONFIRMATION)
        case RequestCallback(body=body, consent=consent):
            yield from (Known.CALLER_CALLBACK, Known.CALLER_PHONE)
            yield from names_in(body) | names_in(consent)
        case CheckNumber():
            yield from (Known.CALLER_CALLBACK, Known.CALLER_PHONE)
        case SignIn():
            yield from (Known.REPRESENTATIVE_CODE, Known.REPRESENTATIVE_PIN)
        case SetPresence() | TakeNext():
            yield Known.REPRESENTATIVE_ID
        case _:
            raise AssertionError(f"unheard of: {inquiry}")


def _renewed(program: Program, dialog: Dialog, target: DialogId) -> Names:
    """What a way from a dialog to a target makes anew or forgets."""
    match dialog:
        case Asking(grammar=DigitString(into=into, then=then) | Amount(into=into, then=then)) if _only(
            program, dialog, then, target
        ):
            keyed = frozenset(VERIFIERS) if into in VERIFIERS else frozenset({Known(into)})
            return keyed | _WITH.get(Known(into), frozenset())
        case Passing(keeps=keeps, forgets=forgets):
            also = (
                frozenset[Known]().union(*(_WITH.get(one, frozenset()) for one in forgets))
                if forgets
                else frozenset[Known]()
            )
            return frozenset(to for to, _ in keeps) | forgets | (also - _WITH[Known.ACCOUNT_NUMBER])
        case _:
            return frozenset()


def _only(program: Program, dialog: Asking, then: DialogId, target: DialogId) -> bool:
    """Whether the only way from a question to a target is an answer."""
    return then == target and target not in (dialog.exhausted, dialog.back, program.person, program.languages)
