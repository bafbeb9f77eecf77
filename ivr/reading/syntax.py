"""What the YAML parser stumbled over, in plain words.

The parser's own message says what it expected, seldom what is wrong; so the line it stopped at is looked at, and
often the one above. Each reader below knows one mistake and answers None when it does not see it; the first that
sees its own speaks. Most exact first, the general ones last.
"""

import re
from collections.abc import Callable

import yaml

from ivr.diagnostics import Diagnostic
from ivr.reading import mistakes, quotes, traps
from ivr.reading.lines import Lines, Spot
from ivr.reading.spelling import entry, quoted, shown
from ivr.reading.trouble import Trouble, trouble_of

_WORD = re.compile(r"[\s,:\]}]")
_VALUE_IN_BRACES = re.compile(r"[{,]\s*(?P<key>[\w.]+):\s+(?P<value>[^{}\[\],:]*)$")
_NEXT_ENTRY = re.compile(r",\s+[\w.]+:\s")


def explain(error: yaml.YAMLError, lines: Lines) -> Diagnostic:
    """The one finding for a text the parser refused."""
    trouble = trouble_of(error, lines)
    for reader in _READERS:
        found = reader(trouble)
        if found:
            return found
    return mistakes.NOT_YAML.at(
        lines.place(trouble.spot),
        "This cannot be read as YAML from here on.",
        "Compare the indentation, colons and quotes of this line and of the one above with those of a line that works.",
    )


def _strange_blank(trouble: Trouble) -> Diagnostic | None:
    return traps.strange_blank(trouble.lines, trouble.spot.line)


def _star(trouble: Trouble) -> Diagnostic | None:
    row, line = trouble.row, trouble.spot.line
    spot = trouble.began if trouble.character(trouble.began) == "*" else Spot(line, row.column)
    if trouble.character(spot) != "*" or spot.line != line:
        return None
    if row.value[:1] in ("{", "["):
        meant = quoted(_WORD.split(trouble.lines.text(line)[spot.column :], maxsplit=1)[0])
    elif row.key and spot.column == row.key_column:
        meant = f"{quoted(row.key)}: {row.value}".rstrip()
    else:
        meant = entry(row.key, row.value)
    return mistakes.UNQUOTED_STAR.at(
        trouble.lines.place(spot),
        "A star without quotes means something else in YAML, so it is not read as the star key.",
        f"Put it in quotes: {meant}",
    )


_SYMBOLS = {
    "@": "an at sign",
    "`": "a backtick",
    "%": "a percent sign",
    "&": "an ampersand",
    "!": "an exclamation mark",
    "|": "a bar",
    ">": "a greater-than sign",
    "-": "a dash",
    "?": "a question mark",
    ",": "a comma",
    "]": "a square bracket",
    "}": "a brace",
}


def _symbol(trouble: Trouble) -> Diagnostic | None:
    row = trouble.row
    for spot in (trouble.began, trouble.spot):
        symbol = trouble.character(spot)
        first = spot.line == trouble.spot.line and spot.column in (row.column, row.key_column)
        if symbol in _SYMBOLS and symbol and first:
            text = row.value if spot.column == row.column else trouble.lines.text(spot.line).strip()
            meant = entry(row.key if spot.column == row.column else "", text)
            listed = "; if it is the first item of a list, begin the list on the next line" if symbol == "-" else ""
            return mistakes.SYMBOL_FIRST.at(
                trouble.lines.place(spot),
                f"The text begins with {_SYMBOLS[symbol]}, which means something else in YAML.",
                f"Put the whole text in quotes: {meant}{listed}",
            )
    return None


def _bracket_first(trouble: Trouble) -> Diagnostic | None:
    row = trouble.row
    if row.value[:1] not in ("{", "[") or "flow" in trouble.context or trouble.spot.column <= row.column:
        return None
    place = trouble.lines.place(Spot(trouble.spot.line, row.column))
    return traps.in_quotes(place, row.key, row.value)


def _colon(trouble: Trouble) -> Diagnostic | None:
    row = trouble.row
    if trouble.character(trouble.spot) != ":" or trouble.spot.column < row.column or not row.key:
        return None
    return mistakes.COLON_IN_SENTENCE.at(
        trouble.lines.place(trouble.spot),
        "A colon followed by a space, inside a text without quotes, looks like a second key.",
        f"Put the whole text in quotes: {entry(row.key, row.value)}",
    )


def _missing_space(trouble: Trouble) -> Diagnostic | None:
    for number in (trouble.began.line, trouble.lines.above(trouble.spot.line), trouble.spot.line):
        row = trouble.lines.row(number)
        parts = traps.glued(row.value) if not row.key else None
        if parts:
            return traps.missing_space(trouble.lines.place(Spot(number, row.column)), *parts)
    return None


def _lost_to_comment(trouble: Trouble) -> Diagnostic | None:
    """A comment cut a key, ended a sentence or swallowed a closing brace before the line the parser stopped at."""
    number = trouble.lines.above(trouble.spot.line)
    if number < 0:
        return None
    row, text = trouble.lines.row(number), trouble.lines.text(number)
    at = text.find(" #", row.key_column)
    in_key = 0 <= at < row.column
    if at < 0 or row.value[:1] in ("'", '"') or (number < trouble.began.line and not in_key):
        return None
    place = trouble.lines.place(Spot(number, at + 1))
    if in_key:
        return traps.lost_key_words(place, row)
    if row.value[:1] in ("{", "["):
        meant = "Put the text that holds the # in quotes."
    else:
        meant = f"Put the whole text in quotes: {entry(row.key, text[row.column :].strip())}"
    return mistakes.UNQUOTED_HASH.at(
        place, 'A space followed by "#" begins a comment, so the text breaks off here.', meant
    )


def _open_bracket(trouble: Trouble) -> Diagnostic | None:
    if "flow" not in trouble.context:
        return None
    inner = trouble.character(trouble.spot)
    if inner in ("{", "["):
        return _sentence(trouble, inner)
    sign, what = ("{", "brace") if trouble.character(trouble.began) == "{" else ("[", "square bracket")
    return mistakes.OPEN_BRACKET.at(
        trouble.lines.place(trouble.began),
        f'The {what} "{sign}" that opens here is not closed the way YAML expects.',
        "Write one entry per line without braces and brackets, or put sentences inside them in quotes.",
    )


def _sentence(trouble: Trouble, inner: str) -> Diagnostic:
    """Words in braces or brackets run into another brace, as in {say: Hello {company.name}}."""
    text = trouble.lines.text(trouble.spot.line)
    opened = _VALUE_IN_BRACES.search(text, 0, trouble.spot.column)
    help_text = "Write it without braces, on a line of its own and in quotes"
    if opened:
        rest = _NEXT_ENTRY.split(text[opened.start("value") :], maxsplit=1)[0]
        help_text = f"{help_text}: {entry(opened['key'], rest.strip().removesuffix('}').strip())}"
    return mistakes.SENTENCE_IN_BRACES.at(
        trouble.lines.place(trouble.spot),
        f'A sentence inside braces or brackets breaks off at this "{inner}".',
        help_text if opened else f"{help_text}.",
    )


def _deeper(trouble: Trouble) -> Diagnostic | None:
    number = trouble.lines.above(trouble.spot.line)
    above = trouble.lines.row(number)
    if trouble.character(trouble.spot) != ":" or not (above.key and above.value):
        return None
    return mistakes.UNEVEN_INDENTATION.at(
        trouble.lines.place(Spot(trouble.spot.line, trouble.lines.indentation(trouble.spot.line))),
        f"This line is indented further than {shown(above.key)} above it, which already has its value.",
        "Begin this line in the same column as the line above.",
    )


def _no_key(trouble: Trouble) -> Diagnostic | None:
    if trouble.character(trouble.spot) == ":":
        number = trouble.lines.above(trouble.spot.line)
    elif "expected ':'" in trouble.problem:
        number = trouble.began.line
    else:
        return None
    row = trouble.lines.row(number)
    return _without_key(trouble.lines, number) if row.value and not row.key else None


def _without_key(lines: Lines, number: int) -> Diagnostic:
    row = lines.row(number)
    return mistakes.NO_KEY.at(
        lines.place(Spot(number, row.column)),
        f"{shown(row.value)} stands among lines of the form key: value, but has no key.",
        "Write a key and a colon before it; indent it further if it goes on with the line above; "
        "put a # before it if it is a comment.",
    )


def _first_line(trouble: Trouble) -> Diagnostic | None:
    """The parser took the file for ended: its first line has no key, or stands further right than this one."""
    if "document start" not in trouble.problem:
        return None
    first = trouble.lines.below(0)
    row = trouble.lines.row(first)
    if not row.key and not row.value.startswith(("-", "{", "[")):
        return _without_key(trouble.lines, first)
    if trouble.spot.column < row.key_column:
        return mistakes.UNEVEN_INDENTATION.at(
            trouble.lines.place(trouble.spot),
            "This line begins further left than the first line of the file.",
            f"Begin both in the same column; the first is in line {first + 1}.",
        )
    return None


def _uneven(trouble: Trouble) -> Diagnostic | None:
    if not trouble.context.startswith("while parsing a block"):
        return None
    wanted = "it lines up with nothing above it"
    if trouble.character(trouble.spot) == "-":
        wanted = "a dash begins an item of a list, but keys come before it"
    elif "collection" in trouble.context:
        wanted = "the lines before it are items of a list, and it does not begin with a dash"
    return mistakes.UNEVEN_INDENTATION.at(
        trouble.lines.place(trouble.spot),
        f"This line does not fit where it stands: {wanted}.",
        "Compare it with the lines above: those that belong together begin in the same column, "
        "and what belongs to a key two spaces further in.",
    )


_READERS: tuple[Callable[[Trouble], Diagnostic | None], ...] = (
    _strange_blank,
    _star,
    quotes.backslash,
    quotes.open_quote,
    _symbol,
    quotes.quote_ends_early,
    _bracket_first,
    _colon,
    _missing_space,
    _lost_to_comment,
    _open_bracket,
    _deeper,
    _no_key,
    _first_line,
    _uneven,
)
