"""YAML text to located tree. Whatever the text is, the answer is a tree, findings, or both; never an exception."""

from dataclasses import dataclass

import yaml

from ivr.diagnostics import Diagnostic, in_order
from ivr.reading import mistakes, refusals, syntax, traps
from ivr.reading.building import CONTROL, DEEPEST, Builder, TooDeepError
from ivr.reading.files import LARGEST, read_source, too_large
from ivr.reading.lines import Lines, Spot
from ivr.reading.tree import YamlNode
from ivr.source import Source

__all__ = ["Composed", "compose", "read_source"]

LOADER: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it; the pure parser is seven times slower and understands the same."""


@dataclass(frozen=True, slots=True)
class Composed:
    """`tree` is None when nothing could be built. With findings, it is what the author most likely meant."""

    tree: YamlNode | None
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
    builder = Builder(lines, yaml.parse(text, Loader=loader))
    tree: YamlNode | None = None
    try:
        tree = builder.document()
        builder.findings.extend(traps.in_lines(lines, builder.quoted_rows))
        if tree is None and not builder.findings:
            builder.findings.append(refusals.empty(lines.place(Spot(0, 0))))
    except TooDeepError as error:
        builder.findings.append(refusals.too_deep(lines.place(error.spot), DEEPEST))
    except yaml.YAMLError as error:
        _add(builder.findings, syntax.explain(error, lines))
    except (ValueError, OverflowError):  # from the pure parser, over escapes and versions no number type holds
        builder.findings.append(syntax.explain(yaml.YAMLError(), lines))
    return Composed(tree, tuple(in_order(builder.findings)))


_SEEN_IN_PART = frozenset(one.code for one in (mistakes.BRACE_FIRST, mistakes.ALIAS, mistakes.ANCHOR, mistakes.TAG))
"""Findings about the first word of a text, to which the parser's error on the same line gives the whole text."""


def _add(findings: list[Diagnostic], last: Diagnostic) -> None:
    """Adds the finding that stopped the reading, so that one mistake is not told twice."""
    here = [one for one in findings if one.place.line == last.place.line]
    findings[:] = [one for one in findings if one not in here or one.code not in _SEEN_IN_PART]
    told = last.code == mistakes.UNQUOTED_HASH.code and last.code in {one.code for one in here}
    vague = last.code == mistakes.NOT_YAML.code and findings
    if not told and not vague:
        findings.append(last)


def _control_character(lines: Lines) -> Diagnostic | None:
    for number, row in enumerate(lines.rows):
        found = CONTROL.search(row)
        if found:
            return refusals.control_character(lines.place(Spot(number, found.start())), found[0])
    return None
