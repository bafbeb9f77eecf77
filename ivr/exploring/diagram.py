"""The chart of a line: its nodes as boxes, the ways between them as arrows; what every picture of it is drawn from.

Ways are those the dialogs hold (diagram_ways.py) or, where all calls were walked, those that were walked. Several ways
between the same two nodes are one arrow. What leads away from every question alike (0, *, #, 9) is no arrow, or every box
would have one to the person: `Box.universal` says where those keys hold. Only where `*` is the one way to a node, it is an
arrow like another.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ivr.dialog.grammar import DialogId, universal
from ivr.dialog.program import Asking, Program
from ivr.dialog.prompts import Prompt
from ivr.exploring.atlas import Atlas
from ivr.exploring.diagram_ways import CALLED_BACK, WHISPER, is_own, ways_of
from ivr.exploring.diagram_words import SAID, languages_of, said_in, told
from ivr.exploring.diagram_yaml import written
from ivr.exploring.in_writing import text_of
from ivr.exploring.passages import Passage, is_error
from ivr.line.line import Line
from ivr.line.reach import node_of, reached
from ivr.line.scalars import NodeId
from ivr.source import Place
from ivr.telephony.keys import BACK

Seconds = Callable[[Program, Prompt, str], float]
"""How long a prompt takes in a language."""


@dataclass(frozen=True, slots=True)
class Words:
    """A prompt in one language: when it is said, in which part of the node (empty: the node's first), and how long it takes."""

    part: str
    use: str
    language: str
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Box:
    """A node, or one dialog of it. `first` is what is heard first; `seconds` how long that takes in the language in which it
    takes longest. `tests` are calls that come here, None where nobody asked; `situations` how many of a walk
    stand here."""

    id: str
    kind: str
    words: tuple[Words, ...] = ()
    place: Place | None = None
    outcome: str | None = None
    start: bool = False
    person: bool = False
    universal: bool = False
    reached: bool = True
    yaml: str = ""
    tests: tuple[str, ...] | None = None
    situations: int | None = None

    @property
    def title(self) -> str:
        return self.id.replace("_", " ").replace("-", " ").replace(".", ": ")

    @property
    def first(self) -> Words | None:
        own = [one for one in self.words if not one.part]
        return next((one for one in own if one.use == SAID), next(iter(own), None))

    @property
    def seconds(self) -> float:
        first = self.first
        alike = (one for one in self.words if first and (one.part, one.use) == (first.part, first.use))
        return max((one.seconds for one in alike), default=0.0)


@dataclass(frozen=True, slots=True)
class Arrow:
    """All ways from one box to another that are errors, or all that are not; `ways` are their names, `labels` what people call
    them."""

    source: str
    target: str
    error: bool
    ways: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def label(self) -> str:
        return ", ".join(dict.fromkeys(one for one in self.labels if one != "next"))


@dataclass(frozen=True, slots=True)
class Chart:
    """`proved`: arrows are the ways of every call that can happen, not those that dialogs name. `left_out` names the nodes that no
    call comes to with company.yaml as it is."""

    line: str
    languages: tuple[str, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    person: str
    proved: bool = False
    left_out: tuple[str, ...] = ()

    def box(self, name: str) -> Box:
        return next(one for one in self.boxes if one.id == name)


@dataclass(frozen=True, slots=True)
class Walked:
    """What a picture shows of a walk over all calls: the ways that were taken, and how many situations stand at each dialog."""

    passages: frozenset[Passage]
    situations: Mapping[DialogId, int]


def walked(atlas: Atlas) -> Walked:
    passages = frozenset(one for edge in atlas.edges for one in edge.passages)
    return Walked(passages, Counter(state.at for state in atlas.states if not state.over))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart is made from. `texts` are the files of the line by the names that places have; `covered` the calls that come
    to each node; `dialogs`: each dialog is a box of its own; `everything`: also what no call comes to."""

    line: Line
    program: Program
    seconds: Seconds
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    walked: Walked | None = None
    covered: Mapping[str, Sequence[str]] | None = None
    dialogs: bool = False
    everything: bool = False

    def box_of(self, dialog: DialogId) -> str:
        return str(dialog) if self.dialogs else str(node_of(dialog))


def chart(drawn: Drawn) -> Chart:
    """Boxes in the order of the line's nodes, arrows in the order of their ways."""
    program = drawn.program
    came = {node_of(one) for one in reached(program)}
    parts: dict[str, list[DialogId]] = {}
    for dialog in program.dialogs:
        parts.setdefault(drawn.box_of(dialog), []).append(dialog)
    out = [] if drawn.everything else [one for one in parts if not _is_met(drawn, one, came)]
    boxes = tuple(_box(drawn, name, dialogs, came) for name, dialogs in parts.items() if name not in out)
    arrows = tuple(one for one in _arrows(drawn) if one.source not in out and one.target not in out)
    person = drawn.box_of(program.person)
    return Chart(program.line, languages_of(program), boxes, arrows, person, drawn.walked is not None, tuple(out))


def _is_met(drawn: Drawn, name: str, came: set[NodeId]) -> bool:
    """The choice of a language stands in no file, and 9 leads there."""
    return node_of(name) in came or node_of(name) not in drawn.line.nodes


def _box(drawn: Drawn, name: str, dialogs: list[DialogId], came: set[NodeId]) -> Box:
    program = drawn.program
    placed = drawn.line.nodes.get(node_of(name))
    questions = (one for one in map(program.dialogs.__getitem__, dialogs) if isinstance(one, Asking))
    place = None if placed is None else placed.place()
    return Box(
        id=name,
        kind="language" if placed is None else placed.node.kind,
        words=tuple(_words(drawn, name, dialogs)),
        place=place,
        outcome=None if placed is None else placed.node.named,
        start=name == drawn.box_of(program.start),
        person=name == drawn.box_of(program.person),
        universal=any(universal(one.grammar) for one in questions),
        reached=_is_met(drawn, name, came),
        yaml="" if place is None else written(drawn.texts.get(place.file, ""), place),
        tests=None if drawn.covered is None else tuple(sorted(drawn.covered.get(str(node_of(name)), ()))),
        situations=None if drawn.walked is None else sum(drawn.walked.situations.get(one, 0) for one in dialogs),
    )


def _words(drawn: Drawn, name: str, dialogs: list[DialogId]) -> Iterator[Words]:
    for language in languages_of(drawn.program):
        for at, use, prompt in said_in(drawn.program, dialogs, language):
            seconds = drawn.seconds(drawn.program, prompt, language)
            yield Words(at.removeprefix(name).removeprefix("."), use, language, text_of(prompt), seconds)


def _arrows(drawn: Drawn) -> Iterator[Arrow]:
    found: dict[tuple[str, str, bool], list[Passage]] = {}
    for one in _ways(drawn):
        source, target = drawn.box_of(one.dialog), drawn.box_of(one.to)
        if source != target:
            found.setdefault((source, target, is_error(one.way)), []).append(one)
    for (source, target, error), passages in found.items():
        labels = tuple(told(drawn.program.dialogs[one.dialog], one.way) for one in passages)
        yield Arrow(source, target, error, tuple(one.way for one in passages), labels)


def _ways(drawn: Drawn) -> list[Passage]:
    """Of a walk only what was walked. It has one name for all ways out of a queue, so what the dialog calls
    a way to the same place comes first; what only the walk has keeps its own name."""
    named = list(ways_of(drawn.program))
    named += _only_ways_back(drawn, named)
    if drawn.walked is None:
        return named
    taken = {(one.dialog, one.to) for one in drawn.walked.passages}
    pairs = {(one.dialog, one.to) for one in named}
    return [
        *(one for one in named if (one.dialog, one.to) in taken or one.way in (CALLED_BACK, WHISPER)),
        *sorted(
            one for one in drawn.walked.passages if (one.dialog, one.to) not in pairs and is_own(drawn.program, one)
        ),
    ]


def _only_ways_back(drawn: Drawn, named: Iterable[Passage]) -> Iterator[Passage]:
    led_to = {drawn.box_of(one.to) for one in named if drawn.box_of(one.to) != drawn.box_of(one.dialog)}
    led_to |= {drawn.box_of(drawn.program.start), drawn.box_of(drawn.program.person)}
    for dialog in drawn.program.dialogs.values():
        if isinstance(dialog, Asking) and dialog.back and drawn.box_of(dialog.back) not in led_to:
            yield Passage(dialog.id, BACK, dialog.back)
