"""`ivr new`: what it makes is a line without a mistake, and what it cannot make it does not leave behind."""

import json
import re
import stat
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from needs import CHECKOUT
from sampling import sampled

from ivr.cli.main import main
from ivr.cli.new import new
from ivr.cli.schema_files import FOLDER as SCHEMAS
from ivr.line.line import Line
from ivr.line.loading import files_of_folder, load
from ivr.reading.compose import compose
from ivr.reading.editors import value_seen
from ivr.reading.tree import YamlNode
from ivr.source import Source

Run = Callable[..., Result]
TEMPLATES = CHECKOUT / "ivr/cli/templates"
PAY_MY_BILL = CHECKOUT / "menus/pay-my-bill"
COMPANY = "Harbor Power"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`ivr new` with these arguments, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner(catch_exceptions=False).invoke(new, arguments, prog_name="ivr new")

    return run


def line_in(folder: str) -> Line:
    line = load(files_of_folder(folder)).line
    assert line is not None
    return line


def names_in(folder: str) -> tuple[str, str]:
    line = line_in(folder)
    return str(line.file.line), str(line.company.name)


def everything_in(folder: Path) -> dict[str, str]:
    """But for what stands beside a line for editors."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != SCHEMAS)
    return {str(path.relative_to(folder)): path.read_text() for path in files}


# -- from the template ------------------------------------------------------------------------------------------------


def test_the_new_line_passes_every_check_and_every_call_of_its_own(start: Run, ivr: Run) -> None:
    assert start("my-line").exit_code == 0
    assert ivr("check", "my-line").output == "my-line: nothing is wrong.\n"
    assert ivr("prompts", "check", "my-line").output.splitlines()[-1] == "my-line: nothing is wrong."
    played = ivr("test", "my-line")
    assert (played.exit_code, ", 0 failed," in played.output) == (0, True), played.output


def test_it_says_what_it_made_and_what_to_try_next(start: Run) -> None:
    done = start("menus/my-line")
    files = len(everything_in(Path("menus/my-line")))
    assert done.output == (
        f"Made menus/my-line: a line for Heron Water, of {files} files. 5 of them are calls that test it.\n"
        "\nTry next:\n  ivr check menus/my-line\n  ivr call menus/my-line\n  ivr test menus/my-line\n"
        "  ivr prove menus/my-line\n"
    )


def test_the_last_part_of_the_folder_is_the_name_of_the_line(start: Run) -> None:
    start("here/harbor-power")
    assert names_in("here/harbor-power") == ("harbor-power", "Heron Water")
    assert '"Project-Id-Version: harbor-power\\n"' in Path("here/harbor-power/languages/es-US.po").read_text()


def test_only_names_differ_from_the_template(start: Run) -> None:
    start("my-line", "--name", "Heron Water")
    assert everything_in(Path("my-line")) == everything_in(TEMPLATES / "line")


@pytest.mark.parametrize(
    "company", [COMPANY, "Müller & Söhne", 'The "Best": Water', "O'Neill's #1", "7-Eleven", "Yes", "\\n"]
)
def test_any_name_a_company_has_is_written_as_it_is(company: str, start: Run, ivr: Run) -> None:
    assert start("my-line", "--name", company).exit_code == 0
    assert names_in("my-line") == ("my-line", company)
    assert ivr("check", "my-line").exit_code == 0


def test_what_the_template_teaches_stays_behind_the_names(start: Run) -> None:
    start("my-line", "--name", COMPANY)
    assert "# The facts of the company." in Path("my-line/company.yaml").read_text()


def test_the_translations_await_somebody_who_grew_up_with_them(start: Run) -> None:
    start("my-line")
    assert line_in("my-line").catalogues["es-US"].review == "awaiting native review"


def test_nothing_of_the_template_can_grow_old() -> None:
    """A date that `ivr check` compares with today would be a finding one day."""
    company = line_in(str(TEMPLATES / "line")).company
    assert company.accepted is None
    assert [one.holidays for one in company.hours.values()] == [{}]


def test_every_file_of_the_new_line_names_the_schema_it_fits(start: Run) -> None:
    start("my-line")
    named = {file: re.match(r"# yaml-language-server: \$schema=(.+)\n", file.read_text()) for file in written()}
    assert len(named) == 11
    for file, found in named.items():
        assert found is not None, file
        schema = json.loads((file.parent / found[1]).read_text())
        assert list(Draft7Validator(schema).iter_errors(value_seen(tree_of(file)))) == [], file


def written() -> list[Path]:
    return sorted(Path("my-line").rglob("*.yaml"))


def tree_of(file: Path) -> YamlNode:
    tree = compose(Source(file.name, file.read_text())).tree
    assert tree is not None
    return tree


# -- from another line ------------------------------------------------------------------------------------------------


def test_a_copy_of_another_line_has_no_finding_either(start: Run, ivr: Run) -> None:
    done = start("harbor", "--from", str(PAY_MY_BILL), "--name", COMPANY)
    assert done.exit_code == 0, done.output
    assert names_in("harbor") == ("harbor", COMPANY)
    assert ivr("check", "harbor").output == "harbor: nothing is wrong.\n"
    assert ivr("prompts", "check", "harbor").output.splitlines()[-1] == "harbor: nothing is wrong."


def test_the_calls_of_a_copy_expect_the_new_name(start: Run, ivr: Run) -> None:
    start("harbor", "--from", str(PAY_MY_BILL), "--name", COMPANY)
    named = sorted(name for name, text in everything_in(Path("harbor/calls")).items() if COMPANY in text)
    files = sampled(named, 6)
    assert files
    played = ivr("test", *(f"harbor/calls/{name}" for name in files))
    assert played.exit_code == 0, played.output


@pytest.mark.long
def test_every_call_of_a_copy_passes(start: Run, ivr: Run) -> None:
    start("harbor", "--from", str(PAY_MY_BILL), "--name", COMPANY)
    played = ivr("test", "harbor")
    assert played.exit_code == 0, played.output


def test_a_copy_is_of_a_company_named_after_its_folder(tiny: Path, start: Run) -> None:
    assert start("blue-lake_gas", "--from", "tiny").exit_code == 0
    assert names_in("blue-lake_gas") == ("blue-lake_gas", "Blue Lake Gas")


def test_only_what_makes_up_a_line_is_copied(tiny: Path, start: Run) -> None:
    (tiny / "notes.txt").write_text("ours alone")
    (tiny / "ivr.sqlite3").write_bytes(b"\x00")
    (tiny / "languages").mkdir()
    (tiny / "languages/messages.pot").write_text("# a template\n")
    start("copy", "--from", "tiny")
    made = set(everything_in(Path("copy")))
    assert made == set(everything_in_text(tiny)) - {"notes.txt", "ivr.sqlite3"}
    assert "languages/messages.pot" in made


def everything_in_text(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def test_a_saved_call_stays_its_owners_alone(tiny: Path, start: Run) -> None:
    (tiny / "hello.call.yaml").chmod(0o600)
    start("copy", "--from", "tiny")
    modes = {name: stat.S_IMODE((Path("copy") / name).stat().st_mode) for name in ("hello.call.yaml", "line.yaml")}
    assert modes["hello.call.yaml"] == 0o600
    assert modes["line.yaml"] & 0o044


def test_the_copy_of_a_line_that_is_like_another_stands_alone(tiny: Path, start: Run, ivr: Run) -> None:
    other = tiny.with_name("other")
    other.mkdir()
    (other / "line.yaml").write_text("like: ../tiny\n")
    (other / "company.yaml").write_text((tiny / "company.yaml").read_text().replace("name: ", "name: New "))
    assert start("alone/copy", "--from", "other", "--name", COMPANY).exit_code == 0
    assert names_in("alone/copy") == ("copy", COMPANY)
    assert "like:" not in Path("alone/copy/line.yaml").read_text()
    assert ivr("check", "alone/copy").exit_code == 0


def test_a_comment_behind_a_name_stays(tiny: Path, start: Run) -> None:
    company = tiny / "company.yaml"
    name = line_in("tiny").company.name
    company.write_text(company.read_text().replace(f"name: {name}", f"name: '{name}'   # as we say it"))
    start("copy", "--from", "tiny", "--name", COMPANY)
    assert f"name: {COMPANY}   # as we say it\n" in Path("copy/company.yaml").read_text()


def test_a_line_with_mistakes_is_not_copied(tiny: Path, start: Run) -> None:
    (tiny / "company.yaml").write_text("nmae: Tiny\n")
    done = start("copy", "--from", "tiny")
    assert (done.exit_code, "tiny/company.yaml:1:1" in done.output) == (2, True)
    assert not Path("copy").exists()


@pytest.mark.parametrize("origin", ["nowhere", "tiny/line.yaml", "."])
def test_only_a_line_can_be_copied(origin: str, tiny: Path, start: Run) -> None:
    done = start("copy", "--from", origin)
    assert (done.exit_code, done.output.startswith("Error: there is no") or "is a file" in done.output) == (2, True)
    assert not Path("copy").exists()


def test_a_name_that_stands_where_it_cannot_be_replaced_is_told(tiny: Path, start: Run) -> None:
    company = (tiny / "company.yaml").read_text()
    (tiny / "company.yaml").write_text(company.replace("name: ", "name:\n  "))
    done = start("copy", "--from", "tiny", "--name", COMPANY)
    assert (done.exit_code, "each needs a line of its own there" in done.output) == (2, True), done.output
    assert not Path("copy").exists()


def test_a_name_the_calls_cannot_hold_is_told(tiny: Path, start: Run) -> None:
    name = line_in("tiny").company.name
    call = tiny / "hello.call.yaml"
    call.write_text(f'call: A call for {name}\nsteps:\n  - hear: "Hello from {name}"\n')
    done = start("copy", "--from", "tiny", "--name", 'The "Best" Water')
    assert (done.exit_code, "hello.call.yaml cannot hold the name" in done.output) == (2, True), done.output
    assert not Path("copy").exists()


# -- what it refuses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["My-line", "1line", "-line", "my line", "línea", "my--line", "line-", ".."])
def test_a_name_that_is_none_is_refused(name: str, start: Run) -> None:
    done = start("--", name)
    assert (done.exit_code, "such as my-line" in done.output) == (2, True)
    assert list(Path().iterdir()) == []


def test_a_folder_with_something_in_it_is_left_as_it_is(start: Run) -> None:
    Path("my-line").mkdir()
    Path("my-line/notes.txt").write_text("mine")
    done = start("my-line")
    assert (done.exit_code, "is there already and not empty" in done.output) == (2, True)
    assert everything_in(Path("my-line")) == {"notes.txt": "mine"}


def test_a_file_of_that_name_is_left_as_it_is(start: Run) -> None:
    Path("my-line").write_text("mine")
    assert start("my-line").exit_code == 2
    assert Path("my-line").read_text() == "mine"


def test_an_empty_folder_is_filled(start: Run) -> None:
    Path("my-line").mkdir()
    assert start("my-line").exit_code == 0
    assert names_in("my-line")[0] == "my-line"


@pytest.mark.parametrize("company", ["", "  ", "...", "a\x07b", "\x1b[1mBold"])
def test_a_company_needs_a_name_one_can_say(company: str, start: Run) -> None:
    done = start("my-line", "--name", company)
    assert (done.exit_code, "such as Harbor Power" in done.output) == (2, True)
    assert not Path("my-line").exists()


def test_a_company_with_a_brace_is_told_as_a_mistake_of_its_file(start: Run) -> None:
    done = start("my-line", "--name", "{company.name}")
    assert (done.exit_code, "holds a brace" in done.output) == (2, True)
    assert not Path("my-line").exists()


def test_a_folder_that_cannot_be_written_is_told(start: Run) -> None:
    """Where not even root may make one."""
    done = start("/proc/my-line")
    assert (done.exit_code, "cannot be written" in done.output) == (2, True)


def test_a_file_in_the_way_is_told(start: Run) -> None:
    Path("menus").write_text("a file")
    done = start("menus/my-line")
    assert (done.exit_code, "menus/my-line" in done.output) == (2, True)


# -- how it is shipped ------------------------------------------------------------------------------------------------


def test_every_file_of_the_template_is_shipped_with_the_package() -> None:
    patterns = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["ivr"]
    shipped = {path for pattern in patterns for path in (CHECKOUT / "ivr").glob(pattern) if path.is_file()}
    assert {path for path in TEMPLATES.rglob("*") if path.is_file()} <= shipped


def test_the_template_is_read_from_a_package_that_is_no_folder(tmp_path: Path) -> None:
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as package:
        for path in (CHECKOUT / "ivr").rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                package.write(path, path.relative_to(CHECKOUT))
    program = f"import sys; sys.path.insert(0, {str(archive)!r}); from ivr.cli.new import new; new(['my-line'])"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[:1]) == (
        0,
        ["Made my-line: a line for Heron Water, of 12 files. 5 of them are calls that test it."],
    ), done.stderr
    assert everything_in(tmp_path / "my-line").keys() == everything_in(TEMPLATES / "line").keys()


def test_ivr_new_is_a_command() -> None:
    assert main.get_command(Context(main), "new") is new
