"""`*.call.yaml`: a call as a test, in callers' words. The models only; rehearsal plays them on a simulated carrier."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from ivr.diagnostics import Diagnostic
from ivr.line.model import Written
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.reading.scalars import Seconds, Text, scalar
from ivr.reading.tree import Listing, Table, YamlNode, place_of
from ivr.source import Place, Source
from ivr.telephony.keys import only_keys
from ivr.telephony.numbers import parse_number

DEFAULT_AT = "2026-11-24 10:05 America/New_York"
_AT = re.compile(r"(\d{4}-\d\d-\d\d \d\d?:\d\d) (\S+)\Z")
_ANSWERS = re.compile(r"answers(?: after (\d+) s)?\Z")
_WAIT = re.compile(r"(\d+) ?s?\Z")


def _instant(text: str) -> datetime:
    match = _AT.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not an instant such as {DEFAULT_AT}")
    try:
        return datetime.strptime(match[1], "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(match[2]))
    except (ValueError, ZoneInfoNotFoundError):
        raise ValueError(f"{text!r} names no day, time or time zone there is") from None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a representative's telephone does: answers after so many seconds of ringing, or is busy, or fails, or
    (nothing of these) rings on."""

    answers_after: int | None = None
    busy: bool = False
    fails: bool = False


def _behaviour(text: str) -> Behaviour:
    match = _ANSWERS.match(text)
    if match:
        return Behaviour(answers_after=int(match[1] or 3))
    known = {"busy": Behaviour(busy=True), "fails": Behaviour(fails=True), "does not answer": Behaviour()}
    if text not in known:
        raise ValueError(f"{text!r} is not what a telephone does: answers after 8 s, does not answer, busy or fails")
    return known[text]


def _keys(text: str) -> str:
    keys = "".join(text.split())
    if not keys or not only_keys(keys):
        raise ValueError(f"{text!r} are not keys of a telephone: 0 to 9, * and #")
    return keys


def _wait(text: str) -> int | None:
    """Seconds, or None for as long as the line waits."""
    if text == "noinput":
        return None
    match = _WAIT.match(text)
    if match is None:
        raise ValueError(f"{text!r} is neither noinput nor seconds such as 20 s")
    return int(match[1])


def _prompt(text: str) -> bool:
    if text != "prompt":
        raise ValueError("after says prompt: the keys come when everything was said")
    return True


def _down(text: str) -> bool:
    if text not in ("up", "down"):
        raise ValueError("the account directory is up or down")
    return text == "down"


def _ends(text: str) -> str:
    if text not in ENDS:
        raise ValueError(f"{text!r} is not a way a call ends: {', '.join(ENDS)}")
    return text


ENDS = ("bridged", "the line hangs up", "the caller hangs up")
Instant = Annotated[datetime, scalar(_instant, {"type": "string"}, DEFAULT_AT)]
BehaviourText = Annotated[Behaviour, scalar(_behaviour, {"type": "string"}, "answers after 8 s")]
Keys = Annotated[str, scalar(_keys, {"type": ["string", "integer"]}, "1")]
Waiting = Annotated[int | None, scalar(_wait, {"type": ["string", "integer"]}, "noinput")]
AfterPrompt = Annotated[bool, scalar(_prompt, {"type": "string", "enum": ["prompt"]}, "prompt")]
Down = Annotated[bool, scalar(_down, {"type": "string", "enum": ["up", "down"]}, "up")]
EndsText = Annotated[str, scalar(_ends, {"type": "string", "enum": list(ENDS)}, "bridged")]
PhoneText = Annotated[str, scalar(parse_number, {"type": "string"}, "+1 555 010 0001")]
Nothing = Annotated[str, scalar(str, {"type": ["string", "boolean", "null"]}, "true")]


class Given(Written):
    """How the world is when the call comes in."""

    at: Instant = Field(default=_instant(DEFAULT_AT), description="When the call comes in, with the time zone.")
    representatives: dict[Text, BehaviourText] = Field(
        default={}, description="What each one's telephone does; one not named does not answer."
    )
    accounts: Down = Field(default=False, description="down when the account directory does not answer.")
    caller: PhoneText = Field(default="+15550100001", description="The number the call comes from.")


class Hear(Written):
    """These words are heard before anything else is done."""

    hear: Text
    within: Seconds | None = Field(default=None, description="Seconds since the call was answered.")


class HearNot(Written):
    """These words are not heard from the last step to the end of what is being said."""

    hear_not: Text


class Press(Written):
    """The caller presses keys, as soon as the last words expected were heard."""

    press: Keys
    after: AfterPrompt = Field(default=False, description="prompt: only when everything was said.")


class Wait(Written):
    """The caller does nothing, from the end of what is being said."""

    wait: Waiting


class HangUp(Written):
    """The caller hangs up."""

    hang_up: Nothing


class RingStep(Written):
    """A representative's telephone rings."""

    ring: Text
    whisper: Text | None = Field(default=None, description="Words this representative hears before taking the call.")
    press: Keys | None = Field(default=None, description="The key pressed then.")


StepWritten = Hear | HearNot | Press | Wait | HangUp | RingStep
_STEPS: dict[str, type[StepWritten]] = {
    "ring": RingStep,
    "hear": Hear,
    "hear_not": HearNot,
    "press": Press,
    "wait": Wait,
    "hang_up": HangUp,
}


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
    if composed.tree is None:
        return None, tuple(findings)
    heading = validate(Heading, _without_steps(composed.tree))
    findings += heading.findings
    steps = _steps(composed.tree, findings)
    if findings or heading.value is None:
        return None, tuple(findings)
    tree = composed.tree
    return CallFile(heading.value, tuple(steps), tree.place, place_of(tree, ("ends",))), ()


def _without_steps(tree: YamlNode) -> YamlNode:
    if not isinstance(tree, Table):
        return tree
    return Table(tuple(entry for entry in tree.entries if entry[0].text != "steps"), tree.place, tree.flow)


def _steps(tree: YamlNode, findings: list[Diagnostic]) -> list[tuple[StepWritten, Place]]:
    listing = (
        next((value for key, value in tree.entries if key.text == "steps"), None) if isinstance(tree, Table) else None
    )
    if not isinstance(listing, Listing) or not listing.items:
        findings.append(
            Diagnostic(
                "IVR040", "call-without-steps", tree.place, "a call has steps, a list that begins with what is heard"
            )
        )
        return []
    found: list[tuple[StepWritten, Place]] = []
    for number, item in enumerate(listing.items):
        kind = _kind(item)
        if kind is None:
            known = ", ".join(_STEPS)
            findings.append(
                Diagnostic(
                    "IVR041",
                    "unknown-step",
                    item.place,
                    "this is not a step of a call",
                    f"a step has one of the keys {known}",
                )
            )
            continue
        validated = validate(kind, tree, path=("steps", number))
        findings += validated.findings
        if validated.value is not None:
            found.append((validated.value, item.place))
    return found


def _kind(item: YamlNode) -> type[StepWritten] | None:
    keys = {key.text for key, _ in item.entries} if isinstance(item, Table) else set()
    return next((model for key, model in _STEPS.items() if key in keys), None)
