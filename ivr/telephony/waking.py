"""When somebody may be rung who is not waiting for it: not in the night of wherever the number is from.

The office may be three hours ahead of whoever asked yesterday to be called back. 8 to 21 o'clock local time are the hours of 47 CFR
64.1200(c)(1). It is written for calls that sell something; a line that calls back keeps to it all the same.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FROM, TO = 8, 21
"""Hours of the day, local time."""
MOST_ZONES = 4
"""A number with more of them (toll-free, of the whole country) is no household's, and has no night of its own."""


def quiet_until(number: str, now: datetime) -> datetime | None:
    """When the night at this E.164 number is over; None while it is day, and where nobody can say. A mobile telephone may be
    anywhere; its area code is the best there is. Of several zones the last to wake up counts."""
    mornings = [morning for zone in _zones(number) if (morning := _morning(now.astimezone(zone))) is not None]
    return max(mornings, default=None)


def _morning(local: datetime) -> datetime | None:
    if FROM <= local.hour < TO:
        return None
    day = local if local.hour < FROM else local + timedelta(days=1)
    return day.replace(hour=FROM, minute=0, second=0, microsecond=0)


def _zones(number: str) -> list[ZoneInfo]:
    """None of them where the tables have no place for it, or this machine has none of their zones."""
    import phonenumbers  # noqa: PLC0415 - takes 50 ms, and only whoever calls somebody needs it
    from phonenumbers.timezone import time_zones_for_number  # noqa: PLC0415 - as above

    try:
        names = time_zones_for_number(phonenumbers.parse(number))
        return [ZoneInfo(name) for name in names] if len(names) <= MOST_ZONES else []
    except (phonenumbers.NumberParseException, ZoneInfoNotFoundError):
        return []
