"""`*.call.yaml`: a call as a test, in callers' words. The models only; rehearsal plays them on a simulated carrier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from ivr.diagnostics import Diagnostic, in_order
from ivr.line import mistakes
from ivr.line.callfile_given import (
    DEFAULT_AT,
    Behaviour,
    BehaviourText,
    CompanyPath,
    DiallingText,
    FactPath,
    Given,
    Instant,
    is_path,
)
from ivr.line.callfile_steps import (
    STEPS,
    HangUp,
    Hear,
    HearNot,
    Keys,
    Nothing,
    PaymentDetails,
    PayStep,
    Press,
    RingStep,
    Speak,
    StepWritten,
    TextNotStep,
    TextStep,
    Wait,
    Waiting,
)
from ivr.line.company import Company
from ivr.line.company_changes import stranger_in
from ivr.line.model import Written
from ivr.line.scalars import one_of
from ivr.reading.compose import compose
from ivr.reading.misfits import nearest
from ivr.reading.mistakes import UNKNOWN_KEY
from ivr.reading.model import validate
from ivr.reading.scalars import Text, scalar
from ivr.reading.spelling import shown
from ivr.reading.tree import Listing, Scalar, Table, YamlNode, find, place_of
from ivr.source import Place, Source

__all__ = [
    "DEFAULT_AT",
    "ENDS",
    "STEPS",
    "Behaviour",
    "BehaviourText",
    "CallFile",
    "CompanyPath",
    "DiallingText",
    "FactPath",
    "Given",
    "HangUp",
    "Heading",
    "Hear",
    "HearNot",
    "Instant",
    "Keys",
    "Nothing",
    "PayStep",
    "PaymentDetails",
    "Press",
    "RingStep",
    "Speak",
    "StepWritten",
    "TextNotStep",
    "TextStep",
    "Wait",
    "Waiting",
    "read_call",
]

STEPS_KEY = "steps"
ENDS = ("bridged", "the line hangs up", "the caller hangs up")
EndsText = Annotated[str, scalar(one_of(ENDS, "a way a call ends"), {"type": "string", "enum": list(ENDS)}, "bridged")]


class Heading(Written):
    """Everything of a call file but its steps."""

    call: Text = Field(description="What happens, in one sentence.")
    given: Given = Field(default=Given(), description="How the world is when the call comes in.")
    ends: EndsText | None = Field(default=None, description="How the call ends.")
    outcomes: tuple[Text, ...] | None = Field(
        default=None,
        description="What the line writes down of the call: the outcome of each node that has one, in the order it came by.",
    )


@dataclass(frozen=True, slots=True)
class CallFile:
    """A call as a test: steps with the places they stand at, in order."""

    heading: Heading
    steps: tuple[tuple[StepWritten, Place], ...]
    place: Place
    ends_place: Place
    outcomes_place: Place
    company_places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def company(self) -> Mapping[str, str | tuple[str, ...]]:
        """What is otherwise in company.yaml on this call."""
        return {str(path): value for path, value in self.heading.given.company.items()}


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
    places = _company_places(tree)
    findings += _strange_facts(places)
    if findings or heading.value is None:
        return None, tuple(in_order(findings))
    return CallFile(
        heading.value, tuple(steps), tree.place, place_of(tree, ("ends",)), place_of(tree, ("outcomes",)), places
    ), ()


def _company_places(tree: YamlNode) -> dict[str, Place]:
    """Where each fact stands that is otherwise on this call."""
    changes = find(tree, ("given", "company"))
    return {key.text: key.place for key, _ in changes.entries} if isinstance(changes, Table) else {}


def _strange_facts(places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """Facts that no company.yaml can hold."""
    for path, place in places.items():
        stranger = stranger_in(Company, path) if is_path(path) else None
        if stranger is not None:
            yield mistakes.UNKNOWN_COMPANY_FACT.at(
                place,
                f"A company.yaml has no place for {shown(path)}.",
                f"Did you mean {stranger.near}?" if stranger.near else "The reference of company.yaml lists its keys.",
            )


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
