"""mutants.yaml, beside a line: the mutants that no call has to notice, each with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from ivr.diagnostics import Diagnostic
from ivr.line.model import Written
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.reading.scalars import Text
from ivr.reading.tree import place_of
from ivr.source import Place, Source

MUTANTS_FILE = "mutants.yaml"


class Explained(Written):
    """One mutant that may live on."""

    mutant: Text = Field(description="Its name, as `ivr mutate` prints it.")
    why: Text = Field(description="Why no call has to notice it.")


class MutantsFile(Written):
    """The mutants of a line that no call notices."""

    explained: tuple[Explained, ...] = Field(default=(), description="Each mutant, with the reason.")


@dataclass(frozen=True, slots=True)
class Explanations:
    """Reasons by the name of the mutant, and where each stands."""

    why: Mapping[str, str]
    places: Mapping[str, Place]


def read_explained(source: Source) -> tuple[Explanations, tuple[Diagnostic, ...]]:
    """What could be read, and everything wrong with the text."""
    composed = compose(source)
    nothing = Explanations({}, {})
    if composed.findings or composed.tree is None:
        return nothing, composed.findings
    validated = validate(MutantsFile, composed.tree)
    if validated.value is None:
        return nothing, validated.findings
    names = [str(one.mutant) for one in validated.value.explained]
    whys = [str(one.why) for one in validated.value.explained]
    places = [place_of(composed.tree, ("explained", number, "mutant")) for number in range(len(names))]
    return Explanations(dict(zip(names, whys, strict=True)), dict(zip(names, places, strict=True))), ()
