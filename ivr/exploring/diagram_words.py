"""What the pictures of a line say in words: prompts with the values of a call by their names, and what a way is called.

No value of any call is here, so nothing that somebody keyed can be in a picture.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from ivr.dialog.branching import OTHERWISE
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import (
    Asking,
    Branching,
    Case,
    Comparison,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    OfHours,
    Passing,
    Paying,
    Program,
    Recording,
    RequestCallback,
    SendText,
    Taking,
)
from ivr.dialog.prompts import Known, Prompt, Rest
from ivr.exploring.in_writing import lead_of
from ivr.exploring.passages import EXHAUSTED
from ivr.line.lowering import KEY_PAUSE_MS
from ivr.telephony.keys import BACK

SAID = "said"
_COMPARED = {
    Comparison.IS: "is",
    Comparison.IS_NOT: "is not",
    Comparison.BELOW: "below",
    Comparison.ABOVE: "above",
    Comparison.AT_LEAST: "at least",
    Comparison.AT_MOST: "at most",
}
_TOLD = {"noinput": "silence", "nomatch": "wrong key", "noanswer": "no answer"}


def prompts_by_use(dialog: Dialog) -> Iterator[tuple[str, Prompt]]:
    """Everything a dialog can say, each with when it is said; first what is heard first."""
    match dialog:
        case Passing(prompt=prompt) | Connecting(prompt=prompt) | Ending(prompt=prompt):
            yield SAID, prompt
        case Recording(prompt=prompt) | Taking(prompt=prompt):
            yield SAID, prompt
        case Asking():
            yield from _of_question(dialog)
        case Fetching(comfort=comfort, inquiry=inquiry):
            yield "while it takes time", comfort
            if isinstance(inquiry, SendText | RequestCallback):
                yield "texted", inquiry.body
        case Holding(prompt=prompt, place=place, comfort=comfort, choices=choices):
            yield from ((SAID, prompt), ("place in line", place), ("now and then", comfort), ("choices", choices))
        case Paying(prompts=steps):
            yield from ((str(one.step).replace("-", " "), one.prompt) for one in steps)
        case Branching():
            return
        case _:
            assert_never(dialog)


def _of_question(dialog: Asking) -> Iterator[tuple[str, Prompt]]:
    yield "terms", dialog.terms
    yield SAID, dialog.prompt
    for name, prompts in (("silence", dialog.noinput), ("a wrong key", dialog.nomatch)):
        for number, prompt in enumerate(prompts, 1):
            yield f"after {name}{f' {number}' if len(prompts) > 1 else ''}", prompt
    yield "after a card's number", dialog.card


def told(dialog: Dialog, way: str) -> str:
    """What a person calls a way: `1 To pay your bill`, `silence`, how often, `account.tier is T2`."""
    first, _, rest = way.partition(" ")
    match dialog:
        case _ if first == "key":
            return f"{rest} {_option(dialog, rest)}".rstrip()
        case Branching(of=Known() as of, cases=cases) if way.isdigit():
            return _case(of, cases[int(way) - 1])
        case Branching() if way == OTHERWISE:
            return "otherwise"
        case _ if first in ("noinput", "nomatch"):
            return f"{_TOLD[first]} \N{MULTIPLICATION SIGN}{rest.removesuffix(f', {EXHAUSTED}')}"
        case Branching(of=OfHours()):
            return way
        case _ if way == BACK:
            return "* to go back"
        case _ if way == EXHAUSTED:
            return "tried too often"
        case _:
            return _TOLD.get(way, way)


def _case(of: Known, case: Case) -> str:
    if case.comparison is Comparison.KNOWN:
        return f"{of.value} is {'known' if case.operand == 'yes' else 'not known'}"
    return f"{of.value} {_COMPARED[case.comparison]} {case.operand}"


def _option(dialog: Dialog, key: str) -> str:
    """The words of a choice: options are said in the order of their keys, and each holds the pause before its key."""
    if not isinstance(dialog, Asking | Holding):
        return ""
    prompt = dialog.prompt if isinstance(dialog, Asking) else dialog.choices
    said = [one for one in prompt if Rest(KEY_PAUSE_MS) in one.pieces]
    keys = _keys(dialog)
    place = keys.index(key) if key in keys else len(keys)
    if len(said) < len(keys) or place >= len(said):
        return ""  # some choices are said in free words
    return lead_of(said[place])


def _keys(dialog: Asking | Holding) -> list[str]:
    choices = dialog.keys if isinstance(dialog, Holding) else getattr(dialog.grammar, "choices", {})
    return [str(key) for key in choices]


def languages_of(program: Program) -> tuple[str, ...]:
    return (program.voice.language, *(one.language for one in program.others))


def said_in(program: Program, at: Iterable[DialogId], language: str) -> Iterator[tuple[DialogId, str, Prompt]]:
    """What dialogs say in a language, each with when; nothing that is empty."""
    for one in at:
        for use, prompt in prompts_by_use(program.dialog(one, language)):
            if prompt:
                yield one, use, prompt
