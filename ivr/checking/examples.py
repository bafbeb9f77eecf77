"""An example of a documentation page, made whole: a few nodes, and the smallest line around them.

The pages print what `check` says of these lines, and the tests hold every example to what it claims.
"""

import textwrap
from collections.abc import Mapping
from datetime import date

from ivr.checking.check import check
from ivr.diagnostics import Diagnostic
from ivr.line.loading import LINE_FILE, Loaded, files_of_text, load

EXAMPLE = "example.yaml"
COMPANY_EXAMPLE = "# company.yaml\n"
"""An example that begins with this is a company.yaml, and the nodes around it are ours."""

VOICES = {"es-US": "Polly.Lupe-Neural", "id-ID": "Google.id-ID-Wavenet-A"}
"""An example that begins with a comment of one of these languages, such as # es-US, is written in it."""

TODAY = date(2026, 11, 24)
"""The day examples are examined on, so that they are as old tomorrow as they are today."""

_GREETING = "nodes:\n  greeting:\n    hangup: Thanks for calling.\n"

_AROUND = {
    LINE_FILE: """\
line: example
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
parts: [example.yaml]
start: {start}
nodes:
""",
    "company.yaml": """\
name: Example Cable
phone: +1 800 555 0100
account_number:
  length: 16
  prefix: 8448
  groups: [4, 4, 4, 4]
pin:
  length: 4
accepted:
  cards: [Visa, Mastercard]
pay:
  mode: pay_verb
  bank: link
  link:
    page: https://pay.example.com/start?t={token}
texts:
  countries: [US]
callbacks:
  countries: [US]
hours:
  billing:
    zone: America/New_York
    week:
      monday-friday: 8:00-18:00
""",
    "representatives.yaml": """\
representatives:
  rosa:
    name: Rosa
    number: +1 555 010 0101
    groups: [billing]
""",
}

_REPRESENTATIVE = """\
  representative:
    transfer:
      to: billing
      whisper: A caller.
      bridged: end_of_call
      noanswer: end_of_call
      busy: end_of_call
      failed: end_of_call
  end_of_call:
    hangup:
"""


def line_of(nodes: str, start: str, others: Mapping[str, str] | None = None) -> dict[str, str]:
    """The files of a line that begins at `start` of a part called example.yaml; `others` are further files, or stand
    in the place of ours. A person is where 0 leads unless the example has one."""
    header = _AROUND[LINE_FILE].format(start=start)
    own = "" if "\n  representative:" in nodes else _REPRESENTATIVE
    header = header + own if own else header.removesuffix("nodes:\n")
    return {**_AROUND, LINE_FILE: header, EXAMPLE: nodes, **(others or {})}


def loaded(nodes: str, start: str, others: Mapping[str, str] | None = None) -> Loaded:
    return load(files_of_text(line_of(nodes, start, others)))


def examined(example: str, today: date | None = None) -> list[Diagnostic]:
    """What the check finds in an example that begins at its greeting, wherever in the line around it."""
    if example.startswith(COMPANY_EXAMPLE):
        whole = loaded(_GREETING, "greeting", {"company.yaml": example})
    else:
        whole = load(files_of_text(_in_its_language(line_of(example, "greeting"), example)))
    return check(whole, today)


def _in_its_language(files: dict[str, str], example: str) -> dict[str, str]:
    language = example.partition("\n")[0].removeprefix("# ")
    spoken = f"  {language}: {VOICES[language]}\n" if language in VOICES else "  en-US: Polly.Joanna-Neural\n"
    return {**files, LINE_FILE: files[LINE_FILE].replace("  en-US: Polly.Joanna-Neural\n", spoken)}


def example_in(documentation: str, heading: str) -> str:
    """The indented text below `Caught:` or `Instead:`."""
    _, _, behind = documentation.partition(f"{heading}:\n\n")
    lines = []
    for row in behind.split("\n"):
        if row.strip() and not row.startswith("    "):
            break
        lines.append(row)
    return textwrap.dedent("\n".join(lines)).rstrip() + "\n" if lines else ""
