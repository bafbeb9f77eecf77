"""What a dialog says, taken apart for comparing: when each of its prompts is heard, its sentences as text, and the choices among them.

A choice is a sentence that ends in its key: ", press one." It is compared by its key, so that a key that moved is told
once and not again in each of the reprompts that say it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    Passing,
    Paying,
    PayPrompt,
    Recording,
    Taking,
)
from ivr.dialog.prompts import Prompt, Rest, Sentence
from ivr.exploring.in_writing import lead_of, text_of
from ivr.line.lowering import KEY_PAUSE_MS
from ivr.line.phrases import press
from ivr.telephony.keys import KEYS, Key

FIRST = "first words"
LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """A prompt without its choices, and those by their keys."""

    words: Prompt
    choices: Mapping[Key, str]


def quoted(text: str) -> str:
    """The beginning of what is said, to know a node by."""
    short = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rpartition(" ")[0] + " ..."
    return f'"{short}"' if short else ""


def taken_apart(prompt: Prompt, language: str) -> Spoken:
    words: list[Sentence] = []
    choices: dict[Key, str] = {}
    for sentence in prompt:
        key = key_of(sentence, language)
        if key is None or key in choices:
            words.append(sentence)
        else:
            choices[key] = lead_of(sentence)
    return Spoken(tuple(words), choices)


def key_of(sentence: Sentence, language: str) -> Key | None:
    """The key that a choice ends in, by the rest before it."""
    if Rest(KEY_PAUSE_MS) not in sentence.pieces:
        return None
    text = text_of((sentence,))
    return next((key for key in KEYS if text.endswith(f" {press(key, sentence.language or language)}.")), None)


def prompts(dialog: Dialog) -> Mapping[str, Prompt]:
    """Every prompt of a dialog by when it is heard."""
    return {when: prompt for when, prompt in _prompts(dialog) if prompt}


def _prompts(dialog: Dialog) -> Iterator[tuple[str, Prompt]]:
    match dialog:
        case Passing() | Connecting() | Ending() | Recording() | Taking():
            yield FIRST, dialog.prompt
        case Asking():
            yield from _of_asking(dialog)
        case Fetching():
            yield "words while the caller waits for the answer", dialog.comfort
        case Holding():
            yield FIRST, dialog.prompt
            yield "words about the place in line", dialog.place
            yield "words while waiting", dialog.comfort
            yield "choices while waiting", dialog.choices
        case Paying():
            yield from ((_step(one), one.prompt) for one in dialog.prompts)
        case Branching():
            return


def _of_asking(dialog: Asking) -> Iterator[tuple[str, Prompt]]:
    yield "terms", dialog.terms
    yield FIRST, dialog.prompt
    for number, prompt in enumerate(dialog.noinput, 1):
        yield after_silence(number), prompt
    for number, prompt in enumerate(dialog.nomatch, 1):
        yield after_wrong(number), prompt
    yield "words after a card number", dialog.card


def after_silence(number: int) -> str:
    return f"words after silence {number}"


def after_wrong(number: int) -> str:
    return f"words after wrong answer {number}"


def _step(one: PayPrompt) -> str:
    attempts = f", attempt {' and '.join(map(str, one.attempts))}" if one.attempts else ""
    errors = f", after {' or '.join(one.errors)}" if one.errors else ""
    return f"words at the {one.step.removeprefix('payment-').replace('-', ' ')}{attempts}{errors}"


def side_by_side(old: Dialog, new: Dialog) -> Iterator[tuple[str, Prompt, Prompt]]:
    """When something is heard, and what was and is heard then. The last wording is said again and again, so it stands in for
    those that only the other version has."""
    before, after = dict(prompts(old)), dict(prompts(new))
    if isinstance(old, Asking) and isinstance(new, Asking):
        for name, was, is_now in (
            (after_silence, old.noinput, new.noinput),
            (after_wrong, old.nomatch, new.nomatch),
        ):
            most = max(len(was), len(is_now))
            before |= _drawn_out(name, was, most)
            after |= _drawn_out(name, is_now, most)
    if type(old) is not type(new):  # another kind of node: that it asks no more is told with its keys
        before, after = ({FIRST: one[FIRST]} if FIRST in one else {} for one in (before, after))
    for when in dict.fromkeys((*before, *after)):
        yield when, before.get(when, ()), after.get(when, ())


def _drawn_out(name: Callable[[int], str], wordings: tuple[Prompt, ...], most: int) -> dict[str, Prompt]:
    return {name(number): wordings[min(number, len(wordings)) - 1] for number in range(1, most + 1) if wordings}
