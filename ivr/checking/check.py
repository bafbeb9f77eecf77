"""Everything wrong with a line, in one run: its text, then what its rules prove about it."""

from ivr.checking.rule import Subject
from ivr.checking.rules import RULES
from ivr.diagnostics import Diagnostic, in_order
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded


def check(loaded: Loaded) -> list[Diagnostic]:
    """All findings, by place. Of a line that could not be read as a whole, what could be is judged all the same."""
    findings = list(loaded.findings)
    line = loaded.line or loaded.rest
    if line is not None:
        compiled = compile_line(line)
        findings += compiled.findings
        subject = Subject(line, compiled.program)
        for rule in RULES:
            findings += rule.findings(subject)
    return in_order(findings)
