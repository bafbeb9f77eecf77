"""The switches that sentences name, held against company.yaml."""

from ivr.line.lowering import Lowering
from ivr.line.model import Path
from ivr.line.sentences import OnlyIf, Said


def check_sentences(low: Lowering, said: tuple[Said, ...], path: Path) -> None:
    """Report every switch that company.yaml cannot have."""
    for place, one in enumerate(said):
        if isinstance(one, OnlyIf):
            low.check_switch(one.if_, (*path, place, "if"))
