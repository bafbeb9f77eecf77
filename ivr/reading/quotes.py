"""Quotes that do not pair, and backslashes between them: what the parser stumbled over in quoted texts."""

from ivr.diagnostics import Diagnostic
from ivr.reading import mistakes
from ivr.reading.lines import Lines, Spot
from ivr.reading.spelling import entry
from ivr.reading.trouble import Trouble


def open_quote(trouble: Trouble) -> Diagnostic | None:
    if trouble.context.endswith("quoted scalar") and "end of stream" in trouble.problem:
        return _unclosed(trouble.lines, trouble.began)
    return _closed_by_the_next(trouble)


def _closed_by_the_next(trouble: Trouble) -> Diagnostic | None:
    """The parser stands behind a quote that closed a text from further up: that one was never closed where it should."""
    before = trouble.lines.text(trouble.spot.line)[: trouble.spot.column].rstrip()
    quote = before[-1:]
    if quote not in ("'", '"') or before.count(quote) % 2 == 0:
        return None
    for number in range(trouble.spot.line - 1, -1, -1):
        above = trouble.lines.row(number)
        if above.value.count(quote) % 2:
            opens = above.value.startswith(quote)
            return _unclosed(trouble.lines, Spot(number, above.column)) if opens else None
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


def quote_ends_early(trouble: Trouble) -> Diagnostic | None:
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


def backslash(trouble: Trouble) -> Diagnostic | None:
    if "escape" not in trouble.problem and "hexadecimal" not in trouble.problem:
        return None
    row = trouble.row
    closed = len(row.value) > 1 and row.value[0] == row.value[-1] == '"'
    meant = f"Put the text in single quotes instead: {entry(row.key, row.value[1:-1])}"
    return mistakes.BACKSLASH.at(
        trouble.lines.place(trouble.spot),
        "Between double quotes a backslash begins a code, and this is none that YAML knows.",
        meant if closed else "Put the text in single quotes instead, or leave the backslash out.",
    )
