"""Every code there is, with its page: the mistakes of reading, the rules, and what else says what it finds.

Anything with a code, a name, a severity and documentation may stand here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import ivr.checking.mistakes
import ivr.line.catalogue_mistakes
import ivr.line.mistakes
import ivr.reading.mistakes
from ivr.checking.certified import CERTIFIED, ONLY_WARN
from ivr.checking.naming import Names, names_of
from ivr.checking.retired import RETIRED
from ivr.checking.rules import RULES
from ivr.diagnostics import Severity
from ivr.reading.misfits import nearest
from ivr.reading.mistakes import Mistake

MODULES = (ivr.reading.mistakes, ivr.line.mistakes, ivr.line.catalogue_mistakes, ivr.checking.mistakes)
MISTAKES: tuple[Mistake, ...] = tuple(
    one for module in MODULES for one in vars(module).values() if isinstance(one, Mistake)
)
WARNINGS = frozenset(
    [
        ivr.line.catalogue_mistakes.MISSING_TRANSLATION,
        ivr.line.catalogue_mistakes.FUZZY_TRANSLATION,
        ivr.checking.mistakes.ALLOW_WITHOUT_REASON,
        ivr.checking.mistakes.UNUSED_ALLOW,
    ]
)
"""The mistakes that are warnings; all others are errors."""

_SOMETIMES = ivr.reading.mistakes.UNQUOTED_HASH
"""An error where a text is cut off, a warning where it only might be."""

_MOVABLE = {one.name for one in WARNINGS | {_SOMETIMES}}

NAMES: Names = names_of(
    movable=[
        *[(one.name, one.code) for one in RULES],
        *[(one.name, one.code) for one in MISTAKES if one.name in _MOVABLE],
        *CERTIFIED.items(),
    ],
    fixed=[(one.name, one.code) for one in MISTAKES if one.name not in _MOVABLE],
    retired={one.name: one.instead for one in RETIRED},
)
ERRORS: frozenset[str] = frozenset(
    [*(one.name for one in RULES if one.severity is Severity.ERROR), *CERTIFIED.keys() - ONLY_WARN]
)
"""The rules and certificates that no line can turn off."""


class Documented(Protocol):
    """What `ivr explain` explains. The documentation is a sentence, then `Why:`, `Caught:` and `Instead:`."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def documentation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ExplainedMistake:
    """A mistake of reading, with its page."""

    code: str
    name: str
    severity: Severity
    documentation: str


@cache
def documented() -> tuple[Documented, ...]:
    """By code. The pages of the mistakes and the certificates are read only here: a check needs none."""
    from ivr.checking.certificates import CERTIFICATES  # noqa: PLC0415 - see above
    from ivr.checking.explanations import EXPLANATIONS  # noqa: PLC0415 - see above

    mistakes = [
        ExplainedMistake(one.code, one.name, _severity(one), EXPLANATIONS.get(one.code, "")) for one in MISTAKES
    ]
    everything: Sequence[Documented] = [*mistakes, *RULES, *CERTIFICATES, *RETIRED]
    return tuple(sorted(everything, key=lambda one: one.code))


def find(word: str) -> Documented | None:
    """By code or name, capitals or not."""
    return _by_word().get(word.lower())


def near(word: str) -> list[str]:
    """The name that was most likely meant. Of codes none is nearer than another."""
    return nearest(word.lower(), tuple(one.name for one in documented()))


@cache
def _by_word() -> Mapping[str, Documented]:
    return {key.lower(): one for one in documented() for key in (one.code, one.name)}


def _severity(mistake: Mistake) -> Severity:
    return Severity.WARNING if mistake in WARNINGS else Severity.ERROR
