"""What of a line is translated: its author's texts, and those facts of the company that are words of a language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ivr.dialog.prompts import TYPES, Known, Spoken
from ivr.line.catalogue import folded
from ivr.line.condition import Condition
from ivr.line.line import Line, Placed
from ivr.line.model import Path, walk
from ivr.line.terms import Term
from ivr.line.wording import COMPANY, Fact, Wording
from ivr.reading.tree import place_of
from ivr.source import Place
from ivr.speech.digits import key_word
from ivr.telephony.keys import KEYS, Key

NOTES_IN = "en-US"
"""The language of the notes for translators, whatever the line speaks."""

_SPOKEN: Mapping[Spoken, str] = {
    Spoken.DIGITS: "digits, said one by one",
    Spoken.SECRET_DIGITS: "digits, said one by one",
    Spoken.MONEY: "an amount of money, said in words",
    Spoken.DATE: "a day, said in words",
    Spoken.COUNT: "a number, said in words",
    Spoken.YES_NO: "yes or no",
    Spoken.WORD: "a word of the program's own",
    Spoken.TIER: "how well the caller is known",
    Spoken.CODE: "a code, said one character after the other",
    Spoken.LANGUAGE: "the name of a language",
    Spoken.WRITTEN_ONLY: "an address, written and never said",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One place of the line where a text is said. `id` stays the same while the text changes; `key` is that of a menu's
    option; `wording` is None for a fact of the company; `only_if` is the switch without which it is not said; `read` is
    true of what is sent and not heard."""

    id: str
    text: str
    place: Place
    note: str
    node: str | None = None
    key: Key | None = None
    wording: Wording | None = None
    only_if: Condition | None = None
    read: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be translated, once, with all its places; `notes` are for translators."""

    text: str
    places: tuple[Place, ...]
    nodes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Gathered:
    """A message on its way: everything once, in the order it was met."""

    places: dict[Place, None] = field(default_factory=dict)
    nodes: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)

    def add(self, use: Use) -> None:
        self.places[use.place] = None
        if use.node is not None:
            self.nodes[use.node] = None
        self.notes[f"{use.id}: {use.note}"] = None
        for piece in use.wording.pieces if use.wording else ():
            if isinstance(piece, Known | Fact):
                self.notes[f"{{{name_of(piece)}}}: {explained(piece)}"] = None


def messages_of(line: Line, language: str = "") -> tuple[Message, ...]:
    """Every text in the order of the files, each once; of a language, those that company.yaml does not translate itself."""
    gathered: dict[str, _Gathered] = {}
    own = line.company.words.get(language, {})
    for use in uses_of(line):
        if use.node is None and use.text in own:
            continue
        gathered.setdefault(use.text, _Gathered()).add(use)
    return tuple(Message(text, tuple(one.places), tuple(one.nodes), tuple(one.notes)) for text, one in gathered.items())


def uses_of(line: Line) -> Iterator[Use]:
    """Every place where a text is said, in the order of the files; the facts of the company come last."""
    for name, placed in line.nodes.items():
        switches = {path[:-1]: value for path, value in placed.values if isinstance(value, Condition)}
        for path, value in placed.values:
            if isinstance(value, Wording) and value.text:
                yield _use(str(name), placed, path, value, switches.get(path[:-1]))
    yield from _terms(line)


def _use(name: str, placed: Placed, path: Path, wording: Wording, only_if: Condition | None) -> Use:
    key = _key(placed, path)
    return Use(
        _id(name, path[1:]),
        wording.text,
        placed.place(path),
        _note(placed, path, key) + (f", only where {only_if.text}" if only_if else ""),
        name,
        key,
        wording,
        only_if,
        _is_read(placed, path),
    )


def _id(name: str, path: Path) -> str:
    """The first of several texts is called like one that is alone, so that its name stays when others join it."""
    steps = path[:-1] if path[-1:] == ("say",) else path
    return ".".join((name, *(str(one + 1) if isinstance(one, int) else one for one in steps if one != 0)))


def _is_read(placed: Placed, path: Path) -> bool:
    return path in (("text", "body"), ("callback", "text")) and placed.node.kind == path[0]


def _key(placed: Placed, path: Path) -> Key | None:
    match path:
        case ("menu" | "queue" as kind, "options", key, "say") if placed.node.kind == kind:
            return next((one for one in KEYS if one == key), None)
        case _:
            return None


def _note(placed: Placed, path: Path, key: Key | None) -> str:
    if key is not None:
        return f'menu option: ", press {key_word(key, NOTES_IN)}." is added, so leave the end open'
    if _is_read(placed, path):
        return "text message: read, not heard, with facts in figures"
    if path[-1] == "whisper":
        return "whisper: heard by the representative, not by the caller"
    words = [one for one in path if isinstance(one, str)]
    return ", ".join(dict.fromkeys((placed.node.kind, *words[1:])))


def name_of(piece: Known | Fact) -> str:
    """A value as it stands between braces."""
    return COMPANY + ".".join(piece.path) if isinstance(piece, Fact) else piece.value


def explained(piece: Known | Fact) -> str:
    """What a translator must know of a value."""
    return "a fact of the company" if isinstance(piece, Fact) else _SPOKEN[TYPES[piece]]


def _terms(line: Line) -> Iterator[Use]:
    tree, file = line.company_tree, _beside(line.file_tree.place.file, line.file.company)
    for path, value in walk(line.company):
        if isinstance(value, Term):
            place = place_of(tree, path) if tree else Place(file, 1, 1)
            name = ".".join(str(one + 1) if isinstance(one, int) else one for one in ("company", *path))
            yield Use(name, folded(value), place, "a fact of the company, said in sentences")


def _beside(file: str, name: str) -> str:
    """The name of a file in the same folder as another."""
    folder, slash, _ = file.rpartition("/")
    return f"{folder}{slash}{name}"
