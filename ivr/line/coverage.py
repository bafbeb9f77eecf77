"""How much of a line its calls must try: the section `coverage` of line.yaml, which `ivr test --coverage` goes by."""

import re
from typing import Annotated

from pydantic import Field

from ivr.line.model import Written
from ivr.line.scalars import Target
from ivr.reading.scalars import Text, UnfitError, scalar
from ivr.reading.spelling import shown

_PERCENT = re.compile(r"(100|[1-9]?[0-9])%")


def _percent(text: str) -> int:
    found = _PERCENT.fullmatch(text)
    if found is None:
        raise UnfitError(
            f"{shown(text)} is not a share of a hundred.", "Write a whole number from 0% to 100%, such as 90%."
        )
    return int(found[1])


Percent = Annotated[int, scalar(_percent, {"type": "string", "pattern": f"^{_PERCENT.pattern}$"}, "90%")]


class Excuse(Written):
    """Ways that no call needs to try, and the reason."""

    node: Target = Field(description="The node whose ways these are.")
    way: Text | None = Field(
        default=None, description="One of them, by the name the report gives it; all ways of the node when left out."
    )
    why: Text = Field(description="Why no call tries it; the report shows this.")


class CoverageWanted(Written):
    """How many of the ways there are the line's calls must take, in per cent. Fewer make `ivr test --coverage` fail."""

    least: Percent = Field(default=Percent(0), description="Of the ways a call takes when all goes well.")
    least_errors: Percent = Field(
        default=Percent(0),
        description="Of those after silence, wrong keys, closed hours, a busy telephone and the like.",
    )
    except_: tuple[Excuse, ...] = Field(
        default=(), alias="except", description="Ways that do not count, each with its reason."
    )
