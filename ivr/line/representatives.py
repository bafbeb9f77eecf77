"""representatives.yaml: who can be rung, and in which groups. No other destination exists for a line."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ivr.line.model import NotEmpty, Written
from ivr.line.scalars import Phone
from ivr.reading.scalars import Name, Text
from ivr.routing.roster import Representative, Roster


class RepresentativeWritten(Written):
    """One person who takes calls."""

    name: Text = Field(description="How the person is called.")
    number: Phone = Field(description="The telephone that rings, as +15550100101.")
    groups: Annotated[tuple[Name, ...], NotEmpty] = Field(description="The groups whose calls this person takes.")


class Representatives(Written):
    """Everybody who takes calls, in the order they are rung."""

    representatives: Annotated[Mapping[Name, RepresentativeWritten], NotEmpty] = Field(description="The people, by id.")

    @classmethod
    def stand_in(cls) -> "Representatives":
        """Takes the place of a file that could not be read, while the rest of the line is checked."""
        return cls.model_construct(representatives={})

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(group for one in self.representatives.values() for group in one.groups)

    def roster(self) -> Roster:
        """Everybody, as if all were ready; presence comes with the desk."""
        ready: dict[str, tuple[Representative, ...]] = {}
        for name, one in self.representatives.items():
            person = Representative(str(name), str(one.name), one.number)
            for group in one.groups:
                ready[str(group)] = (*ready.get(str(group), ()), person)
        return Roster(ready)
