"""The folder is the specification: certificates/<name>/caught-*.yaml with what is found printed beside it, and quiet-*.yaml.

Each file is a part of the small line in ivr.checking.examples, as the examples of the certificates' pages are; what stands
before its nodes is of its line.yaml. ACCEPT=1 in the environment rewrites the .out files; read the difference before it
is committed.
"""

import inspect
import os
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

import ivr.checking.certificates
from ivr.checking.certificate import Broken, Certificate, Proof
from ivr.checking.certificates import CERTIFICATES
from ivr.checking.certified import CERTIFIED, ONLY_WARN
from ivr.checking.check import check
from ivr.checking.examples import TODAY, example_in, line_of
from ivr.checking.proved_examples import broken_by, loaded_example, proof_of
from ivr.checking.registry import documented, find
from ivr.checking.retired import RETIRED, Retired
from ivr.checking.rules import RULES
from ivr.diagnostics import Diagnostic, Severity
from ivr.dialog.step import EndlessLineError
from ivr.line.loading import LINE_FILE, files_of_text, load

FOLDER = Path(__file__).parent / "certificates"
CAUGHT = sorted(FOLDER.glob("*/caught-*.yaml"))
QUIET = sorted(FOLDER.glob("*/quiet-*.yaml"))
ALSO = {"person-out-of-reach": {"IVR202", "IVR204"}}
"""A place without a way out is too far from everybody, and a silent call goes round in it."""


def certificates() -> list[pytest.param]:
    return [pytest.param(one, id=one.name) for one in CERTIFICATES]


def breakable() -> list[pytest.param]:
    """Without those that no author can break: test_checking_certificates_money.py breaks them below the language."""
    return [pytest.param(one, id=one.name) for one in CERTIFICATES if "Caught:" in one.documentation]


def named(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@lru_cache(maxsize=256)
def proof(example: str) -> Proof:
    return proof_of(example)


def found_in(file: Path) -> list[tuple[Diagnostic, Broken]]:
    """By the certificate the folder is named after."""
    certified = next(one for one in CERTIFICATES if one.name == file.parent.name)
    return list(broken_by(proof(file.read_text(encoding="utf-8")), [certified]))


def test_the_certificates_are_the_files_of_their_folder() -> None:
    folder = Path(inspect.getfile(ivr.checking.certificates)).parent
    modules = {one.prove.__module__.rpartition(".")[2] for one in CERTIFICATES}
    assert modules == {file.stem for file in folder.glob("*.py")} - {"__init__"}


def test_a_certificate_is_named_like_its_file_and_its_function() -> None:
    for one in CERTIFICATES:
        assert one.name.replace("-", "_") == one.prove.__module__.rpartition(".")[2] == one.prove.__name__


def test_comments_and_levels_know_every_certificate_by_name() -> None:
    assert {one.name: one.code for one in CERTIFICATES} == CERTIFIED
    assert {one.name for one in CERTIFICATES if one.severity is Severity.WARNING} == ONLY_WARN
    assert not CERTIFIED.keys() & {one.name for one in RULES}
    assert set(CERTIFICATES) <= set(documented())


@pytest.mark.parametrize("certified", certificates())
def test_a_certificate_says_what_it_proves_and_why(certified: Certificate) -> None:
    documentation = inspect.cleandoc(certified.documentation)
    assert documentation.partition("\n\n")[0].endswith(".")
    assert "\nWhy: " in documentation


@pytest.mark.parametrize("certified", breakable())
def test_what_a_certificate_shows_as_caught_is_broken_in_its_way_alone(certified: Certificate) -> None:
    example = example_in(inspect.cleandoc(certified.documentation), "Caught")
    found = {one.code for one, _ in broken_by(proof(example))}
    assert certified.code in found
    assert found <= {certified.code, *ALSO.get(certified.name, ())}


@pytest.mark.parametrize("certified", breakable())
def test_for_what_a_certificate_shows_instead_all_hold(certified: Certificate) -> None:
    example = example_in(inspect.cleandoc(certified.documentation), "Instead")
    assert [str(one) for one, _ in broken_by(proof(example))] == []


@pytest.mark.parametrize("certified", breakable())
def test_no_example_of_a_certificate_has_an_error_of_another_kind(certified: Certificate) -> None:
    for heading in ("Caught", "Instead"):
        example = example_in(inspect.cleandoc(certified.documentation), heading)
        found = check(loaded_example(example), TODAY)
        assert [str(one) for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("file", CAUGHT, ids=named)
def test_a_line_is_broken_in_these_words(file: Path) -> None:
    printed = "".join(f"{one}\n" for one, _ in found_in(file))
    expected = file.with_suffix(".out")
    if os.environ.get("ACCEPT") == "1":
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")
    assert printed


@pytest.mark.parametrize("file", QUIET, ids=named)
def test_a_certificate_holds_for_a_line_it_has_nothing_against(file: Path) -> None:
    assert [str(one) for one, _ in found_in(file)] == []


@pytest.mark.parametrize("file", CAUGHT, ids=named)
def test_a_break_has_a_way_that_can_be_gone_again_from_where_a_call_begins(file: Path) -> None:
    whole = proof(file.read_text(encoding="utf-8"))
    for _, broken in found_in(file):
        edges = [whole.atlas.edges[one] for one in broken.way]
        if not edges:  # the line never comes to a wait, from its first word
            with pytest.raises(EndlessLineError):
                list(whole.atlas.choices.moves(None, whole.atlas.endless[0][1]))
            continue
        assert edges[0].source == -1
        for before, after in pairwise(edges):
            assert before.target == after.source
        moved = whole.atlas.again(edges[-1])
        assert moved.step.turn is not None
        assert moved.doing.label == edges[-1].doing.label or edges[-1].source in whole.atlas.arrivals


@pytest.mark.parametrize("file", CAUGHT, ids=named)
def test_a_break_is_a_sentence_with_a_help(file: Path) -> None:
    for one, _ in found_in(file):
        assert one.message.endswith(".")
        assert "'" not in one.message  # a repr, which no author writes
        assert one.help[:1].isupper() or one.help[:1].isdigit()


def test_every_certificate_has_lines_that_break_it_and_lines_for_which_it_holds() -> None:
    names = {one.name for one in CERTIFICATES}
    assert {file.parent.name for file in CAUGHT} == {one.name for one in CERTIFICATES if "Caught:" in one.documentation}
    assert {file.parent.name for file in QUIET} == names


def test_every_caught_line_has_its_words_and_the_other_way_round() -> None:
    assert {file.with_suffix("") for file in CAUGHT} == {file.with_suffix("") for file in FOLDER.glob("*/*.out")}


@pytest.mark.parametrize("one", RETIRED, ids=lambda one: one.name)
def test_who_names_a_retired_rule_is_told_what_took_its_place(one: Retired) -> None:
    assert find(one.code) is one
    assert one.successor_name in one.documentation
    assert (one.successor_name, one.successor) in CERTIFIED.items()
    files = line_of(f"nodes:\n  greeting:\n    hangup: Goodbye.  # ivr: allow {one.name}: it is right\n", "greeting")
    files[LINE_FILE] = f"checks: {{{one.name}: warning}}\n{files[LINE_FILE]}"
    found = [each for each in check(load(files_of_text(files)), TODAY) if each.code == "IVR114"]
    assert [each.place.file for each in found] == ["example.yaml", "line.yaml"]
    assert all(each.message.endswith(f"proves {one.successor_name} ({one.successor}) in its place.") for each in found)


def test_a_comment_about_a_certificate_is_not_called_unused_by_a_check_that_proves_none() -> None:
    nodes = "nodes:\n  greeting:\n    hangup: Goodbye.  # ivr: allow endless-line: it is right\n"
    assert check(load(files_of_text(line_of(nodes, "greeting"))), TODAY) == []
