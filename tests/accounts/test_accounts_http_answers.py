"""How answers of a back office are read: exact amounts, our own words, and never a guess."""

import json
from decimal import Decimal

import pytest
from back_office import directory_file
from hypothesis import given
from hypothesis import strategies as st

from ivr.accounts.http_answers import UnclearError, verification
from ivr.accounts.http_exchange import Answer
from ivr.dialog.prompts import TYPES, VERIFIERS, Known, Spoken
from ivr.secret import Secret
from ivr.service.ports import Proof, Verification
from ivr.speech.money import parse_money
from ivr.telephony.outcomes import FetchOutcome

NUMBER = Secret("8448200012345678")
PIN = Proof(Known.ACCOUNT_PIN, Secret("2580"))
YES = {
    "result": "ok",
    "balance": {"cents": 13450, "late": 0, "due_date": None},
    "status": "active",
    "flags": [True, False],
}


def read(told: object, proof: Proof = PIN, kind: str = "application/json", **changes: object) -> Verification:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return verification(directory_file(**changes), NUMBER, proof, Answer(200, kind, body))


def balance(written: str, unit: str) -> str:
    """The canonical balance, of an amount as it stands in the JSON."""
    facts = {"account.balance": "balance"}
    body = f'{{"result": "ok", "balance": {written}}}'.encode()
    changes = {"verify": {"facts": facts}, "amounts": {"unit": unit, "currency": "USD"}}
    return read(body, **changes).facts["account.balance"]


@pytest.mark.parametrize(
    ("unit", "written", "canonical"),
    [
        ("minor", "13450", "13450 USD"),
        ("minor", '"13450"', "13450 USD"),
        ("minor", "-205", "-205 USD"),
        ("minor", "0", "0 USD"),
        ("major", '"134.50"', "13450 USD"),
        ("major", "134.50", "13450 USD"),
        ("major", "134.5", "13450 USD"),
        ("major", "134", "13400 USD"),
        ("major", '"-2.05"', "-205 USD"),
        ("major", "-0.05", "-5 USD"),
        ("major", "0.00", "0 USD"),
        ("major", "4503599627370.33", "450359962737033 USD"),
    ],
)
def test_an_amount_is_read_exactly(unit: str, written: str, canonical: str) -> None:
    assert balance(written, unit) == canonical


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("minor", "134.0"),
        ("minor", "1e3"),
        ("minor", '"0134"'),
        ("minor", '"1,000"'),
        ("minor", '""'),
        ("minor", "[]"),
        ("minor", "true"),
        ("minor", '"١٢"'),
        ("major", '"134.505"'),
        ("major", "134.505"),
        ("major", '"134.50 USD"'),
        ("major", '"$1"'),
        ("major", "1E+2"),
        ("major", "1e400"),
        ("major", '".50"'),
        ("major", '"1."'),
        ("major", "false"),
        ("major", "99999999999999.00"),
    ],
)
def test_what_is_no_amount_of_that_unit_is_unclear(unit: str, written: str) -> None:
    with pytest.raises(UnclearError):
        balance(written, unit)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_every_amount_in_major_units_keeps_its_cents(amount: Decimal) -> None:
    assert parse_money(balance(json.dumps(str(abs(amount))), "major")) == (int(abs(amount) * 100), "USD")
    if amount < 0:
        assert parse_money(balance(str(amount), "major")) == (int(amount * 100), "USD")


def test_a_status_in_their_words_becomes_one_of_ours() -> None:
    statuses = {"D": "off", "7": "fraud_hold"}
    assert read({**YES, "status": "D"}, statuses=statuses).facts["account.status"] == "off"
    assert read({**YES, "status": 7}, statuses=statuses).facts["account.status"] == "fraud_hold"
    assert read({**YES, "status": "cutoff_due"}, statuses=statuses).facts["account.status"] == "cutoff_due"


@pytest.mark.parametrize(("said", "verified", "refused"), [(True, "true", ["false"]), (1, "1", ["0", "2"])])
def test_yes_may_be_a_flag_or_a_number(said: object, verified: str, refused: list[str]) -> None:
    changes = {"verify": {"verified": verified, "refused": refused}}
    assert read({**YES, "result": said}, **changes).outcome is FetchOutcome.VERIFIED
    assert read({"result": json.loads(refused[0])}, **changes) == Verification(FetchOutcome.REFUSED)


@pytest.mark.parametrize("kind", ["application/json", "application/problem+json", "application/vnd.billing.v2+json"])
def test_json_may_go_by_several_names(kind: str) -> None:
    assert read(YES, kind=kind).outcome is FetchOutcome.VERIFIED


def test_a_place_may_lead_through_lists() -> None:
    told = {"data": [{"outcome": {"code": "ok"}}, {"owed": [1, 2, {"now": 900}]}]}
    changes = {"verify": {"answer": "data.0.outcome.code", "facts": {"account.balance": "data.1.owed.2.now"}}}
    assert read(told, **changes).facts["account.balance"] == "900 USD"


@pytest.mark.parametrize("by", [Known.ACCOUNT_ZIP, Known.ACCOUNT_PHONE_LAST4])
def test_who_is_only_recognised_is_told_only_whether_a_person_must_take_the_payment(by: Known) -> None:
    found = read(YES, Proof(by, Secret("10451")))
    held = {"account.held": "no"}
    assert found == Verification(FetchOutcome.RECOGNISED, {"account.tier": "T1", "account.last4": "5678", **held})


def test_a_recognised_caller_needs_no_facts_in_the_answer() -> None:
    found = read({"result": "ok"}, Proof(Known.ACCOUNT_ZIP, Secret("1")))
    assert found.outcome is FetchOutcome.RECOGNISED
    assert "account.held" not in found.facts


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["ok", "wrong", "2026-12-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["result", "balance", "cents", "late", "status", "flags", "due_date"]), inner)
    ),
    max_leaves=8,
)
ANSWERS = st.builds(
    lambda whole, parts: {**whole, **parts},
    st.just(YES),
    st.dictionaries(st.sampled_from(["result", "balance", "status", "flags"]), JSON, max_size=2),
)


@given(
    st.binary(max_size=60) | (JSON | ANSWERS).map(lambda told: json.dumps(told).encode()), st.sampled_from(VERIFIERS)
)
def test_no_answer_whatever_leads_to_anything_but_the_outcomes_and_canonical_facts(body: bytes, by: Known) -> None:
    try:
        found = read(body, Proof(by, Secret("2580")))
    except UnclearError:
        return
    assert found.outcome in {FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED, FetchOutcome.REFUSED}
    assert (found.outcome is FetchOutcome.REFUSED) == (not found.facts)
    for name, text in found.facts.items():
        if TYPES[Known(name)] is Spoken.MONEY:
            assert parse_money(text)[1] == "USD"
        if TYPES[Known(name)] is Spoken.YES_NO:
            assert text in {"yes", "no"}
