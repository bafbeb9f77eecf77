"""Every node kind and every rule: listed, documented, and true to its own examples."""

import inspect
import textwrap
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

import ivr.checking.mistakes
import ivr.checking.rules
import ivr.line.catalogue_mistakes
import ivr.line.mistakes
import ivr.line.nodes
import ivr.reading.mistakes
from ivr.checking.certificates import CERTIFICATES
from ivr.checking.check import check
from ivr.checking.examples import COMPANY_EXAMPLE, TODAY, examined, example_in, loaded
from ivr.checking.retired import RETIRED
from ivr.checking.rule import Rule
from ivr.checking.rules import RULES
from ivr.dialog.journal import Happening
from ivr.dialog.step import begin, step
from ivr.dialog.turn import Disconnect, Entertain, Fetch, Hold, Listen, RecordMessage, Ring
from ivr.dialog.world import Answered, Fetched, RingEnded, World
from ivr.line.compile import compile_line
from ivr.line.node import Node
from ivr.line.nodes import KINDS
from ivr.line.reference import example_of, summary_of
from ivr.reading.mistakes import Mistake
from ivr.secret import Secret
from ivr.telephony.events import Dequeued, Keyed, QueueResult, Recorded
from ivr.telephony.outcomes import FetchOutcome, RingOutcome

NOW = World(datetime(2026, 11, 24, 15, 5, tzinfo=UTC))


def files_beside(package: object) -> set[str]:
    folder = Path(inspect.getfile(package)).parent
    return {file.stem for file in folder.glob("*.py")} - {"__init__"}


def kinds() -> list[pytest.param]:
    return [pytest.param(kind, id=name) for name, kind in KINDS.items()]


def rules() -> list[pytest.param]:
    return [pytest.param(rule, id=rule.name) for rule in RULES]


def test_the_kinds_are_the_files_of_their_folder() -> None:
    assert {inspect.getmodule(kind).__name__.rpartition(".")[2] for kind in KINDS.values()} == files_beside(
        ivr.line.nodes
    )


def test_the_rules_are_the_files_of_their_folder() -> None:
    assert {rule.check.__module__.rpartition(".")[2] for rule in RULES} == files_beside(ivr.checking.rules)


def test_a_rule_is_named_like_its_file_and_its_function() -> None:
    for rule in RULES:
        assert rule.name.replace("-", "_") == rule.check.__module__.rpartition(".")[2] == rule.check.__name__


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_is_known_by_the_key_it_has(kind: type[Node]) -> None:
    assert kind.kind in kind.model_fields
    assert KINDS[kind.kind] is kind


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_says_in_a_sentence_what_it_is_for(kind: type[Node]) -> None:
    assert summary_of(kind).endswith(".")
    assert f"{kind.kind}:" in example_of(kind)


LINE = """\
line: example
company: company.yaml
languages: {{en-US: Polly.Joanna-Neural}}
start: {start}
parts: [example.yaml]
nodes:
  the_end:
    hangup:
"""
STUB = """\
  {name}:
    menu:
      options:
        1: {{say: To end the call, go: the_end}}
      exhausted: representative
"""
PERSON = """\
  representative:
    transfer: {to: billing, whisper: A caller., bridged: the_end, noanswer: the_end, busy: the_end, failed: the_end}
"""


def around(nodes: str, start: str) -> dict[str, str]:
    """A line with the places that an example leads to and does not show."""
    line = loaded(nodes, start).line
    assert line is not None
    missing = sorted({target for _, target in line.targets()} - line.nodes.keys())
    person = "" if "\n  representative:" in nodes else PERSON
    return {"line.yaml": LINE.format(start=start) + "".join(STUB.format(name=name) for name in missing) + person}


@pytest.mark.parametrize("kind", kinds())
def test_the_example_of_a_kind_is_a_line_without_mistakes_and_can_be_called(kind: type[Node]) -> None:
    example = example_of(kind)
    start = example.partition(":")[0]
    nodes = "nodes:\n" + textwrap.indent(example, "  ")
    whole = loaded(nodes, start, around(nodes, start))
    assert [str(one) for one in check(whole)] == []
    assert whole.line is not None

    program = compile_line(whole.line).program
    moved = begin(program, Answered(), NOW)
    entered = [one.dialog for one in moved.journal if one.kind is Happening.ENTERED]
    for _ in range(100):
        assert moved.turn is not None
        match moved.turn.wait:
            case Listen():
                event = Keyed(Secret("1"))
            case Fetch():
                event = Fetched(FetchOutcome.DOWN)
            case Ring():
                event = RingEnded(RingOutcome.NOANSWER)
            case Hold() | Entertain():
                event = Dequeued(QueueResult.ERROR)
            case RecordMessage():
                event = Recorded("RE1", 12)
            case Disconnect():
                break
        moved = step(program, moved.state, event, NOW)
        entered += [one.dialog for one in moved.journal if one.kind is Happening.ENTERED]
    assert entered[0] == start
    assert moved.state.over


@pytest.mark.parametrize("rule", rules())
def test_a_rule_says_what_it_catches_and_why(rule: Rule) -> None:
    documentation = inspect.cleandoc(rule.documentation)
    assert documentation.partition("\n\n")[0].endswith(".")
    assert "\nWhy: " in documentation
    for heading in ("Caught", "Instead"):
        assert example_in(documentation, heading).startswith(("nodes:\n", COMPANY_EXAMPLE))


@pytest.mark.parametrize("rule", rules())
def test_what_a_rule_shows_as_caught_is_caught_by_this_rule_alone(rule: Rule) -> None:
    caught = example_in(inspect.cleandoc(rule.documentation), "Caught")
    assert {one.code for one in examined(caught, TODAY)} == {rule.code}


@pytest.mark.parametrize("rule", rules())
def test_what_a_rule_shows_instead_has_no_finding(rule: Rule) -> None:
    instead = example_in(inspect.cleandoc(rule.documentation), "Instead")
    assert [str(one) for one in examined(instead, TODAY)] == []


def codes() -> list[tuple[str, str]]:
    mistakes = [
        one
        for module in (ivr.reading.mistakes, ivr.line.mistakes, ivr.line.catalogue_mistakes, ivr.checking.mistakes)
        for one in vars(module).values()
        if isinstance(one, Mistake)
    ]
    return [(one.code, one.name) for one in (*mistakes, *RULES, *CERTIFICATES, *RETIRED)]


def test_a_code_and_a_name_each_mean_one_thing() -> None:
    assert [code for code, count in Counter(code for code, _ in codes()).items() if count > 1] == []
    assert [name for name, count in Counter(name for _, name in codes()).items() if count > 1] == []


def test_codes_never_change_their_meaning() -> None:
    """New ones are added here; a line that changes means that somebody's notes are wrong from now on."""
    kept = (Path(__file__).parent / "codes.txt").read_text(encoding="utf-8").split("\n")
    assert sorted(f"{code} {name}" for code, name in codes()) == [one for one in kept if one]
