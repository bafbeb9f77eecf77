"""JSON Schemas of an author's files, made from the models that read them.

A node, like a step of a call, is known by one of its keys. So its schema asks for that key first, and shows an editor
the keys of that kind only.
"""

import json
from collections.abc import Callable, Mapping
from typing import get_args

from ivr.line.callfile import STEPS, STEPS_KEY, Heading
from ivr.line.company import Company
from ivr.line.demonstration import Demonstration
from ivr.line.directory import DirectoryFile
from ivr.line.line import FolderName, LineFile
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.nodefile import NODES
from ivr.line.nodes import KINDS
from ivr.line.overlay import LIKE
from ivr.line.reference import example_of, summary_of
from ivr.line.representatives import Representatives
from ivr.line.scalars import Target
from ivr.line.schema_models import Definitions, keys_of, told
from ivr.reading.compose import compose
from ivr.reading.editors import Schema, schema_of, schema_of_key
from ivr.reading.scalars import ScalarType
from ivr.reading.tree import Listing, Scalar, Table, YamlNode
from ivr.source import Source


def schema_for(kind: str) -> Schema:
    """The schema of a kind of file, one of SCHEMAS. Raises KeyError for another."""
    return SCHEMAS[kind](Definitions())


def _line(known: Definitions) -> Schema:
    """A line of its own, or one that is like another and says nothing else."""
    own = known.named("line", known.mapping(LineFile, {NODES: _nodes(known)}))
    like: Schema = {
        "type": "object",
        "properties": {LIKE: {**schema_of(_type(FolderName)), **told("The folder of the line that this one is like.")}},
        "additionalProperties": False,
    }
    rest = known.named(LIKE, like)
    return known.document("line.yaml", {"if": {"required": [LIKE]}, "then": rest, "else": own})


def _part(known: Definitions) -> Schema:
    schema = {
        "type": "object",
        "description": "A part of a line: nodes, and nothing else.",
        "properties": {NODES: _nodes(known)},
        "required": [NODES],
        "additionalProperties": False,
    }
    return known.document("A part of a line", schema)


def _call(known: Definitions) -> Schema:
    step = _by_key(known, "step", STEPS, {})
    steps: Schema = {
        "type": "array",
        "description": "What is heard and done, in order.",
        "items": known.named("step", step),
        "minItems": 1,
    }
    whole = known.mapping(Heading, {STEPS_KEY: steps})
    needed = [key for key, field in keys_of(Heading).items() if field.is_required()]
    return known.document("A call as a test", {**whole, "required": [*needed, STEPS_KEY]})


def _file(title: str, model: type[Written]) -> Callable[[Definitions], Schema]:
    return lambda known: known.document(title, known.mapping(model))


def _nodes(known: Definitions) -> Schema:
    node = _by_key(known, "node", KINDS, _common(known))
    return {
        "type": "object",
        "description": "The nodes: a name, and below it one key that says what the node does.",
        "propertyNames": schema_of_key(_type(Target)),
        "additionalProperties": known.named("node", node),
    }


def _common(known: Definitions) -> Schema:
    properties = known.mapping(Node)["properties"]
    return dict(properties) if isinstance(properties, dict) else {}


def _by_key(known: Definitions, what: str, models: Mapping[str, type[Written]], common: Schema) -> Schema:
    """One of several mappings, each known by its key; what has none of the keys yet is offered all of them."""
    own = {key: _own_key(known, key, model) for key, model in models.items()}
    chosen = [
        {"if": _leads(key, models), "then": known.named(f"{key}-{what}", known.mapping(model, {key: own[key]}))}
        for key, model in models.items()
    ]
    offered: Schema = {
        "properties": {**own, **common},
        "defaultSnippets": [_snippet(key, model) for key, model in models.items() if example_of(model)],
    }
    refused: Schema = {"type": "string", "errorMessage": f"A {what} has one of the keys {', '.join(models)}."}
    none: Schema = {"type": "object", "not": {"anyOf": [{"required": [key]} for key in models]}}
    undecided = known.named(f"new-{what}", {"allOf": [offered, refused]})
    return {"type": "object", "allOf": [*chosen, {"if": none, "then": undecided}]}


def _own_key(known: Definitions, key: str, model: type[Written]) -> Schema:
    """What the key of a kind holds, with words about the whole kind before those about the key."""
    properties = known.mapping(model)["properties"]
    own = properties[key] if isinstance(properties, dict) else {}
    return {**own, **told(f"{summary_of(model)} {own['description']}")}


def _leads(key: str, models: Mapping[str, type[Written]]) -> Schema:
    """Whether a mapping is known by a key: it has it, and no other to which it belongs, as `press` belongs to a `ring`."""
    above = [other for other, model in models.items() if other != key and key in keys_of(model)]
    rest = {"not": {"anyOf": [{"required": [other]} for other in above]}} if above else {}
    return {"type": "object", "required": [key], **rest}


def _snippet(key: str, model: type[Written]) -> Schema:
    """The example of a kind, without the name of the node."""
    tree = compose(Source(key, example_of(model))).tree
    inside = tree.entries[0][1] if isinstance(tree, Table) else tree
    return {"label": f"{key} (example)", "description": summary_of(model), "body": inside and _spelled(inside)}


def _spelled(node: YamlNode) -> object:
    """As an author would write it: editors put the words of a snippet into the file as they are."""
    match node:
        case Scalar():
            plain = node.text if node.text not in ("true", "false") else node.text == "true"
            return json.dumps(node.text, ensure_ascii=False) if node.quoted else plain
        case Listing():
            return [_spelled(item) for item in node.items]
        case Table():
            return {key.text: _spelled(value) for key, value in node.entries}


def _type(alias: object) -> ScalarType:
    return next(part for part in get_args(alias) if isinstance(part, ScalarType))


SCHEMAS: Mapping[str, Callable[[Definitions], Schema]] = {
    "line": _line,
    "part": _part,
    "company": _file("company.yaml", Company),
    "representatives": _file("representatives.yaml", Representatives),
    "call": _call,
    "accounts": _file("Demonstration accounts", Demonstration),
    "directory": _file("directory.yaml", DirectoryFile),
}
"""By the kind of file, each made when it is asked for."""
