"""`checks` of line.yaml: how each finding counts in this line. The severity a rule is born with is what it means to
callers, so an error may become a warning, and a warning may be turned off; an error can be allowed only place by place,
with a reason (`allowing`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ivr.checking.mistakes import ERROR_TURNED_OFF, UNKNOWN_RULE
from ivr.checking.naming import Names
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.checks import Level
from ivr.reading.spelling import shown
from ivr.reading.tree import YamlNode, place_of

CHECKS = "checks"


def leveled(findings: Sequence[Diagnostic], checks: Mapping[str, Level], names: Names) -> list[Diagnostic]:
    """The findings as this line counts them, without those it turned off."""
    if not checks:
        return list(findings)
    counted = (_counted(one, checks.get(one.name)) if names.govern(one) else one for one in findings)
    return [one for one in counted if one is not None]


def _counted(one: Diagnostic, level: Level | None) -> Diagnostic | None:
    if level is None:
        return one
    if level is Level.OFF:
        return one if one.severity is Severity.ERROR else None
    return replace(one, severity=Severity(level.value))


def turned_off(checks: Mapping[str, Level]) -> frozenset[str]:
    return frozenset(name for name, level in checks.items() if level is Level.OFF)


def misjudged(
    tree: YamlNode, checks: Mapping[str, Level], names: Names, errors: frozenset[str]
) -> Iterator[Diagnostic]:
    """What is wrong with the section itself; `errors` are the rules that are errors by birth."""
    for name, level in checks.items():
        place = place_of(tree, (CHECKS, name), key=True)
        if name not in names:
            yield UNKNOWN_RULE.at(place, *names.unknown(name))
        elif level is Level.OFF and name in errors:
            yield ERROR_TURNED_OFF.at(
                place_of(tree, (CHECKS, name)),
                f"{shown(name)} is an error, so it cannot be turned off for a whole line.",
                f"Write warning, or allow it where it is right: # ivr: allow {name}: and the reason",
            )
