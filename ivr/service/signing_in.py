"""Who somebody is, by a password on the desk or by code and PIN on the telephone.

A wrong name, a wrong password and one guess too many are the same answer, and the first two cost the same hash. Failures
are counted in the store, so the limits hold for all processes together; one attempt at a time is looked at in each
process, which keeps the count exact there and leaves the processor to the calls.
"""

from datetime import timedelta
from functools import cache
from threading import Lock

from werkzeug.security import check_password_hash, generate_password_hash

from ivr.secret import Secret
from ivr.service.desk_ports import Failures, User, Users
from ivr.service.ports import Clock

WINDOW = timedelta(minutes=15)
MOST_FOR_ONE = 10
"""Failures within the window for one name, or one person's PIN."""
DAY = timedelta(days=1)
MOST_A_DAY = 30
"""Failures within a day for one person's PIN: six digits would not stand ten in every quarter of an hour for long, since
whoever guesses one is connected with callers."""
MOST_FROM_ONE = 30
"""Failures within the window from one address, or one calling number: an office may share one."""
SHORTEST = 10
LONGEST = 200
"""Characters. More are not hashed, since hashing them is work somebody else can order."""
PIN_LENGTHS = range(6, 9)
HASHING = "scrypt:32768:8:1"
"""About 60 ms and 32 MB; the parameters werkzeug 3.1 takes by itself."""
COMMONEST = frozenset(
    {
        "1234567890", "12345678910", "0123456789", "0987654321", "9876543210", "123456789a", "123123123123",
        "qwertyuiop", "qwerty1234", "qwerty12345", "qwerty123456", "1q2w3e4r5t", "1qaz2wsx3edc", "asdfghjkl1",
        "password12", "password123", "password1234", "password12345", "password123!", "passw0rd123", "p@ssword123",
        "iloveyou123", "iloveyou12", "welcome123", "welcome1234", "letmein123", "letmein1234", "administrator",
        "admin12345", "admin123456", "administrator1", "changeme123", "changeme12", "sunshine123", "princess123",
        "football123", "baseball123", "superman123", "telephone1", "representative", "supervisor", "supervisor1",
        "abcdefghij", "abc1234567", "abcd123456",
    }
)  # fmt: skip
"""Of ten characters and more; the shorter ones are refused for their length."""


@cache
def _nobody() -> str:
    """What is compared when there is nothing to compare with, so that it takes as long. Made when it is needed first: each
    process of the command line would pay for it otherwise."""
    return generate_password_hash("nobody has this", HASHING)


def hashed(password: Secret) -> str:
    """What a User keeps of a password or a PIN."""
    return generate_password_hash(password.reveal(), HASHING)


def weak(password: Secret, name: str = "") -> str:
    """What is wrong with a new password, as a sentence; empty when nothing is."""
    text = password.reveal()
    folded = text.strip().casefold()
    if len(text) < SHORTEST:
        return f"A password has at least {SHORTEST} characters."
    if len(text) > LONGEST:
        return f"A password has at most {LONGEST} characters."
    if name and folded.replace(name.casefold(), "").strip("0123456789!?. -_") == "":
        return "A password is not the name of the person."
    if folded in COMMONEST or len(set(folded)) < 4:
        return "This password is one of the first that anybody would try."
    return ""


def weak_pin(pin: Secret) -> str:
    """What is wrong with a new PIN, as a sentence; empty when nothing is."""
    digits = pin.reveal()
    if not (digits.isascii() and digits.isdigit() and len(digits) in PIN_LENGTHS):
        return "A PIN is 6 to 8 digits."
    if len(set(digits)) == 1:
        return "A PIN is not one digit over and over."
    if digits in "0123456789" or digits in "9876543210":
        return "A PIN does not count up or down."
    return ""


class SignIn:
    """Every method raises StoreError when the store cannot answer; nobody is let in then."""

    def __init__(self, users: Users, failures: Failures, clock: Clock) -> None:
        self._users = users
        self._failures = failures
        self._clock = clock
        self._one_at_a_time = Lock()

    def by_password(self, name: str, password: Secret, where: str) -> User | None:
        """`where` is the address the attempt comes from."""
        name = name.strip()[:LONGEST]
        with self._one_at_a_time:
            user = self._users.get(name)
            stored = user.password if user else ""
            return user if self._proven(f"name:{name.casefold()}", f"address:{where}", stored, password) else None

    def by_pin(self, code: Secret, pin: Secret, caller: str) -> User | None:
        """`caller` is the calling number. What was keyed is not counted by itself: it may be an account number."""
        with self._one_at_a_time:
            user = self._users.by_code(code.reveal()) if len(code) else None
            about = f"pin:{user.name.casefold()}" if user else ""
            stored, daily = (user.pin, f"{about} in a day") if user else ("", "")
            return user if self._proven(about, f"caller:{caller}", stored, pin, daily=daily) else None

    def _proven(self, about: str, source: str, stored: str, given: Secret, *, daily: str = "") -> bool:
        """Refused without a look when there were too many failures; that is no failure itself, so the limit ends. `daily` is
        counted for a whole day, whatever succeeds meanwhile."""
        now = self._clock.now()
        limits = [(about, MOST_FOR_ONE, WINDOW), (source, MOST_FROM_ONE, WINDOW), (daily, MOST_A_DAY, DAY)]
        counted = [one for one in limits if one[0]]
        if any(self._failures.since(what, now - window) >= most for what, most, window in counted):
            return False
        if _matches(stored, given):
            self._failures.forget(about)
            return True
        for what, _, _ in counted:
            self._failures.note(what, now)
        return False


def _matches(stored: str, given: Secret) -> bool:
    """One hash, whoever it is."""
    text = given.reveal() if len(given) <= LONGEST else ""
    same = check_password_hash(stored or _nobody(), text)
    return same and bool(stored) and bool(text)
