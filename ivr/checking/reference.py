"""The reference page of the rules, made from their docstrings and from what `check` really says of their examples."""

import inspect

from ivr.checking.examples import TODAY, examined, example_in
from ivr.checking.rule import Rule
from ivr.checking.rules import RULES
from ivr.line.reference import HEADING

_LEAD = """\
# Rules

What `ivr check` proves about a line before anybody calls it. The examples below are parts of a line that begins at
`greeting`, or its company.yaml; the findings are what the check says of them.
"""


def rules_page() -> str:
    """One section for each rule, by code."""
    sections = [_section(one) for one in sorted(RULES, key=lambda rule: rule.code)]
    return "\n".join([HEADING, _LEAD, *sections])


def _section(rule: Rule) -> str:
    documentation = inspect.cleandoc(rule.documentation)
    summary, _, behind = documentation.partition("\n\n")
    why = behind.partition("\n\n")[0].removeprefix("Why: ")
    caught, instead = example_in(documentation, "Caught"), example_in(documentation, "Instead")
    said = "".join(f"{one}\n" for one in examined(caught, TODAY) if one.code == rule.code)
    return (
        f"## {rule.code} {rule.name} ({rule.severity})\n\n{_flowing(summary)}\n\n{_flowing(why)}\n\n"
        f"Caught:\n\n```yaml\n{caught}```\n\n```text\n{said}```\n\nInstead:\n\n```yaml\n{instead}```\n"
    )


def _flowing(text: str) -> str:
    """One line for each paragraph, with a capital."""
    line = " ".join(text.split())
    return line[:1].upper() + line[1:]
