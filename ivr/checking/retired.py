"""Rules that are no more. Their codes and names are never used again, and say what took their place."""

from dataclasses import dataclass

from ivr.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Retired:
    """A rule that was, and the certificate that proves the same and more."""

    code: str
    name: str
    successor: str
    successor_name: str
    severity: Severity = Severity.ERROR

    @property
    def documentation(self) -> str:
        return (
            f"A rule that is retired: {self.successor} {self.successor_name} took its place.\n\n"
            "Why: the rule went by where nodes may lead. `ivr prove` walks every call that can happen, so it is exact about "
            "hours, about who is free and about what is known of a caller, and shows a call for what it finds."
        )

    @property
    def instead(self) -> tuple[str, str]:
        """The fact and the help for a line that still names it."""
        fact = f'"{self.name}" is no rule any more: `ivr prove` proves {self.successor_name} ({self.successor}) in its place.'
        return fact, f"Take it out, or write {self.successor_name}."


RETIRED: tuple[Retired, ...] = (
    Retired("IVR104", "dead-end", "IVR203", "ends-on-an-error"),
    Retired("IVR105", "loop-without-input", "IVR204", "endless-line"),
    Retired("IVR107", "unverified-balance", "IVR205", "unverified-account"),
)
