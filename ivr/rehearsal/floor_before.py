"""The floor of a call centre as a call file finds it: who is away, who is talking to somebody else, and for how long."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.line.callfile import Behaviour, CallFile
from ivr.line.loading import Loaded
from ivr.routing.availability import standing_of
from ivr.routing.floor import Activity, Floor, Standing
from ivr.routing.moves import closed
from ivr.routing.roster import Chosen, Staff


def before(call: CallFile, loaded: Loaded) -> Callable[[Floor], Floor]:
    """What makes the floor what the file says of it. Files may call representatives by id or by name."""
    given, now = call.heading.given, call.heading.given.at.astimezone(UTC)
    line = loaded.line
    staff = Staff() if line is None else line.representatives.staff(line.language)
    ids = {one.name: one.id for one in staff.representatives}
    people = {ids.get(str(name), str(name)): one for name, one in given.representatives.items()}

    def move(floor: Floor) -> Floor:
        here = {name: _standing(standing_of(floor, staff, name, now), one, now) for name, one in people.items()}
        floor = replace(floor, standings={**floor.standings, **here})
        return closed(floor, "the call file", now) if given.emergency else floor

    return move


def _standing(standing: Standing, behaviour: Behaviour, now: datetime) -> Standing:
    if behaviour.away:
        return replace(standing, chosen=Chosen.AWAY)
    ready = replace(standing, chosen=Chosen.READY)  # whoever is named is at work, signed in or not
    if behaviour.talking:
        return replace(ready, activity=Activity.TALKING, call="another call")
    if behaviour.free_after is not None:
        until = now + timedelta(seconds=behaviour.free_after)
        return replace(ready, activity=Activity.WRAP_UP, call="another call", until=until)
    return ready
