"""What the YAML parser stumbled over, in plain words.

The parser's own message says what it expected, seldom what is wrong; so the line it stopped at is looked at, and
often the one above. Each reader below knows one mistake and answers None when it does not see it; the first that
sees its own speaks. Most exact first, the general ones last.
"""

from collections.abc import Callable
from dataclasses import dataclass

import yaml

from ivr.diagnostics import Diagnostic
from ivr.reading import mistakes, traps
from ivr.reading.lines import Lines, Row, Spot
from ivr.reading.spelling import entry, quoted, shown


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where the parser stopped (`spot`), where what it was reading had begun (`began`), and that line at a glance."""

    lines: Lines
    spot: Spot
    began: Spot
    problem: str
    context: str

    @property
    def row(self) -> Row:
        return self.lines.row(self.spot.line)

    def character(self, spot: Spot) -> str:
        return self.lines.text(spot.line)[spot.column : spot.column + 1]


def explain(error: yaml.YAMLError, lines: Lines) -> Diagnostic:
    """The one finding for a text the parser refused."""
    trouble = _trouble(error, lines)
    for reader in _READERS:
        found = reader(trouble)
        if found:
            return found
    return mistakes.NOT_YAML.at(
        lines.place(trouble.spot),
        "This cannot be read as YAML from here on.",
        "Compare the indentation, colons and quotes of this line and of the one above with those of a line that works.",
    )


def _trouble(error: yaml.YAMLError, lines: Lines) -> Trouble:
    if not isinstance(error, yaml.MarkedYAMLError):
        return Trouble(lines, Spot(0, 0), Spot(0, 0), "", "")
    problem = error.problem_mark or error.context_mark
    context = error.context_mark or problem
    spot = Spot(problem.line, problem.column) if problem else Spot(0, 0)
    began = Spot(context.line, context.column) if context else spot
    return Trouble(lines, spot, began, error.problem or "", error.context or "")


def _strange_blank(trouble: Trouble) -> Diagnostic | None:
    return traps.strange_blank(trouble.lines, trouble.spot.line)


def _star(trouble: Trouble) -> Diagnostic | None:
    if trouble.character(trouble.began) != "*" or trouble.spot.line != trouble.began.line:
        return None
    row = trouble.row
    is_key = trouble.began.column == row.key_column and bool(row.key)
    meant = f"{quoted(row.key)}: {row.value}".rstrip() if is_key else entry(row.key, row.value or "*")
    return mistakes.UNQUOTED_STAR.at(
        trouble.lines.place(trouble.began),
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
            return mistakes.SYMBOL_FIRST.at(
                trouble.lines.place(spot),
                f"The text begins with {_SYMBOLS[symbol]}, which means something else in YAML.",
                f"Put the whole text in quotes: {entry(row.key if spot.column == row.column else '', text)}",
            )
    return None


def _open_quote(trouble: Trouble) -> Diagnostic | None:
    if trouble.context.endswith("quoted scalar") and "end of stream" in trouble.problem:
        return _unclosed(trouble.lines, trouble.began)
    return _closed_by_the_next(trouble)


def _closed_by_the_next(trouble: Trouble) -> Diagnostic | None:
    """The parser stands behind a quote that opens this line's value, so a quote further up was never closed."""
    row = trouble.row
    quote = trouble.lines.text(trouble.spot.line)[row.column : row.column + 1]
    if quote not in ("'", '"') or trouble.spot.column != row.column + 1:
        return None
    for number in range(trouble.spot.line - 1, -1, -1):
        above = trouble.lines.row(number)
        if above.value.startswith(quote) and above.value.count(quote) % 2:
            return _unclosed(trouble.lines, Spot(number, above.column))
    return None


def _unclosed(lines: Lines, spot: Spot) -> Diagnostic:
    row = lines.row(spot.line)
    written = lines.text(spot.line)[spot.column :]
    name = "single quote (an apostrophe)" if written.startswith("'") else "double quote"
    text = written.rstrip()[1:].strip()
    return mistakes.OPEN_QUOTE.at(
        lines.place(spot),
        f"The {name} that opens here is never closed.",
        f"Close it at the end of the text: {entry(row.key if row.column == spot.column else '', text)}",
    )


def _quote_ends_early(trouble: Trouble) -> Diagnostic | None:
    row = trouble.row
    quote = row.value[:1]
    if quote not in ("'", '"') or trouble.spot.column <= row.column:
        return None
    whole = row.value[1:-1] if row.value.endswith(quote) and row.value.count(quote) > 2 else row.value
    if whole == row.value[1:-1] and '"' in whole and quote == '"':
        whole = row.value
    return mistakes.QUOTE_ENDS_EARLY.at(
        trouble.lines.place(trouble.spot),
        "The quoted text ends before this, and more words follow it.",
        f"Put all of it inside one pair of quotes: {entry(row.key, whole)}",
    )


def _backslash(trouble: Trouble) -> Diagnostic | None:
    if "escape" not in trouble.problem and "hexadecimal" not in trouble.problem:
        return None
    return mistakes.BACKSLASH.at(
        trouble.lines.place(trouble.spot),
        "Between double quotes a backslash begins a code, and this is none that YAML knows.",
        "Write single quotes around the text instead, or leave the backslash out.",
    )


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
    """A comment ended a sentence, or swallowed a closing brace, before the line the parser stopped at."""
    number = trouble.lines.above(trouble.spot.line)
    if number < trouble.began.line:
        return None
    row, text = trouble.lines.row(number), trouble.lines.text(number)
    at = text.find(" #", row.column)
    if at < 0 or row.value[:1] in ("'", '"'):
        return None
    return mistakes.UNQUOTED_HASH.at(
        trouble.lines.place(Spot(number, at + 1)),
        'A space followed by "#" begins a comment, so the text breaks off here.',
        f"Put the whole text in quotes: {entry(row.key, text[row.column :].strip())}",
    )


def _open_bracket(trouble: Trouble) -> Diagnostic | None:
    if "flow" not in trouble.context:
        return None
    sign, what = ("{", "brace") if trouble.character(trouble.began) == "{" else ("[", "square bracket")
    return mistakes.OPEN_BRACKET.at(
        trouble.lines.place(trouble.began),
        f'The {what} "{sign}" that opens here is not closed the way YAML expects.',
        "Write one entry per line without braces and brackets, or put sentences inside them in quotes.",
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
    if row.key or not row.value:
        return None
    return mistakes.NO_KEY.at(
        trouble.lines.place(Spot(number, row.column)),
        f"{shown(row.value)} stands among lines of the form key: value, but has no key.",
        "Write a key and a colon before it, or indent it further if it goes on with the line above.",
    )


def _uneven(trouble: Trouble) -> Diagnostic | None:
    if not trouble.context.startswith("while parsing a block"):
        return None
    dash = trouble.character(trouble.spot) == "-"
    wanted = "a list begins with a dash, but keys come before it" if dash else "it lines up with nothing above it"
    return mistakes.UNEVEN_INDENTATION.at(
        trouble.lines.place(trouble.spot),
        f"This line does not fit where it stands: {wanted}.",
        "Begin lines that belong together in the same column, and what belongs to a key two spaces further in.",
    )


_READERS: tuple[Callable[[Trouble], Diagnostic | None], ...] = (
    _strange_blank,
    _star,
    _backslash,
    _open_quote,
    _symbol,
    _quote_ends_early,
    _bracket_first,
    _colon,
    _missing_space,
    _lost_to_comment,
    _open_bracket,
    _deeper,
    _no_key,
    _uneven,
)
