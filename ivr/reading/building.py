"""Events of the YAML parser become a tree; what this language does without is refused on the way.

A refused thing is repaired to what the author most likely meant, so that the checks behind this one speak of other
mistakes and not of the same one again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from yaml import events

from ivr.diagnostics import Diagnostic
from ivr.reading import refusals, traps
from ivr.reading.lines import Lines, Point, Spot
from ivr.reading.tree import Listing, Scalar, Table, YamlNode
from ivr.source import Place

DEEPEST = 50
"""Collections inside one another; real lines need about ten.

The parser is asked for one event at a time and is left as soon as this depth is passed, so it never gets to build
deep structures itself: libyaml 0.2.5 asked for all of 200,000 opening brackets does not return, asked for the first
fifty it answers at once.
"""

CONTROL = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What no text of an author holds: control characters, half characters, and line breaks that editors do not count."""


class TooDeepError(Exception):
    """Nesting beyond DEEPEST, found at `spot`."""

    def __init__(self, spot: Point) -> None:
        super().__init__(spot)
        self.spot = spot


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value. A bare key, in braces, has neither colon nor value."""

    key: Scalar
    value: YamlNode
    bare: bool = False


@dataclass
class Builder:
    """Builds one tree from one stream of events, and keeps what it found on the way."""

    lines: Lines
    stream: Iterator[events.Event]
    findings: list[Diagnostic] = field(default_factory=list)
    quoted_rows: set[int] = field(default_factory=set)
    """Lines, from 0, that begin inside a quoted text or a | block: what looks like YAML there is not."""
    _depth: int = 0
    _flow: int = 0
    _ended: Point = field(default=Spot(0, 0))
    """Where the node built last ended."""

    def document(self) -> YamlNode | None:
        """The tree of the only document; None when there is none. Raises TooDeepError and what the parser raises."""
        tree: YamlNode | None = None
        for event in self.stream:
            match event:
                case events.DocumentStartEvent() if tree is not None:
                    self.findings.append(refusals.several_documents(self._place(event)))
                    break
                case events.NodeEvent():
                    tree = self._node(event)
                case _:
                    pass
        return None if isinstance(tree, Scalar) and not (tree.text or tree.quoted) else tree

    def _node(self, event: events.Event) -> YamlNode:
        match event:
            case events.ScalarEvent():
                return self._scalar(event)
            case events.AliasEvent():
                return self._alias(event)
            case events.SequenceStartEvent():
                return self._listing(event)
            case events.MappingStartEvent():
                return self._table(event)
            case _:
                raise AssertionError(f"the parser sent {event!r} where a node begins")

    def _scalar(self, event: events.ScalarEvent) -> Scalar:
        text, start, end = event.value, _start(event), _end(event)
        self._ended = end
        place = self.lines.place(start)
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event, self.lines.between(start, end))
            return Scalar(text, place, quoted=True)
        if event.style:
            self._inside_quotes(event.style, text, start, end)
            return Scalar(text, place, quoted=True)
        finding, text = traps.comment(self.lines, text, start, end, in_braces=self._flow > 0)
        if finding:
            self.findings.append(finding)
        return Scalar(text, place)

    def _inside_quotes(self, style: str, text: str, start: Point, end: Point) -> None:
        last = end.line + 1 if style in "'\"" or end.line == len(self.lines.rows) - 1 else end.line
        self.quoted_rows.update(range(start.line + 1, last))
        found = CONTROL.search(text) if style == '"' else None
        if found:
            self.findings.append(refusals.control_character(self.lines.place(start), found[0]))

    def _alias(self, event: events.AliasEvent) -> Scalar:
        self._ended = _end(event)
        written = f"*{event.anchor}"
        self.findings.append(refusals.alias(self._place(event), written))
        return Scalar(written, self._place(event), quoted=True)

    def _listing(self, event: events.SequenceStartEvent) -> Listing:
        self._enter(event)
        items: list[YamlNode] = []
        for following in self.stream:
            if isinstance(following, events.SequenceEndEvent):
                self._leave(event, following)
                break
            items.append(self._node(following))
        return Listing(tuple(items), self._place(event), bool(event.flow_style))

    def _table(self, event: events.MappingStartEvent) -> YamlNode:
        self._enter(event)
        found_before = len(self.findings)
        entries: list[_Entry] = []
        for following in self.stream:
            if isinstance(following, events.MappingEndEvent):
                self._leave(event, following)
                break
            entries.extend(self._entry(following))
        if any(one.bare for one in entries):
            return self._braces(event, entries, found_before)
        return Table(self._unique(entries), self._place(event), bool(event.flow_style))

    def _entry(self, event: events.Event) -> Iterator[_Entry]:
        key, key_ends = self._node(event), self._ended
        following = next(self.stream)
        value = self._value(following)
        bare = self._flow > 0 and _same(_start(following), self._ended, key_ends)
        if isinstance(key, Scalar):
            yield _Entry(key, value, bare)
        else:
            self.findings.append(refusals.key_not_text(key.place))

    def _value(self, event: events.Event) -> YamlNode:
        value = self._node(event)
        if isinstance(value, Scalar) and ":" in value.text and not value.quoted and not self._flow:
            pairs = traps.glued_lines(self.lines, _start(event), self._ended)
            if pairs:
                self.findings.extend(traps.missing_space(key.place, key.text, below.text) for key, below in pairs)
                return Table(self._unique([_Entry(*pair) for pair in pairs]), value.place)
        return value

    def _braces(self, event: events.MappingStartEvent, entries: list[_Entry], found_before: int) -> YamlNode:
        """A mapping in braces where some key has no value: a value to be spoken, or a sentence cut at its commas."""
        if not all(one.bare for one in entries):
            return Table(self._unique(self._rejoined(entries)), self._place(event), flow=True)
        glued = traps.glued_in_braces(entries[0].key)
        if glued:
            self.findings.append(glued)
            return Table(self._unique(entries), self._place(event), flow=True)
        del self.findings[found_before:]
        finding, meant = traps.brace_first(self.lines, _start(event), self._ended)
        self.findings.append(finding)
        return meant

    def _rejoined(self, entries: list[_Entry]) -> list[_Entry]:
        """Bare keys belong to the sentence before them, which a comma cut short."""
        whole: list[_Entry] = []
        lost: list[_Entry] = []
        for one in reversed(entries):
            if one.bare:
                lost.append(one)
                continue
            whole.append(self._with_its_rest(one, one.value, lost) if lost and isinstance(one.value, Scalar) else one)
            lost = []
        return [*reversed(lost), *reversed(whole)]

    def _with_its_rest(self, one: _Entry, begun: Scalar, lost: list[_Entry]) -> _Entry:
        """The entry with its whole sentence; `lost` holds the bare keys behind it, the last one first."""
        rest = [bare.key.text for bare in reversed(lost)]
        value = Scalar(", ".join([begun.text, *rest]), begun.place, quoted=True)
        self.findings.append(traps.split_sentence(one.key, value.text, lost[-1].key))
        return replace(one, value=value)

    def _unique(self, entries: list[_Entry]) -> tuple[tuple[Scalar, YamlNode], ...]:
        first: dict[str, tuple[Scalar, YamlNode]] = {}
        for one in entries:
            if one.key.text == "<<" and not one.key.quoted:
                self.findings.append(refusals.merge_key(one.key))
            elif one.key.text in first:
                self.findings.append(refusals.duplicate_key(one.key, first[one.key.text][0]))
            else:
                first[one.key.text] = (one.key, one.value)
        return tuple(first.values())

    def _enter(self, event: events.CollectionStartEvent) -> None:
        self._depth += 1
        self._flow += bool(event.flow_style)
        if self._depth > DEEPEST:
            raise TooDeepError(_start(event))
        if event.anchor is not None or event.tag is not None:
            start = _start(event)
            self._refuse_marks(event, self.lines.rows[start.line][start.column : start.column + 80].split(" ", 1)[0])

    def _leave(self, began: events.CollectionStartEvent, event: events.Event) -> None:
        self._depth -= 1
        self._flow -= bool(began.flow_style)
        self._ended = _end(event)

    def _refuse_marks(self, event: events.ScalarEvent | events.CollectionStartEvent, written: str) -> None:
        if event.anchor is not None:
            self.findings.append(refusals.anchor(self._place(event), written))
        if event.tag is not None:
            self.findings.append(refusals.tag(self._place(event), written))

    def _place(self, event: events.Event) -> Place:
        return self.lines.place(_start(event))


def _start(event: events.Event) -> Point:
    mark = event.start_mark
    assert mark is not None  # noqa: S101 - the stubs allow None for events made by hand
    return mark


def _end(event: events.Event) -> Point:
    mark = event.end_mark
    assert mark is not None  # noqa: S101 - the stubs allow None for events made by hand
    return mark


def _same(*points: Point) -> bool:
    return len({(point.line, point.column) for point in points}) == 1
