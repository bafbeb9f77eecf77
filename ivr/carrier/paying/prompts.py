"""Which Prompt of a Pay is heard. Twilio says what each attribute is for, not which of several wins; here, of those whose
every attribute fits the situation, the one with the most attributes, then the first in the document."""

from dataclasses import dataclass

from ivr.carrier.paying.words import default_words
from ivr.twiml.paying import CardType, Pay, PayError, PayStep, Prompt
from ivr.twiml.verbs import Pause, Play, Say


@dataclass(frozen=True, slots=True)
class Situation:
    """`error` is what was wrong with the attempt before. `again`: the second entry of two that must match."""

    step: PayStep
    attempt: int = 1
    error: PayError | None = None
    card: CardType | None = None
    again: bool = False


def sounds(pay: Pay, situation: Situation) -> tuple[Say | Play | Pause, ...]:
    """What the caller hears. A Prompt that holds nothing is silence, and no default."""
    fitting = [prompt for prompt in pay.prompts if _fits(prompt, situation)]
    if fitting:
        return max(fitting, key=_attributes).content  # of several it is the first
    words = default_words(situation.step, situation.error, pay.language, again=situation.again)
    return (Say((words,), language=pay.language),)


def wants_matching(pay: Pay, step: PayStep) -> bool:
    """Whether the detail is asked for twice, and both entries must be the same (Twilio, Prompt, for ach-debit)."""
    return any(prompt.step is step and prompt.require_matching_inputs for prompt in pay.prompts)


def _fits(prompt: Prompt, situation: Situation) -> bool:
    return (
        prompt.step is situation.step
        and prompt.require_matching_inputs is situation.again
        and (not prompt.attempts or situation.attempt in prompt.attempts)
        and (not prompt.errors or situation.error in prompt.errors)
        and (not prompt.card_types or situation.card in prompt.card_types)
    )


def _attributes(prompt: Prompt) -> int:
    return bool(prompt.attempts) + bool(prompt.errors) + bool(prompt.card_types)
