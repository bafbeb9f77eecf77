"""PO files as they are written: the template of a line, and its catalogues brought up to date with it.

Babel merges and writes the entries; the header is written here, because Babel drops the fields it does not know.
"""

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.pofile import escape, unescape, write_po

from ivr.diagnostics import Diagnostic
from ivr.line.catalogue import babel_catalog, folded
from ivr.line.catalogue_header import AWAITING, CREATED, LANGUAGE, REVIEW, Header, header_of
from ivr.line.catalogue_syntax import scan
from ivr.line.messages import Message
from ivr.source import Source

_UNBROKEN = 1_000_000
"""The width of a row. Babel breaks the former text of a fuzzy entry in the middle of its quotes, so nothing is broken."""

_REVISED = "PO-Revision-Date"
_NOT_YET = "YEAR-MO-DA HO:MI+ZONE"
_FUZZY = "fuzzy"
_ENCODING = (
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
)

_Key = str | tuple[str, str]
"""As Babel has it: the text, and its msgctxt if it has one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update did to one catalogue: texts that are new, that changed and so are fuzzy, that came back, and that
    the line has no more."""

    new: int = 0
    changed: int = 0
    restored: int = 0
    obsolete: int = 0

    @property
    def any(self) -> bool:
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Updated:
    text: str
    changes: Changes


def template(line: str, messages: Sequence[Message], folder: str, now: datetime, before: str = "") -> str:
    """The catalogue without translations that translators begin with. Places are told as seen from `folder`, the line's own. It keeps
    the date of the template `before` when nothing else has changed."""
    catalog = BabelCatalog()
    for message in messages:
        _add(catalog, message, folder)
    header = Header(
        (("Project-Id-Version", line), (CREATED, ""), (_REVISED, _NOT_YET), (LANGUAGE, ""), *_ENCODING),
        (f"# What the line {line} says, for its translators.",),
    )
    former = header_of(scan(Source("", before))).get(CREATED)
    kept = _written(header.put(CREATED, former), catalog)
    return kept if former and kept == before else _written(header.put(CREATED, f"{now:%Y-%m-%d %H:%M%z}"), catalog)


def new_catalogue(line: str, language: str) -> str:
    """The first state of a catalogue: a header that says nobody has reviewed it. `update` gives it its entries."""
    fields = (
        ("Project-Id-Version", line),
        (CREATED, ""),
        (_REVISED, _NOT_YET),
        (LANGUAGE, language.replace("-", "_")),
        *_ENCODING,
        (REVIEW, AWAITING),
    )
    return _written(Header(fields, (f"# What the line {line} says, in {language}.",)), BabelCatalog())


def update(source: Source, messages: Sequence[Message], folder: str, created: str) -> Updated | tuple[Diagnostic, ...]:
    """A catalogue brought up to date: what is new is empty, what changed is fuzzy with its former text above it, what
    is gone is obsolete. `created` is the date of the template. The findings are those of a file that cannot be read."""
    scanned = scan(source)
    catalog = babel_catalog(source.name, scanned)
    if isinstance(catalog, tuple):
        return catalog
    former = {_key(one): _take_former(one) for one in catalog if one.id}
    before = set(former)
    wanted = _wanted(messages, former, catalog, folder)
    restored = _restore(catalog, wanted)
    catalog.update(wanted)
    for one in catalog:
        if one.id and one.fuzzy and not one.previous_id:
            one.previous_id = former.get(_key(one), [])
    _forget_useless(catalog)
    text = _written(header_of(scanned).put(CREATED, created), catalog)
    return Updated(text, _changes(before, restored, catalog))


def _changes(before: set[_Key], restored: int, catalog: BabelCatalog) -> Changes:
    """A text that changed is one that is gone and one that is fuzzy; it counts as the latter."""
    fresh = [one for one in catalog if one.id and _key(one) not in before]
    changed = sum(one.fuzzy for one in fresh)
    former = {text for one in fresh for text in one.previous_id}
    gone = before - {_key(one) for one in catalog if one.id}
    return Changes(len(fresh) - changed - restored, changed, restored, sum(_text(one) not in former for one in gone))


def _text(key: _Key) -> str:
    return key[0] if isinstance(key, tuple) else key


def _wanted(messages: Sequence[Message], former: Iterable[_Key], catalog: BabelCatalog, folder: str) -> BabelCatalog:
    """What a catalogue should hold. Translators give a text an entry of its own in one node; those stay while the node
    says it."""
    own = [key for key in (*former, *catalog.obsolete) if isinstance(key, tuple)]
    wanted = BabelCatalog()
    for message in messages:
        _add(wanted, message, folder)
        for text, node in own:
            if folded(text) == message.text and node in message.nodes:
                _add(wanted, message, folder, node)
    return wanted


def _add(catalog: BabelCatalog, message: Message, folder: str, context: str | None = None) -> None:
    places = [(_as_seen_from(folder, place.file), place.line) for place in message.places]
    catalog.add(message.text, "", places, auto_comments=message.notes, context=context)


def _as_seen_from(folder: str, file: str) -> str:
    """With slashes on every system, as PO files have it."""
    return os.path.relpath(file, folder or ".").replace(os.sep, "/")


def _restore(catalog: BabelCatalog, wanted: BabelCatalog) -> int:
    """Texts that are said again take their translations back."""
    back = [key for key in catalog.obsolete if _get(wanted, key) is not None and _get(catalog, key) is None]
    for key in back:
        message = catalog.obsolete.pop(key)
        catalog[message.id] = message
    return len(back)


def _forget_useless(catalog: BabelCatalog) -> None:
    """An obsolete entry has no flags in a PO file, so a fuzzy one would come back as good."""
    for key, message in list(catalog.obsolete.items()):
        if message.fuzzy or not message.string:
            del catalog.obsolete[key]


def _get(catalog: BabelCatalog, key: _Key) -> BabelMessage | None:
    found: BabelMessage | None = catalog.get(key[0], key[1]) if isinstance(key, tuple) else catalog.get(key)
    return found


def _key(message: BabelMessage) -> _Key:
    return str(message.id) if message.context is None else (str(message.id), message.context)


def _take_former(message: BabelMessage) -> list[str]:
    """The text before the present one, which Babel reads as a comment of the translator's."""
    rows = [one.removeprefix("|").strip() for one in message.user_comments if one.startswith("|")]
    message.user_comments = [one for one in message.user_comments if not one.startswith("|")]
    text = "".join(_quoted_former(rows))
    return [text] if text else []


def _quoted_former(rows: Iterable[str]) -> Iterator[str]:
    keyword = ""
    for row in rows:
        first, quote, rest = row.partition('"')
        keyword = first.strip() or keyword
        if keyword == "msgid" and quote and rest.endswith('"'):
            yield unescape(f'"{rest}')


def _written(header: Header, catalog: BabelCatalog) -> str:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=_UNBROKEN, omit_header=True, include_previous=True)
    rows = [*header.comments, 'msgid ""', 'msgstr ""']
    rows += [escape(f"{name}: {value}".rstrip() + "\n") for name, value in header.fields]
    return "\n".join(rows) + "\n\n" + buffer.getvalue().decode()
