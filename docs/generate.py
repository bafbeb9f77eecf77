"""Writes the pages below docs/reference: python docs/generate.py

A test compares the committed pages with what this writes, so they are never older than the code.
"""  # noqa: INP001 - a script, not a package

from collections.abc import Mapping
from pathlib import Path

from ivr.checking.reference import rules_page
from ivr.line.reference import call_files_page, files_page, nodes_page

FOLDER = Path(__file__).parent / "reference"


def pages() -> Mapping[str, str]:
    """The text of each page, by the name of its file."""
    return {
        "nodes.md": nodes_page(),
        "rules.md": rules_page(),
        "files.md": files_page(),
        "call-files.md": call_files_page(),
    }


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
