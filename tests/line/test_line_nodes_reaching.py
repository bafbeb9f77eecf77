"""`lookup` and `transfer`: what they become, and what their author is told."""

import pytest
from line_laboratory import COMPANY, dialog, found, nodes, program, told, words

from ivr.checking.examples import loaded
from ivr.dialog.grammar import OneKey
from ivr.dialog.program import Asking, Connecting, Ending, Fetching, How, Order
from ivr.line.compile import compile_line
from ivr.routing.roster import Strategy

LOOKUP = "lookup:\n  accounts: verify\n  verified: goodbye\n  refused: representative\n  down: representative"


def test_a_lookup_asks_three_times_unless_its_author_says_otherwise() -> None:
    asked = dialog(LOOKUP + "\n  exhausted: representative")
    assert isinstance(asked, Fetching)
    assert asked.tries == 3
    asked = dialog(LOOKUP + "\n  exhausted: representative\n  tries: 1")
    assert isinstance(asked, Fetching)
    assert asked.tries == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("\n  exhausted: representative\n  tries: 0", "IVR053"),
        ("\n  exhausted: representative\n  trys: 2", "IVR050"),
        ("", "IVR103"),
    ],
)
def test_a_lookup_without_an_end_is_told(more: str, code: str) -> None:
    assert told(LOOKUP + more)[0] == code


def test_a_lookup_has_a_way_for_every_answer() -> None:
    codes = [(one.code, one.message) for one in found("lookup:\n  accounts: verify\n  exhausted: representative")]
    assert codes == [("IVR051", f'"lookup" needs the key "{key}".') for key in ("down", "refused", "verified")]


def transfer(more: str = "", whisper: str = "A caller.", to: str = "billing") -> str:
    rows = "".join(f"  {row}\n" for row in more.split("\n") if row)
    outcomes = "".join(f"  {one}: goodbye\n" for one in ("bridged", "noanswer", "busy", "failed"))
    return f'transfer:\n  to: {to}\n  whisper: "{whisper}"\n{rows}{outcomes}'


def staffed(people: str, more: str = "") -> Connecting:
    whole = loaded(nodes(transfer(more)), "greeting", {"company.yaml": COMPANY, "representatives.yaml": people}).line
    assert whole is not None
    compiled = compile_line(whole)
    assert [str(one) for one in compiled.findings] == []
    ring = compiled.program.dialogs["greeting"]
    assert isinstance(ring, Connecting)
    return ring


ROSA = "representatives:\n  rosa: {name: Rosa, client: rosa, groups: [billing], skills: [plans, fraud]}\n"


def test_a_representative_takes_the_call_with_a_key_and_any_other_refuses_it() -> None:
    dialogs = program(transfer("accept: 5")).dialogs
    ring, whisper = dialogs["greeting"], dialogs["greeting.whisper"]
    assert isinstance(ring, Connecting)
    assert (ring.group, ring.order, ring.seconds, ring.whisper) == ("billing", Order.IN_ORDER, 20, "greeting.whisper")
    assert ring.skills == frozenset()
    assert isinstance(whisper, Asking)
    assert whisper.grammar == OneKey({"5": "greeting.accepted"}, universal=False)
    assert whisper.exhausted == "greeting.refused"
    assert (whisper.attempts.noinput, whisper.attempts.nomatch) == (1, 0)
    assert words(whisper.prompt) == "A caller. To take the call, press five."
    assert dialogs["greeting.accepted"] == Ending("greeting.accepted", (), How.BRIDGE)
    assert dialogs["greeting.refused"] == Ending("greeting.refused", ())


@pytest.mark.parametrize("whisper", ["To take the call, press 1.", "A caller. Press one, please."])
def test_a_whisper_that_names_the_key_itself_is_left_as_it_is(whisper: str) -> None:
    asked = program(transfer(whisper=whisper)).dialogs["greeting.whisper"]
    assert isinstance(asked, Asking)
    assert words(asked.prompt) == whisper


@pytest.mark.parametrize("name", ["account.number", "caller.phone", "caller.reference", "account.balance"])
def test_a_whisper_says_no_more_than_the_last_four_digits(name: str) -> None:
    assert told(transfer(whisper=f"Account {{{name}}}.")) == (
        "IVR053",
        5,
        f"The whisper is not told {{{name}}}, so it cannot say it.",
        "It may say {account.last4}, {account.verified}, {caller.language}, {caller.reason}, {caller.reference_last4}.",
    )


def test_a_whisper_does_not_say_the_pin() -> None:
    assert told(transfer(whisper="{account.pin}"))[:2] == ("IVR053", 5)


@pytest.mark.parametrize("strategy", list(Strategy))
def test_how_a_group_is_rung_is_said_of_the_group(strategy: Strategy) -> None:
    ring = staffed(f"groups:\n  billing: {{strategy: {strategy}, ring: 35 s}}\n{ROSA}")
    assert ring.seconds == 35
    assert ring.order is (Order.TOGETHER if strategy is Strategy.SIMULTANEOUS else Order.IN_ORDER)


def test_a_transfer_may_ask_for_skills() -> None:
    assert staffed(ROSA, "skills: [fraud, plans]").skills == {"plans", "fraud"}
    assert told(transfer("skills: [plans]"))[2:] == (
        'Nobody in the group "billing" has the skill "plans".',
        "Write it below skills of a representative.",
    )


@pytest.mark.parametrize(
    ("row", "message", "key"),
    [
        (
            "ring: together",
            "How a group is rung stands in representatives.yaml, because it holds for all of its calls.",
            "strategy: simultaneous",
        ),
        (
            "seconds: 30 s",
            "How long a telephone rings stands in representatives.yaml, because it holds for all calls of the group.",
            "ring: 20 s",
        ),
    ],
)
def test_what_a_transfer_said_once_is_told_where_it_stands_now(row: str, message: str, key: str) -> None:
    code, line, fact, remedy = told(transfer(row))
    assert (code, line, fact) == ("IVR053", 6, message)
    assert key in remedy


def test_a_key_that_moved_hides_no_other_mistake() -> None:
    body = (
        transfer("ring: together\nseconds: 30 s\nacept: 1")
        .replace("  busy: goodbye\n", "")
        .replace("A caller", "{pin}")
    )
    assert [(one.code, one.place.line) for one in found(body)] == [
        ("IVR051", 3),
        ("IVR053", 5),
        ("IVR053", 6),
        ("IVR053", 7),
        ("IVR050", 8),
    ]


def test_a_group_nobody_is_in_is_told_with_the_nearest() -> None:
    assert told(transfer(to="biling")) == (
        "IVR121",
        4,
        'No representative is in a group named "biling".',
        "Did you mean billing?",
    )
    assert told(transfer(to="sales"))[3] == "There is only billing."
