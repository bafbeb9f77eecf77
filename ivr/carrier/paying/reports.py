"""Status callbacks of a Pay: a few parameters of their own, not the standard set (Twilio, "TwiML voice", Pay)."""

from ivr.carrier.office import Stage
from ivr.carrier.paying.wallet import Pairs
from ivr.twiml.paying import Pay, PayError, PayStep


def tell(pay: Pay, stage: Stage, at: tuple[PayStep, int], error: PayError | None, more: Pairs) -> None:
    """Sent without waiting for it. `at` is the step and its attempt; the CallSid is that of the caller's leg."""
    if pay.status_callback is None:
        return
    step, attempt = at
    wrong = () if error is None else (("ErrorType", error.value),)
    pairs = (
        ("AccountSid", stage.who.account),
        ("CallSid", stage.who.parent or stage.who.call),
        ("For", step.value),
        ("Attempt", str(attempt)),
        *wrong,
        *more,
    )
    stage.office.spawn(stage.report_pairs(pay.status_callback, pay.status_callback_method, pairs))
