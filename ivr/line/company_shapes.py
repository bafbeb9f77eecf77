"""What a number of the company looks like: how many digits, what it begins with, how it is grouped."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.dialog.grammar import Checksum
from ivr.line.model import Written
from ivr.line.scalars import Positive, one_of
from ivr.reading.scalars import UnfitError, scalar
from ivr.reading.spelling import shown

LONGEST_ENTRY = 40


def _prefix(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise UnfitError(f"{shown(text)} is not made of digits.", "Write the digits every number begins with.")
    return text


Digits = Annotated[str, scalar(_prefix, {"type": ["string", "integer"], "pattern": "^[0-9]+$"}, "8448")]
ChecksumName = Annotated[
    Checksum, scalar(one_of(tuple(Checksum), "a checksum"), {"type": "string", "enum": list(Checksum)}, "luhn")
]


def check_length(bounds: tuple[int, int]) -> None:
    """Raises UnfitError."""
    low, high = bounds
    if low > high:
        raise UnfitError("The number at min is above the one at max.", "Write the smaller number as min.")
    if high > LONGEST_ENTRY:
        raise UnfitError(f"Nobody keys {high} digits.", f"Write at most {LONGEST_ENTRY}.")


class NumberShape(Written):
    """What a number of the company looks like."""

    length: Positive | None = Field(default=None, description="How many digits, when it is always the same.")
    min: Positive | None = Field(default=None, description="The fewest digits.")
    max: Positive | None = Field(default=None, description="The most digits.")
    prefix: Digits = Field(default="", description="The digits every number begins with.")
    checksum: ChecksumName = Field(default=Checksum.NONE, description="luhn when the last digit checks the others.")
    groups: tuple[Positive, ...] = Field(
        default=(), description="How the digits are grouped when read back: [4, 4, 4, 4]."
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        given = [one is not None for one in (self.length, self.min, self.max)]
        if given not in ([True, False, False], [False, True, True]):
            raise UnfitError("How many digits is to be said in one way.", "Write length, or both min and max.")
        check_length(self.bounds)
        if max(len(self.prefix), sum(self.groups)) > self.bounds[1]:
            raise UnfitError("The prefix or the groups are longer than the whole number.", "Make them fit its length.")
        return self

    @property
    def bounds(self) -> tuple[int, int]:
        if self.length is not None:
            return self.length, self.length
        return self.min or 0, self.max or 0
