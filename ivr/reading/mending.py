"""What can be mended without asking: text that YAML reads otherwise than it says, and slips of a finger.

A fix is made from a finding and the rows it stands in, and only where one reading is left: a text that goes on in the
next row, or stands in braces, is its author's to mend. Whoever applies a fix reads the text again afterwards.
"""

import re
from collections.abc import Callable, Mapping

from ivr.diagnostics import Diagnostic, Edit, Fix, Severity
from ivr.reading import mistakes
from ivr.reading.lines import Lines
from ivr.reading.slips import is_slip
from ivr.source import Place

_MEANT = re.compile(r"Did you mean (?P<word>[\w.-]+)\?")
_WORD = re.compile(r"[\w.-]+")
_GLUED = re.compile(r"[A-Za-z0-9_*#-]+:(?=\S)")
_LOST_KEY = re.compile(r"#[ ]?(?=:)")
_KEYS = re.compile(r"\*[0-9*#]+(?=\s|$)")
_LISTED = re.compile(r"[ ]*(?:-[ ]+)+")


def fix_of(finding: Diagnostic, lines: Lines) -> Fix | None:
    """The fix of a finding about the text itself; None where there is none, or more than one."""
    mend = _BY_CODE.get(finding.code)
    return mend(finding, lines) if mend and finding.severity is Severity.ERROR else None


def _text_in_quotes(finding: Diagnostic, lines: Lines) -> Fix | None:
    """The whole value of the row."""
    row = lines.row(finding.place.line - 1)
    return _quoted_value(finding, lines, row.value) if _is_first(finding, lines) else None


def _colon(finding: Diagnostic, lines: Lines) -> Fix | None:
    return _quoted_value(finding, lines, lines.row(finding.place.line - 1).value)


def _brace(finding: Diagnostic, lines: Lines) -> Fix | None:
    text = lines.row(finding.place.line - 1).value
    while text.startswith("{{") and text.endswith("}}"):
        text = text[1:-1]
    return _quoted_value(finding, lines, text) if _is_first(finding, lines) else None


def _symbol(finding: Diagnostic, lines: Lines) -> Fix | None:
    """Behind a key a dash may begin a list as well as a sentence."""
    return None if _behind(finding, lines).startswith("-") else _text_in_quotes(finding, lines)


def _hash(finding: Diagnostic, lines: Lines) -> Fix | None:
    """A comment that cut a text short becomes part of it."""
    row = lines.row(finding.place.line - 1)
    written = lines.text(finding.place.line - 1)
    if finding.place.column <= row.column or written[row.column : row.column + 1] in ("", "#"):
        return None
    return _quoted_value(finding, lines, written[row.column :].rstrip(), len(written.rstrip()))


def _star(finding: Diagnostic, lines: Lines) -> Fix | None:
    if _is_first(finding, lines) and lines.row(finding.place.line - 1).value[:1] == "*":
        return _text_in_quotes(finding, lines)
    return _replaced(finding, "*", '"*"', "Put the star in quotes")


def _keys(finding: Diagnostic, lines: Lines) -> Fix | None:
    """`press: *9` holds keys of the telephone; any other word behind a star may be a reference."""
    found = _KEYS.match(_behind(finding, lines))
    return _replaced(finding, found[0], f'"{found[0]}"', "Put the keys in quotes") if found else None


def _space(finding: Diagnostic, lines: Lines) -> Fix | None:
    found = _GLUED.match(_behind(finding, lines))
    return _replaced(finding, found[0], f"{found[0]} ", "Write a space after the colon") if found else None


def _lost_key(finding: Diagnostic, lines: Lines) -> Fix | None:
    found = _LOST_KEY.match(_behind(finding, lines))
    return _replaced(finding, found[0], '"#"', "Put the key in quotes") if found else None


def slip(finding: Diagnostic, lines: Lines) -> Fix | None:
    """A word that is one letter away from the one the help asks about."""
    written, meant = _WORD.match(_behind(finding, lines)), _MEANT.fullmatch(finding.help)
    if written is None or meant is None or not is_slip(written[0], meant["word"]):
        return None
    return _replaced(finding, written[0], meant["word"], f"Write {meant['word']}")


def _quoted_value(finding: Diagnostic, lines: Lines, text: str, end: int | None = None) -> Fix | None:
    """What begins where the row's value does, up to its end or the one given, becomes `text` in quotes."""
    number = finding.place.line - 1
    row = lines.row(number)
    has_owner = bool(row.key) or _LISTED.match(lines.text(number)) is not None
    if not has_owner or text[:1] in ("'", '"') or not _ends_here(lines, number, row.key_column):
        return None
    last = row.column + len(row.value) if end is None else end
    file, line = finding.place.file, finding.place.line
    edit = Edit(Place(file, line, row.column + 1), Place(file, line, last + 1), in_quotes(text))
    return Fix("Put the whole text in quotes", (edit,))


def in_quotes(text: str) -> str:
    """One row of text as YAML reads it back, however long it is."""
    if not set('"\\\t') & set(text):
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


def _ends_here(lines: Lines, number: int, key_column: int) -> bool:
    """Whether the next row that says anything is no part of this value."""
    following = lines.below(number + 1)
    if following <= number or following >= len(lines.rows) or not lines.text(following).strip():
        return True
    return lines.indentation(following) <= key_column


def _is_first(finding: Diagnostic, lines: Lines) -> bool:
    """Whether the finding stands where the value of its row begins."""
    return lines.row(finding.place.line - 1).column == finding.place.column - 1


def _behind(finding: Diagnostic, lines: Lines) -> str:
    return lines.text(finding.place.line - 1)[finding.place.column - 1 :]


def _replaced(finding: Diagnostic, written: str, meant: str, title: str) -> Fix:
    place = finding.place
    return Fix(title, (Edit(place, Place(place.file, place.line, place.column + len(written)), meant),))


_BY_CODE: Mapping[str, Callable[[Diagnostic, Lines], Fix | None]] = {
    mistakes.BRACE_FIRST.code: _brace,
    mistakes.UNQUOTED_STAR.code: _star,
    mistakes.UNQUOTED_HASH.code: _hash,
    mistakes.MISSING_SPACE.code: _space,
    mistakes.COLON_IN_SENTENCE.code: _colon,
    mistakes.SYMBOL_FIRST.code: _symbol,
    mistakes.LOST_HASH_KEY.code: _lost_key,
    mistakes.ALIAS.code: _keys,
    mistakes.UNKNOWN_KEY.code: slip,
    mistakes.UNKNOWN_CHOICE.code: slip,
    "IVR037": slip,  # an unknown kind of node
    "IVR041": slip,  # an unknown step of a call
}
