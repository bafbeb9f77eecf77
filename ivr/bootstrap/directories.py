"""The account directory of a line: the embedded one, or the company's own behind HTTP; limits on guessing before either."""

import os
import secrets

from ivr.accounts.account import DemoAccount
from ivr.accounts.directory import Attempts, Directory
from ivr.accounts.guard import Guarded
from ivr.accounts.http import HttpDirectory
from ivr.accounts.http_environment import DirectorySettingsError
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.accounts.sqlite import SqliteAccounts
from ivr.accounts.sqlite_attempts import SqliteAttempts
from ivr.bootstrap.keeping import kept
from ivr.bootstrap.settings import Settings, SettingsError, file_of
from ivr.line.line import Line
from ivr.service.ports import Accounts, Clock


def directory_of(settings: Settings, line: Line | None, clock: Clock) -> Accounts:
    """Raises SettingsError for an environment that does not say what directory.yaml needs, StoreError."""
    path = file_of(settings)
    pepper = kept(settings, "pepper", lambda: secrets.token_urlsafe(32))
    attempts: Attempts = MemoryAttempts()
    if path is not None:
        attempts = SqliteAttempts(path, pepper)
        attempts.prepare()
    return Guarded(_elsewhere(line, clock) or _embedded(settings, line, clock, pepper), attempts, clock)


def _elsewhere(line: Line | None, clock: Clock) -> Directory | None:
    if line is None or line.directory is None:
        return None
    try:
        return HttpDirectory(line.directory, os.environ, clock)
    except DirectorySettingsError as error:
        raise SettingsError(str(error)) from None


def _embedded(settings: Settings, line: Line | None, clock: Clock, pepper: str) -> Directory:
    """With the line's demonstration accounts, which are put in at each start over what was there."""
    path = file_of(settings)
    accounts = FixedAccounts() if path is None else SqliteAccounts(path, pepper, clock)
    accounts.seed(demo_accounts(line))
    return accounts


def demonstration(line: Line | None, clock: Clock, *, down: bool = False, quick: bool = True) -> Accounts:
    """A directory of a line's demonstration accounts, in memory."""
    accounts = FixedAccounts(quick=quick, down=down)
    accounts.seed(demo_accounts(line))
    return Guarded(accounts, MemoryAttempts(), clock)


def demo_accounts(line: Line | None) -> list[DemoAccount]:
    """The invented customers of a line, as a directory takes them."""
    if line is None or line.demonstration is None:
        return []
    return [
        DemoAccount(
            number=one.number,
            pin=one.pin,
            balance_cents=one.balance,
            past_due_cents=one.past_due,
            due=one.due,
            currency="USD",
            bill_code=one.bill_code,
            zip=one.zip,
            phone=one.phone,
            status=one.status,
            autopay=one.autopay,
            discount=one.discount,
        )
        for one in line.demonstration.accounts
    ]
