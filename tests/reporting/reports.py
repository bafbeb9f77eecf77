"""Findings to report, from the small line of the documentation."""

from ivr.checking.check import check
from ivr.checking.examples import TODAY, line_of
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.loading import files_of_text, load
from ivr.reporting.report import Report
from ivr.source import Place

NODES = """\
nodes:
  greeting:
    say: Hello, é 名.
    next: goodby
  goodbye:
    hangup: Goodbye.
  lonely:
    hangup: Nobody hears this.
"""


LONELY = Diagnostic(
    "IVR102",
    "unreachable-node",
    Place("example.yaml", 7, 3),
    'No caller can get to the node "lonely".',
    severity=Severity.WARNING,
)


def report(nodes: str = NODES, line: str = "menus/example") -> Report:
    loaded = load(files_of_text(line_of(nodes, "greeting")))
    found = [one for one in check(loaded, TODAY) if one.code == "IVR101"]
    return Report(line, [*found, LONELY] if found else [], loaded.texts)


def sound() -> Report:
    return report("nodes:\n  greeting:\n    hangup: Goodbye.\n")
