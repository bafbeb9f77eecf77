"""The pages of the mistakes that are no rules, by code: what it is, why it matters, what is caught, what to write instead.

One module for each family. A page is written like the docstring of a rule; an example may begin with a comment that
names its file (`# company.yaml`), else it is a part of a line. A test runs them all.
"""

import re
from collections.abc import Mapping

from ivr.checking.explanations import (
    allowing,
    calls,
    catalogues,
    files,
    line,
    lowering,
    model,
    nodes,
    traps,
    yaml_syntax,
)

_CODE = re.compile(r"^(IVR\d{3})$", re.MULTILINE)


def _pages(text: str) -> Mapping[str, str]:
    _, *parts = _CODE.split(text)
    return {code: page.strip("\n") for code, page in zip(parts[::2], parts[1::2], strict=True)}


_FAMILIES = (files, yaml_syntax, traps, line, nodes, calls, model, catalogues, allowing, lowering)
EXPLANATIONS: Mapping[str, str] = {code: page for family in _FAMILIES for code, page in _pages(family.PAGES).items()}
