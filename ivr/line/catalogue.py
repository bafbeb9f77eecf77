"""A line's words in another language: a gettext catalogue, languages/<tag>.po beside the line.

Its msgid is the author's English text with white space folded. An entry whose msgctxt is a node's name wins in that
node over one without, so one text can be said differently in one place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from ivr.diagnostics import Diagnostic, in_order
from ivr.line.catalogue_header import REVIEW, Header, header_findings, header_of
from ivr.line.catalogue_mistakes import TRANSLATED_TWICE
from ivr.line.catalogue_syntax import Scanned, broken, scan
from ivr.line.wording import Wording, parse_wording
from ivr.reading.scalars import UnfitError
from ivr.reading.spelling import shown
from ivr.source import Place, Source

FOLDER = "languages"
SUFFIX = ".po"

Key = tuple[str | None, str]
"""msgctxt and msgid."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and its translation, "" while there is none. A fuzzy one was made for a text that has changed since."""

    text: str
    translation: str
    fuzzy: bool
    line: int
    context: str | None = None

    @property
    def usable(self) -> bool:
        return bool(self.translation.strip()) and not self.fuzzy


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language. `obsolete` are kept for the day their text comes back, and never used. Of a
    file that could not be read nothing is `whole`: what it lacks is not judged, so that no mistake is told twice."""

    language: str
    file: str
    entries: Mapping[Key, Entry]
    obsolete: tuple[Entry, ...] = ()
    header: Header = field(default_factory=Header)
    whole: bool = True

    @property
    def review(self) -> str:
        """What the header says of who has read it."""
        return self.header.get(REVIEW)

    def find(self, text: str, node: str | None = None) -> Entry | None:
        """The entry for a text, the one of its node before the general one, whatever state it is in."""
        return next(self._entries(text, node), None)

    def wording(self, text: str, node: str | None = None) -> Wording | None:
        """The translation; None when it is missing, fuzzy, empty or unreadable. Where a node's own entry is no use, the
        general one is."""
        for entry in self._entries(text, node):
            if entry.usable:
                try:
                    return parse_wording(entry.translation)
                except UnfitError:
                    continue
        return None

    def _entries(self, text: str, node: str | None) -> Iterator[Entry]:
        for context in dict.fromkeys((node, None)):
            entry = self.entries.get((context, text))
            if entry is not None:
                yield entry


def file_of(language: str) -> str:
    """The catalogue of a language, as seen from line.yaml."""
    return f"{FOLDER}/{language}{SUFFIX}"


def read_catalogue(source: Source, language: str) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """What could be read, and everything wrong with the file. Whatever the text is, nothing is raised."""
    scanned = scan(source)
    read = babel_catalog(source.name, scanned)
    if isinstance(read, tuple):
        return Catalogue(language, source.name, {}, whole=False), read
    entries: dict[Key, Entry] = {}
    for message in read:
        if message.id:
            entry = _entry(message)
            entries.setdefault((entry.context, entry.text), entry)
    obsolete = tuple(_entry(one) for one in read.obsolete.values())
    findings = [*header_findings(source.name, scanned, language), *_twice(source.name, scanned)]
    return Catalogue(language, source.name, entries, obsolete, header_of(scanned)), tuple(in_order(findings))


def babel_catalog(name: str, scanned: Scanned) -> BabelCatalog | tuple[Diagnostic, ...]:
    """The entries as Babel reads them, or why it cannot."""
    if scanned.findings:
        return scanned.findings
    try:
        return read_po(scanned.rows, abort_invalid=True)
    except PoFileError as error:
        return (broken(name, error.lineno + 1, str(error)),)


def _entry(message: Message) -> Entry:
    text, translation = str(message.id), str(message.string or "")
    return Entry(folded(text), translation, message.fuzzy, message.lineno or 1, message.context)


def folded(text: str) -> str:
    """As an author's text is kept: white space is one blank, wherever rows were broken."""
    return " ".join(text.split())


def _twice(name: str, scanned: Scanned) -> Iterator[Diagnostic]:
    first: dict[Key, int] = {}
    for entry in scanned.entries:
        key = (entry.context, folded(entry.text))
        if not entry.obsolete and first.setdefault(key, entry.line) != entry.line:
            where = f" in {entry.context}" if entry.context else ""
            yield TRANSLATED_TWICE.at(
                Place(name, entry.line, 1),
                f"{shown(entry.text)}{where} has an entry in line {first[key]} already.",
                "Keep one of the two; where a text is to be said differently in one node, give that entry "
                "the node's name as its msgctxt.",
            )
