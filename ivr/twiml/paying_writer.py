"""Pay, written with the twilio library's classes."""

from collections.abc import Callable

from twilio.twiml import TwiML
from twilio.twiml import voice_response as library

from ivr.twiml.paying import PROMPT_TIMEOUT, USUAL_CARDS, Pay, PayError, Prompt
from ivr.twiml.verbs import Pause, Play, Say
from ivr.twiml.written import unless, written


def write_pay(pay: Pay, sound: Callable[[Say | Play | Pause], TwiML]) -> TwiML:
    """`sound` writes what a Prompt holds."""
    node = library.Pay(**_terms(pay), **_manner(pay))
    for prompt in pay.prompts:
        node.append(_prompt(prompt, sound))
    for parameter in pay.parameters:
        node.append(library.Parameter(**written(name=parameter.name, value=parameter.value)))
    return node


def _terms(pay: Pay) -> dict[str, str | int | bool | None]:
    """What is paid, and where."""
    return written(
        payment_connector=unless("Default", pay.payment_connector),
        payment_method=unless("credit-card", pay.payment_method),
        charge_amount=pay.charge_amount,
        currency=unless("usd", pay.currency),
        token_type=unless("reusable", pay.token_type),
        bank_account_type=unless("consumer-checking", pay.bank_account_type),
        valid_card_types=unless(" ".join(USUAL_CARDS), " ".join(pay.valid_card_types)),
        description=pay.description,
    )


def _manner(pay: Pay) -> dict[str, str | int | bool | None]:
    """How the caller is asked, and who hears of it."""
    return written(
        action=pay.action,
        status_callback=pay.status_callback,
        status_callback_method=unless("POST", pay.status_callback_method),
        security_code=unless(True, pay.security_code),
        postal_code=unless(True, pay.postal_code),
        min_postal_code_length=pay.min_postal_code_length,
        timeout=pay.timeout,
        max_attempts=pay.max_attempts,
        language=unless("en-US", pay.language),
    )


def _prompt(prompt: Prompt, sound: Callable[[Say | Play | Pause], TwiML]) -> TwiML:
    errors = (PROMPT_TIMEOUT if error is PayError.INPUT_TIMEOUT else error.value for error in prompt.errors)
    node = library.Prompt(
        **written(
            for_=prompt.step.value,
            attempt=unless("", " ".join(map(str, prompt.attempts))),
            error_type=unless("", " ".join(errors)),
            card_type=unless("", " ".join(prompt.card_types)),
            require_matching_inputs=unless(False, prompt.require_matching_inputs),
        )
    )
    for one in prompt.content:
        node.append(sound(one))
    return node
