"""Call backs in line: they keep the place of the call they were asked on, and are in line until somebody talked."""

from dataclasses import replace
from datetime import datetime

from ivr.routing.floor import Floor, Standing, Waiter, Waiting
from ivr.routing.moves import left


def of_token(floor: Floor, token: str) -> Waiter | None:
    """Whoever waits for that call back, answered or not."""
    return next((one for one in floor.waiting.values() if one.token == token), None)


def asked(floor: Floor, call: str, waiter: Waiter) -> Floor:
    """The caller's place becomes that of the call back; without one, it is at the end of the line."""
    before = floor.waiting.get(call)
    entered = waiter.entered if before is None else min(before.entered, waiter.entered)
    floor = left(floor, call)
    return replace(floor, waiting={**floor.waiting, waiter.call: replace(waiter, entered=entered)})


def answered(floor: Floor, token: str, call: str) -> Floor:
    """From now on it is a call like any other, and whoever was held for it is held for that call."""
    waiter = of_token(floor, token)
    if waiter is None or waiter.call == call:
        return floor
    now_called = replace(waiter, call=call, callback=False)
    waiting = {key: one for key, one in floor.waiting.items() if key != waiter.call}
    standings = {name: _renamed(one, waiter.call, call) for name, one in floor.standings.items()}
    return replace(floor, waiting={**waiting, call: now_called}, standings=standings)


def in_vain(floor: Floor, token: str, not_before: datetime) -> Floor:
    """Nobody was reached: it is in line again, and whoever was held for it is free."""
    waiter = of_token(floor, token)
    if waiter is None:
        return floor
    again = replace(
        waiter, call=token, callback=True, status=Waiting.WAITING, not_before=not_before, tries=waiter.tries + 1
    )
    floor = left(floor, waiter.call)
    return replace(floor, waiting={**floor.waiting, token: again})


def _renamed(standing: Standing, before: str, after: str) -> Standing:
    return replace(standing, call=after) if standing.call == before else standing
