"""`hours` and `branch`: what they become, and what their author is told."""

from datetime import UTC, datetime

import pytest
from line_laboratory import COMPANY, program, told

from ivr.dialog.branching import choose
from ivr.dialog.move import Move
from ivr.dialog.program import Branching
from ivr.dialog.state import CallState
from ivr.dialog.world import World
from ivr.secret import Secret


@pytest.mark.parametrize(
    ("instant", "goes"),
    [
        ("2026-03-07T13:00:00Z", "representative"),  # Saturday, 8:00 in winter
        ("2026-03-07T12:59:59Z", "goodbye"),
        ("2026-03-08T12:00:00Z", "representative"),  # Sunday, 8:00 in summer: the clock was put forward at 2:00
        ("2026-03-08T11:59:59Z", "goodbye"),
        ("2026-03-08T22:00:00Z", "goodbye"),  # 18:00
        ("2026-10-31T12:00:00Z", "representative"),  # Saturday, 8:00 in summer
        ("2026-11-01T12:59:59Z", "goodbye"),  # Sunday, 7:59:59 in winter
        ("2026-11-01T13:00:00Z", "representative"),
        ("2026-03-09T15:00:00Z", "goodbye"),  # Monday
    ],
)
def test_a_line_opens_at_eight_by_the_wall_clock_on_both_sides_of_a_clock_change(instant: str, goes: str) -> None:
    whole = program("hours: {of: billing, open: representative, closed: goodbye}")
    branch = whole.dialogs["greeting"]
    assert isinstance(branch, Branching)
    world = World(datetime.fromisoformat(instant).astimezone(UTC))
    assert choose(Move(whole, CallState("", 1, "greeting"), world), branch) == goes


def test_a_holiday_leads_where_closed_does_unless_it_has_a_way_of_its_own() -> None:
    holidays = COMPANY + "    holidays: {2026-07-04: Independence Day}\n"
    world = World(datetime(2026, 7, 4, 16, tzinfo=UTC))
    goes = []
    for more in ("", ", holiday: representative"):
        whole = program(f"hours: {{of: billing, open: greeting, closed: goodbye{more}}}", holidays)
        branch = whole.dialogs["greeting"]
        assert isinstance(branch, Branching)
        goes.append(choose(Move(whole, CallState("", 1, "greeting"), world), branch))
    assert goes == ["goodbye", "representative"]


def test_a_closing_for_an_emergency_leads_where_closed_does_unless_it_has_a_way_of_its_own() -> None:
    open_and_yet = World(datetime(2026, 11, 21, 16, tzinfo=UTC), emergency=True)
    goes = []
    for more in ("", ", holiday: representative", ", emergency: representative"):
        whole = program(f"hours: {{of: billing, open: greeting, closed: goodbye{more}}}")
        branch = whole.dialogs["greeting"]
        assert isinstance(branch, Branching)
        goes.append(choose(Move(whole, CallState("", 1, "greeting"), open_and_yet), branch))
    assert goes == ["goodbye", "goodbye", "representative"]


def test_hours_the_company_does_not_have_are_told_with_the_nearest() -> None:
    assert told("hours: {of: biling, open: representative, closed: goodbye}") == (
        "IVR121",
        3,
        'company.yaml has no hours named "biling".',
        "Did you mean billing?",
    )


def goes(of: str, case: str, value: str | None, *, keyed: bool = False) -> bool:
    whole = program(f"branch:\n  of: {of}\n  cases:\n    - {{{case}, go: representative}}\n  otherwise: goodbye")
    branch = whole.dialogs["greeting"]
    assert isinstance(branch, Branching)
    values = {} if value is None else {of: value}
    state = CallState("", 1, "greeting", values=values, secrets={of: Secret("1")} if keyed else {})
    return choose(Move(whole, state, World(datetime(2026, 1, 1, tzinfo=UTC))), branch) == "representative"


@pytest.mark.parametrize(
    ("of", "case", "holds", "holds_not"),
    [
        ("account.balance", "above: 10.00", ["1001 USD", "99999 USD"], ["1000 USD", "-1 USD", None]),
        ("account.balance", "below: 10.00", ["999 USD", "-1 USD"], ["1000 USD", None]),
        ("account.balance", "below: -10.00", ["-1001 USD"], ["-1000 USD", "0 USD"]),
        ("account.balance", "at_least: 10.00", ["1000 USD"], ["999 USD", None]),
        ("account.balance", "at_most: 10.00", ["1000 USD", "-5 USD"], ["1001 USD", None]),
        ("account.balance", "is: 0.00", ["0 USD"], ["1 USD", None]),
        ("account.past_due", "is_not: 0.00", ["1 USD"], ["0 USD", None]),
        ("account.due", "below: 2026-12-01", ["2026-11-30"], ["2026-12-01", None]),
        ("account.due", "above: 2026-12-01", ["2027-01-01"], ["2026-12-01", None]),
        ("account.verified", "is: yes", ["yes"], ["no", None]),
        ("account.verified", "is_not: yes", ["no", None], ["yes"]),
        ("account.verified", "is: no", ["no", None], ["yes"]),
        ("account.balance", "known: true", ["0 USD"], [None]),
        ("account.balance", "known: false", [None], ["0 USD"]),
        ("account.last4", "is: 0123", ["0123"], ["123", None]),
    ],
)
def test_a_case_holds_for_these_values_and_not_for_those(
    of: str, case: str, holds: list[str | None], holds_not: list[str | None]
) -> None:
    assert [goes(of, case, value) for value in holds] == [True] * len(holds)
    assert [goes(of, case, value) for value in holds_not] == [False] * len(holds_not)


def test_what_was_keyed_can_be_asked_about_only_as_known_or_not() -> None:
    assert goes("account.number", "known: true", None, keyed=True)
    assert goes("account.number", "known: false", None)


@pytest.mark.parametrize(
    ("of", "case", "message"),
    [
        ("account.balance", "above: $10", '"$10" is not an amount of money.'),
        ("account.balance", "above: 10", '"10" is not an amount of money.'),
        ("account.balance", "is: yes", '"yes" is not an amount of money.'),
        ("account.due", "below: tomorrow", '"tomorrow" is not a date.'),
        ("account.due", "below: 20261201", '"20261201" is not a date.'),
        ("account.due", "is: 2026-02-30", 'There is no day "2026-02-30" in the calendar.'),
        ("account.verified", "is: true", '"true" is neither yes nor no.'),
        ("account.verified", "above: no", "Nothing is above account.verified: it has no order."),
        ("account.last4", "below: 1234", "Nothing is below account.last4: it has no order."),
        ("account.last4", "is: 12a4", '"12a4" is not made of digits.'),
        ("account.number", "is: 8448", "What account.number is, no branch is told, only whether it is known."),
    ],
)
def test_a_comparison_that_cannot_be_made_is_told_where_it_stands(of: str, case: str, message: str) -> None:
    code, line, said, remedy = told(
        f"branch:\n  of: {of}\n  cases:\n    - {case}\n      go: goodbye\n  otherwise: goodbye"
    )
    assert (code, line, said) == ("IVR122", 6, message)
    assert remedy


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("go: goodbye", "A case makes one comparison, and this one makes none."),
        ("{is: 1.00, below: 2.00, go: goodbye}", "A case makes one comparison, and this one makes is and below."),
    ],
)
def test_a_case_makes_one_comparison(case: str, message: str) -> None:
    body = f"branch:\n  of: account.balance\n  cases:\n    - {case}\n  otherwise: goodbye"
    assert told(body)[:3] == ("IVR053", 6, message)


def test_a_branch_asks_about_values_there_are() -> None:
    body = "branch:\n  of: account.balnce\n  cases:\n    - {above: 1.00, go: goodbye}\n  otherwise: goodbye"
    assert told(body) == ("IVR053", 4, '"account.balnce" is not a value to branch on.', "Did you mean account.balance?")
