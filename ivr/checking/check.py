"""Everything wrong with a line, in one run: its text, then what its rules prove about it."""

from ivr.checking.rule import Subject
from ivr.checking.rules import RULES
from ivr.diagnostics import Diagnostic, in_order
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded


def check(loaded: Loaded) -> list[Diagnostic]:
    """All findings, by place. A line that could not be read at all is judged by its text alone."""
    findings = list(loaded.findings)
    if loaded.line is not None:
        compiled = compile_line(loaded.line)
        findings += compiled.findings
        subject = Subject(loaded.line, compiled.program)
        for rule in RULES:
            findings += rule.findings(subject)
    return in_order(findings)
