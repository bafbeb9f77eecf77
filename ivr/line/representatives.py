"""representatives.yaml: who can be rung, and in which groups. No other destination exists for a line."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.line.contradiction import Contradiction, refuse
from ivr.line.model import NotEmpty, Written
from ivr.line.representatives_shapes import GroupWritten, RepresentativeWritten
from ivr.line.scalars import one_of
from ivr.reading.misfits import nearest
from ivr.reading.scalars import Name, scalar
from ivr.reading.spelling import shown
from ivr.routing.roster import Chosen, Staff

_BEFORE = (Chosen.READY, Chosen.AWAY)

BeforeSignIn = Annotated[
    Chosen, scalar(one_of(_BEFORE, "what somebody can be before signing in"), {"enum": list(_BEFORE)}, "ready")
]


class Representatives(Written):
    """Everybody who takes calls, in the order they are listed, and how the groups they are in are rung."""

    before_sign_in: BeforeSignIn = Field(
        default=Chosen.READY,
        description="Whether somebody who never signed in is rung: ready, or away.",
    )
    written_groups: Mapping[Name, GroupWritten] = Field(
        default_factory=dict,
        alias="groups",
        description="How groups are rung, by name; a group that is not here is rung as if nothing were written.",
    )
    representatives: Annotated[Mapping[Name, RepresentativeWritten], NotEmpty] = Field(description="The people, by id.")

    @model_validator(mode="after")
    def _nobody_is_missing(self) -> Self:
        refuse(type(self).__name__, self._contradictions())
        return self

    def _contradictions(self) -> Iterator[Contradiction]:
        for group in (one for one in self.written_groups if one not in self.groups):
            near = [f"Did you mean {one}?" for one in nearest(group, sorted(self.groups))]
            otherwise = f"Write groups: [{group}] below somebody's name, or take this entry out."
            yield Contradiction(("groups", group), f"Nobody is in the group {shown(group)}.", (near or [otherwise])[0])

    @classmethod
    def stand_in(cls) -> "Representatives":
        """Takes the place of a file that could not be read, while the rest of the line is checked."""
        return cls.model_construct(representatives={})

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(group for one in self.representatives.values() for group in one.groups)

    def staff(self, language: str) -> Staff:
        """Everybody, for a line whose first language is `language`; every group has an entry."""
        usual = GroupWritten()
        return Staff(
            representatives=tuple(one.representative(str(name)) for name, one in self.representatives.items()),
            groups={name: self.written_groups.get(name, usual).group(str(name)) for name in sorted(self.groups)},
            before_sign_in=self.before_sign_in,
            language=language,
        )
