"""What stands behind a number, a SIP address or a client's name, as a Dial writes it.

Source: Twilio, Number, Sip, Client.
"""

from dataclasses import dataclass, field
from typing import assert_never
from urllib.parse import parse_qsl

from ivr.telephony.numbers import BadNumberError, parse_number
from ivr.twiml.nouns import Client, Sip
from ivr.twiml.verbs import Number, Target


@dataclass(frozen=True, slots=True)
class Display:
    """What a telephone that rings is told besides: the caller's number, why it is called, and headers or parameters."""

    caller_id: str = ""
    reason: str | None = None
    details: tuple[tuple[str, str], ...] = field(default=(), repr=False)


NOTHING_SHOWN = Display()


def address(target: Target) -> str:
    """Under which it is known among the phones, and what its requests call To: E.164 where it is a number at all, and
    what is not will fail to ring."""
    match target:
        case Number(number=number):
            return dialled(number)
        case Client(identity=identity):
            return f"client:{identity}"
        case Sip(uri=uri):
            return uri.partition("?")[0].partition(";")[0]
        case _:
            assert_never(target)


def dialled(number: str) -> str:
    try:
        return parse_number(number)
    except BadNumberError:
        return number.strip()


def details(target: Target) -> tuple[tuple[str, str], ...]:
    """Headers of a SIP call, parameters of a client."""
    match target:
        case Number():
            return ()
        case Client(parameters=parameters):
            return parameters
        case Sip(uri=uri):
            return tuple(parse_qsl(uri.partition("?")[2], keep_blank_values=True))
        case _:
            assert_never(target)


def can_ring(target: Target, number: str) -> bool:
    """Whether the network can ring it at all."""
    return not isinstance(target, Number) or number.startswith("+")
