"""The reference pages of the rules and of the certificates, made from their docstrings and from what `check` and `prove` really say
of their examples."""

import inspect

from ivr.checking.certificate import Certificate
from ivr.checking.certificates import CERTIFICATES
from ivr.checking.examples import TODAY, examined, example_in
from ivr.checking.proved_examples import broken_by, proof_of
from ivr.checking.rule import Rule
from ivr.checking.rules import RULES
from ivr.line.reference import HEADING

_LEAD = """\
# Rules

What `ivr check` proves about a line before anybody calls it. The examples below are parts of a line that begins at
`greeting`, or its company.yaml; the findings are what the check says of them.
"""

_PROVED = """\
# Certificates

What `ivr prove` proves of every call that can happen on a line, and of what does not hold it shows a call. The examples below are
parts of a line that begins at `greeting`; what stands before their nodes is of its line.yaml. `ivr check` is quick and
tells none of this: it finds no circle and no way that ends on an error, so prove a line before it is called.
"""


def rules_page() -> str:
    """One section for each rule, by code."""
    sections = [_section(one) for one in sorted(RULES, key=lambda rule: rule.code)]
    return "\n".join([HEADING, _LEAD, *sections])


def certificates_page() -> str:
    """One section for each certificate, by code."""
    sections = [_proved(one) for one in sorted(CERTIFICATES, key=lambda one: one.code)]
    return "\n".join([HEADING, _PROVED, *sections])


def _section(rule: Rule) -> str:
    caught = example_in(inspect.cleandoc(rule.documentation), "Caught")
    return _with_examples(rule, "".join(f"{one}\n" for one in examined(caught, TODAY) if one.code == rule.code))


def _proved(certified: Certificate) -> str:
    caught = example_in(inspect.cleandoc(certified.documentation), "Caught")
    broken = broken_by(proof_of(caught), [certified]) if caught.strip() else ()
    return _with_examples(certified, "".join(f"{one}\n" for one, _ in broken))


def _with_examples(rule: Rule | Certificate, said: str) -> str:
    documentation = inspect.cleandoc(rule.documentation)
    summary, _, behind = documentation.partition("\n\n")
    why = behind.partition("\n\n")[0].removeprefix("Why: ")
    caught, instead = example_in(documentation, "Caught"), example_in(documentation, "Instead")
    text = f"## {rule.code} {rule.name} ({rule.severity})\n\n{_flowing(summary)}\n\n{_flowing(why)}\n"
    if not caught.strip():
        return text
    return f"{text}\nCaught:\n\n```yaml\n{caught}```\n\n```text\n{said}```\n\nInstead:\n\n```yaml\n{instead}```\n"


def _flowing(text: str) -> str:
    """One line for each paragraph, with a capital."""
    line = " ".join(text.split())
    return line[:1].upper() + line[1:]
