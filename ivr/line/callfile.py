"""`*.call.yaml`: a call as a test, in callers' words. The models only; rehearsal plays them on a simulated carrier."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Annotated

from pydantic import Field

from ivr.diagnostics import Diagnostic, in_order
from ivr.line import mistakes
from ivr.line.company import parse_zone
from ivr.line.model import Written
from ivr.line.scalars import Phone, Url, one_of
from ivr.reading.compose import compose
from ivr.reading.misfits import nearest
from ivr.reading.mistakes import UNKNOWN_KEY
from ivr.reading.model import validate
from ivr.reading.scalars import Seconds, Text, UnfitError, parse_day, parse_seconds, scalar
from ivr.reading.spelling import shown
from ivr.reading.tree import Listing, Scalar, Table, YamlNode, place_of
from ivr.source import Place, Source
from ivr.telephony.keys import only_keys

STEPS_KEY = "steps"
DEFAULT_AT = "2026-11-24 10:05 America/New_York"
_AT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,2}):([0-5][0-9]) (\S+)")
_ANSWERS = re.compile(r"answers(?: after (.+))?")
_USUAL_RINGING = 3


def _instant(text: str) -> datetime:
    found = _AT.fullmatch(text)
    if found is None or int(found[2]) > 23:
        raise UnfitError(f"{shown(text)} is not an instant.", f"Write day, time and time zone: {DEFAULT_AT}")
    wall = datetime.combine(parse_day(found[1]), time(int(found[2]), int(found[3])), parse_zone(found[4]))
    if wall.astimezone(UTC).astimezone(wall.tzinfo).time() != wall.time():
        raise UnfitError(f"The clock skips {shown(text)}.", "Write an hour that is not left out in spring.")
    return wall


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a representative's telephone does: answers after so many seconds of ringing, or is busy, or fails, or
    (nothing of these) rings on."""

    answers_after: int | None = None
    busy: bool = False
    fails: bool = False


_BEHAVIOURS = {"busy": Behaviour(busy=True), "fails": Behaviour(fails=True), "does not answer": Behaviour()}


def _behaviour(text: str) -> Behaviour:
    found = _ANSWERS.fullmatch(text)
    if found:
        return Behaviour(answers_after=parse_seconds(found[1]) if found[1] else _USUAL_RINGING)
    if text not in _BEHAVIOURS:
        raise UnfitError(
            f"{shown(text)} is not what a telephone does.", "Write answers after 8 s, does not answer, busy or fails."
        )
    return _BEHAVIOURS[text]


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


def _down(text: str) -> bool:
    return one_of(("up", "down"), "how the account directory can be")(text) == "down"


ENDS = ("bridged", "the line hangs up", "the caller hangs up")
Instant = Annotated[datetime, scalar(_instant, {"type": "string"}, DEFAULT_AT)]
BehaviourText = Annotated[Behaviour, scalar(_behaviour, {"type": "string"}, "answers after 8 s")]
Keys = Annotated[str, scalar(_keys, {"type": ["string", "integer"]}, "1")]
Waiting = Annotated[int | None, scalar(_wait, {"type": ["string", "integer"]}, "noinput")]
AfterPrompt = Annotated[bool, scalar(_prompt, {"type": "string", "enum": ["prompt"]}, "prompt")]
Down = Annotated[bool, scalar(_down, {"type": "string", "enum": ["up", "down"]}, "up")]
EndsText = Annotated[str, scalar(one_of(ENDS, "a way a call ends"), {"type": "string", "enum": list(ENDS)}, "bridged")]
Nothing = Annotated[str, scalar(str, {"type": ["string", "boolean", "null"]}, "true")]


class Given(Written):
    """How the world is when the call comes in."""

    at: Instant = Field(default=_instant(DEFAULT_AT), description="When the call comes in, with the time zone.")
    representatives: Mapping[Text, BehaviourText] = Field(
        default_factory=dict, description="What each one's telephone does; one not named does not answer."
    )
    accounts: Down = Field(default=False, description="down when the account directory does not answer.")
    caller: Phone = Field(default="+15550100001", description="The number the call comes from.")
    url: Url | None = Field(default=None, description="Whose call it is when no line stands beside it: a voice URL.")


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


StepWritten = Hear | HearNot | Press | Speak | Wait | HangUp | RingStep | PayStep
STEPS: dict[str, type[StepWritten]] = {
    "ring": RingStep,
    "hear": Hear,
    "hear_not": HearNot,
    "press": Press,
    "say": Speak,
    "wait": Wait,
    "hang_up": HangUp,
    "pay": PayStep,
}
"""By the key a step is known by; a `press` beside a `ring` belongs to the representative."""


class Heading(Written):
    """Everything of a call file but its steps."""

    call: Text = Field(description="What happens, in one sentence.")
    given: Given = Field(default=Given(), description="How the world is when the call comes in.")
    ends: EndsText | None = Field(default=None, description="How the call ends.")


@dataclass(frozen=True, slots=True)
class CallFile:
    """A call as a test: steps with the places they stand at, in order."""

    heading: Heading
    steps: tuple[tuple[StepWritten, Place], ...]
    place: Place
    ends_place: Place


def read_call(source: Source) -> tuple[CallFile | None, tuple[Diagnostic, ...]]:
    """The call, and everything wrong with its text; no call when anything is."""
    composed = compose(source)
    findings = list(composed.findings)
    tree = composed.tree
    if tree is None:
        return None, tuple(findings)
    steps_key = _steps_key(tree, findings)
    heading = validate(Heading, _without(tree, steps_key))
    findings += heading.findings
    steps = _steps(tree, steps_key, findings) if isinstance(tree, Table) else []
    if findings or heading.value is None:
        return None, tuple(in_order(findings))
    return CallFile(heading.value, tuple(steps), tree.place, place_of(tree, ("ends",))), ()


def _steps_key(tree: YamlNode, findings: list[Diagnostic]) -> str:
    """The key of the steps, however it is spelled."""
    if isinstance(tree, Table) and tree.get(STEPS_KEY) is None:
        for key, written in tree.entries:
            if isinstance(written, Listing) and key.text not in Heading.model_fields and nearest(key.text, [STEPS_KEY]):
                message = f"This file has no key {shown(key.text)}."
                findings.append(UNKNOWN_KEY.at(key.place, message, f"Did you mean {STEPS_KEY}?"))
                return key.text
    return STEPS_KEY


def _without(tree: YamlNode, name: str) -> YamlNode:
    if not isinstance(tree, Table):
        return tree
    return Table(tuple(entry for entry in tree.entries if entry[0].text != name), tree.place, tree.flow)


def _steps(tree: Table, name: str, findings: list[Diagnostic]) -> list[tuple[StepWritten, Place]]:
    listing = tree.get(name)
    if not isinstance(listing, Listing) or not listing.items:
        place = listing.place if listing else tree.place
        findings.append(
            mistakes.CALL_WITHOUT_STEPS.at(
                place, "This call has no steps.", "Write steps: and below it, after dashes, what is heard and pressed."
            )
        )
        return []
    found: list[tuple[StepWritten, Place]] = []
    for number, item in enumerate(listing.items):
        kind = _kind(item, findings)
        if kind is None:
            continue
        validated = validate(kind, tree, path=(name, number))
        findings += validated.findings
        if validated.value is not None:
            found.append((validated.value, item.place))
    return found


def _kind(item: YamlNode, findings: list[Diagnostic]) -> type[StepWritten] | None:
    """The model of a step, by its key; otherwise a finding."""
    keys = [key for key, _ in item.entries] if isinstance(item, Table) else []
    models = [(key, STEPS[key.text]) for key in keys if key.text in STEPS]
    leading = next((model for key, model in models if key.text == "ring"), models[0][1] if models else None)
    if leading is None:
        findings.append(_strange_step(item, keys))
        return None
    for key, _ in models:
        if key.text not in leading.model_fields:
            message = f"{shown(key.text)} is a step of its own."
            findings.append(mistakes.TWO_STEPS_IN_ONE.at(key.place, message, "Write a dash before it."))
            return None
    return leading


def _strange_step(item: YamlNode, keys: list[Scalar]) -> Diagnostic:
    for key in keys:
        for near in nearest(key.text, tuple(STEPS)):
            return mistakes.UNKNOWN_STEP.at(
                key.place, f"{shown(key.text)} is not a step of a call.", f"Did you mean {near}?"
            )
    return mistakes.UNKNOWN_STEP.at(
        item.place, "This is not a step of a call.", f"A step has one of the keys {', '.join(STEPS)}."
    )
