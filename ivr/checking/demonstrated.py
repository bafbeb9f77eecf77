"""What a directory tells of the demonstration accounts: with these a call of a proof can be made by anybody who has the line."""

from collections.abc import Iterator, Mapping

from ivr.dialog.prompts import Known
from ivr.line.demonstration import AccountStatus, DemonstrationAccount
from ivr.line.line import Line
from ivr.speech.money import format_money

_CURRENCY = "USD"


def facts_of(line: Line) -> tuple[Mapping[str, str], ...]:
    """Canonical text by name, for each account."""
    accounts = () if line.demonstration is None else line.demonstration.accounts
    return tuple({name.value: text for name, text in _told(one)} for one in accounts)


def _told(account: DemonstrationAccount) -> Iterator[tuple[Known, str]]:
    yield Known.ACCOUNT_BALANCE, format_money(account.balance, _CURRENCY)
    yield Known.ACCOUNT_PAST_DUE, format_money(account.past_due, _CURRENCY)
    yield Known.ACCOUNT_STATUS, account.status.value
    yield Known.ACCOUNT_HELD, _yes_no(held=account.status is not AccountStatus.ACTIVE)
    yield Known.ACCOUNT_AUTOPAY, _yes_no(held=bool(account.autopay))
    yield Known.ACCOUNT_DISCOUNT, _yes_no(held=bool(account.discount))


def _yes_no(*, held: bool) -> str:
    return "yes" if held else "no"
