"""Calls placed by a telephone of `ivr phone`, each kept when it is over."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from ivr.carrier.handsets.handset import Handset
from ivr.carrier.network import CALLER, Call
from ivr.cli.phone_clock import in_passing
from ivr.phone.exchange import Exchange

Keep = Callable[[Call, str, datetime], None]
"""A call that is over, who called, and when it began."""


class KeepingExchange(Exchange):
    """Whoever placed a call learns of its end once it is kept. Begun calls that are not over are counted in `going_on`."""

    keep: Keep
    going_on: int = 0

    async def call(self, handset: Handset, caller: str = CALLER, called: str | None = None) -> Call:
        began = self.network.clock.now()
        self.going_on += 1
        try:
            done = await super().call(handset, caller, called)
            await in_passing(partial(self.keep, done, caller, began))
        finally:
            self.going_on -= 1
        return done
