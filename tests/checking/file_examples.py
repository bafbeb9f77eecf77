"""An example of a page that is about a file and not about nodes: its first comment names the file it is."""

import re
from datetime import date

from ivr.checking.check import check
from ivr.checking.examples import line_of
from ivr.diagnostics import Diagnostic
from ivr.line.loading import LINE_FILE, files_of_text, load
from ivr.source import Source

_NAMED = re.compile(r"# (?P<name>[\w./-]+\.(?:yaml|po))\n")
_CALL = ".call.yaml"
_CATALOGUE = ".po"
_NODES = "nodes:\n  greeting:\n    hangup: Goodbye.\n"
_SPOKEN = "  en-US: Polly.Joanna-Neural\n"


def examined_file(example: str, today: date | None = None) -> list[Diagnostic]:
    """What the check finds with the example in its place; without a name it is a part with nodes."""
    named = _NAMED.match(example)
    name = named["name"] if named else ""
    if not name:
        return check(load(files_of_text(line_of(example, "greeting"))), today)
    files = line_of(_NODES, "greeting")
    if name.endswith(_CALL):
        return check(load(files_of_text(files)), today, [Source(name, example)])
    if name.endswith(_CATALOGUE):
        spoken = f"{_SPOKEN}  es-US: Polly.Lupe-Neural\n"
        files[LINE_FILE] = files[LINE_FILE].replace(_SPOKEN, spoken)
    if name == "company.yaml" and example != f"# {name}\n" and "phone:" not in example:
        example += files[name].partition("\n")[2]
    return check(load(files_of_text({**files, name: example})), today)
