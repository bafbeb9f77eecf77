"""How strictly a line is checked: the section `checks` of line.yaml. Which names there are is known a floor above."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from ivr.line.scalars import one_of
from ivr.reading.scalars import UnfitError, scalar
from ivr.reading.spelling import shown

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Level(StrEnum):
    """What a finding counts as in a line. `off` is for warnings only: an error harms callers."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


class RuleName(str):
    """The name of a rule, as findings show it in square brackets."""

    __slots__ = ()


def _rule_name(text: str) -> RuleName:
    if not _NAME.fullmatch(text):
        raise UnfitError(
            f"{shown(text)} is not the name of a rule.",
            "Write the name that stands in square brackets in a finding, such as unreachable-node.",
        )
    return RuleName(text)


RuleNameText = Annotated[
    RuleName, scalar(_rule_name, {"type": "string", "pattern": f"^{_NAME.pattern}$"}, "unreachable-node")
]
LevelText = Annotated[
    Level, scalar(one_of(tuple(Level), "how a finding counts"), {"type": "string", "enum": list(Level)}, "warning")
]
Checks = Mapping[RuleNameText, LevelText]
