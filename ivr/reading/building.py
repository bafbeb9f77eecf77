"""Events of the YAML parser become a tree; what this language does without is refused on the way.

A refused thing is repaired to what the author most likely meant, so that the checks behind this one speak of other
mistakes and not of the same one again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yaml import events

from ivr.diagnostics import Diagnostic
from ivr.reading import mistakes, traps
from ivr.reading.lines import Lines, Spot
from ivr.reading.spelling import cut, quoted, shown
from ivr.reading.tree import Listing, Node, Scalar, Table

DEEPEST = 50
"""Collections inside one another. Real lines need about ten.

The parser is asked for one event at a time and is left as soon as this depth is passed, so it never builds deep
structures itself: libyaml 0.2.5, asked for all of 200,000 opening brackets, does not return.
"""

CONTROL = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What no text of an author holds: control characters, half characters, and line breaks that editors do not count."""


class TooDeepError(Exception):
    """Nesting beyond DEEPEST, found at `spot`."""

    def __init__(self, spot: Spot) -> None:
        super().__init__(spot)
        self.spot = spot


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value, and where the parser saw both end."""

    key: Scalar
    key_ends: Spot
    value: Node
    value_starts: Spot
    value_ends: Spot

    @property
    def bare(self) -> bool:
        """A key in braces without a colon: nothing stands where its value would."""
        return self.value_starts == self.value_ends == self.key_ends


@dataclass
class Builder:
    """Builds one tree from one stream of events, and keeps what it found on the way."""

    lines: Lines
    stream: Iterator[events.Event]
    findings: list[Diagnostic] = field(default_factory=list)
    quoted_rows: set[int] = field(default_factory=set)
    """Lines, from 0, that begin inside a quoted text or a | block: what looks like YAML there is not."""
    _depth: int = 0

    def document(self) -> Node | None:
        """The tree of the only document; None when there is none. Raises TooDeepError and what the parser raises."""
        tree: Node | None = None
        for event in self.stream:
            match event:
                case events.DocumentStartEvent() if tree is not None:
                    self.findings.append(_several_documents(self.lines, _start(event)))
                    break
                case events.NodeEvent():
                    tree = self._node(event)
                case _:
                    pass
        return tree

    def _node(self, event: events.Event) -> Node:
        match event:
            case events.ScalarEvent():
                return self._scalar(event)
            case events.AliasEvent():
                return self._alias(event)
            case events.SequenceStartEvent():
                self._refuse_marks(event)
                return self._listing(event)
            case events.MappingStartEvent():
                self._refuse_marks(event)
                return self._table(event)
            case _:
                raise AssertionError(f"the parser sent {event!r} where a node begins")

    def _scalar(self, event: events.ScalarEvent) -> Scalar:
        text, style, start, end = event.value, event.style, _start(event), _end(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
            return Scalar(text, self.lines.place(start), quoted=True)
        if style:
            self.quoted_rows.update(range(start.line + 1, end.line + (end.column > 0)))
            if style == '"':
                self._refuse_controls(text, start)
            return Scalar(text, self.lines.place(start), quoted=True)
        finding, meant = traps.comment(self.lines, text, start, end)
        if finding:
            self.findings.append(finding)
        return Scalar(meant, self.lines.place(start))

    def _alias(self, event: events.AliasEvent) -> Scalar:
        written = f"*{event.anchor}"
        self.findings.append(
            mistakes.ALIAS.at(
                self.lines.place(_start(event)),
                f"{shown(written)} begins with a star, which YAML reads as a reference to another part of the file.",
                f"If it is text or a key of the telephone, put it in quotes: {quoted(written)}. "
                "There are no references here; write the value out.",
            )
        )
        return Scalar(written, self.lines.place(_start(event)), quoted=True)

    def _listing(self, event: events.SequenceStartEvent) -> Listing:
        self._descend(event)
        items: list[Node] = []
        for following in self.stream:
            if isinstance(following, events.SequenceEndEvent):
                break
            items.append(self._node(following))
        self._depth -= 1
        return Listing(tuple(items), self.lines.place(_start(event)), bool(event.flow_style))

    def _table(self, event: events.MappingStartEvent) -> Node:
        self._descend(event)
        found_before = len(self.findings)
        entries: list[_Entry] = []
        end = _start(event)
        for following in self.stream:
            if isinstance(following, events.MappingEndEvent):
                end = _end(following)
                break
            one = self._entry(following)
            if one:
                entries.append(one)
        self._depth -= 1
        if event.flow_style and any(one.bare for one in entries):
            return self._braces(event, entries, end, found_before)
        return Table(self._unique(entries), self.lines.place(_start(event)), bool(event.flow_style))

    def _entry(self, event: events.Event) -> _Entry | None:
        key, key_ends = self._node(event), self._ended(event)
        following = next(self.stream)
        value, starts, ends = self._node(following), _start(following), self._ended(following)
        if isinstance(key, Scalar):
            return _Entry(key, key_ends, value, starts, ends)
        self.findings.append(
            mistakes.KEY_NOT_TEXT.at(
                key.place,
                "A whole list or mapping stands here as a key.",
                "A key is one word or one key of the telephone; put it in quotes if it is meant as text.",
            )
        )
        return None

    def _ended(self, event: events.Event) -> Spot:
        """Where a scalar ended. Of collections only the start is known, which no bare key can share."""
        return _end(event) if isinstance(event, events.ScalarEvent) else _start(event)

    def _braces(self, event: events.MappingStartEvent, entries: list[_Entry], end: Spot, found_before: int) -> Node:
        start = _start(event)
        if all(one.bare for one in entries):
            glued = traps.glued_in_braces(entries[0].key)
            if glued:
                self.findings.append(glued)
                return Table(self._unique(entries), self.lines.place(start), flow=True)
            del self.findings[found_before:]
            finding, meant = traps.brace_first(self.lines, start, end)
            self.findings.append(finding)
            return meant
        return Table(self._unique(self._rejoined(entries)), self.lines.place(start), flow=True)

    def _rejoined(self, entries: list[_Entry]) -> list[_Entry]:
        """Bare keys belong to the sentence before them, which a comma cut short."""
        whole: list[_Entry] = []
        number = 0
        while number < len(entries):
            one = entries[number]
            number += 1
            tail = number
            while tail < len(entries) and entries[tail].bare:
                tail += 1
            if tail > number and isinstance(one.value, Scalar) and not one.bare:
                text = self.lines.between(one.value_starts, entries[tail - 1].key_ends)
                self.findings.append(traps.split_sentence(one.key, text, entries[number].key))
                one = _Entry(one.key, one.key_ends, Scalar(text, one.value.place, quoted=True), Spot(0, 0), Spot(0, 1))
                number = tail
            whole.append(one)
        return whole

    def _unique(self, entries: list[_Entry]) -> tuple[tuple[Scalar, Node], ...]:
        first: dict[str, Scalar] = {}
        kept: list[tuple[Scalar, Node]] = []
        for one in entries:
            key = one.key
            if key.text == "<<" and not key.quoted:
                self.findings.append(_merge(key))
            elif key.text in first:
                self.findings.append(_duplicate(key, first[key.text]))
            else:
                first[key.text] = key
                kept.append((key, one.value))
        return tuple(kept)

    def _descend(self, event: events.Event) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooDeepError(_start(event))

    def _refuse_marks(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        if event.anchor is None and event.tag is None:
            return
        start = _start(event)
        place = self.lines.place(start)
        if isinstance(event, events.ScalarEvent):
            written = self.lines.between(start, _end(event))
        else:
            written = self.lines.text(start.line)[start.column :].split(" ", 1)[0]
        help_text = f"If it is part of the text, put all of it in quotes: {quoted(written)}. Otherwise leave it out."
        if event.anchor is not None:
            self.findings.append(mistakes.ANCHOR.at(place, _names("&", written, "name for this part"), help_text))
        if event.tag is not None:
            self.findings.append(mistakes.TAG.at(place, _names("!", written, "type for this value"), help_text))

    def _refuse_controls(self, text: str, start: Spot) -> None:
        found = CONTROL.search(text)
        if found:
            self.findings.append(control_character(self.lines, start, found[0]))


def _start(event: events.Event) -> Spot:
    mark = event.start_mark
    assert mark is not None  # noqa: S101 - the stubs allow None for events made by hand
    return Spot(mark.line, mark.column)


def _end(event: events.Event) -> Spot:
    mark = event.end_mark
    assert mark is not None  # noqa: S101 - the stubs allow None for events made by hand
    return Spot(mark.line, mark.column)


def control_character(lines: Lines, spot: Spot, character: str) -> Diagnostic:
    return mistakes.CONTROL_CHARACTER.at(
        lines.place(spot),
        f"Here stands a character that cannot be seen (U+{ord(character):04X}), which no caller can hear.",
        "Delete it and type the words around it again; it usually comes from copying out of another program.",
    )


def _names(sign: str, written: str, what: str) -> str:
    return f'{shown(cut(written, 40))} holds a "{sign}", which YAML reads as a {what}, so it would not be said.'


def _several_documents(lines: Lines, spot: Spot) -> Diagnostic:
    return mistakes.SEVERAL_DOCUMENTS.at(
        lines.place(spot),
        'A second document begins here, at a line of three dashes ("---"); what follows would not be read.',
        "Take the three dashes out, or move what follows into a file of its own.",
    )


def _merge(key: Scalar) -> Diagnostic:
    return mistakes.MERGE_KEY.at(
        key.place,
        'The key "<<" copies another part of the file to this place, which is not done here.',
        "Write the keys out where they are needed.",
    )


def _duplicate(key: Scalar, first: Scalar) -> Diagnostic:
    return mistakes.DUPLICATE_KEY.at(
        key.place,
        f"The key {shown(key.text)} stands here a second time; "
        f"the first is in line {first.place.line}, column {first.place.column}.",
        "Keep one of the two, or give this one a different name.",
    )
