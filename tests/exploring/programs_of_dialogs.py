"""The smallest program around a few dialogs, for tests of the exploring floor."""

from collections.abc import Mapping
from datetime import UTC, datetime

from ivr.dialog.program import Dialog, Ending, Program
from ivr.dialog.prompts import Voice
from ivr.dialog.world import World
from ivr.telephony.hours import Calendar

EVENING = World(datetime(2026, 11, 24, 19, tzinfo=UTC))


def program_of(*dialogs: Dialog, calendars: Mapping[str, Calendar] | None = None) -> Program:
    """Begins at the first of them; `end` is there as well, and is the person."""
    made = {one.id: one for one in (*dialogs, Ending("end", ()))}
    voice = Voice("en-US", "Polly.Joanna-Neural")
    return Program("few", "digest", dialogs[0].id, "end", voice, made, calendars or {})
