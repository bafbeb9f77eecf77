"""`ivr desk status`, `close` and `open`: the office as it is now, for whoever has a terminal and no browser.

The floor is changed by its own pure moves and nothing else is done: the server sees the change within a second, and does
what follows from it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import click

from ivr.cli.desk_ground import ground, person
from ivr.dialog.prompts import Known
from ivr.routing.availability import presence, standing_of
from ivr.routing.floor import Floor, Waiter
from ivr.routing.lining_up import line_of
from ivr.routing.moves import closed, opened
from ivr.routing.roster import Representative, Staff
from ivr.service.floor_ports import Voicemail
from ivr.service.handing_over import in_words
from ivr.web.desk import words

BY = click.option(
    "--by",
    metavar="NAME",
    type=person,
    default="an operator",
    show_default=True,
    help="Who says so, for the desk's pages.",
)


@click.command
def status() -> None:
    """Tell who is ready and who waits."""
    with ground() as place:
        staff, floor, messages = place.staff(), place.store.board.look(), place.store.voicemails.all()
        for text in _told(staff, floor, messages, datetime.now(UTC)):
            print(text)


@click.command
@BY
def close(by: str) -> None:
    """Close the office in an emergency, until somebody opens it again.

    Callers are led where the line's opening hours say `emergency`. Whoever is talking goes on talking.
    """
    now = datetime.now(UTC)
    with ground() as place:
        before = place.store.board.look().emergency
        floor = place.store.board.change(lambda floor: closed(floor, by, now))
    if before:
        print(f"The office was closed already, by {before}.")
        return
    print("The office is closed. `ivr desk open` opens it again.")
    print(words.people(_holding(floor), "waiting"))


@click.command("open")
def open_() -> None:
    """Open the office after an emergency. Its opening hours hold again."""
    with ground() as place:
        before = place.store.board.look().emergency
        place.store.board.change(opened)
    print(f"The office is open again. It had been closed by {before}." if before else "The office was not closed.")


def in_columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()


def _told(staff: Staff, floor: Floor, messages: Sequence[Voicemail], now: datetime) -> Iterator[str]:
    yield f"The office is closed, by {floor.emergency}." if floor.emergency else "The office is not closed."
    yield ""
    yield from in_columns([_person(one, floor, staff, now) for one in staff.representatives])
    yield ""
    yield words.people(_holding(floor), "waiting")
    groups = sorted({one.group for one in floor.waiting.values()})
    lines = [_waiter(one, at, now) for group in groups for at, one in enumerate(line_of(floor, group), start=1)]
    yield from in_columns(lines) if lines else ()
    new = sum(one.heard_at is None for one in messages)
    yield f"{new} new voice {'message' if new == 1 else 'messages'}."


def _person(person: Representative, floor: Floor, staff: Staff, now: datetime) -> tuple[str, ...]:
    standing = standing_of(floor, staff, person.id, now)
    known = person.id in floor.standings
    return (
        person.name,
        words.presence(presence(standing).value),
        words.since(standing.since, now) if known else "never signed in",
        f"{standing.taken} taken",
        f"{standing.missed} missed in a row" if standing.missed else "",
    )


def _waiter(waiter: Waiter, place: int, now: datetime) -> tuple[str, ...]:
    told = dict(waiter.hand_off)
    last4, reason = told.get(Known.ACCOUNT_LAST4, ""), in_words(told.get(Known.CALLER_REASON, ""))
    return (
        f"{waiter.group} {place}",
        words.since(waiter.entered, now),
        "to be called back" if waiter.callback else words.state(waiter.status.value),
        f"about {reason}" if reason else "",
        f"account ending {last4}" if last4 else "",
        words.language(waiter.language) if waiter.language else "",
    )


def _holding(floor: Floor) -> int:
    """Who holds the line, and does not only wait for a call back."""
    return sum(
        not one.callback for group in {one.group for one in floor.waiting.values()} for one in line_of(floor, group)
    )
