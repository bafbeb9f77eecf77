"""What transcripts call a telephone that is rung: no two that are there at once alike, and none like somebody who is always
there."""

from ivr.carrier.room import Room

RESERVED = ("caller", "line", "carrier", "you")


def name_in(room: Room, name: str, number: str) -> str:
    """The name, or the number where there is none; with the number behind it where the name is another's, and with a count
    where that is another's too, as when one number is rung twice at once."""
    taken = {leg.name.casefold() for leg in room.legs if not leg.over} | {*RESERVED}
    wanted = name or number
    if wanted.casefold() in taken:
        wanted = f"{wanted} at {number}" if wanted != number else wanted
    found, count = wanted, 1
    while found.casefold() in taken:
        count += 1
        found = f"{wanted} ({count})"
    return found
