"""Whoever guesses learns nothing: every way a proof can fail is answered with the same bytes, turn for turn."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cast import NUMBER, OTHER_NUMBER, STAFF, SetClock, question, with_dialogs
from put_together import calls_of
from telephones import Telephone
from tiny_line import ACCOUNT, TOKEN, TOKEN_KEY, URL, House

from ivr.accounts.account import DemoAccount
from ivr.accounts.directory import LOCKED_AFTER, Attempts, Directory
from ivr.accounts.guard import Guarded
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.accounts.sqlite import SqliteAccounts
from ivr.accounts.sqlite_attempts import SqliteAttempts
from ivr.dialog.journal import Happening
from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.service.answer import Gate
from ivr.service.lines import Lines
from ivr.service.ports import Proof
from ivr.stores.memory import MemoryStore
from ivr.telephony.outcomes import DialStatus, FetchOutcome

BLANK = Secret("")
KNOWN = replace(ACCOUNT, pin=Secret("2580"), zip=Secret("10013"), phone=Secret("+12125550123"))
ELSEWHERE = replace(KNOWN, number=Secret(OTHER_NUMBER))

CASES: dict[str, tuple[DemoAccount, Known, str]] = {
    "an unknown account": (ELSEWHERE, Known.ACCOUNT_PIN, "1379"),
    "an unknown account and zeros": (ELSEWHERE, Known.ACCOUNT_PIN, "0000"),
    "a wrong PIN": (KNOWN, Known.ACCOUNT_PIN, "1379"),
    "a PIN that is blank on file": (replace(KNOWN, pin=BLANK), Known.ACCOUNT_PIN, "2580"),
    "a PIN that is zeros on file": (replace(KNOWN, pin=Secret("0000")), Known.ACCOUNT_PIN, "0000"),
    "a wrong ZIP": (KNOWN, Known.ACCOUNT_ZIP, "10014"),
    "a ZIP that is blank on file": (replace(KNOWN, zip=BLANK), Known.ACCOUNT_ZIP, "10013"),
    "a wrong telephone number": (KNOWN, Known.ACCOUNT_PHONE_LAST4, "0124"),
    "no telephone number on file": (replace(KNOWN, phone=BLANK), Known.ACCOUNT_PHONE_LAST4, "0000"),
    "no such proof on file": (KNOWN, Known.ACCOUNT_BILL_CODE, "4321"),
    "a right PIN of a locked account": (KNOWN, Known.ACCOUNT_PIN, "2580"),
}

Behind = Callable[[DemoAccount], tuple[Directory, Attempts]]


@pytest.fixture(params=["memory", "sqlite"])
def behind(request: pytest.FixtureRequest, tmp_path: Path, set_clock: SetClock) -> Behind:
    """A real directory of one account, and the counter of failures before it."""

    def made(account: DemoAccount) -> tuple[Directory, Attempts]:
        directory: FixedAccounts | SqliteAccounts = FixedAccounts()
        attempts: MemoryAttempts | SqliteAttempts = MemoryAttempts()
        if request.param == "sqlite":
            path = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
            directory, attempts = SqliteAccounts(path, "pepper", set_clock), SqliteAttempts(path, "pepper")
            attempts.prepare()
        directory.seed([account])
        return directory, attempts

    return made


def replies(clock: SetClock, behind: Behind, case: str, *, quick: bool) -> list[bytes]:
    """Every document of a call with three such attempts, and of what a representative is told then."""
    account, by, proof = CASES[case]
    directory, attempts = behind(account)
    guarded = Guarded(directory if quick else Slow(directory), attempts, clock)
    if "locked" in case:
        for place in range(LOCKED_AFTER):
            guarded.verify(Secret(NUMBER), Proof(by, Secret("1379")), "", f"another call:{place}")
    program = with_dialogs(question("pin", by.value, (4, 6), "identify"))
    store = MemoryStore(clock)
    calls = calls_of(store, guarded, Lines(store, program, {}), STAFF, clock, key=TOKEN_KEY)
    house = House(store, guarded, clock, calls, Gate(calls, store, (TOKEN,), URL, "tiny"), URL)
    caller = Telephone(house).calls().press("1")
    heard = []
    for _ in range(3):
        heard.extend(caller.press(keys).last.body for keys in (NUMBER, "1", proof))
        if not quick:
            heard.append(caller.follow().last.body)
    heard.append(caller.rings().last.body)
    heard.append(caller.dial_ends(DialStatus.NO_ANSWER).last.body)
    details = [entry.detail for entry in store.journal(caller.sid) if entry.kind is Happening.LOOKED_UP]
    assert details == [FetchOutcome.REFUSED.value] * 3
    return heard


class Slow:
    """A directory that says of itself that an answer takes long."""

    quick = False

    def __init__(self, inner: Directory) -> None:
        self.check = inner.check
        self.record = inner.record


@pytest.mark.parametrize("quick", [True, False], ids=["a quick directory", "a slow directory"])
def test_every_way_a_proof_can_fail_gets_the_same_bytes_turn_for_turn(
    set_clock: SetClock, behind: Behind, quick: bool
) -> None:
    expected = replies(set_clock, behind, "a wrong PIN", quick=quick)
    assert len(expected) == (11 if quick else 14)
    assert any(b"I found no match." in body for body in expected)
    different = [case for case in CASES if replies(set_clock, behind, case, quick=quick) != expected]
    assert different == []


def test_the_right_proof_is_answered_otherwise(set_clock: SetClock, behind: Behind) -> None:
    """So that the test above compares answers that could differ."""
    directory, attempts = behind(KNOWN)
    guarded = Guarded(directory, attempts, set_clock)
    found = guarded.verify(Secret(NUMBER), Proof(Known.ACCOUNT_PIN, Secret("2580")), "", "a call:1")
    assert found.outcome is FetchOutcome.VERIFIED
