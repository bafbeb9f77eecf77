"""The reference pages: every key of every class, with words about it, and no table twice in a section."""

import re
from collections.abc import Callable, Iterator
from typing import get_args

import pytest

from ivr.line.callfile import STEPS, Heading
from ivr.line.company import Company
from ivr.line.demonstration import Demonstration
from ivr.line.directory import DirectoryFile
from ivr.line.line import LineFile
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.nodes import KINDS
from ivr.line.reference import call_files_page, files_page, nodes_page, summary_of
from ivr.line.representatives import Representatives
from ivr.line.schema_models import keys_of

FILES = {
    "line.yaml": LineFile,
    "company.yaml": Company,
    "representatives.yaml": Representatives,
    "Demonstration accounts": Demonstration,
    "directory.yaml": DirectoryFile,
}
SECTIONS = [
    *[pytest.param(nodes_page, f"## {name}\n", kind, id=name) for name, kind in KINDS.items()],
    *[pytest.param(files_page, f"## {name}\n", model, id=name) for name, model in FILES.items()],
    *[pytest.param(call_files_page, f"### {name}\n", model, id=f"step {name}") for name, model in STEPS.items()],
    pytest.param(call_files_page, "# Call files\n", Heading, id="call file"),
]


def models_in(annotation: object) -> Iterator[type[Written]]:
    if isinstance(annotation, type) and issubclass(annotation, Written):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_in(field.annotation)
    for inner in get_args(annotation):
        yield from models_in(inner)


def section_of(page: str, heading: str) -> str:
    level = heading.partition(" ")[0]
    assert page.count(f"\n{heading}") == 1
    return re.split(rf"\n#{{2,{max(2, len(level))}}} ", page.partition(f"\n{heading}")[2])[0]


@pytest.mark.parametrize(("page", "heading", "model"), SECTIONS)
def test_a_section_has_every_key_of_every_mapping_in_it_with_words_about_it(
    page: Callable[[], str], heading: str, model: type[Written]
) -> None:
    text = section_of(page(), heading)
    for inner in models_in(model):
        assert summary_of(inner).endswith("."), inner
        for key, field in keys_of(inner).items():
            assert str(field.description).endswith("."), f"{inner.__name__}.{key}"
            assert f"| `{key}` |" in text or key in Node.model_fields, f"{inner.__name__}.{key}"


@pytest.mark.parametrize(("page", "heading", "model"), SECTIONS)
def test_a_section_has_no_table_twice(page: Callable[[], str], heading: str, model: type[Written]) -> None:
    tables = re.findall(r"(?:^\|.*\n)+", section_of(page(), heading), re.MULTILINE)
    assert tables
    about = re.findall(r"^\*\*Below .+?\*\*", section_of(page(), heading), re.MULTILINE)
    assert len(about) == len(set(about)) == len(set(models_in(model))) - 1


@pytest.mark.parametrize(
    "row",
    [
        "| `longest_wait` | seconds, minutes or hours | `30 minutes` |",
        "| `least` | amount | `1.00` |",
        "| `languages` | `preferred` or `required` | `preferred` |",
        "| `timeout` | seconds | `7 s` |",
        "| `survey` | `true` or `false` | `false` |",
        "| `company` | name of a file | needed |",
    ],
)
def test_what_holds_where_a_key_is_left_out_is_spelled_as_an_author_would(row: str) -> None:
    assert row in files_page()


@pytest.mark.parametrize("where", ["defaults", "defaults.menu", "budgets", "channels.mail", "each of `hours"])
def test_the_page_of_files_says_where_a_mapping_stands(where: str) -> None:
    assert re.search(rf"^\*\*Below [^*]*`?{re.escape(where)}`", files_page(), re.MULTILINE)
