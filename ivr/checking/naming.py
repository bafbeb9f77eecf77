"""Which findings have a name that an author may use: to allow one, or to say how it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ivr.diagnostics import Diagnostic, Severity
from ivr.reading.misfits import nearest
from ivr.reading.spelling import shown

OF_READING = "IVR0"
"""How the codes of what is wrong with a text begin."""


@dataclass(frozen=True, slots=True)
class Names:
    """`movable` maps the names of findings that can be judged one way or another to their codes; `fixed` those of
    mistakes that are nothing but errors; `retired` has the fact and the help for names of rules that are no more."""

    movable: Mapping[str, str]
    fixed: Mapping[str, str]
    retired: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.movable

    def govern(self, found: Diagnostic) -> bool:
        """Whether an author may judge this finding: what a rule found, and every warning of that name."""
        return found.name in self.movable and (
            found.severity is Severity.WARNING or not found.code.startswith(OF_READING)
        )

    def unknown(self, name: str) -> tuple[str, str]:
        """The fact and the help where a name is none that can be used."""
        if name in self.fixed:
            return f"{shown(name)} is a mistake that stops the reading, and stays an error.", "Mend what it says."
        if name in self.retired:
            return self.retired[name]
        by_code = [meant for meant, code in self.movable.items() if code == name.upper()]
        near = by_code or nearest(name, tuple(self.movable))
        remedy = f"Did you mean {near[0]}?" if near else "`ivr explain` lists all names."
        return f"There is no rule {shown(name)}." if name else "This comment names no rule.", remedy


def names_of(
    movable: Iterable[tuple[str, str]],
    fixed: Iterable[tuple[str, str]],
    retired: Mapping[str, tuple[str, str]],
) -> Names:
    """Of pairs of name and code."""
    return Names(dict(movable), dict(fixed), retired)
