"""Everything a line can say to a caller with the switches as they are, in each of its languages, and where it is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from ivr.checking.rule import Subject
from ivr.dialog.program import Dialog, Fetching, RequestCallback, SendText, prompts_of
from ivr.dialog.prompts import Known, Prompt, Rest
from ivr.line.compile import compile_line
from ivr.line.condition import Condition
from ivr.line.line import Line, Placed
from ivr.line.model import Path
from ivr.line.scalars import NodeId
from ivr.line.wording import Wording
from ivr.source import Place


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, without the values of a call, in the language it is really said in."""

    text: str
    language: str
    node: NodeId


def everything_said(subject: Subject) -> Iterator[Said]:
    """In the order of the line's nodes; texts that are sent are among it. Whispers are not: no caller hears them."""
    program, came = subject.program, subject.reached
    for language, dialogs in ((subject.line.language, program.dialogs), *program.translated.items()):
        for at in (one for one in dialogs if one in came):
            for sentence in (one for prompt in _prompts(dialogs[at]) for one in prompt):
                yield Said(words_of((sentence,)), sentence.language or language, subject.node(at))


def said_once(subject: Subject) -> tuple[Said, ...]:
    """The same, each sentence of a node once; kept, because several rules ask."""
    return _said_once(subject.line)


@lru_cache(maxsize=4)
def _said_once(line: Line) -> tuple[Said, ...]:
    return tuple(dict.fromkeys(everything_said(Subject(line, compile_line(line).program))))


Matching = Callable[[str, str], str]
"""The word looked for in a text of a language, as it stands there; nothing where there is none."""


def places_of(subject: Subject, said: Iterable[Said], matching: Matching) -> Iterator[tuple[Place, str]]:
    """Where the words stand that match, each place once, and the word."""
    told: set[Place] = set()
    for one in said:
        word = matching(one.text, one.language)
        place = where_it_stands(subject, one, matching) if word else None
        if place is not None and place not in told:
            told.add(place)
            yield place, word


def _prompts(dialog: Dialog) -> tuple[Prompt, ...]:
    match dialog:
        case Fetching(inquiry=SendText(body=body), comfort=comfort):
            return (comfort, body)
        case Fetching(inquiry=RequestCallback(body=body), comfort=comfort):
            return (comfort, body)
        case _:
            return prompts_of(dialog)


def words_of(prompt: Prompt) -> str:
    """What is said, with a blank in the place of every value."""
    pieces = (piece for sentence in prompt for piece in (*sentence.pieces, " "))
    return " ".join("".join(" " if isinstance(one, Known | Rest) else one for one in pieces).split())


def wordings(subject: Subject, name: NodeId) -> Iterator[tuple[Path, Wording]]:
    """What the author of a node wrote to be said, without what is switched off."""
    for path, value in switched(subject.line.nodes[name], partial(is_on, subject)):
        if isinstance(value, Wording):
            yield path, value


def is_on(subject: Subject, condition: Condition | None) -> bool:
    """As lowering decides it."""
    return subject.line.company.allows(condition)


def switched(placed: Placed, holds: Callable[[Condition], bool]) -> Iterator[tuple[Path, object]]:
    """Every value inside a node, but for mappings whose `if` does not hold."""
    off = [
        path[:-1]
        for path, inner in placed.values
        if isinstance(inner, Condition) and path[-1:] == ("if",) and not holds(inner)
    ]
    for path, inner in placed.values:
        if not off or not any(path[: len(one)] == one for one in off):
            yield path, inner


def where_it_stands(subject: Subject, said: Said, matching: Matching) -> Place:
    """Where the words are written that match: a node's text, or its translation; else the node itself."""
    placed, catalogue = subject.line.nodes.get(said.node), subject.line.catalogues.get(said.language)
    if placed is None:
        return subject.place(said.node)
    for path, wording in wordings(subject, said.node):
        if catalogue is None and matching(wording.text, said.language):
            return placed.place(path)
        entry = None if catalogue is None else catalogue.find(wording.text, said.node)
        if catalogue is not None and entry is not None and matching(entry.translation, said.language):
            return Place(catalogue.file, entry.line, 1)
    return placed.place()
