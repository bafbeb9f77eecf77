"""Pay, read. Attributes with a closed list of values get their default and a warning 12200 where the value is none of
them; what only a payment connector can judge (amount, currency, name of the connector) is kept as it was written.

Source: Twilio, Pay and Prompt; the language lists of page and library differ, and both are read.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from ivr.twiml.element_reader import ElementReader, shown
from ivr.twiml.errors import SCHEMA
from ivr.twiml.paying import (
    ACH_DEBIT,
    CREDIT_CARD,
    PROMPT_TIMEOUT,
    USUAL_CARDS,
    CardType,
    Parameter,
    Pay,
    PayError,
    PayStep,
    Prompt,
)
from ivr.twiml.verbs import Pause, Play, Say

Sounds = Callable[[ElementReader], object]
T = TypeVar("T")

LONGEST_TIMEOUT = 600
_ENGLISH = ("en-US", "en-GB", "en-AU", "en-CA", "en-IN", "en-IE", "en-GB-WLS")
_LANGUAGES = (*_ENGLISH, "es-ES", "es-MX", "es-US", "fr-CA", "fr-FR", "de-DE", "it-IT")
_ACCOUNT_TYPES = ("consumer-checking", "consumer-savings", "commercial-checking", "commercial-savings")
_STEPS = {step.value: step for step in PayStep}
_CARDS = {card.value: card for card in CardType}
_ERRORS = {PROMPT_TIMEOUT if one is PayError.INPUT_TIMEOUT else one.value: one for one in PayError}
_ATTEMPTS = {str(attempt): attempt for attempt in range(1, 11)}
_NOT_BLANK = re.compile(r".*\S.*", re.DOTALL)


def read_pay(read: ElementReader, sound: Sounds) -> Pay:
    """`sound` reads a Say, Play or Pause."""
    method = read.word("paymentMethod", CREDIT_CARD, SCHEMA, (CREDIT_CARD, ACH_DEBIT))
    read.word("input", "dtmf", SCHEMA, ("dtmf",))
    prompts, parameters = _children(read, sound, method)
    return Pay(
        prompts=tuple(prompts),
        parameters=tuple(parameters),
        action=read.text_of("action"),
        status_callback=read.text_of("statusCallback"),
        status_callback_method=read.method(SCHEMA, "statusCallbackMethod"),
        payment_connector=read.text_of("paymentConnector") or "Default",
        payment_method=method,
        charge_amount=read.text_of("chargeAmount"),
        currency=(read.text_of("currency") or "usd").strip().lower(),
        token_type=read.word("tokenType", "reusable", SCHEMA, ("one-time", "reusable", "payment-method")),
        bank_account_type=read.word("bankAccountType", _ACCOUNT_TYPES[0], SCHEMA, _ACCOUNT_TYPES),
        security_code=_unless_false(read, "securityCode"),
        postal_code=_postal_code(read),
        min_postal_code_length=read.whole_or_none("minPostalCodeLength", SCHEMA, least=1),
        timeout=read.whole("timeout", 5, SCHEMA, least=1, most=LONGEST_TIMEOUT),
        max_attempts=read.whole("maxAttempts", 1, SCHEMA, least=1, most=3),
        valid_card_types=_words(read, "validCardTypes", _CARDS) or USUAL_CARDS,
        language=read.word("language", "en-US", SCHEMA, _ENGLISH if method == ACH_DEBIT else _LANGUAGES),
        description=read.text_of("description"),
    )


def _unless_false(read: ElementReader, name: str) -> bool:
    return read.word(name, "true", SCHEMA, ("true", "false")) == "true"


def _postal_code(read: ElementReader) -> bool | str:
    text = read.matching("postalCode", SCHEMA, _NOT_BLANK, "true, false or a postal code") or "true"
    return {"true": True, "false": False}.get(text, text)


def _words(read: ElementReader, name: str, known: Mapping[str, T]) -> tuple[T, ...]:
    """The words of a list, those nobody knows passed over with a warning."""
    words = (read.text_of(name) or "").split()
    if any(word not in known for word in words):
        read.warn(SCHEMA, f"{name} of {read.element.name} holds a word that is none of {', '.join(known)}")
    return tuple(known[word] for word in dict.fromkeys(words) if word in known)


def _children(read: ElementReader, sound: Sounds, method: str) -> tuple[list[Prompt], list[Parameter]]:
    prompts, parameters = [], []
    for inner in map(read.inner, read.elements()):
        match inner.element.name:
            case "Prompt":
                prompts.append(_prompt(inner, sound, method))
            case "Parameter":
                parameters.append(_parameter(inner))
            case other:
                inner.warn(SCHEMA, f"Pay cannot hold {shown(other)}")
    return [one for one in prompts if one is not None], [one for one in parameters if one is not None]


def _prompt(read: ElementReader, sound: Sounds, method: str) -> Prompt | None:
    step = _STEPS.get(read.text_of("for") or "")
    content = tuple(one for child in read.elements() if (one := _sound(read.inner(child), sound)) is not None)
    attempts = _words(read, "attempt", _ATTEMPTS)
    errors = _words(read, "errorType", _ERRORS)
    cards = _words(read, "cardType", _CARDS)
    matching = read.flag("requireMatchingInputs", SCHEMA)
    read.finish()
    if matching and method != ACH_DEBIT:
        read.warn(SCHEMA, "requireMatchingInputs of Prompt is for ach-debit alone")
    if step is None:
        read.wrong("for", SCHEMA, "one of " + ", ".join(_STEPS))
        return None
    return Prompt(step, content, attempts, errors, cards, matching and method == ACH_DEBIT)


def _sound(read: ElementReader, sound: Sounds) -> Say | Play | Pause | None:
    if read.element.name not in ("Say", "Play", "Pause"):
        read.warn(SCHEMA, f"Prompt cannot hold {shown(read.element.name)}")
        return None
    heard = sound(read)
    if isinstance(heard, Play) and heard.digits is not None:
        read.warn(SCHEMA, "Play with digits cannot stand in Prompt")
        return None
    return heard if isinstance(heard, Say | Play | Pause) else None


def _parameter(read: ElementReader) -> Parameter | None:
    parameter = Parameter(read.text_of("name") or "", read.text_of("value") or "")
    read.finish()
    if not parameter.name:
        read.wrong("name", SCHEMA, "the name of a parameter")
        return None
    return parameter
