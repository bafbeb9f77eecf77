"""YAML text to located tree. Whatever the text is, the answer is a tree, findings, or both; never an exception."""

from dataclasses import dataclass

import yaml

from ivr.diagnostics import Diagnostic, in_order
from ivr.reading import mistakes, syntax, traps
from ivr.reading.building import CONTROL, DEEPEST, Builder, TooDeepError, control_character
from ivr.reading.files import LARGEST, read_source, too_large
from ivr.reading.lines import Lines, Spot
from ivr.reading.tree import Node
from ivr.source import Source

__all__ = ["Composed", "compose", "read_source"]

LOADER: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it; the pure parser is seven times slower and understands the same."""


@dataclass(frozen=True, slots=True)
class Composed:
    """`tree` is None when nothing could be built. With findings, it is what the author most likely meant."""

    tree: Node | None
    findings: tuple[Diagnostic, ...] = ()


def compose(source: Source, loader: type[yaml.BaseLoader | yaml.CBaseLoader] = LOADER) -> Composed:
    """The tree of `source` and everything that is wrong with it: all traps at once, or the one place YAML breaks."""
    source = Source(source.name, source.text.removeprefix("\ufeff"))
    if len(source.text) > LARGEST or len(source.text.encode(errors="replace")) > LARGEST:
        return Composed(None, (too_large(source.name),))
    lines = Lines.of(source)
    unseen = _control_character(lines)
    return Composed(None, (unseen,)) if unseen else _compose(source.text, lines, loader)


def _compose(text: str, lines: Lines, loader: type[yaml.BaseLoader | yaml.CBaseLoader]) -> Composed:
    stream = yaml.parse(text, Loader=loader)
    builder = Builder(lines, stream)
    tree: Node | None = None
    try:
        tree = builder.document()
        builder.findings.extend(traps.in_lines(lines, builder.quoted_rows))
        if tree is None:
            builder.findings.append(_empty(lines))
    except TooDeepError as error:
        builder.findings.append(_too_deep(lines, error.spot))
    except yaml.YAMLError as error:
        builder.findings.append(syntax.explain(error, lines))
    except (
        ValueError,
        OverflowError,
    ):  # the pure parser, over numbers in escapes and in %YAML that no number type holds
        builder.findings.append(syntax.explain(yaml.YAMLError(), lines))
    return Composed(tree, tuple(in_order(builder.findings)))


def _control_character(lines: Lines) -> Diagnostic | None:
    for number, row in enumerate(lines.rows):
        found = CONTROL.search(row)
        if found:
            return control_character(lines, Spot(number, found.start()), found[0])
    return None


def _empty(lines: Lines) -> Diagnostic:
    return mistakes.EMPTY_FILE.at(
        lines.place(Spot(0, 0)), "There is nothing in this file.", "Write the line here, or leave the file out."
    )


def _too_deep(lines: Lines, spot: Spot) -> Diagnostic:
    return mistakes.DEEP_NESTING.at(
        lines.place(spot),
        f"Here begins a part inside more than {DEEPEST} others; no phone menu is that deep.",
        "Look for brackets or dashes that were repeated by accident.",
    )
