"""The schemas editors are given: they take what the reader takes, and refuse what it refuses for its shape."""

import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from needs import CHECKOUT
from sampling import sampled
from schema_laboratory import SHIPPED, findings, kind_of, refused_by_schema, shape_mistakes

from ivr.checking.examples import COMPANY_EXAMPLE, example_in
from ivr.checking.rules import RULES
from ivr.line.callfile import STEPS
from ivr.line.model import Written
from ivr.line.nodes import KINDS
from ivr.line.reference import example_of
from ivr.line.schema import SCHEMAS, schema_for
from ivr.line.schema_models import keys_of
from ivr.reading.compose import compose
from ivr.reading.tree import Table, plain
from ivr.source import Source

LEFT_ALONE = {"facts.yaml", "mutants.yaml"}
"""Shipped files that no line reads: mutants.yaml is for `ivr mutate` alone."""

FIXTURES = sampled(sorted((CHECKOUT / "tests/checking").rglob("*.yaml")), one_in=4, name=lambda file: file.name)


# -- what a schema is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_schema_is_one_of_draft_7(kind: str) -> None:
    schema = json.loads(json.dumps(schema_for(kind)))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_reference_of_a_schema_leads_to_a_definition_and_every_definition_is_used(kind: str) -> None:
    schema = schema_for(kind)
    used = {str(one["$ref"]).rpartition("/")[2] for one in mappings_in(schema) if "$ref" in one}
    assert used == set(schema["definitions"])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_an_editor_shows_says_what_it_is_for(kind: str) -> None:
    schema = schema_for(kind)
    shown = [one for model in (schema, *schema["definitions"].values()) for one in model.get("properties", {}).items()]
    assert shown
    assert [key for key, what in shown if not str(what.get("description")).endswith(".")] == []


def mappings_in(schema: object) -> Iterator[dict[str, object]]:
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from mappings_in(inner)


def assert_both_see_the_same(kind: str, text: str) -> None:
    """What the reader has nothing against the schema takes; what the reader refuses for its shape the schema refuses."""
    refused = refused_by_schema(kind, text)
    if not findings(kind, text):
        assert refused == [], (kind, text)
    wrong = shape_mistakes(kind, text)
    if wrong:
        assert refused != [], (kind, wrong)


# -- what it takes ----------------------------------------------------------------------------------------------------


def test_every_shipped_file_fits_its_schema() -> None:
    kinds = {file: kind_of(file) for file in SHIPPED}
    assert {file.name for file, kind in kinds.items() if kind is None} == LEFT_ALONE
    refused = {file: refused_by_schema(kind, file.read_text(encoding="utf-8")) for file, kind in kinds.items() if kind}
    assert {file: why for file, why in refused.items() if why} == {}


def test_the_example_of_every_kind_fits() -> None:
    examples = {name: "nodes:\n" + textwrap.indent(example_of(kind), "  ") for name, kind in KINDS.items()}
    assert {name: why for name, text in examples.items() if (why := refused_by_schema("part", text))} == {}


@pytest.mark.parametrize("heading", ["Caught", "Instead"])
def test_what_a_rule_shows_is_refused_for_its_shape_by_both_or_by_neither(heading: str) -> None:
    for rule in RULES:
        example = example_in(inspect.cleandoc(rule.documentation), heading)
        assert_both_see_the_same("company" if example.startswith(COMPANY_EXAMPLE) else "part", example)


def test_a_file_of_the_tests_is_refused_for_its_shape_by_both_or_by_neither() -> None:
    for file in FIXTURES:
        text = file.read_text(encoding="utf-8")
        kind = "company" if text.startswith(COMPANY_EXAMPLE) else kind_of(file)
        if kind is not None:
            assert_both_see_the_same(kind, text)


@pytest.mark.parametrize("written", ["16", '"16"'])
def test_a_number_may_stand_in_quotes_or_without(written: str) -> None:
    assert refused_by_schema("company", f"name: X\naccount_number: {{length: {written}}}\n") == []


@pytest.mark.parametrize("key", ["1", '"1"', "8"])
def test_the_keys_of_a_menu_may_too(key: str) -> None:
    assert refused_by_schema("part", MENU.replace("KEY", key)) == []


MENU = "nodes:\n  main:\n    menu:\n      options:\n        KEY: {say: To pay, go: pay}\n      exhausted: pay\n"


@pytest.mark.parametrize(
    "written", ["number: +15550100101", "number: +1 555 010 0101", 'number: "+15550100101"', "client: rosa"]
)
def test_a_telephone_number_is_taken_however_an_editor_reads_it(written: str) -> None:
    text = f"representatives:\n  rosa:\n    name: Rosa\n    {written}\n    groups: [billing]\n"
    assert refused_by_schema("representatives", text) == []


def test_a_line_that_is_like_another_says_nothing_else() -> None:
    assert refused_by_schema("line", "like: ../pay-my-bill\n") == []
    assert refused_by_schema("line", "like: ../pay-my-bill\nstart: main\n") != []


# -- what it refuses --------------------------------------------------------------------------------------------------

BROKEN = {
    "a choice with a key that is taken": ("part", MENU.replace("KEY", "9")),
    "a key that no node has": ("part", "nodes:\n  main:\n    say: Hello.\n    nxt: main\n"),
    "a key that a node must have": ("part", "nodes:\n  main:\n    say: Hello.\n"),
    "a node of two kinds": ("part", "nodes:\n  main:\n    say: Hello.\n    hangup: Goodbye.\n    next: main\n"),
    "a node of no kind": ("part", "nodes:\n  main:\n    next: main\n"),
    "a node with nothing in it": ("part", "nodes:\n  main:\n"),
    "a kind there is not": ("part", "nodes:\n  main:\n    mneu: {}\n"),
    "a node with a name that is none": ("part", "nodes:\n  Main menu:\n    hangup:\n"),
    "nodes that are a list": ("part", "nodes:\n  - main\n"),
    "a part with something else": ("part", "start: main\nnodes:\n  main:\n    hangup:\n"),
    "a list where a text is meant": ("part", "nodes:\n  main:\n    hangup: [Goodbye.]\n"),
    "a mapping without choices": ("part", "nodes:\n  main:\n    menu:\n      options: {}\n"),
    "a text that is empty": ("company", 'name: ""\n'),
    "nothing where a text is meant": ("company", "name:\n"),
    "a word of a closed list that is none": ("company", "name: X\npay: {mode: cheque}\n"),
    "a flag that is a number": ("company", "name: X\nsurvey: 1\n"),
    "a count in words": ("company", "name: X\npin: {length: four}\n"),
    "a file without its first key": ("line", "company: company.yaml\nlanguages: {en-US: x}\nstart: main\n"),
    "a language nobody speaks": ("line", "line: x\ncompany: company.yaml\nlanguages: {fr-FR: x}\nstart: main\n"),
    "a call without steps": ("call", "call: Somebody calls.\n"),
    "a call with no step": ("call", "call: Somebody calls.\nsteps: []\n"),
    "two steps in one": ("call", "call: Somebody calls.\nsteps:\n  - hear: Hello\n    press: 1\n"),
    "a key of another step": ("call", "call: Somebody calls.\nsteps:\n  - wait: noinput\n    within: 3 s\n"),
    "a step there is not": ("call", "call: Somebody calls.\nsteps:\n  - haer: Hello\n"),
    "an account without a balance": ("accounts", 'accounts:\n  - number: "1"\n    pin: "2"\n'),
    "a directory without a question": ("directory", "deadline: 3 s\n"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_the_reader_refuses_the_schema_does_too(what: str) -> None:
    kind, text = BROKEN[what]
    assert findings(kind, text) != ()
    assert refused_by_schema(kind, text) != []


def test_a_press_beside_a_ring_belongs_to_the_representative() -> None:
    text = "call: Somebody calls.\nsteps:\n  - press: 1\n    ring: rosa\n"
    assert (findings("call", text), refused_by_schema("call", text)) == ((), [])


# -- what it proposes -------------------------------------------------------------------------------------------------


def new_node() -> dict[str, object]:
    return schema_for("part")["definitions"]["new-node"]["allOf"][0]


def test_a_node_of_no_kind_yet_is_offered_every_kind_and_what_all_have_in_common() -> None:
    assert list(new_node()["properties"]) == [*KINDS, "needs", "reason", "outcome"]


def test_a_step_of_no_kind_yet_is_offered_every_kind() -> None:
    assert list(schema_for("call")["definitions"]["new-step"]["allOf"][0]["properties"]) == list(STEPS)


@pytest.mark.parametrize(("file", "what", "models"), [("part", "node", KINDS), ("call", "step", STEPS)])
def test_a_mapping_of_a_kind_is_shown_the_keys_of_that_kind_alone(
    file: str, what: str, models: Mapping[str, type[Written]]
) -> None:
    definitions = schema_for(file)["definitions"]
    shown = {name: list(definitions[f"{name}-{what}"]["properties"]) for name in models}
    assert shown == {name: list(keys_of(model)) for name, model in models.items()}


def test_an_example_put_into_a_file_is_what_the_documentation_shows() -> None:
    snippets = {one["label"]: one["body"] for one in new_node()["defaultSnippets"]}
    assert list(snippets) == [f"{name} (example)" for name in KINDS]
    for name, kind in KINDS.items():
        written = compose(Source("snippet", "".join(yaml_of(snippets[f"{name} (example)"])))).tree
        shown = compose(Source("example", example_of(kind))).tree
        assert written is not None
        assert isinstance(shown, Table)
        assert plain(written) == plain(shown.entries[0][1])


def yaml_of(body: object, indent: str = "") -> Iterator[str]:
    """As the YAML language server writes a snippet: texts as they are."""
    for key, value in body.items() if isinstance(body, dict) else ():
        if isinstance(value, dict):
            yield f"{indent}{key}:\n"
            yield from yaml_of(value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{key}:\n"
            for one in value:
                rows = list(yaml_of(one, f"{indent}    ")) if isinstance(one, dict) else [f"{indent}    {one}\n"]
                yield f"{indent}  - {rows[0].strip()}\n"
                yield from rows[1:]
        else:
            yield f"{indent}{key}: {str(value).lower() if isinstance(value, bool) else value}\n"


@pytest.mark.parametrize(
    ("kind", "where", "default"),
    [
        ("line", ("menu-defaults", "timeout"), "7 s"),
        ("line", ("attempts", "noinput"), 2),
        ("company", ("pay", "least"), "1.00"),
        ("company", ("pay", "postal_code"), True),
        ("representatives", ("group", "longest_wait"), "30 minutes"),
        ("representatives", ("group", "languages"), "preferred"),
    ],
)
def test_what_holds_where_a_key_is_left_out_is_told_as_an_author_would_write_it(
    kind: str, where: tuple[str, str], default: object
) -> None:
    key = schema_for(kind)["definitions"][where[0]]["properties"][where[1]]
    assert key["default"] == default


# -- any change at all ------------------------------------------------------------------------------------------------

SMALL = [
    (kind, compose(Source(file.name, file.read_text(encoding="utf-8"))).tree)
    for file in SHIPPED
    if (kind := kind_of(file)) and file.stat().st_size < 4000 and "examples" not in file.parts
]
STRANGERS = ("surprise", "say", "menu", "next", "press", "name")
VALUES = ("", "nobody said this", "7", "-1", "true", [], ["a"], {}, {"a": "b"}, {"say": "x"})


def paths_in(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from paths_in(inner, (*path, key))


def changed(value: object, path: tuple[str | int, ...], change: object) -> object:
    """With what `change` makes of the value at a path; None takes it out."""
    if not path:
        return change(value)
    step, rest = path[0], path[1:]
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    made = [(key, changed(inner, rest, change) if key == step else inner) for key, inner in items]
    kept = [(key, inner) for key, inner in made if inner is not None]
    return dict(kept) if isinstance(value, dict) else [inner for _, inner in kept]


@st.composite
def changed_files(draw: st.DrawFn) -> tuple[str, str]:
    kind, tree = draw(st.sampled_from(SMALL))
    value = plain(tree)
    path = draw(st.sampled_from(list(paths_in(value))[1:]))
    stranger, other = draw(st.sampled_from(STRANGERS)), draw(st.sampled_from(VALUES))
    changes = {
        "taken out": lambda _: None,
        "with a stranger": lambda one: {**one, stranger: other} if isinstance(one, dict) else other,
        "something else": lambda _: other,
    }
    change = changes[draw(st.sampled_from(list(changes)))]
    return kind, json.dumps(changed(value, path, change))


@settings(max_examples=int(0.6 * settings.default.max_examples))  # each takes some 25 ms
@given(changed_files())
def test_whatever_is_changed_both_see_the_same_of_its_shape(file: tuple[str, str]) -> None:
    assert_both_see_the_same(*file)
