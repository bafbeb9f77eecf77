"""`ivr schema`: what is printed, what is written, and the settings of VS Code, of which nothing is lost."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from ivr.cli.schema_settings import NotOursError, with_schemas
from ivr.line.schema import SCHEMAS, schema_for

Run = Callable[..., Result]

SETTINGS = Path(".vscode/settings.json")
LINE = "./.vscode/ivr/line.schema.json"


def named() -> dict[str, list[str]]:
    return json.loads(SETTINGS.read_text())["yaml.schemas"]


# -- printed and written ----------------------------------------------------------------------------------------------


def test_without_a_kind_it_prints_the_schema_of_line_yaml(ivr: Run) -> None:
    done = ivr("schema")
    assert (done.exit_code, json.loads(done.stdout)) == (0, schema_for("line"))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_prints_the_schema_of_each_kind_of_file(kind: str, ivr: Run) -> None:
    assert json.loads(ivr("schema", kind).stdout) == schema_for(kind)


def test_a_kind_there_is_not_is_a_mistake_of_whoever_types(ivr: Run) -> None:
    done = ivr("schema", "menu")
    assert (done.exit_code, "'menu' is not one of 'line'" in done.output) == (2, True)


def test_all_of_them_are_written_to_a_folder(tiny: Path, ivr: Run) -> None:
    done = ivr("schema", "--write", "tiny/.ivr")
    assert done.output == "Wrote 7 schemas to tiny/.ivr.\n"
    for kind in SCHEMAS:
        assert json.loads((tiny / f".ivr/{kind}.schema.json").read_text()) == schema_for(kind)


@pytest.mark.usefixtures("tiny")
def test_a_folder_that_cannot_be_written_to_is_told_in_a_sentence(ivr: Run) -> None:
    Path("taken").write_text("a file")
    done = ivr("schema", "--write", "taken")
    assert (done.exit_code, done.output.startswith("Error: the schemas cannot be written to taken (")) == (2, True)


def test_one_kind_is_printed_and_all_are_written(ivr: Run) -> None:
    done = ivr("schema", "call", "--write", "somewhere")
    assert (done.exit_code, "leave the kind out" in done.output) == (2, True)


# -- VS Code ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tiny")
def test_vscode_is_given_the_schemas_and_the_names_of_the_files_they_are_for(ivr: Run) -> None:
    done = ivr("schema", "--editor", "vscode")
    assert done.output.splitlines()[:2] == [
        "Wrote 7 schemas to .vscode/ivr.",
        ".vscode/settings.json names them now.",
    ]
    assert named()[LINE] == ["line.yaml"]
    assert named()["./.vscode/ivr/call.schema.json"] == ["*.call.yaml"]
    assert all(Path(name).is_file() for name in named())


def test_files_of_other_names_are_found_in_the_lines_below(tiny: Path, ivr: Run) -> None:
    line = tiny / "line.yaml"
    line.write_text(f"{line.read_text()}parts: [night/after-hours.yaml, gone.yaml, ../outside.yaml]\n")
    (tiny / "night").mkdir()
    for file in (tiny / "night/after-hours.yaml", tiny.parent / "outside.yaml"):
        file.write_text("nodes:\n")
    ivr("schema", "--editor", "vscode")
    assert named()["./.vscode/ivr/part.schema.json"] == ["tiny/night/after-hours.yaml"]


def test_a_line_that_cannot_be_read_is_passed_over(tiny: Path, ivr: Run) -> None:
    (tiny / "line.yaml").write_text("parts: [")
    assert ivr("schema", "--editor", "vscode").exit_code == 0
    assert "./.vscode/ivr/part.schema.json" not in named()


@pytest.mark.usefixtures("tiny")
def test_settings_that_are_there_stay_and_keep_their_order_and_indentation(ivr: Run) -> None:
    SETTINGS.parent.mkdir()
    SETTINGS.write_text(
        '{\n  "editor.tabSize": 3,\n  "yaml.schemas": {"./other.json": "other.yaml"},\n  "zed": ["é"]\n}\n'
    )
    ivr("schema", "--editor", "vscode")
    settings = json.loads(SETTINGS.read_text())
    assert list(settings) == ["editor.tabSize", "yaml.schemas", "zed"]
    assert list(named())[:2] == ["./other.json", LINE]
    assert (settings["zed"], named()["./other.json"]) == (["é"], "other.yaml")
    assert '\n  "zed": [\n    "é"' in SETTINGS.read_text()


@pytest.mark.usefixtures("tiny")
def test_files_somebody_added_to_one_of_ours_stay(ivr: Run) -> None:
    SETTINGS.parent.mkdir()
    SETTINGS.write_text(json.dumps({"yaml.schemas": {LINE: "my.yaml"}}))
    ivr("schema", "--editor", "vscode")
    assert named()[LINE] == ["my.yaml", "line.yaml"]


@pytest.mark.usefixtures("tiny")
def test_a_second_time_changes_nothing(ivr: Run) -> None:
    ivr("schema", "--editor", "vscode")
    before = SETTINGS.read_text()
    assert ".vscode/settings.json names them already.\n" in ivr("schema", "--editor", "vscode").output
    assert SETTINGS.read_text() == before


@pytest.mark.parametrize(
    "text",
    [
        '{\n  // ours\n  "editor.tabSize": 2\n}\n',
        '{"editor.tabSize": 2,}',
        "[]",
        '{"a": 1, "a": 2}',
        '{"yaml.schemas": []}',
        '{"yaml.schemas": {"./.vscode/ivr/line.schema.json": 7}}',
    ],
    ids=["a comment", "a comma too many", "a list", "a key twice", "no object", "neither text nor list"],
)
@pytest.mark.usefixtures("tiny")
def test_settings_that_would_lose_something_are_left_alone_and_their_owner_is_told_what_to_write(
    text: str, ivr: Run
) -> None:
    SETTINGS.parent.mkdir()
    SETTINGS.write_text(text)
    done = ivr("schema", "--editor", "vscode")
    assert (done.exit_code, SETTINGS.read_text()) == (2, text)
    assert "Error: .vscode/settings.json was left as it is: " in done.stderr
    by_hand = json.loads("{" + done.stderr.partition("by hand:\n\n")[2] + "}")
    assert by_hand["yaml.schemas"][LINE] == ["line.yaml"]


@pytest.mark.usefixtures("tiny")
def test_settings_that_are_no_text_are_left_alone(ivr: Run) -> None:
    SETTINGS.parent.mkdir()
    SETTINGS.write_bytes(b'{"a": "\xe9"}')
    assert ivr("schema", "--editor", "vscode").exit_code == 2
    assert SETTINGS.read_bytes() == b'{"a": "\xe9"}'


@pytest.mark.usefixtures("tiny")
def test_schemas_in_another_folder_are_named_there(ivr: Run) -> None:
    ivr("schema", "--editor", "vscode", "--write", "schemas")
    assert "./schemas/line.schema.json" in named()


def test_schemas_outside_the_working_folder_are_named_by_their_whole_address(tiny: Path, ivr: Run) -> None:
    elsewhere = tiny.parent / "elsewhere"
    (tiny.parent / "work").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tiny.parent / "work")
        ivr("schema", "--editor", "vscode", "--write", str(elsewhere))
        assert f"{elsewhere.as_uri()}/line.schema.json" in named()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=12) | st.just("yaml.schemas"), VALUES, max_size=4))
def test_whatever_the_settings_are_everything_in_them_is_there_afterwards(settings: dict[str, object]) -> None:
    try:
        after = json.loads(with_schemas(json.dumps(settings), {LINE: ["line.yaml"]}))
    except NotOursError:
        assert not isinstance(settings["yaml.schemas"], dict)
        return
    assert "line.yaml" in after["yaml.schemas"][LINE]
    assert {**after, "yaml.schemas": None} == {**settings, "yaml.schemas": None}
    assert dict(settings.get("yaml.schemas", {})).items() <= after["yaml.schemas"].items()
