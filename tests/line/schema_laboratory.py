"""A text of an author's file, held against its schema and given to the reader: what does each say?"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jsonschema import Draft7Validator
from needs import CHECKOUT

from ivr.checking.examples import line_of
from ivr.diagnostics import Diagnostic
from ivr.line import mistakes as of_line
from ivr.line.callfile import read_call
from ivr.line.company import Company
from ivr.line.demonstration import Demonstration
from ivr.line.directory import DirectoryFile
from ivr.line.loading import files_of_text, load
from ivr.line.representatives import Representatives
from ivr.line.schema import schema_for
from ivr.reading import mistakes
from ivr.reading.compose import compose
from ivr.reading.editors import value_seen
from ivr.reading.model import validate
from ivr.source import Source

SHIPPED = sorted(
    file for folder in ("menus", "ivr/cli/templates", "tests/cli/tiny") for file in (CHECKOUT / folder).rglob("*.yaml")
)
MODELS = {
    "company": Company,
    "representatives": Representatives,
    "accounts": Demonstration,
    "directory": DirectoryFile,
}
SHAPE = frozenset(
    one.code
    for one in (
        mistakes.UNKNOWN_KEY,
        mistakes.MISSING_KEY,
        mistakes.WRONG_SHAPE,
        mistakes.WRONG_COUNT,
        mistakes.UNKNOWN_CHOICE,
        of_line.NODES_KEY_MISSING,
        of_line.KEY_OUTSIDE_NODES,
        of_line.NODES_NOT_A_MAPPING,
        of_line.BAD_NODE_NAME,
        of_line.NODE_WITHOUT_KIND,
        of_line.NODE_OF_TWO_KINDS,
        of_line.UNKNOWN_KIND,
        of_line.CALL_WITHOUT_STEPS,
        of_line.UNKNOWN_STEP,
        of_line.TWO_STEPS_IN_ONE,
        of_line.LIKE_BESIDE_KEYS,
    )
)
"""What a schema sees as well. It does not see a value that fits its type and not its neighbours, a number out of bounds
that its pattern allows, what other files hold, nor a key written twice."""


def kind_of(file: Path) -> str | None:
    """The kind of a shipped file, by its name; None for what is no part of a line."""
    usual = {"line": "line", "company": "company", "representatives": "representatives", "directory": "directory"}
    if file.name.endswith(".call.yaml"):
        return "call"
    if "accounts" in file.name:
        return "accounts"
    begins = file.read_text(encoding="utf-8")
    return usual.get(file.stem) or ("part" if "\nnodes:" in f"\n{begins}" else None)


@cache
def validator(kind: str) -> Draft7Validator:
    return Draft7Validator(schema_for(kind))


def refused_by_schema(kind: str, text: str) -> list[str]:
    """What the schema says of a text that is YAML."""
    tree = compose(Source("text", text)).tree
    assert tree is not None
    return [f"{list(one.absolute_path)}: {one.message}" for one in validator(kind).iter_errors(value_seen(tree))]


def findings(kind: str, text: str) -> tuple[Diagnostic, ...]:
    """What the reader says of a text, whatever the rest of its line is like."""
    match kind:
        case "call":
            return read_call(Source("text", text))[1]
        case "line":
            return _own({"line.yaml": text}, "line.yaml")
        case "part":
            return _own({**line_of("nodes:\n", "greeting"), "example.yaml": text}, "example.yaml")
        case _:
            composed = compose(Source("text", text))
            assert composed.tree is not None
            return (*composed.findings, *validate(MODELS[kind], composed.tree).findings)


def _own(texts: Mapping[str, str], name: str) -> tuple[Diagnostic, ...]:
    """Of a file that is read as part of a line."""
    found = load(files_of_text(texts)).findings
    return tuple(one for one in found if one.place.file == name and one.code != mistakes.MISSING_FILE.code)


def shape_mistakes(kind: str, text: str) -> list[str]:
    return [str(one) for one in findings(kind, text) if one.code in SHAPE]
