"""Rules of dialog design that need no rule of ours: the language has no way to break them, and here is the proof."""

import textwrap
from collections.abc import Iterator
from datetime import date

import pytest

from ivr.checking.check import check
from ivr.checking.examples import line_of, loaded
from ivr.checking.rule import Subject
from ivr.checking.rules.stale_facts import stale_facts
from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Dialog, Timing
from ivr.dialog.prompts import VERIFIERS
from ivr.dialog.turn import Listen, RecordMessage, Turn, Wait
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import files_of_text, load
from ivr.line.nodes import KINDS
from ivr.line.reference import example_of
from ivr.service.present import present
from ivr.twiml.recording import Record
from ivr.twiml.verbs import Gather

AROUND = "  goodbye:\n    hangup: Goodbye.\n"


def codes(body: str, company: str | None = None) -> list[str]:
    nodes = f"nodes:\n  greeting:\n{textwrap.indent(body, '    ')}{AROUND}"
    others = None if company is None else {"company.yaml": company}
    return [one.code for one in check(loaded(nodes, "greeting", others))]


@pytest.mark.parametrize("key", ['"0"', "9", '"*"', '"#"'])
def test_no_choice_of_a_menu_can_have_a_key_of_the_whole_line(key: str) -> None:
    """L04, L06, L07."""
    menu = f"menu:\n  options:\n    {key}: {{say: To end the call, go: goodbye}}\n  exhausted: representative\n"
    assert codes(menu) == ["IVR053"]


@pytest.mark.parametrize("key", ['"0"', '"*"', '"#"'])
def test_somebody_who_waits_has_no_choice_on_these_keys_either(key: str) -> None:
    """L07; of 9 a rule tells, reserved-key."""
    queue = f"queue:\n  to: billing\n  options:\n    {key}: {{say: To end the call, go: goodbye}}\n"
    assert codes(queue + "  free: representative\n  bridged: goodbye\n  failed: goodbye\n") == ["IVR053"]


def dialogs_of_examples() -> Iterator[Dialog]:
    for kind in KINDS.values():
        example = example_of(kind)
        nodes = "nodes:\n" + textwrap.indent(example, "  ")
        line = loaded(nodes, example.partition(":")[0]).line
        assert line is not None
        yield from compile_line(line).program.dialogs.values()


def test_no_kind_of_node_gives_a_key_of_the_whole_line_to_anything_else_where_it_is_live() -> None:
    """L04, L07: nor do the questions a node makes by itself."""
    asked = [one for one in dialogs_of_examples() if isinstance(one, Asking) and isinstance(one.grammar, OneKey)]
    live = [one.grammar for one in asked if isinstance(one.grammar, OneKey) and one.grammar.universal]
    assert len(live) > 5
    assert not [key for grammar in live for key in grammar.choices if key in ("0", "9", "*", "#")]


def test_a_number_without_a_length_cannot_be_asked_for() -> None:
    """L10."""
    asked = "collect:\n  into: caller.reference\n  prompt: Enter it.\n  exhausted: representative\nnext: goodbye\n"
    assert "IVR123" in codes(asked)


def test_attempts_are_a_number_and_never_without_end() -> None:
    """L09."""
    menu = "menu:\n  options:\n    1: {say: To end the call, go: goodbye}\n  exhausted: representative\n  attempts: {noinput: %s}\n"
    assert codes(menu % "2") == []
    for endless in ("forever", "-1", ".inf"):
        assert codes(menu % endless) == ["IVR053"], endless


def test_a_text_is_only_ever_sent_behind_a_question_whether_it_may_be() -> None:
    """L25: the one node that sends a text asks first, in words that are kept."""
    without = "text:\n  about: link\n  body: Hello.\n  sent: goodbye\n  declined: goodbye\n  refused: goodbye\n  down: goodbye\n"
    assert "IVR051" in codes(without)


def test_texts_and_call_backs_go_only_to_countries_that_company_yaml_names() -> None:
    """L25, L26: a country is two capital letters of a list, and nothing stands for all of them."""
    for everywhere in ("all", "'*'", "XX"):
        company = f"name: Example Cable\ntexts: {{countries: [{everywhere}]}}\n"
        assert "IVR053" in codes("hangup: Goodbye.\n", company), everywhere


def test_a_transfer_rings_a_group_of_representatives_yaml_and_no_number() -> None:
    """L26: there is no key for a number, and what a caller keyed is no group."""
    transfer = "transfer:\n  to: %s\n  whisper: A caller.\n  bridged: goodbye\n  noanswer: goodbye\n  busy: goodbye\n  failed: goodbye\n"
    assert codes(transfer % "billing") == []
    for elsewhere in ('"+15550100199"', '"{caller.phone}"'):
        assert "IVR053" in codes(transfer % elsewhere), elsewhere
    assert "IVR050" in codes(transfer % "billing" + '  number: "+15550100199"\n')


@pytest.mark.parametrize("into", VERIFIERS)
def test_what_proves_who_is_calling_is_never_read_back(into: str) -> None:
    """L12."""
    asked = (
        f"collect:\n  into: {into}\n  prompt: Enter it.\n  confirm: true\n  exhausted: representative\nnext: goodbye\n"
    )
    assert "IVR053" in codes(asked)
    assert "IVR053" in codes(f'hangup: "You entered {{{into}}}."\n')


def test_a_calendar_made_for_a_year_is_told_of_in_its_last_month() -> None:
    """L27: holidays that are older than eleven months have none left for the next thirty days."""
    holidays = "    holidays: {2026-01-01: New Year, 2026-12-25: Christmas Day}\n"
    hours = "hours:\n  billing:\n    zone: America/New_York\n    week: {monday-friday: 8:00-18:00}\n"
    files = line_of("nodes:\n  greeting:\n    hangup: Hello.\n", "greeting")
    files["company.yaml"] = f"name: Example Cable\n{hours}{holidays}"
    line = load(files_of_text(files)).line
    assert isinstance(line, Line)
    program = compile_line(line).program
    told = [
        bool(list(stale_facts.check(Subject(line, program, day)))) for day in (date(2026, 11, 1), date(2026, 12, 1))
    ]
    assert told == [False, True]


def verbs(wait: Wait) -> list[object]:
    return list(present(Turn(1, (), wait), "/voice").verbs)


def test_the_key_that_ends_an_entry_is_one_key_or_none() -> None:
    """A Gather has one (Twilio, Gather, finishOnKey); no YAML names another."""
    ends = [
        one.finish_on_key
        for wait in (Listen(16, True, Timing(8)), Listen(1, False, Timing(7)))
        for one in verbs(wait)
        if isinstance(one, Gather)
    ]
    assert ends == ["#", ""]
    (record,) = [one for one in verbs(RecordMessage(limit=120, silence=5)) if isinstance(one, Record)]
    assert record.finish_on_key == "#"


@pytest.mark.parametrize(
    "body",
    [
        "menu:\n  timeout: 0\n  options:\n    1: {say: To end the call, go: goodbye}\n  exhausted: representative\n",
        "menu:\n  timeout: 301\n  options:\n    1: {say: To end the call, go: goodbye}\n  exhausted: representative\n",
        "voicemail:\n  to: billing\n  prompt: I record you.\n  limit: 11 minutes\n  left: goodbye\n  empty: goodbye\n",
        "voicemail:\n  to: billing\n  prompt: I record you.\n  limit: 4 s\n  left: goodbye\n  empty: goodbye\n",
        "voicemail:\n  to: billing\n  prompt: I record you.\n  silence: 0\n  left: goodbye\n  empty: goodbye\n",
    ],
)
def test_no_wait_can_be_written_that_the_carrier_refuses(body: str) -> None:
    """Gather: a positive timeout; Record: up to 600 s, and a silence that ends it (Twilio, Gather and Record)."""
    assert codes(body) == ["IVR053"]


@pytest.mark.parametrize("ring", ["4 s", "601 s"])
def test_no_telephone_rings_for_shorter_or_longer_than_the_carrier_rings_it(ring: str) -> None:
    """Dial: 5 to 600 s."""
    files = line_of("nodes:\n  greeting:\n    hangup: Hello.\n", "greeting")
    files["representatives.yaml"] += f"groups:\n  billing: {{ring: {ring}}}\n"
    assert [one.code for one in check(load(files_of_text(files)))] == ["IVR053"]
