"""Mistakes in a catalogue: a translation in the place of another one, or in the wrong language."""

import re
from collections.abc import Iterator, Mapping

from ivr.exploring.mutations.choices import options
from ivr.exploring.mutations.mutant import LineText, Mutant, NodeText, mutant, pairs
from ivr.exploring.mutations.pages import Cut, Page
from ivr.line.catalogue import folded
from ivr.line.catalogue_syntax import scan
from ivr.line.model import walk
from ivr.line.wording import Wording
from ivr.reading.tree import Scalar
from ivr.source import Place, Source

_TRANSLATION = re.compile(r'\s*msgstr\s+"(?P<text>(?:[^"\\]|\\.)+)"\s*')


class _Book:
    """A catalogue on its page. Only translations that stand in one row are found."""

    def __init__(self, language: str, page: Page) -> None:
        self.language = language
        self.page = page
        entries = scan(Source(page.file, "\n".join(page.rows))).entries
        self._rows = {(one.context, folded(one.text)): one.line for one in entries if not one.obsolete}

    def cut_of(self, text: str, node: str) -> Cut | None:
        """What stands between the quotes of the translation of a text."""
        begins = self._rows.get((node, folded(text))) or self._rows.get((None, folded(text)))
        for number in range(begins or len(self.page.rows) + 1, len(self.page.rows) + 1):
            row = self.page.rows[number - 1]
            if row.lstrip().startswith("msgstr"):
                found = _TRANSLATION.fullmatch(row)
                alone = number == len(self.page.rows) or not self.page.rows[number].lstrip().startswith('"')
                whole = found is not None and alone
                return Cut(self.page.file, number, *found.span("text"), found["text"]) if found and whole else None
        return None


def _books(line: LineText) -> Mapping[str, _Book]:
    found = {tag: line.pages.get(one.file) for tag, one in line.line.catalogues.items()}
    return {tag: _Book(tag, page) for tag, page in found.items() if page is not None}


def _swapped(one: Cut | None, other: Cut | None) -> tuple[Cut, ...]:
    if one is None or other is None or one.text == other.text:
        return ()
    here = Cut(one.file, one.row, one.start, one.end, other.text)
    there = Cut(other.file, other.row, other.start, other.end, one.text)
    return (here, there)


def wrong_key(line: LineText) -> Iterator[Mutant]:
    """In another language, two choices are said with each other's key."""
    for language, book in _books(line).items():
        for node in line.nodes:
            for (one, first), (other, second) in pairs(options(node)):
                said, instead = first.get("say"), second.get("say")
                if isinstance(said, Scalar) and isinstance(instead, Scalar):
                    here, there = book.cut_of(said.text, node.name), book.cut_of(instead.text, node.name)
                    what = f"{language} {one.text}-{other.text}"
                    sentence = (
                        f"In {node.name}, the words in {language} of keys {one.text} and {other.text} are swapped."
                    )
                    place = Place(book.page.file, here.row if here else 1, 1)
                    yield from mutant("wrong-key", node.name, place, (what, sentence, _swapped(here, there)))


def swap_languages(line: LineText) -> Iterator[Mutant]:
    """The first words of a node are said in the wrong language: in one another's, or, of one alone, in the author's."""
    books = list(_books(line).values())
    for node in line.nodes if books else ():
        text = _first_words(node)
        cuts = [cut for cut in (book.cut_of(text, node.name) for book in books[:2]) if cut]
        if len(cuts) == 2:
            changed = _swapped(*cuts)
            between = " and ".join(book.language for book in books[:2])
        elif len(books) == 1 and cuts and '"' not in text:
            changed = (Cut(cuts[0].file, cuts[0].row, cuts[0].start, cuts[0].end, text),)
            between = f"{books[0].language} and {line.line.language}"
        else:
            continue
        sentence = f"The first words of {node.name} are swapped between {between}."
        place = Place(cuts[0].file, cuts[0].row, 1)
        yield from mutant("swap-languages", node.name, place, ("", sentence, changed))


def _first_words(node: NodeText) -> str:
    return next((one.text for _, one in walk(node.placed.node) if isinstance(one, Wording)), "")
