"""Where the YAML parser stopped, as the readers in `syntax` and `quotes` look at it."""

from dataclasses import dataclass

import yaml

from ivr.reading.lines import Lines, Row, Spot


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where the parser stopped (`spot`), where what it was reading had begun (`began`), and that line at a glance."""

    lines: Lines
    spot: Spot
    began: Spot
    problem: str
    context: str

    @property
    def row(self) -> Row:
        return self.lines.row(self.spot.line)

    def character(self, spot: Spot) -> str:
        return self.lines.text(spot.line)[spot.column : spot.column + 1]


def trouble_of(error: yaml.YAMLError, lines: Lines) -> Trouble:
    if not isinstance(error, yaml.MarkedYAMLError):
        return Trouble(lines, Spot(0, 0), Spot(0, 0), "", "")
    problem = error.problem_mark or error.context_mark
    context = error.context_mark or problem
    spot = Spot(problem.line, problem.column) if problem else Spot(0, 0)
    began = Spot(context.line, context.column) if context else spot
    return Trouble(lines, spot, began, error.problem or "", error.context or "")
