"""A call file in which the company is otherwise, and lines that are like others: played, tested and called."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.main import main
from ivr.rehearsal.finding import NotPlayableError
from ivr.rehearsal.trying import Lines, attempt
from ivr.service.lines import BrokenLineError

pytest_plugins = ["pytester"]

TINY = Path(__file__).parents[1] / "cli" / "tiny"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TINY, "tiny")
    return Path("tiny")


@pytest.fixture
def like_tiny(tiny: Path) -> Path:
    """A line that is like the tiny one, of a company of its own."""
    folder = Path("examples") / "huge"
    (folder / "calls").mkdir(parents=True)
    (folder / "line.yaml").write_text(f"# Another company.\nlike: ../../{tiny}\n")
    (folder / "company.yaml").write_text((tiny / "company.yaml").read_text().replace("Tiny", "Huge"))
    text = (tiny / "hello.call.yaml").read_text()
    (folder / "calls" / "hello.call.yaml").write_text(text.replace("Tiny", "Huge"))
    return folder


@pytest.fixture
def ivr() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def otherwise(file: Path, *changes: str, name: str = "Huge") -> Path:
    rows = "".join(f"    {one}\n" for one in changes)
    text = file.read_text().replace("Hello from Tiny", f"Hello from {name}")
    file.write_text(text.replace("given:\n", f"given:\n  company:\n{rows}"))
    return file


def test_a_fact_is_otherwise_on_one_call_only(tiny: Path) -> None:
    lines, before = Lines(), (tiny / "company.yaml").read_text()
    shutil.copy(tiny / "hello.call.yaml", tiny / "again.call.yaml")
    attempt(otherwise(tiny / "hello.call.yaml", "name: Huge Company"), lines)
    attempt(tiny / "again.call.yaml", lines)
    assert (tiny / "company.yaml").read_text() == before


def test_a_fact_changes_what_the_line_takes(tiny: Path) -> None:
    file = otherwise(tiny / "hello.call.yaml", "account_number.length: 4", "account_number.groups: [2, 2]", name="Tiny")
    file.write_text(file.read_text().replace('"1234 5678 9012"', '"9012"').replace("nine zero one two", "one two"))
    attempt(file, Lines())


def test_a_company_that_cannot_be_is_told_where_its_facts_stand(tiny: Path) -> None:
    with pytest.raises(BrokenLineError, match=r"tiny/company\.yaml:3:11 IVR053"):
        attempt(otherwise(tiny / "hello.call.yaml", "account_number.length: twelve"), Lines())


def test_a_fact_that_no_company_has_is_told_in_the_call_file(tiny: Path) -> None:
    with pytest.raises(NotPlayableError) as refused:
        attempt(otherwise(tiny / "hello.call.yaml", "nane: Huge Company", "pin.lenght: 5"), Lines())
    nane, lenght = refused.value.findings
    assert str(nane).startswith("tiny/hello.call.yaml:4:5 IVR043 error [unknown-company-fact]")
    assert (nane.help, lenght.help) == ("Did you mean name?", "Did you mean pin.length?")
    assert lenght.place.line == 5


def test_a_fact_below_a_text_is_told_in_the_call_file(tiny: Path) -> None:
    (tiny / "company.yaml").write_text("name: Tiny Company\naccount_number: twelve\n")
    with pytest.raises(BrokenLineError, match=r"tiny/hello\.call\.yaml:4:5 IVR044 error \[company-fact-blocked\]"):
        attempt(otherwise(tiny / "hello.call.yaml", "account_number.length: 12"), Lines())


def test_every_command_that_plays_calls_sees_the_company_of_the_call(tiny: Path, ivr: Callable[..., Result]) -> None:
    otherwise(tiny / "hello.call.yaml", "name: Huge Company")
    tested, called = ivr("test", "tiny"), ivr("call", "tiny")
    assert "1 call, 0 failed" in tested.output
    assert "Hello from Huge Company." in called.output
    assert "0 bad" in ivr("storm", "tiny", "--turn", "1", "--fault", "twice").output


def test_the_pytest_plugin_sees_the_company_of_the_call(pytester: pytest.Pytester) -> None:
    shutil.copytree(TINY, pytester.path / "tiny")
    otherwise(pytester.path / "tiny" / "hello.call.yaml", "name: Huge Company")
    pytester.runpytest_inprocess("tiny").assert_outcomes(passed=1)


def test_a_company_of_a_line_elsewhere_cannot_be_changed(tiny: Path) -> None:
    file = otherwise(tiny / "hello.call.yaml", "name: Huge Company")
    file.write_text(file.read_text().replace("given:\n", "given:\n  url: https://line.example/voice\n"))
    with pytest.raises(NotPlayableError, match="The company of a line elsewhere cannot be changed here"):
        attempt(file, Lines())


def test_calls_beside_a_line_that_is_like_another_are_played_on_it(like_tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("test", str(like_tiny), "--show")
    assert "1 call, 0 failed" in done.output
    assert "Hello from Huge Company." in done.output


def test_a_line_that_is_like_another_has_its_demonstration_too(like_tiny: Path, ivr: Callable[..., Result]) -> None:
    """Whose words are not true of the other company."""
    assert 'tiny/hello.call.yaml:6:5: expected to hear "Hello from Tiny Company"' in ivr("call", str(like_tiny)).output
    shutil.copy(like_tiny / "calls" / "hello.call.yaml", like_tiny / "hello.call.yaml")
    own = ivr("call", str(like_tiny))
    assert own.output.startswith("A caller gives an account number, and Ann takes the call (examples/huge/hello.call")
    assert own.exit_code == 0


def test_a_line_like_another_is_called_with_keys(like_tiny: Path, ivr: Callable[..., Result]) -> None:
    done = ivr("call", str(like_tiny), "--keys", "h")
    assert "Hello from Huge Company." in done.output


def test_a_call_may_change_the_company_of_a_line_that_is_like_another(like_tiny: Path) -> None:
    file = like_tiny / "calls" / "hello.call.yaml"
    file.write_text(
        file.read_text().replace("Huge", "Third").replace("given:\n", "given:\n  company: {name: Third Company}\n")
    )
    attempt(file, Lines())
