"""IVR110."""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.checking.rule import Subject, rule
from ivr.diagnostics import Severity
from ivr.line.model import Path, Unread
from ivr.reading.tree import place_of
from ivr.source import Place

OLDEST_LIST = timedelta(days=180)
SOONEST_END = timedelta(days=30)


@rule("IVR110", "stale-facts", Severity.WARNING)
def stale_facts(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A list of accepted payments that nobody has looked at for 180 days, or holidays that end within 30 days.

    Why: what is accepted changes, and a line that runs past its last holiday rings telephones on the next one.

    Caught:

        # company.yaml
        name: Example Cable
        account_number: {length: 16}
        accepted:
          cards: [Visa, Mastercard]
          as_of: 2020-01-31
        hours:
          billing:
            zone: America/New_York
            week: {monday-friday: 8:00-18:00}

    Instead:

        # company.yaml
        name: Example Cable
        account_number: {length: 16}
        accepted:
          cards: [Visa, Mastercard]
        hours:
          billing:
            zone: America/New_York
            week: {monday-friday: 8:00-18:00}
    """
    if subject.today is None or subject.line.company_tree is None or Unread.COMPANY in subject.line.unread:
        return
    for path, fact, remedy in (*_accepted(subject, subject.today), *_holidays(subject, subject.today)):
        yield place_of(subject.line.company_tree, path), fact, remedy


def _accepted(subject: Subject, today: date) -> Iterator[tuple[Path, str, str]]:
    accepted = subject.line.company.accepted
    if accepted is not None and accepted.as_of is not None and today - accepted.as_of > OLDEST_LIST:
        days = (today - accepted.as_of).days
        yield (
            ("accepted", "as_of"),
            f"Nobody has made sure for {days} days that this is what is accepted.",
            f"Look it up, put the list right, and write as_of: {today}",
        )


def _holidays(subject: Subject, today: date) -> Iterator[tuple[Path, str, str]]:
    for name, hours in subject.line.company.hours.items():
        newest = max(hours.holidays, default=None)
        if newest is not None and newest - today < SOONEST_END:
            yield (
                ("hours", str(name), "holidays"),
                f"The last holiday of the hours {name} is {newest}, so the line knows of none after it.",
                "Add those of the next year.",
            )
