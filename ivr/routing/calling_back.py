"""Call backs in line: they keep the place of the call they were asked on, and are in line until somebody talked.

A try counts when it goes out, because nobody may ever say how it ended: then nobody is called without an end.
"""

from dataclasses import replace
from datetime import datetime

from ivr.routing.floor import Floor, Standing, Waiter, Waiting
from ivr.routing.moves import left


def of_token(floor: Floor, token: str) -> Waiter | None:
    """Whoever waits for that call back, answered or not."""
    return next((one for one in floor.waiting.values() if one.token == token), None)


def asked(floor: Floor, waiter: Waiter, *places: str) -> Floor:
    """The first of these places in line, calls and tokens, becomes that of the call back, which takes the place of all of them;
    without any it is at the end of the line."""
    found = [one for key in places if (one := floor.waiting.get(key)) is not None]
    for one in found:
        floor = left(floor, one.call)
    entered = min([waiter.entered, *(one.entered for one in found)])
    return replace(floor, waiting={**floor.waiting, waiter.call: replace(waiter, entered=entered)})


def tried(floor: Floor, token: str, not_before: datetime) -> Floor:
    """A call goes out. There will be no other until then, whatever becomes of this one."""
    waiter = of_token(floor, token)
    if waiter is None:
        return floor
    return _with(floor, replace(waiter, tries=waiter.tries + 1, not_before=not_before, placed=""))


def placed(floor: Floor, token: str, call: str) -> Floor:
    waiter = of_token(floor, token)
    return floor if waiter is None else _with(floor, replace(waiter, placed=call))


def goes_on(waiter: Waiter, call: str) -> bool:
    """Whether this is the call that goes on for it: answered, or ringing. Until the carrier has said which it is, any may be."""
    if not waiter.callback:
        return waiter.call == call
    return waiter.placed == call or (not waiter.placed and waiter.status is Waiting.CALLED)


def answered(floor: Floor, token: str, call: str) -> Floor:
    """From now on it is a call like any other, and whoever was held for it is held for that call. It is nobody to be brought
    out of a queue before it is in one."""
    waiter = of_token(floor, token)
    if waiter is None or not waiter.callback:
        return floor
    now_called = replace(waiter, call=call, callback=False, status=Waiting.DECIDING, not_before=None, placed=call)
    waiting = {key: one for key, one in floor.waiting.items() if key != waiter.call}
    standings = {name: _renamed(one, waiter.call, call) for name, one in floor.standings.items()}
    return replace(floor, waiting={**waiting, call: now_called}, standings=standings)


def in_vain(floor: Floor, token: str, not_before: datetime) -> Floor:
    """Nobody was reached, or nobody talked: it is in line again, and whoever was held for it is free."""
    waiter = of_token(floor, token)
    if waiter is None:
        return floor
    floor = left(floor, waiter.call)
    again = replace(
        waiter, call=token, callback=True, status=Waiting.WAITING, not_before=not_before, placed="", key=0, slot=0
    )
    return _with(floor, again)


def given_up(floor: Floor, token: str) -> Floor:
    """Nobody is to be called any more, and nobody is held for it."""
    waiter = of_token(floor, token)
    return floor if waiter is None else left(floor, waiter.call)


def _with(floor: Floor, waiter: Waiter) -> Floor:
    return replace(floor, waiting={**floor.waiting, waiter.call: waiter})


def _renamed(standing: Standing, before: str, after: str) -> Standing:
    return replace(standing, call=after) if standing.call == before else standing
