"""Fixes applied to authors' texts. Each is on trial: the line is read again, and a fix that does not do away with its
finding, or brings another, is taken back.

A mistake of reading hides others, and so does a way that leads nowhere. Mending one may show some that were there all
along: against it count only errors on the rows it touched. What any other fix brings counts wherever it is.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ivr.checking.naming import OF_READING
from ivr.checking.rules.dangling_target import dangling_target
from ivr.diagnostics import Diagnostic, Edit, Severity
from ivr.reading.lines import Lines, starts_of
from ivr.source import Place, Source

Texts = Mapping[str, str]
"""By what places call their file."""

Recheck = Callable[[Texts], Sequence[Diagnostic]]
"""What is found where these texts stand in the place of those of their files."""

Known = tuple[str, int, str]
"""A finding by file, line and code: what messages say may change with the rows around it."""


@dataclass(frozen=True, slots=True)
class Mended:
    """`texts` are those that changed, `fixed` the findings they lack now, `taken_back` those whose fixes were no good,
    and `findings` all that is left."""

    texts: Texts
    fixed: tuple[Diagnostic, ...]
    taken_back: tuple[Diagnostic, ...]
    findings: tuple[Diagnostic, ...]


def mend(texts: Texts, findings: Sequence[Diagnostic], recheck: Recheck) -> Mended:
    """Applies every fix of a finding in one of `texts`, round after round until none is left."""
    trial = _Trial(dict(texts), tuple(findings), recheck)
    for hiding in (True, False):
        while trial.round(hiding=hiding):
            pass
    changed = {name: text for name, text in trial.texts.items() if text != texts[name]}
    return Mended(changed, tuple(trial.fixed), tuple(trial.refused.values()), trial.findings)


@dataclass(slots=True)
class _Trial:
    texts: dict[str, str]
    findings: tuple[Diagnostic, ...]
    recheck: Recheck
    fixed: list[Diagnostic]
    refused: "dict[tuple[str, str, str], Diagnostic]"

    def __init__(self, texts: dict[str, str], findings: tuple[Diagnostic, ...], recheck: Recheck) -> None:
        self.texts, self.findings, self.recheck = texts, findings, recheck
        self.fixed, self.refused = [], {}

    def round(self, *, hiding: bool) -> bool:
        """As many fixes as can be made at once, or the first half of them, or a quarter; whether anything was decided."""
        batch = _apart([one for one in self.findings if self._open(one, hiding=hiding)])
        while batch:
            if self._kept(batch):
                return True
            if len(batch) == 1:
                self.refused[self._known(batch[0])] = batch[0]
                return True
            batch = batch[: len(batch) // 2]
        return False

    def _open(self, one: Diagnostic, *, hiding: bool) -> bool:
        if one.fix is None or _hides_others(one) is not hiding:
            return False
        return all(edit.start.file in self.texts for edit in one.fix.edits) and self._known(one) not in self.refused

    def _known(self, one: Diagnostic) -> tuple[str, str, str]:
        """A finding by the text it stands in, so that it is known again wherever that has moved."""
        rows = Lines.of(Source(one.place.file, self.texts[one.place.file])).rows
        return one.place.file, one.code, rows[one.place.line - 1] if one.place.line <= len(rows) else ""

    def _kept(self, batch: Sequence[Diagnostic]) -> bool:
        edits = [edit for one in batch if one.fix for edit in one.fix.edits]
        after = {**self.texts, **{name: applied(self.texts[name], edits, name) for name in _files(edits)}}
        found = tuple(self.recheck({name: after[name] for name in after}))
        if not _is_better(self.findings, found, batch, _Moved(edits)):
            return False
        self.texts, self.findings = after, found
        self.fixed += batch
        return True


def _files(edits: Sequence[Edit]) -> set[str]:
    return {edit.start.file for edit in edits}


def _apart(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The fixes that can be made together: one for each row."""
    taken: set[tuple[str, int]] = set()
    chosen = []
    for one in findings:
        rows = {(edit.start.file, line) for edit in one.fix.edits for line in _rows(edit)} if one.fix else set()
        if not rows & taken:
            taken |= rows
            chosen.append(one)
    return chosen


def _rows(edit: Edit) -> range:
    return range(edit.start.line, edit.end.line + 1)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where rows have gone."""

    edits: Sequence[Edit]

    def row(self, place: Place, but: Edit | None = None) -> int:
        """What now is the row of a place behind or between the edits."""
        before = [one for one in self.edits if one is not but and one.start.file == place.file and one.end <= place]
        return place.line + sum(_grown(one) for one in before)

    def touched(self) -> set[tuple[str, int]]:
        rows: set[tuple[str, int]] = set()
        for edit in self.edits:
            first = self.row(edit.start, but=edit)
            rows |= {(edit.start.file, first + further) for further in range(edit.text.count("\n") + 1)}
        return rows


def _grown(edit: Edit) -> int:
    return edit.text.count("\n") - (edit.end.line - edit.start.line)


def _is_better(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], batch: Sequence[Diagnostic], moved: _Moved
) -> bool:
    def known(one: Diagnostic) -> Known:
        return one.place.file, moved.row(one.place), one.code

    left = Counter(known(one) for one in before) - Counter(known(one) for one in batch)
    if _hides_others(batch[0]):
        touched = moved.touched()
        after = [one for one in after if _is_error(one) and (one.place.file, one.place.line) in touched]
    return not Counter((one.place.file, one.place.line, one.code) for one in after) - left


def _hides_others(one: Diagnostic) -> bool:
    return one.code.startswith(OF_READING) or one.code == dangling_target.code


def _is_error(one: Diagnostic) -> bool:
    return one.severity is Severity.ERROR


def applied(text: str, edits: Sequence[Edit], name: str) -> str:
    """The text with those of the edits that belong to this file. They must not overlap."""
    starts = starts_of(text)
    ending = "\r\n" if "\r\n" in text else "\n"

    def at(place: Place) -> int:
        return starts[place.line - 1] + place.column - 1

    for edit in sorted((one for one in edits if one.start.file == name), key=lambda one: one.start, reverse=True):
        text = text[: at(edit.start)] + edit.text.replace("\n", ending) + text[at(edit.end) :]
    return text
