"""Demonstration accounts: what may stand on file about an invented customer, and what is said about mistakes."""

import pytest

from ivr.diagnostics import Diagnostic
from ivr.line.demonstration import AccountStatus, Demonstration, DemonstrationAccount
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.source import Source

ROSA = """\
accounts:
  - number: 8448 2000 1234 5678
    pin: 2580
    bill_code: 7391
    zip: 01045
    phone: +1 212 555 0147
    balance: 134.50
    past_due: 40.00
    due: 2026-12-05
    status: cutoff_due
    autopay: true
    discount: true
"""
BARE = """\
accounts:
  - number: 84482917
    pin:
    balance: 0.00
"""


def read(text: str) -> tuple[Demonstration | None, tuple[Diagnostic, ...]]:
    composed = compose(Source("demo-accounts.yaml", text))
    assert composed.findings == ()
    assert composed.tree is not None
    validated = validate(Demonstration, composed.tree)
    return validated.value, validated.findings


def only(text: str) -> DemonstrationAccount:
    value, findings = read(text)
    assert [str(one) for one in findings] == []
    assert value is not None
    return value.accounts[0]


def told(old: str, new: str) -> tuple[int, str, str]:
    assert old in ROSA
    _, (one,) = read(ROSA.replace(old, new))
    return one.place.line, one.message, one.help


def test_everything_that_proves_who_is_calling_is_kept_as_it_was_written() -> None:
    one = only(ROSA)
    kept = (one.pin, one.bill_code, one.zip, one.phone)
    assert [secret.reveal() for secret in kept] == ["2580", "7391", "01045", "+12125550147"]
    assert (one.status, one.autopay, one.discount) == (AccountStatus.CUTOFF_DUE, True, True)


def test_what_is_left_out_is_blank_and_ordinary() -> None:
    one = only(BARE)
    kept = (one.pin, one.bill_code, one.zip, one.phone)
    assert [secret.reveal() for secret in kept] == [""] * 4
    assert (one.status, one.autopay, one.discount, one.due) == (AccountStatus.ACTIVE, False, False, None)


def test_no_repr_shows_what_proves_who_is_calling() -> None:
    shown = repr(only(ROSA))
    assert not any(text in shown for text in ("84482000", "2580", "7391", "01045", "0147"))


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "help_text"),
    [
        ("cutoff_due", "cutof_due", 10, '"cutof_due" is not the status of an account.', "Did you mean cutoff_due?"),
        ("cutoff_due", "gone", 10, '"gone" is not the status of an account.', "There are active, cutoff_due, off, fraud_hold."),
        ("cutoff_due", "Active", 10, '"Active" is not the status of an account.', "Did you mean active?"),
        ("autopay: true", "autopay: yes", 11, '"yes" is neither true nor false.', "Write true."),
        ("zip: 01045", "zip: 01045-77", 5, "This holds something else than digits.", "Write digits; blanks between them are for readers."),
        ("bill_code", "billcode", 4, 'Item 1 of "accounts" has no key "billcode".', "Did you mean bill_code?"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_a_remedy(
    old: str, new: str, line: int, message: str, help_text: str
) -> None:
    assert told(old, new) == (line, message, help_text)


def test_a_telephone_number_without_its_country_is_told() -> None:
    line, message, remedy = told("+1 212 555 0147", "212 555 0147")
    assert (line, message) == (6, '"212 555 0147" is not a telephone number.')
    assert "+1 555 010 0101" in remedy


def test_a_number_may_stand_there_once() -> None:
    _, (one,) = read(ROSA + ROSA.removeprefix("accounts:\n"))
    assert one.message == "Two of these customers have the same account number."
