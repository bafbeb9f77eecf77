"""What is heard where a document names nothing to hear: hold music, or nothing at all."""

from math import inf
from typing import Never

from ivr.carrier.leg import Leg
from ivr.carrier.office import Stage

HOLD_MUSIC = "http://twimlets.com/holdmusic?Bucket=com.twilio.music.classical"
"""Never fetched (Twilio, Enqueue, waitUrl)."""


async def listen_to_music(stage: Stage) -> Never:
    """Until cancelled. The music is one short sound in a transcript, where four hours of it would help nobody; who has
    sound hears it until something else is heard."""
    await stage.leg.play(HOLD_MUSIC)
    await keep_silent(stage.leg)


async def keep_silent(leg: Leg) -> Never:
    while True:
        await leg.pause(inf)
