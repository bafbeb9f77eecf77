"""Writes the pages below docs/reference: python docs/generate.py

A test compares the committed pages with what this writes, so they are never older than the code.
"""  # noqa: INP001 - a script, not a package

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from ivr.checking.reference import certificates_page, rules_page
from ivr.line.reference import call_files_page, files_page, nodes_page

FOLDER = Path(__file__).parent / "reference"
FACTS = Path(__file__).parents[1] / "tests" / "carrier" / "facts"
SECTIONS = {
    "call": "Calls and their documents",
    "flow": "Redirect, Hangup, Reject",
    "sound": "Say, Play, Pause",
    "gather": "Gather",
    "speech": "Gather with speech",
    "record": "Record",
    "dial": "Dial and Number",
    "dial_others": "Dial: Sip and Client, recording, detection",
    "conference": "Dial: Conference",
    "queue": "Enqueue and Leave",
    "queue_dialled": "Dial: Queue",
    "queue_redirected": "Enqueue: redirected calls, and Task",
    "pay": "Pay, Prompt, Parameter",
    "passed_over": "What is passed over",
    "http": "The carrier as an HTTP client",
}
"""The files of FACTS, by the middle of their names, and what each is called on the page."""


INTRODUCTION = """\
Each sentence is a test of the simulated carrier, in `tests/carrier/facts/`, and fails when the carrier does otherwise.
"Twilio" is the page of that name in Twilio's documentation; what is inferred, disputed or our own says so. Where the
documentation leaves something open, `ivr.carrier.readings` has a switch, and each of its values a test."""


def pages() -> Mapping[str, str]:
    """The text of each page, by the name of its file."""
    return {
        "nodes.md": nodes_page(),
        "rules.md": rules_page(),
        "certificates.md": certificates_page(),
        "files.md": files_page(),
        "call-files.md": call_files_page(),
        "twiml-facts.md": facts_page(),
    }


def facts_page() -> str:
    """The names of the tests read as sentences, and each says where it has it from."""
    files = {file.stem.removeprefix("test_").removesuffix("_facts"): file for file in FACTS.glob("test_*.py")}
    if set(files) != set(SECTIONS):
        raise LookupError(f"SECTIONS and {FACTS.name}/ differ: {sorted(set(files) ^ set(SECTIONS))}")
    parts = [
        "# What the simulated carrier is held to",
        INTRODUCTION,
    ]
    for name, title in SECTIONS.items():
        parts += [f"## {title}", "\n".join(["| What holds | Source |", "|---|---|", *_rows(files[name])])]
    return "\n\n".join(parts) + "\n"


def _rows(file: Path) -> Iterator[str]:
    for test in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
            sentence = test.name.removeprefix("test_").replace("_s_", "'s ").replace("_", " ")
            source = " ".join((ast.get_docstring(test) or "").split())
            if not source:
                raise LookupError(f"{test.name} names no source")
            yield f"| {_cell(sentence.capitalize())} | {_cell(source)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
