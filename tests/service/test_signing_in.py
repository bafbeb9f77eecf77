"""Who somebody is, by password or PIN, and when nobody is asked any more."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from cast import SetClock
from hypothesis import given
from hypothesis import strategies as st

from ivr.secret import Secret
from ivr.service import signing_in
from ivr.service.desk_ports import Role, User
from ivr.service.signing_in import COMMONEST, MOST_A_DAY, MOST_FOR_ONE, MOST_FROM_ONE, SignIn, hashed, weak, weak_pin
from ivr.stores.desk_failures import MemoryFailures
from ivr.stores.desk_users import MemoryUsers

PASSWORD = Secret("four harbour lamps")
WRONG = Secret("five harbour lamps")
PIN = Secret("730618")
CODE = Secret("4021")
ROSA = User("rosa", hashed(PASSWORD), Role.REPRESENTATIVE, "rosa", "4021", hashed(PIN))
BEN = replace(ROSA, name="ben", representative="ben", code="4022")
VERA = replace(ROSA, name="vera", role=Role.SUPERVISOR, representative="", code="", pin="", password="")


@dataclass
class Office:
    clock: SetClock = field(default_factory=SetClock)
    failures: MemoryFailures = field(default_factory=MemoryFailures)
    users: MemoryUsers = field(default_factory=MemoryUsers)
    door: SignIn = field(init=False)

    def __post_init__(self) -> None:
        for one in (ROSA, BEN, VERA):
            self.users.put(one)
        self.door = SignIn(self.users, self.failures, self.clock)

    def fail(self, name: str, times: int, where: str = "203.0.113.5") -> None:
        """As that many wrong passwords do, without the time that hashes take."""
        for _ in range(times):
            self.failures.note(f"name:{name}", self.clock.now())
            self.failures.note(f"address:{where}", self.clock.now())


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compared; the comparing itself is the real one."""
    compared: list[str] = []
    real = signing_in.check_password_hash

    def counted(stored: str, given: str) -> bool:
        compared.append(stored)
        return real(stored, given)

    monkeypatch.setattr(signing_in, "check_password_hash", counted)
    return compared


def test_the_right_password_is_its_owner(office: Office) -> None:
    assert office.door.by_password("rosa", PASSWORD, "203.0.113.5") == ROSA
    assert office.door.by_password("  rosa ", PASSWORD, "203.0.113.5") == ROSA


@pytest.mark.parametrize("given", [WRONG, Secret(""), Secret("four harbour lamps "), Secret("x" * 100_000)])
def test_a_wrong_password_is_nobody(office: Office, given: Secret) -> None:
    assert office.door.by_password("rosa", given, "203.0.113.5") is None


@pytest.mark.parametrize("name", ["", "nobody", "x" * 100_000, "name:rosa", "vera"])
def test_an_unknown_name_and_one_without_a_password_are_nobody(office: Office, name: str) -> None:
    assert office.door.by_password(name, PASSWORD, "203.0.113.5") is None
    assert office.door.by_password(name, Secret(""), "203.0.113.5") is None


def test_an_unknown_name_costs_the_hash_of_a_wrong_password(office: Office, hashes: list[str]) -> None:
    office.door.by_password("rosa", WRONG, "203.0.113.5")
    office.door.by_password("nobody", WRONG, "203.0.113.5")
    office.door.by_password("vera", Secret("x" * 100_000), "203.0.113.5")
    assert {stored.partition("$")[0] for stored in hashes} == {signing_in.HASHING}
    assert len(hashes) == 3


def test_after_ten_failures_a_name_is_refused_without_a_look(office: Office, hashes: list[str]) -> None:
    office.fail("rosa", MOST_FOR_ONE - 1)
    assert office.door.by_password("rosa", WRONG, "198.51.100.1") is None
    assert len(hashes) == 1
    assert office.door.by_password("rosa", PASSWORD, "198.51.100.2") is None
    assert office.door.by_password("Rosa", PASSWORD, "198.51.100.2") is None
    assert len(hashes) == 1
    assert office.door.by_password("ben", PASSWORD, "198.51.100.2") == BEN


def test_after_thirty_failures_an_address_is_refused_whatever_the_name(office: Office, hashes: list[str]) -> None:
    for number in range(MOST_FROM_ONE - 1):
        office.fail(f"guess{number}", 1)
    assert office.door.by_password("guess", WRONG, "203.0.113.5") is None
    assert len(hashes) == 1
    assert office.door.by_password("rosa", PASSWORD, "203.0.113.5") is None
    assert len(hashes) == 1
    assert office.door.by_password("rosa", PASSWORD, "203.0.113.6") == ROSA


def test_the_limit_ends_a_quarter_of_an_hour_after_the_failures(office: Office) -> None:
    office.fail("rosa", MOST_FOR_ONE)
    office.clock.advance(minutes=14, seconds=59)
    for _ in range(20):  # being refused is no failure, or nobody would ever get in again
        assert office.door.by_password("rosa", PASSWORD, "203.0.113.9") is None
    office.clock.advance(seconds=2)
    assert office.door.by_password("rosa", PASSWORD, "203.0.113.9") == ROSA


def test_success_forgets_the_failures_of_the_name_and_not_of_the_address(office: Office) -> None:
    office.fail("rosa", MOST_FOR_ONE - 1)
    assert office.door.by_password("rosa", PASSWORD, "203.0.113.5") == ROSA
    assert office.failures.since("name:rosa", office.clock.now() - signing_in.WINDOW) == 0
    assert office.failures.since("address:203.0.113.5", office.clock.now() - signing_in.WINDOW) == MOST_FOR_ONE - 1


def test_code_and_pin_are_their_owner(office: Office) -> None:
    assert office.door.by_pin(CODE, PIN, "+15550100001") == ROSA


@pytest.mark.parametrize(
    ("code", "pin"),
    [(CODE, Secret("730619")), (Secret("9999"), PIN), (Secret(""), PIN), (Secret(""), Secret("")), (CODE, Secret(""))],
)
def test_a_wrong_pin_an_unknown_code_and_none_are_nobody(
    office: Office, hashes: list[str], code: Secret, pin: Secret
) -> None:
    assert office.door.by_pin(code, pin, "+15550100001") is None
    assert len(hashes) == 1


def test_pins_are_counted_by_person_and_by_calling_number(office: Office, hashes: list[str]) -> None:
    for _ in range(MOST_FOR_ONE):
        office.failures.note("pin:rosa", office.clock.now())
    assert office.door.by_pin(CODE, PIN, "+15550100001") is None
    for _ in range(MOST_FROM_ONE):
        office.failures.note("caller:+15550100002", office.clock.now())
    assert office.door.by_pin(Secret("4022"), PIN, "+15550100002") is None
    assert hashes == []
    assert office.door.by_pin(Secret("4022"), PIN, "+15550100001") == BEN


def test_guessing_pins_does_not_keep_anybody_from_the_desk(office: Office) -> None:
    for _ in range(MOST_FOR_ONE):
        office.failures.note("pin:rosa", office.clock.now())
    assert office.door.by_password("rosa", PASSWORD, "203.0.113.5") == ROSA


def test_a_failed_pin_is_noted_under_names_that_hold_nothing_keyed(office: Office) -> None:
    noted: list[str] = []
    office.failures.note = lambda what, _: noted.append(what)  # type: ignore[method-assign]
    office.door.by_pin(Secret("84482917"), PIN, "+15550100001")
    office.door.by_pin(CODE, Secret("730619"), "+15550100001")
    assert noted == ["caller:+15550100001", "pin:rosa", "caller:+15550100001", "pin:rosa in a day"]


def test_thirty_wrong_pins_a_day_are_enough_however_slowly_they_come_and_whatever_succeeds_meanwhile(
    office: Office, hashes: list[str]
) -> None:
    for _ in range(MOST_A_DAY - 1):
        office.failures.note("pin:rosa in a day", office.clock.now())
    assert office.door.by_pin(CODE, PIN, "+15550100001") == ROSA
    assert office.door.by_pin(CODE, Secret("730619"), "+15550100001") is None
    office.clock.at += timedelta(hours=23)
    hashes.clear()
    assert office.door.by_pin(CODE, PIN, "+15550100001") is None
    assert hashes == []
    office.clock.at += timedelta(hours=2)
    assert office.door.by_pin(CODE, PIN, "+15550100001") == ROSA


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("short", "at least 10"),
        ("x" * 201, "at most 200"),
        ("rosalinda-9", "not the name"),
        ("Rosalinda2026", "not the name"),
        ("Password123", "one of the first"),
        ("aaaaaaaaaaaa", "one of the first"),
        ("abababababab", "one of the first"),
        ("four harbour lamps", ""),
        ("rosalinda's four lamps", ""),
    ],
)
def test_a_weak_password_is_told_what_is_wrong_with_it(text: str, wrong: str) -> None:
    said = weak(Secret(text), "Rosalinda")
    assert (wrong in said) if wrong else said == ""
    assert text not in said


def test_the_commonest_passwords_are_those_that_are_long_enough_to_matter() -> None:
    assert all(len(one) >= 10 and one == one.casefold() for one in COMMONEST)
    assert all(weak(Secret(one)) for one in COMMONEST)


@pytest.mark.parametrize(
    ("digits", "wrong"),
    [
        ("12345", "6 to 8"),
        ("123456789", "6 to 8"),
        ("73061a", "6 to 8"),
        ("٧٣٠٦١٨", "6 to 8"),
        ("123456", "count up"),
        ("234567", "count up"),
        ("87654321", "count up"),
        ("777777", "over and over"),
        ("730618", ""),
        ("73061855", ""),
    ],
)
def test_a_weak_pin_is_told_what_is_wrong_with_it(digits: str, wrong: str) -> None:
    said = weak_pin(Secret(digits))
    assert (wrong in said) if wrong else said == ""
    assert digits not in said


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_can_be_judged(password: str, name: str) -> None:
    assert weak(Secret(password), name).endswith(".") or len(password) >= signing_in.SHORTEST


@given(st.text(max_size=12))
def test_any_accepted_pin_is_six_to_eight_digits(pin: str) -> None:
    assert weak_pin(Secret(pin)) or (pin.isdigit() and 6 <= len(pin) <= 8)
