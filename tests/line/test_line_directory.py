"""directory.yaml: how a back office is asked, what an answer means, and what an author is told about mistakes."""

import pytest

from ivr.diagnostics import Diagnostic
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.line.demonstration import AccountStatus
from ivr.line.directory import DirectoryFile, Told, Unit
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.source import Source

WHOLE = """\
headers:
  Authorization: Bearer ${BILLING_TOKEN}
verify:
  url: ${BILLING_URL}/accounts/verify
  send:
    account: account.number
    secret: account.verifier
    kind: account.verifier_kind
    source: telephone
  kinds:
    account.pin: PIN
    account.zip: postal
  answer: result
  verified: true
  refused: [false, unknown]
  refused_statuses: [404]
  facts:
    account.balance: balance.cents
    account.due: bills.0.due_date
    account.status: state
record:
  url: ${BILLING_URL}/payments
  send:
    account: account.number
    amount: payment.amount
    reference: payment.confirmation
amounts:
  unit: major
  currency: USD
statuses:
  D: off
deadline: 8 s
retries: 1
breaker:
  failures: 3
  rest: 20 s
"""
LEAST = """\
verify:
  url: https://billing.example.test/verify
  send:
    account: account.number
    secret: account.verifier
  answer: result
  verified: ok
  refused: [wrong]
"""


def read(text: str) -> tuple[DirectoryFile | None, tuple[Diagnostic, ...]]:
    composed = compose(Source("directory.yaml", text))
    assert [str(one) for one in composed.findings] == []
    assert composed.tree is not None
    validated = validate(DirectoryFile, composed.tree)
    return validated.value, validated.findings


def directory(text: str = WHOLE) -> DirectoryFile:
    value, findings = read(text)
    assert [str(one) for one in findings] == []
    assert value is not None
    return value


def told(old: str, new: str, text: str = WHOLE) -> Diagnostic:
    assert old in text
    value, findings = read(text.replace(old, new, 1))
    assert value is None
    (one,) = findings
    return one


def test_a_whole_file_is_read() -> None:
    file = directory()
    assert list(file.verify.send.values()) == [Told.NUMBER, Told.VERIFIER, Told.KIND, "telephone"]
    assert isinstance(file.verify.send["account"], Told)
    assert not isinstance(file.verify.send["source"], Told)
    assert file.verify.kinds == {Known.ACCOUNT_PIN: "PIN", Known.ACCOUNT_ZIP: "postal"}
    assert file.verify.facts[Known.ACCOUNT_DUE] == ("bills", "0", "due_date")
    assert (file.verify.refused, file.verify.refused_statuses) == (("false", "unknown"), (404,))
    assert file.amounts is not None
    assert (file.amounts.unit, file.amounts.currency) == (Unit.MAJOR, "USD")
    assert (file.deadline, file.retries, file.breaker.failures, file.breaker.rest) == (8, 1, 3, 20)


def test_what_is_left_out_has_its_usual_value() -> None:
    file = directory(LEAST)
    assert file.verify.kinds == dict(zip(VERIFIERS, ("pin", "bill_code", "zip", "phone_last4"), strict=True))
    assert (file.record, file.amounts, file.verify.facts, file.plain_http) == (None, None, {}, False)
    assert (file.deadline, file.retries, file.breaker.failures, file.breaker.rest) == (10, 2, 5, 30)


@pytest.mark.parametrize(("word", "status"), [("D", AccountStatus.OFF), ("active", AccountStatus.ACTIVE), ("E", None)])
def test_a_status_of_theirs_means_one_of_ours_or_none(word: str, status: AccountStatus | None) -> None:
    assert directory().meaning_of(word) is status


@pytest.mark.parametrize(
    "address",
    [
        "https://billing.example.test/{account.number}",
        "https://billing.example.test/?a=account.number",
        "${BILLING_URL}/account.verifier",
        "${BILLING_URL}/{number}",
    ],
)
def test_nothing_a_caller_keyed_gets_into_an_address(address: str) -> None:
    one = told("${BILLING_URL}/accounts/verify", f'"{address}"')
    assert one.place.line == 4
    assert "addresses end in logs" in one.message
    assert "below the key send" in one.help


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("${BILLING_URL}/accounts/verify", "billing.example.test", 4, "is not an address"),
        ("${BILLING_URL}/accounts/verify", "${billing_url}/verify", 4, "holds a name of the environment that is not whole"),
        ("${BILLING_URL}/accounts/verify", "${BILLING_URL", 4, "holds a name of the environment that is not whole"),
        ("${BILLING_TOKEN}", "s3cret", 1, "a token does not stand in a file"),
        ("Authorization:", "Content-Type:", 2, "is written by the line itself"),
        ("Authorization:", "My Header:", 2, "is not the name of a header"),
        ("account.verifier_kind", "account.verifier_kid", 8, "is nothing that can be sent here"),
        ("    secret: account.verifier\n", "", 4, "must hold account.verifier once"),
        ("account: account.number", "account: account.verifier", 4, "must hold account.number once"),
        ("account.zip: postal", "account.ssn: ssn", 12, "is not what a caller proves anything by"),
        ("verified: true", "verified: unknown", 4, "cannot mean both yes and no"),
        ("[404]", "[200]", 16, "HTTP 200 is no refusal"),
        ("[404]", "[429]", 16, "HTTP 429 is no refusal"),
        ("answer: result", "answer: result..code", 13, "is not a place in an answer"),
        ("account.status: state", "account.last4: ending", 20, "is not a fact that an answer may tell"),
        ("account.status: state", "account.tier: tier", 20, "is not a fact that an answer may tell"),
        ("payment.amount", "payment.amont", 25, "is nothing that can be sent here"),
        ("payment.amount", "account.verifier", 25, "is nothing that can be sent here"),
        ("unit: major", "unit: dollars", 28, "is not a way to write amounts"),
        ("currency: USD", "currency: dollars", 29, "is not the code of a currency"),
        ("D: off", "D: disconnected", 31, "is not the status of an account"),
        ("deadline: 8 s", "deadline: 15 s", 32, "Nobody on the telephone can wait 15 seconds"),
        ("deadline: 8 s", "deadline: 0 s", 32, "Nobody on the telephone can wait 0 seconds"),
        ("retries: 1", "retries: 6", 33, "6 more tries are too many"),
        ("failures: 3", "failures: 0", 35, "is too few"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_a_remedy(old: str, new: str, line: int, message: str) -> None:
    one = told(old, new)
    assert message in one.message
    assert one.help
    assert one.place.line == line


def test_an_author_who_does_not_say_how_no_looks_is_told() -> None:
    assert "how a refusal looks" in told("  refused: [wrong]\n", "", LEAST).message


def test_amounts_need_a_unit() -> None:
    amounts = "amounts:\n  unit: major\n  currency: USD\n"
    assert "how amounts are written" in told(amounts, "").message


def test_a_token_that_was_written_into_the_file_is_not_repeated() -> None:
    one = told("Bearer ${BILLING_TOKEN}", "Bearer s3cret-word")
    assert "s3cret-word" not in one.message + one.help
