"""From files to a Line: which nodes there are, in which file, and what is said when that is unclear."""

from pathlib import Path

import pytest

from ivr.checking.examples import EXAMPLE, line_of, loaded
from ivr.diagnostics import Diagnostic
from ivr.line.line import Line
from ivr.line.loading import LINE_FILE, Loaded, files_of_folder, files_of_text, load
from ivr.line.model import Unread
from ivr.line.nodes import KINDS

GOODBYE = "nodes:\n  greeting:\n    hangup: Goodbye.\n"


def part(text: str) -> Loaded:
    return loaded(text, "greeting")


def told(result: Loaded) -> tuple[str, str, str, str]:
    (one,) = result.findings
    return one.code, str(one.place), one.message, one.help


def line_with(header: str, others: dict[str, str] | None = None) -> Loaded:
    """The small line with a header of its own."""
    return load(files_of_text({**line_of(GOODBYE, "greeting"), LINE_FILE: header, **(others or {})}))


HEADER = """\
line: example
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
start: greeting
parts: [example.yaml]
"""


def test_a_missing_file_is_told_with_the_place_that_names_it() -> None:
    code, place, _, help_ = told(line_with(HEADER.replace("[example.yaml]", "[example.yaml, exmaple.yaml]")))
    assert (code, place) == ("IVR001", "exmaple.yaml:1:1")
    assert "line.yaml names it in line 5." in help_


def test_the_nodes_of_all_files_are_one_line() -> None:
    line = part(GOODBYE).line
    assert line is not None
    assert {str(name): placed.place().file for name, placed in line.nodes.items()} == {
        "greeting": EXAMPLE,
        "representative": LINE_FILE,
        "end_of_call": LINE_FILE,
    }


def test_a_node_without_a_kind_is_told_what_kinds_there_are() -> None:
    assert told(part("nodes:\n  greeting:\n    next: main\n")) == (
        "IVR035",
        "example.yaml:2:3",
        'The node "greeting" does not say what it does.',
        f"Give it one of the keys {', '.join(KINDS)}.",
    )


@pytest.mark.parametrize("written", ["", " Hello.", " [Hello.]"])
def test_a_node_that_is_no_mapping_does_not_say_what_it_does(written: str) -> None:
    assert told(part(f"nodes:\n  greeting:{written}\n"))[0] == "IVR035"


def test_a_node_of_two_kinds_is_told_where_the_second_stands() -> None:
    assert told(part("nodes:\n  greeting:\n    say: Hello.\n    hangup: Goodbye.\n")) == (
        "IVR036",
        "example.yaml:4:5",
        'The node "greeting" has "say" and "hangup", but a node does one thing.',
        "Write a node for each, and lead from one to the next.",
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("mnu", "menu"), ("Say", "say"), ("colect", "collect"), ("hang_up", "hangup"), ("look_up", "lookup")],
)
def test_an_unknown_kind_is_told_with_the_nearest(written: str, meant: str) -> None:
    assert told(part(f"nodes:\n  greeting:\n    back: greeting\n    {written}: Hello.\n")) == (
        "IVR037",
        "example.yaml:4:5",
        f'"{written}" is not a kind of node.',
        f"Did you mean {meant}?",
    )


def test_a_kind_nothing_is_near_to_is_told_with_all_there_are() -> None:
    code, _, message, remedy = told(part("nodes:\n  greeting:\n    mailbox: Hello.\n    next: greeting\n"))
    assert (code, message) == ("IVR037", '"mailbox" is not a kind of node.')
    assert remedy.startswith("The kinds of node are say, menu,")


def test_the_common_keys_are_never_taken_for_a_misspelt_kind() -> None:
    """back is as near to branch as a word may be."""
    assert told(part("nodes:\n  greeting:\n    back: greeting\n"))[0] == "IVR035"


@pytest.mark.parametrize(("key", "near"), [("nxt", "next"), ("outcom", "outcome")])
def test_a_key_no_node_has_is_told_with_the_nearest(key: str, near: str) -> None:
    text = f"nodes:\n  greeting:\n    say: Hello.\n    next: greeting\n    {key}: greeting\n"
    if key == "nxt":
        text = text.replace("    next: greeting\n", "")
    assert told(part(text))[0::3] == ("IVR050", f"Did you mean {near}?")


def test_a_node_in_two_files_is_told_where_it_stands_again() -> None:
    header = HEADER.replace("[example.yaml]", "[example.yaml, other.yaml]")
    person = "nodes:\n  representative:\n    hangup:\n"
    code, place, message, _ = told(line_with(header + person, {"other.yaml": GOODBYE}))
    assert (code, place) == ("IVR032", "other.yaml:2:3")
    assert message == 'A node named "greeting" stands at example.yaml:2:3 already.'


def test_a_broken_node_written_again_is_still_a_node_written_twice() -> None:
    header = HEADER.replace("[example.yaml]", "[example.yaml, other.yaml]")
    files = {"other.yaml": GOODBYE, EXAMPLE: "nodes:\n  greeting:\n    hangup: {}\n"}
    result = line_with(header, files)
    assert [one.code for one in result.findings] == ["IVR052", "IVR032"]


def test_the_first_of_two_nodes_of_one_name_is_the_one_that_counts() -> None:
    header = HEADER.replace("[example.yaml]", "[example.yaml, other.yaml]")
    line = line_with(header, {"other.yaml": GOODBYE}).line
    assert line is not None
    assert line.nodes["greeting"].place().file == EXAMPLE


@pytest.mark.parametrize(
    ("name", "such"),
    [("Main menu", "main_menu"), ("1st", "pay_my_bill"), ("main-menu", "main_menu"), ("a.b", "a_b")],
)
def test_a_name_no_node_can_have_is_told_with_one_it_can(name: str, such: str) -> None:
    text = GOODBYE + f"  {name}:\n    hangup: Goodbye.\n"
    code, place, message, remedy = told(part(text))
    assert (code, place, message) == ("IVR034", "example.yaml:4:3", f'"{name}" is not a name.')
    assert remedy.endswith(f"such as {such}.")


@pytest.mark.parametrize("text", ["nodes:\n", "nodes: [greeting]\n", "nodes: Hello.\n"])
def test_nodes_that_are_no_mapping_are_told(text: str) -> None:
    assert told(part(text))[0] == "IVR033"


def test_nodes_written_without_the_key_nodes_are_read_and_told_once() -> None:
    text = "greeting:\n  say: Hello.\n  next: other\nother:\n  hangup: Goodbye.\n"
    result = part(text)
    assert told(result)[:2] == ("IVR030", "example.yaml:1:1")
    assert result.line is not None
    assert {"greeting", "other"} <= result.line.nodes.keys()


@pytest.mark.parametrize("text", ["- greeting\n", "Hello.\n", "greeting: Hello.\n"])
def test_a_part_without_nodes_is_told_once(text: str) -> None:
    result = part(text)
    assert told(result)[0] == "IVR030"
    assert result.line is None


def test_a_misspelt_nodes_is_told_and_understood() -> None:
    for text in (GOODBYE.replace("nodes", "nods"), GOODBYE.replace("nodes", "node")):
        result = part(text)
        assert told(result)[0::3] == ("IVR050", "Did you mean nodes?")
        assert result.line is not None
        assert "greeting" in result.line.nodes


def test_a_misspelt_nodes_in_line_yaml_is_told_once() -> None:
    result = line_with(HEADER.replace("parts: [example.yaml]\n", "") + GOODBYE.replace("nodes", "nods"))
    assert told(result)[0::3] == ("IVR050", "Did you mean nodes?")


@pytest.mark.parametrize(
    ("more", "remedy"),
    [
        ("start: greeting\n", "Move it to line.yaml."),
        ("other:\n  hangup: Goodbye.\n", "Begin this line and those below it two spaces further in."),
        ("whatever: 1\n", "Take it out."),
    ],
)
def test_a_part_holds_nothing_but_nodes(more: str, remedy: str) -> None:
    code, place, _, written = told(part(GOODBYE + more))
    assert (code, place, written) == ("IVR031", "example.yaml:4:1", remedy)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("[example.yaml]", "[example.yaml, example.yaml]"), "line.yaml:5:23"),
        (("[example.yaml]", "[example.yaml, line.yaml]"), "line.yaml:5:23"),
        (("[example.yaml]", "[example.yaml]\naccounts: company.yaml"), "line.yaml:6:11"),
    ],
)
def test_a_file_has_one_part_to_play(change: tuple[str, str], place: str) -> None:
    assert told(line_with(HEADER.replace(*change)))[:2] == ("IVR038", place)


@pytest.mark.parametrize(
    "name", ["/company.yaml", "../company.yaml", "a/../company.yaml", "a//b.yaml", "./a.yaml", "a\\b.yaml"]
)
def test_no_file_outside_the_folder_of_the_line_is_read(name: str) -> None:
    asked: list[str] = []
    files = {**line_of(GOODBYE, "greeting"), LINE_FILE: HEADER.replace("company.yaml", name)}

    def read(wanted: str) -> object:
        asked.append(wanted)
        return files_of_text(files)(wanted)

    assert [one.code for one in load(read).findings] == ["IVR053"]
    assert name not in asked


def test_one_part_with_a_bad_name_does_not_hide_the_others() -> None:
    result = line_with(HEADER.replace("[example.yaml]", "[../other.yaml, example.yaml]"))
    assert told(result)[:2] == ("IVR053", "line.yaml:5:9")
    assert result.rest is not None
    assert "greeting" in result.rest.nodes


def test_a_file_that_is_missing_is_told_by_its_own_name(tmp_path: Path) -> None:
    for name, text in line_of(GOODBYE, "greeting").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "company.yaml").unlink()
    result = load(files_of_folder(str(tmp_path)))
    assert told(result)[:2] == ("IVR001", f"{tmp_path}/company.yaml:1:1")
    assert result.line is None


@pytest.mark.parametrize(
    ("name", "text", "unread"),
    [
        ("company.yaml", "services: [phone]\n", Unread.COMPANY),
        ("representatives.yaml", "representatives: [Rosa]\n", Unread.REPRESENTATIVES),
        (EXAMPLE, "nodes: [\n", Unread.NODES),
        (LINE_FILE, HEADER + "colour: blue\n", Unread.HEADER),
    ],
)
def test_what_is_left_of_a_broken_line_is_not_a_line_to_be_called(name: str, text: str, unread: Unread) -> None:
    result = load(files_of_text({**line_of(GOODBYE, "greeting"), name: text}))
    assert result.line is None
    assert isinstance(result.rest, Line)
    assert unread in result.rest.unread


@pytest.mark.parametrize("text", ["", "- a\n", "Hello.\n", "nodes: {}\n"])
def test_a_line_file_without_a_header_is_told_and_never_raises(text: str) -> None:
    result = line_with(text)
    assert result.line is None
    assert result.findings


def test_a_language_nobody_wrote_words_for_is_told() -> None:
    """Before any of its words are looked for."""
    code, place, message, remedy = told(line_with(HEADER.replace("en-US", "xx-KLINGON")))
    assert (code, place) == ("IVR053", "line.yaml:3:13")
    assert message == '"xx-KLINGON" is not a language this line can speak.'
    assert remedy == "There are en-US, es-US, id-ID."


def test_the_digest_names_the_text_of_every_file() -> None:
    files = line_of(GOODBYE, "greeting")

    def digest(changed: dict[str, str]) -> str:
        line = load(files_of_text({**files, **changed})).line
        assert line is not None
        return line.digest

    same = digest({})
    assert digest({}) == same
    assert digest({"not-of-this-line.yaml": "x"}) == same
    assert len({same, *(digest({name: f"{text}# changed\n"}) for name, text in files.items())}) == len(files) + 1


def test_the_sources_kept_are_enough_to_read_the_line_again() -> None:
    first = part(GOODBYE)
    again = load(files_of_text(first.sources))
    assert first.line is not None
    assert again.line is not None
    assert (again.findings, again.line.digest) == ((), first.line.digest)


def test_findings_are_values_with_a_place_each() -> None:
    findings = part("nodes:\n  one: {}\n  two: {say: x}\n").findings
    assert all(isinstance(one, Diagnostic) and one.place.file for one in findings)
    assert len(findings) == 2
