"""The port's sentences, for every account directory. A directory is added to DIRECTORIES and to nothing else."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from back_office import Office, directory_file, environment, office
from cast import SetClock

from ivr.accounts.account import AccountStatus, DemoAccount
from ivr.accounts.directory import Directory
from ivr.accounts.http import HttpDirectory
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.sqlite import SqliteAccounts
from ivr.dialog.prompts import NEEDS_VERIFIED, TYPES, VERIFIERS, Known
from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

ROSA = DemoAccount(
    Secret("8448200012345678"),
    Secret("2580"),
    13450,
    4000,
    date(2026, 12, 1),
    "USD",
    bill_code=Secret("7391"),
    zip=Secret("10451"),
    phone=Secret("+12125550147"),
    status=AccountStatus.CUTOFF_DUE,
    autopay=True,
    discount=False,
)
BEN = DemoAccount(Secret("8448200087654321"), Secret("1357"), -205, 0, None, "USD", discount=True)
UNKNOWN = Secret("8448200099999999")
REFUSED = Verification(FetchOutcome.REFUSED)
RIGHT = {
    Known.ACCOUNT_PIN: "2580",
    Known.ACCOUNT_BILL_CODE: "7391",
    Known.ACCOUNT_ZIP: "10451",
    Known.ACCOUNT_PHONE_LAST4: "0147",
}
STRONG = (Known.ACCOUNT_PIN, Known.ACCOUNT_BILL_CODE)
WEAK = (Known.ACCOUNT_ZIP, Known.ACCOUNT_PHONE_LAST4)
FIELDS = {
    Known.ACCOUNT_PIN: "pin",
    Known.ACCOUNT_BILL_CODE: "bill_code",
    Known.ACCOUNT_ZIP: "zip",
    Known.ACCOUNT_PHONE_LAST4: "phone",
}


@dataclass
class Opened:
    """A directory, and the way to fill it."""

    directory: Directory
    seed: Callable[[Iterable[DemoAccount]], None]

    def check(self, number: Secret, by: Known, keyed: str) -> Verification:
        return self.directory.check(number, Proof(by, Secret(keyed)))

    def pay(self, amount: str, key: str = "CA1:9", number: Secret = ROSA.number) -> FetchOutcome:
        return self.directory.record(Payment(number, amount, "A1B2"), key)

    def facts(self, account: DemoAccount = ROSA) -> dict[str, str]:
        return dict(self.directory.check(account.number, Proof(Known.ACCOUNT_PIN, account.pin)).facts)


def fixed(folder: Path, closing: ExitStack) -> Opened:
    directory = FixedAccounts()
    return Opened(directory, directory.seed)


def sqlite(folder: Path, closing: ExitStack) -> Opened:
    directory = SqliteAccounts(folder / "accounts.db", "pepper of the tests", SetClock())
    return Opened(directory, directory.seed)


def http(folder: Path, closing: ExitStack) -> Opened:
    there: Office = closing.enter_context(office())
    directory = HttpDirectory(directory_file(), environment(there.url), SetClock())
    return Opened(directory, lambda rows: there.customers.update((one.number.reveal(), one) for one in rows))


DIRECTORIES: dict[str, Callable[[Path, ExitStack], Opened]] = {"fixed": fixed, "sqlite": sqlite, "http": http}


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.accounts.sqlite.HASHING", "scrypt:256:8:1")


@pytest.fixture(params=list(DIRECTORIES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    with ExitStack() as closing:
        opened = DIRECTORIES[request.param](tmp_path, closing)
        opened.seed([ROSA, BEN])
        yield opened


class TestPinAndCodeOnTheBill:
    @pytest.mark.parametrize("by", STRONG)
    def test_verify_with_all_facts_in_canonical_text(self, opened: Opened, by: Known) -> None:
        assert opened.check(ROSA.number, by, RIGHT[by]) == Verification(
            FetchOutcome.VERIFIED,
            {
                "account.verified": "yes",
                "account.tier": "T2",
                "account.last4": "5678",
                "account.balance": "13450 USD",
                "account.past_due": "4000 USD",
                "account.due": "2026-12-01",
                "account.status": "cutoff_due",
                "account.held": "yes",
                "account.autopay": "yes",
                "account.discount": "no",
            },
        )

    def test_tell_no_due_date_when_nothing_is_due(self, opened: Opened) -> None:
        facts = opened.facts(BEN)
        assert "account.due" not in facts
        assert (facts["account.balance"], facts["account.past_due"]) == ("-205 USD", "0 USD")
        assert (facts["account.status"], facts["account.autopay"], facts["account.discount"]) == ("active", "no", "yes")

    def test_give_only_facts_that_prompts_know_and_no_number(self, opened: Opened) -> None:
        facts = opened.facts()
        assert {type(name) for name in facts} == {str}
        assert set(facts) <= {known.value for known in TYPES} - {Known.ACCOUNT_NUMBER.value}
        assert ROSA.number.reveal() not in facts.values()


class TestZipAndTelephone:
    @pytest.mark.parametrize("by", WEAK)
    def test_recognise_and_tell_no_amount_no_date_and_no_status(self, opened: Opened, by: Known) -> None:
        found = opened.check(ROSA.number, by, RIGHT[by])
        assert found == Verification(
            FetchOutcome.RECOGNISED, {"account.tier": "T1", "account.last4": "5678", "account.held": "yes"}
        )
        assert not {known.value for known in NEEDS_VERIFIED} & found.facts.keys()


class TestRefused:
    @pytest.mark.parametrize("by", VERIFIERS)
    def test_is_the_answer_to_what_is_not_on_file(self, opened: Opened, by: Known) -> None:
        for keyed in ("9999", "", "0000", "00000", "258", "25800", " 2580", "٢٥٨٠", "' OR 1=1 --", "2" * 5000):
            assert opened.check(ROSA.number, by, keyed) == REFUSED

    def test_is_the_answer_for_an_account_nobody_has(self, opened: Opened) -> None:
        for number in (UNKNOWN, Secret(""), Secret("844820001234567٨"), Secret("8" * 5000)):
            for by in VERIFIERS:
                assert opened.check(number, by, RIGHT[by]) == REFUSED

    def test_is_the_answer_to_one_proof_keyed_as_another(self, opened: Opened) -> None:
        right = [
            (by, other)
            for by in VERIFIERS
            for other in VERIFIERS
            if opened.check(ROSA.number, by, RIGHT[other]) != REFUSED
        ]
        assert right == [(by, by) for by in VERIFIERS]

    @pytest.mark.parametrize("by", VERIFIERS)
    def test_is_the_answer_where_nothing_was_ever_agreed_on(self, opened: Opened, by: Known) -> None:
        for on_file in ("", "0000", "0", "00000"):
            opened.seed([replace(ROSA, **{FIELDS[by]: Secret(on_file)})])
            for keyed in {on_file, "", "0000", RIGHT[by]}:
                assert opened.check(ROSA.number, by, keyed) == REFUSED

    def test_is_the_answer_to_the_last_four_zeros_of_a_telephone(self, opened: Opened) -> None:
        opened.seed([replace(ROSA, phone=Secret("+12125550000"))])
        assert opened.check(ROSA.number, Known.ACCOUNT_PHONE_LAST4, "0000") == REFUSED

    @pytest.mark.parametrize("by", VERIFIERS[1:])
    def test_is_the_answer_to_a_proof_the_directory_does_not_have_for_that_account(
        self, opened: Opened, by: Known
    ) -> None:
        assert {opened.check(BEN.number, by, keyed) == REFUSED for keyed in ("", "1357", RIGHT[by])} == {True}

    @pytest.mark.parametrize("by", VERIFIERS)
    def test_is_not_the_answer_to_what_has_some_zeros(self, opened: Opened, by: Known) -> None:
        opened.seed([replace(ROSA, **{FIELDS[by]: Secret("0010")})])
        assert opened.check(ROSA.number, by, "0010").outcome is not FetchOutcome.REFUSED

    def test_of_one_account_are_the_proofs_of_another(self, opened: Opened) -> None:
        assert opened.check(ROSA.number, Known.ACCOUNT_PIN, "1357") == REFUSED


class TestAPayment:
    def test_is_taken_off_the_late_part_first(self, opened: Opened) -> None:
        assert opened.pay("1500 USD") is FetchOutcome.DONE
        facts = opened.facts()
        assert (facts["account.balance"], facts["account.past_due"]) == ("11950 USD", "2500 USD")
        assert facts["account.due"] == "2026-12-01"

    def test_of_more_than_the_late_part_leaves_nothing_late(self, opened: Opened) -> None:
        assert opened.pay("5000 USD") is FetchOutcome.DONE
        facts = opened.facts()
        assert (facts["account.balance"], facts["account.past_due"]) == ("8450 USD", "0 USD")

    @pytest.mark.parametrize(("amount", "left"), [("13450 USD", "0 USD"), ("14000 USD", "-550 USD")])
    def test_of_all_that_is_owed_leaves_nothing_due(self, opened: Opened, amount: str, left: str) -> None:
        assert opened.pay(amount) is FetchOutcome.DONE
        facts = opened.facts()
        assert (facts["account.balance"], facts["account.past_due"]) == (left, "0 USD")
        assert "account.due" not in facts

    def test_that_is_told_twice_counts_once(self, opened: Opened) -> None:
        assert [opened.pay("1500 USD"), opened.pay("1500 USD")] == [FetchOutcome.DONE] * 2
        assert opened.facts()["account.balance"] == "11950 USD"
        assert opened.pay("1500 USD", key="CA2:9") is FetchOutcome.DONE
        assert opened.facts()["account.balance"] == "10450 USD"

    @pytest.mark.parametrize("amount", ["0 USD", "-100 USD", "100 EUR", "a hundred"])
    def test_that_is_none_is_not_taken(self, opened: Opened, amount: str) -> None:
        assert opened.pay(amount) is FetchOutcome.DOWN
        assert opened.facts()["account.balance"] == "13450 USD"
        assert opened.pay("100 USD") is FetchOutcome.DONE

    def test_for_an_account_nobody_has_is_not_taken(self, opened: Opened) -> None:
        assert opened.pay("100 USD", number=UNKNOWN) is FetchOutcome.DOWN


def test_seeding_replaces_what_was_said_about_an_account(opened: Opened) -> None:
    opened.seed([replace(ROSA, pin=Secret("8642"), zip=Secret(""), balance_cents=1, due=None)])
    assert opened.check(ROSA.number, Known.ACCOUNT_PIN, "2580") == REFUSED
    assert opened.check(ROSA.number, Known.ACCOUNT_ZIP, "10451") == REFUSED
    facts = opened.check(ROSA.number, Known.ACCOUNT_PIN, "8642").facts
    assert facts["account.balance"] == "1 USD"
    assert "account.due" not in facts


def test_only_a_directory_across_the_network_is_slow(opened: Opened) -> None:
    assert opened.directory.quick is not isinstance(opened.directory, HttpDirectory)


def test_what_was_keyed_is_in_no_repr(opened: Opened) -> None:
    found = opened.check(ROSA.number, Known.ACCOUNT_PIN, "2580")
    said = repr(opened.directory) + repr(ROSA) + repr(found)
    for secret in (ROSA.number, ROSA.pin, ROSA.bill_code, ROSA.zip, ROSA.phone, BEN.number):
        assert secret.reveal() not in said
