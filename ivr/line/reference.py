"""Reference pages about what authors write, made from the models themselves: they cannot say anything else than these.

A page is Markdown: what a mapping is for, an example where there is one, and a table of its keys.
"""

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Annotated, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from ivr.line import (
    callbacks,
    callfile,
    callfile_given,
    checks,
    company,
    company_hours,
    company_shapes,
    condition,
    coverage,
    demonstration,
    directory,
    durations,
    line,
    payment,
    representatives_shapes,
    scalars,
    terms,
)
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.nodes import KINDS, callback, hangup, menu, queue, text
from ivr.line.representatives import Representatives
from ivr.line.usual import usual
from ivr.reading import scalars as reading
from ivr.reading.scalars import ScalarType

HEADING = "<!-- Made from the code by docs/generate.py; changes made here are lost. -->\n"

_NEEDED = "needed"
_NODES_LEAD = """\
# Nodes

A node is a name, and below it one key that says what the node does. These keys every node may have besides:

"""


def nodes_page() -> str:
    """One section for each kind of node."""
    common = _table(Node)
    sections = [f"## {name}\n\n{_kind_section(kind)}" for name, kind in KINDS.items()]
    return "\n".join([HEADING, _NODES_LEAD + common, *sections])


def files_page() -> str:
    """line.yaml, and the files it names."""
    models: Mapping[str, type[Written]] = {
        "line.yaml": line.LineFile,
        "company.yaml": company.Company,
        "representatives.yaml": Representatives,
        "Demonstration accounts": demonstration.Demonstration,
        "directory.yaml": directory.DirectoryFile,
    }
    lead = "# Files\n\nA line is a folder with a `line.yaml`, which names all other files. "
    lead += "Below the key `nodes`, `line.yaml` and each of its parts hold nodes: see [nodes](nodes.md). "
    lead += "An [editor](../editors.md) can be told all of this.\n"
    return "\n".join([HEADING, lead, *(f"## {name}\n\n{_model(model)}" for name, model in models.items())])


def call_files_page() -> str:
    """Calls as tests."""
    lead = "# Call files\n\nA file whose name ends in `.call.yaml` is a call, told by the caller. It is a test: "
    lead += "the call is played on the line beside it, and fails where the line does something else.\n\n"
    steps = "## Steps\n\n`steps` is a list. Each step has one of these keys.\n"
    sections = [f"### {key}\n\n{_model(model)}" for key, model in callfile.STEPS.items()]
    return "\n".join([HEADING, lead + _model(callfile.Heading), steps, *sections])


def summary_of(model: type[Written]) -> str:
    """What stands in a docstring before its example."""
    return _parts(model)[0]


def example_of(model: type[Written]) -> str:
    """The YAML in a docstring."""
    return _parts(model)[1]


def _parts(model: type[Written]) -> tuple[str, str]:
    text = inspect.cleandoc(model.__doc__ or "")
    found = re.search(r"\n\n(?=[a-z_]+:\n)", text)
    summary, example = (text[: found.start()], text[found.end() :] + "\n") if found else (text, "")
    return " ".join(summary.split()), example


def _kind_section(kind: type[Node]) -> str:
    example = textwrap.indent(example_of(kind), "  ")
    own = {name: field for name, field in kind.model_fields.items() if name not in Node.model_fields}
    return f"{summary_of(kind)}\n\n```yaml\nnodes:\n{example}```\n\n{_rows(own)}\n{_below(own)}"


def _model(model: type[Written]) -> str:
    return f"{summary_of(model)}\n\n{_table(model)}\n{_below(model.model_fields)}"


def _table(model: type[Written]) -> str:
    return _rows(model.model_fields)


def _below(fields: Mapping[str, FieldInfo]) -> str:
    """The tables of the mappings inside, each once, below the keys it belongs to."""
    places: dict[type[Written], list[str]] = {}
    for model, path in _inside(fields, ""):
        places.setdefault(model, []).append(path)
    sections = (
        f"**Below {', '.join(paths)}**: {summary_of(model)}\n\n{_table(model)}\n" for model, paths in places.items()
    )
    return "".join(sections)


def _inside(fields: Mapping[str, FieldInfo], before: str) -> Iterator[tuple[type[Written], str]]:
    """Every mapping in the values of some keys, and the way to it as a page writes it."""
    for name, field in fields.items():
        path = f"{before}{field.alias or name}"
        each = "each of " if get_origin(field.annotation) is not None and _many(field.annotation) else ""
        for inner in _models_in(field.annotation):
            yield inner, f"{each}`{path}`"
            yield from _inside(inner.model_fields, f"{path}.")


def _rows(fields: Mapping[str, FieldInfo]) -> str:
    lines = ["| Key | What it holds | If left out | Meaning |", "|---|---|---|---|"]
    for name, field in fields.items():
        cells = (f"`{field.alias or name}`", _holds(field), _default(name, field), field.description or "")
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _default(name: str, field: FieldInfo) -> str:
    """What holds when the key is not written; `exhausted` may be left out of a model only so that a rule can say so."""
    if field.is_required() or name == "exhausted":
        return _NEEDED
    text = usual(field)
    return "" if text is None else f"`{text}`"


def _holds(field: FieldInfo) -> str:
    own = [part for part in field.metadata if isinstance(part, ScalarType)]
    if own:
        return _word(own[0])
    one = [_word(_type(scalars.Words))] if any(isinstance(part, BeforeValidator) for part in field.metadata) else []
    return " or ".join(dict.fromkeys([*one, *_named(field.annotation)]))


def _named(annotation: object) -> Iterator[str]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from (_word(part) for part in inner if isinstance(part, ScalarType))
        if not any(isinstance(part, ScalarType) for part in inner):
            yield from _named(inner[0])
    elif origin is tuple:
        yield f"list: {' or '.join(_named(inner[0]))}"
    elif _many(annotation):
        yield f"{' or '.join(_named(inner[0]))}: {' or '.join(_named(inner[1]))}"
    elif inner:
        for one in inner:
            yield from _named(one)
    elif annotation is not NoneType:
        yield "mapping"


def _many(annotation: object) -> bool:
    origin = get_origin(annotation)
    return isinstance(origin, type) and issubclass(origin, Mapping | tuple)


def _models_in(annotation: object) -> Iterator[type[Written]]:
    if isinstance(annotation, type) and issubclass(annotation, Written):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _word(kind: ScalarType) -> str:
    """What a reader calls a type. Closed lists of words are written out."""
    if kind in _CALLED:
        return _CALLED[kind]
    return " or ".join(f"`{one}`" for one in kind.json_schema["enum"])


def _type(alias: object) -> ScalarType:
    return next(part for part in get_args(alias) if isinstance(part, ScalarType))


_CALLED: Mapping[ScalarType, str] = {
    _type(alias): word
    for alias, word in {
        reading.Text: "text",
        reading.Name: "name",
        reading.Count: "number",
        reading.Seconds: "seconds",
        reading.Flag: "`true` or `false`",
        reading.Day: "date",
        scalars.Target: "name of a node",
        scalars.KeyName: "key of the telephone",
        scalars.Words: "words",
        scalars.Phone: "telephone number",
        scalars.Timeout: "seconds",
        scalars.Positive: "number",
        scalars.Amount: "amount",
        line.FileName: "name of a file",
        line.FolderName: "name of a folder",
        company_hours.Zone: "time zone",
        company_hours.Days: "day or days",
        company_hours.Spans: "hours, or `closed`",
        company_shapes.Digits: "digits",
        condition.If: "switch of company.yaml",
        payment.Region: "country, by two capital letters",
        terms.Words: "words",
        demonstration.Digits: "digits",
        checks.RuleNameText: "name of a rule",
        coverage.Percent: "per cent, such as `90%`",
        callfile.Instant: "day, time and time zone",
        callfile.BehaviourText: "`answers after 8 s` or `does not answer` or `busy` or `fails` or `on another call` or `free after 90 s` or `away`",
        callfile.Keys: "keys",
        scalars.Url: "an address",
        callfile.Waiting: "`noinput` or seconds",
        callfile.Nothing: "anything",
        menu.ChoiceKey: "key from 1 to 8",
        queue.WaitingKey: "key from 1 to 9",
        queue.WorkflowSid: "name of a workflow",
        durations.RingSeconds: "seconds or minutes",
        durations.WrapUp: "seconds, minutes or hours",
        durations.LongestWait: "seconds, minutes or hours",
        durations.Every: "seconds or minutes",
        durations.MessageLength: "seconds or minutes",
        representatives_shapes.SipAddress: "SIP address",
        representatives_shapes.GroupName: "name",
        representatives_shapes.ClientName: "name of a client",
        hangup.LastWords: "words, or nothing",
        text.Body: "words that are read",
        callback.Body: "words that are read",
        callbacks.Tries: "number from 1 to 5",
        callbacks.AgainAfter: "minutes or hours",
        terms.Brand: "words",
        callfile_given.FactPath: "way to a fact of company.yaml",
        directory.Address: "address, with names of the environment",
        directory.HeaderName: "name of a header",
        directory.HeaderText: "text, with names of the environment",
        directory.JsonPath: "way through an answer",
        directory.ToldOfWho: "value of the call, or text",
        directory.ToldOfPaid: "value of the call, or text",
        directory.Refusal: "number from 400 to 499",
        directory.Deadline: "seconds",
        directory.Retries: "number",
        directory.Currency: "currency, by three capital letters",
    }.items()
}
