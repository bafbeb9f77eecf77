"""A PO file by the letter of its grammar: comments, then msgctxt, msgid and msgstr in this order.

Babel's reader takes what no translator meant: texts without a closing quote, a text given twice, any escape. So every
row is judged here first, with its place, and Babel is handed rows it cannot misread.
The grammar: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from dataclasses import dataclass, field

from ivr.diagnostics import Diagnostic
from ivr.line.catalogue_mistakes import BROKEN_CATALOGUE
from ivr.line.catalogue_rows import Row, Statement, UnfitRowError, statement_in
from ivr.reading.building import CONTROL
from ivr.reading.files import LARGEST, too_large
from ivr.reading.refusals import control_character, empty
from ivr.source import Place, Source

MOST_FINDINGS = 10
"""A text that is no catalogue at all would have one finding for each row."""

_OBSOLETE = "#~"
_BEGINNING = re.compile(r"msg(?:ctxt|id)(?!_)")
_LONE_RETURN = re.compile(r"\r(?!\Z)")


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands; `line` is that of its msgid. An empty text is that of the file's header."""

    line: int
    text: str
    translation: str
    context: str | None = None
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """`rows` are for Babel: one for each row of the file, without headers and what it would stumble over. They may be
    used when there are no findings. `headers` should be one; `comments` are those above the first."""

    rows: tuple[str, ...] = ()
    entries: tuple[Written, ...] = ()
    headers: tuple[Written, ...] = ()
    comments: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def scan(source: Source) -> Scanned:
    """Never raises, whatever the text is."""
    text = source.text.removeprefix("\ufeff")
    whole = _unfit_as_a_whole(source.name, text)
    if whole is not None:
        return Scanned(findings=(whole,))
    return _Scanner(source.name).scanned(text.split("\n"))


def _unfit_as_a_whole(name: str, text: str) -> Diagnostic | None:
    if len(text) > LARGEST or len(text.encode(errors="replace")) > LARGEST:
        return too_large(name)
    if not text.strip():
        return empty(Place(name, 1, 1))
    for number, row in enumerate(text.split("\n"), start=1):
        unseen = CONTROL.search(row) or _LONE_RETURN.search(row)
        if unseen:
            return control_character(Place(name, number, unseen.start() + 1), unseen[0])
    return None


@dataclass(slots=True)
class _Draft:
    """An entry that is being read. Each part is None until its keyword came."""

    line: int
    obsolete: bool
    context: str | None = None
    text: str | None = None
    translation: str | None = None

    def add(self, text: str) -> None:
        """To the part that came last."""
        if self.translation is not None:
            self.translation += text
        elif self.text is not None:
            self.text += text
        else:
            self.context = (self.context or "") + text


@dataclass(slots=True)
class _Scanner:
    """Lives as long as one scan. `above` are the comments since the last entry, by their index in `rows`; the rest of an
    entry is `skipped` when one of its rows was refused, so that one mistake is not told twice."""

    name: str
    rows: list[str] = field(default_factory=list)
    entries: list[Written] = field(default_factory=list)
    headers: list[Written] = field(default_factory=list)
    comments: tuple[str, ...] = ()
    findings: list[Diagnostic] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    draft: _Draft | None = None
    skipped: bool = False

    def scanned(self, rows: list[str]) -> Scanned:
        for number, written in enumerate(rows, start=1):
            text = written.strip()
            self.rows.append("")
            self._attempt(Row(self.name, number, written.find(text) + 1, text))
            if len(self.findings) >= MOST_FINDINGS:
                break
        else:
            self._attempt(None)
        return Scanned(tuple(self.rows), tuple(self.entries), tuple(self.headers), self.comments, tuple(self.findings))

    def _attempt(self, row: Row | None) -> None:
        """Takes a row, or the end of the file; what is wrong with it does not stop the others."""
        try:
            if row is None:
                self._close()
            elif row.text.startswith(_OBSOLETE):
                self._obsolete(row)
            elif row.text.startswith("#"):
                self._comment(row)
            elif row.text:
                self._statement(row)
        except UnfitRowError as error:
            self.findings.append(error.finding)
            self.draft, self.skipped = None, True

    def _obsolete(self, row: Row) -> None:
        """`#~|` holds the former text of an entry that is obsolete; Babel does not know it."""
        behind = row.text.removeprefix(_OBSOLETE)
        text = behind.strip()
        if text and not text.startswith("|"):
            column = row.column + len(_OBSOLETE) + behind.find(text)
            self._statement(Row(row.file, row.line, column, text, obsolete=True))

    def _comment(self, row: Row) -> None:
        if self.draft is not None and self.draft.translation is None:
            row.refuse("A comment stands inside an entry here.", "Move it above the msgid.")
        self._close()
        self.skipped = False
        if not row.text.startswith("#:"):  # places in the line: every update writes them anew
            self.above.append(len(self.rows) - 1)
            self.rows[-1] = row.text

    def _statement(self, row: Row) -> None:
        if self.skipped and not _BEGINNING.match(row.text):
            return
        self.skipped = False
        statement = statement_in(row)
        draft = self._draft_of(row, statement)
        if draft.obsolete != row.obsolete:
            row.refuse("Half of this entry is marked as obsolete.", "Begin all of its rows with #~, or none of them.")
        draft.add(statement.text)
        mark = f"{_OBSOLETE} " if row.obsolete else ""
        self.rows[-1] = (
            f"{mark}{statement.keyword} {statement.quoted}" if statement.keyword else mark + statement.quoted
        )

    def _draft_of(self, row: Row, statement: Statement) -> _Draft:
        """The entry a row belongs to, new where it begins one, with the row's part begun."""
        draft = self.draft
        match statement.keyword:
            case "":
                return draft or row.refuse("This text belongs to nothing.", "Write msgid or msgstr before it.")
            case "msgstr":
                if draft is None or draft.text is None or draft.translation is not None:
                    row.refuse("This msgstr belongs to no msgid.", "Write the msgid it translates above it.")
                draft.translation = ""
            case "msgid" if draft is not None and draft.text is None:
                draft.line, draft.text = row.line, ""
            case keyword:
                self._close()
                draft = _Draft(row.line, row.obsolete, *(("", None) if keyword == "msgctxt" else (None, "")))
                self.draft = draft
        return draft

    def _close(self) -> None:
        """The entry above is complete, or never will be. Raises UnfitRowError."""
        draft, self.draft = self.draft, None
        if draft is None:
            return
        place = Row(self.name, draft.line, 1, "")
        if draft.text is None or draft.translation is None:
            lacks = "msgid" if draft.text is None else "msgstr"
            place.refuse(f"The entry that begins here has no {lacks}.", f'Write one, if only as {lacks} "".')
        if not draft.text and draft.context is not None:
            place.refuse("The entry that begins here has no text.", "Write the line's own words behind msgid.")
        self._keep(Written(draft.line, draft.text, draft.translation, draft.context, draft.obsolete))

    def _keep(self, entry: Written) -> None:
        if entry.text:
            self.entries.append(entry)
        else:
            self._keep_header(entry)
        self.above.clear()

    def _keep_header(self, header: Written) -> None:
        """Out of Babel's sight, which knows some fields only, and raises over what stands in others."""
        if not header.obsolete:
            if not self.headers:
                self.comments = tuple(self.rows[at] for at in self.above)
            self.headers.append(header)
        for at in (*self.above, *range(header.line - 1, len(self.rows))):
            self.rows[at] = ""


def broken(name: str, line: int, why: str) -> Diagnostic:
    """For what Babel refuses all the same; nothing known gets here."""
    return BROKEN_CATALOGUE.at(
        Place(name, line, 1), f"The catalogue cannot be read here: {why}.", "Compare this entry with those around it."
    )
