"""Who may be rung at this moment, in the order they should be."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Representative:
    """A person who takes calls. `id` is the name in representatives.yaml, `number` is E.164."""

    id: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Roster:
    """For each group the representatives who can be rung now; a group that is missing or empty rings nobody."""

    ready: Mapping[str, tuple[Representative, ...]] = field(default_factory=dict)

    def of(self, group: str) -> tuple[Representative, ...]:
        return self.ready.get(group, ())
