"""The steps of a call file: what is heard, pressed, said and read, one model for each."""

from typing import Annotated

from pydantic import Field

from ivr.line.model import Written
from ivr.line.scalars import Phone, one_of
from ivr.reading.scalars import Seconds, Text, UnfitError, parse_seconds, scalar
from ivr.reading.spelling import shown
from ivr.telephony.keys import only_keys


def _keys(text: str) -> str:
    keys = "".join(text.split())
    if not keys or not only_keys(keys):
        raise UnfitError(
            f"{shown(text)} holds something else than keys of a telephone.",
            'The keys are 0 to 9, * and #; write several, or a * or #, in quotes: press: "2580#"',
        )
    return keys


def _wait(text: str) -> int | None:
    """Seconds, or None for as long as the line waits."""
    return None if text == "noinput" else _seconds_or_noinput(text)


def _seconds_or_noinput(text: str) -> int:
    try:
        return parse_seconds(text)
    except UnfitError:
        raise UnfitError(
            f"{shown(text)} is not how long a caller does nothing.", "Write noinput, or seconds such as 20 s."
        ) from None


def _prompt(text: str) -> bool:
    one_of(("prompt",), "what keys can be pressed after")(text)
    return True


Keys = Annotated[str, scalar(_keys, {"type": ["string", "integer"], "pattern": r"^[0-9*#\s]+$"}, "1")]
Waiting = Annotated[
    int | None,
    scalar(_wait, {"type": ["string", "integer"], "pattern": r"^(noinput|(0|[1-9][0-9]{0,5})( s)?)$"}, "noinput"),
]
AfterPrompt = Annotated[bool, scalar(_prompt, {"type": "string", "enum": ["prompt"]}, "prompt")]
Nothing = Annotated[str, scalar(str, {"type": ["string", "boolean", "null"]}, "true")]


class Hear(Written):
    """These words are heard before anything else is done."""

    hear: Text = Field(description="The words; capitals and punctuation do not count, and 3 is the same as three.")
    within: Seconds | None = Field(default=None, description="Seconds since the call was answered.")


class HearNot(Written):
    """These words are not heard from the last step to the end of what is being said."""

    hear_not: Text = Field(description="The words.")


class Press(Written):
    """The caller presses keys, as soon as the last words expected were heard."""

    press: Keys = Field(description="The keys, in quotes where there are several; blanks are for readers.")
    after: AfterPrompt = Field(default=False, description="prompt: only when everything was said.")


class Speak(Written):
    """The caller says something, as soon as the last words expected were heard."""

    say: Text = Field(description="The words.")
    after: AfterPrompt = Field(default=False, description="prompt: only when everything was said.")


class Wait(Written):
    """The caller does nothing, from the end of what is being said."""

    wait: Waiting = Field(description="noinput: as long as the line waits; or seconds.")


class HangUp(Written):
    """The caller hangs up."""

    hang_up: Nothing = Field(description="true; what stands here does not matter.")


class PaymentDetails(Written):
    """What the caller types when the carrier asks for it."""

    card: Keys | None = Field(default=None, description="The card number.")
    expires: Keys | None = Field(default=None, description="Month and year of the card, four digits: 1227.")
    code: Keys | None = Field(default=None, description="The security code.")
    postal: Keys | None = Field(default=None, description="The postal code.")
    routing: Keys | None = Field(default=None, description="The routing number of a bank.")
    account: Keys | None = Field(default=None, description="The number of a bank account.")


class PayStep(Written):
    """The caller pays: types each detail when the carrier asks for it."""

    pay: PaymentDetails = Field(description="The details; each one given must be asked for.")


class RingStep(Written):
    """A representative's telephone rings."""

    ring: Text = Field(description="Whose telephone rings: the name or the id in representatives.yaml.")
    whisper: Text | None = Field(default=None, description="Words this representative hears before taking the call.")
    press: Keys | None = Field(default=None, description="The key pressed then.")


class TextStep(Written):
    """A text message was sent since the caller last did something."""

    text: Text = Field(description="Words it contains, compared as words that are heard.")
    to: Phone | None = Field(default=None, description="The number it was sent to, if not the caller's.")


class TextNotStep(Written):
    """No text message with these words was sent since the caller last did something."""

    text_not: Text = Field(description="The words.")
    to: Phone | None = Field(default=None, description="The number it was not sent to, if not the caller's.")


StepWritten = Hear | HearNot | Press | Speak | Wait | HangUp | RingStep | PayStep | TextStep | TextNotStep
STEPS: dict[str, type[StepWritten]] = {
    "ring": RingStep,
    "hear": Hear,
    "hear_not": HearNot,
    "press": Press,
    "say": Speak,
    "wait": Wait,
    "hang_up": HangUp,
    "pay": PayStep,
    "text": TextStep,
    "text_not": TextNotStep,
}
"""By the key a step is known by; a `press` beside a `ring` belongs to the representative."""
