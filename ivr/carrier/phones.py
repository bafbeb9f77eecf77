"""Who answers which number."""

from dataclasses import dataclass

from ivr.carrier.handsets.handset import Handset

TALK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Phone:
    """What happens when a number is rung. `answers_after` is seconds of ringing, None for a telephone nobody picks up.

    `handset` holds it once it rings; without one, somebody listens to any whisper in silence, talks for `talks_for`
    seconds once connected, and hangs up. `name` is what transcripts call it, the number where it is empty.
    """

    answers_after: float | None = None
    busy: bool = False
    fails: bool = False
    handset: Handset | None = None
    talks_for: float = TALK_SECONDS
    name: str = ""


NOBODY = Phone()
