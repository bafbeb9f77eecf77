"""How long a line takes, language by language: what `ivr prove` prints beside its certificates. All are seconds of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from ivr.checking.callers import PERSON
from ivr.checking.certificate import Proof
from ivr.checking.certificates.payment_too_far import nearest
from ivr.checking.certificates.person_too_far import questions, roads_to_a_person
from ivr.checking.silent_caller import SilentCall, silent_call
from ivr.checking.spoken_time import before_first_option, seconds_of
from ivr.checking.ways_in_language import WaysInLanguage, spoken_in
from ivr.dialog.program import Asking
from ivr.exploring.atlas import ARRIVES
from ivr.line.scalars import NodeId


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many seconds, and the node they lead to, or are said at."""

    seconds: float
    node: NodeId


@dataclass(frozen=True, slots=True)
class TimesIn:
    """In one language: until the first choice is told of; until a person is rung, from the farthest question, by 0; until the
    nearest payment; the most that is said in one go; and until the first words of the farthest node. What a line does
    not have is None."""

    language: str
    first_choice: Stretch | None
    person: Stretch | None
    payment: Stretch | None
    longest_prompt: Stretch | None
    farthest_node: Stretch | None


@dataclass(frozen=True, slots=True)
class Times:
    """Of a line: each of its languages, and what somebody costs who never answers."""

    languages: tuple[TimesIn, ...]
    silent: SilentCall


def times(proof: Proof) -> Times:
    """Raises EndlessLineError for a line that the certificate of that name does not hold for."""
    return Times(tuple(_in_languages(proof)), silent_call(proof.atlas.program))


def _in_languages(proof: Proof) -> Iterator[TimesIn]:
    persons = _persons(proof)
    for language in spoken_in(proof):
        ways = WaysInLanguage(proof, language)
        paid = min(nearest(proof, ways).items(), key=lambda one: one[1], default=None)
        yield TimesIn(
            language,
            _first_choice(proof, ways),
            persons.get(language),
            None if paid is None else Stretch(paid[1][0], proof.subject.node(paid[0])),
            _longest_prompt(proof, language),
            _farthest(proof, ways),
        )


def _first_choice(proof: Proof, ways: WaysInLanguage) -> Stretch | None:
    """Of the nearest question: what is said before its first choice."""
    program, states = proof.atlas.program, proof.atlas.states
    asked = ((far, at) for far, at in ((far, at) for at, far in ways.seconds.items()) if not states[at].over)
    for far, at in sorted(asked):
        dialog = program.dialog(states[at].at, ways.language)
        if isinstance(dialog, Asking) and at not in proof.atlas.arrivals:
            whole = seconds_of(program, dialog.prompt, ways.language)
            before = seconds_of(program, before_first_option(dialog.prompt, ways.language), ways.language)
            return Stretch(max(0.0, far - whole + before), proof.subject.node(states[at].at))
    return None


def _persons(proof: Proof) -> dict[str, Stretch]:
    if not any(edge.wait in PERSON for edge in proof.atlas.edges):
        return {}
    far = roads_to_a_person(proof).seconds[int(proof.subject.line.file.budgets.person.presses)]
    found: dict[str, Stretch] = {}
    for one in questions(proof):
        state = proof.atlas.states[one]
        here = Stretch(far.get(one, inf), proof.subject.node(state.at))
        if here.seconds > found.get(state.language, Stretch(-1, here.node)).seconds:
            found[state.language] = here
    return found


def _longest_prompt(proof: Proof, language: str) -> Stretch | None:
    states = proof.atlas.states
    said = (one for one in proof.atlas.edges if one.wait != ARRIVES and states[one.target].language in (language, ""))
    longest = max(said, key=lambda one: one.seconds, default=None)
    return None if longest is None else Stretch(longest.seconds, proof.subject.node(states[longest.target].at))


def _farthest(proof: Proof, ways: WaysInLanguage) -> Stretch | None:
    found: dict[NodeId, float] = {}
    for seconds, _, edge in ways.edges():
        if edge.wait != ARRIVES:
            before = seconds - edge.seconds
            for dialog in (*(one.to for one in edge.passages if one.to), proof.atlas.states[edge.target].at):
                node = proof.subject.node(dialog)
                found[node] = min(found.get(node, before), before)
    farthest = max(found.items(), key=lambda one: one[1], default=None)
    return None if farthest is None else Stretch(farthest[1], farthest[0])
