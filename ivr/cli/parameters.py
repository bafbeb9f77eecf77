"""What a command line may say, parsed: telephone numbers, addresses, instants."""

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from ivr.telephony.numbers import BadNumberError, parse_number

SCHEMES = ("http", "https")


def is_url(text: str) -> bool:
    return text.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def number(text: str) -> str:
    """Raises BadParameter, as the others here do."""
    try:
        return parse_number(text)
    except BadNumberError as error:
        raise click.BadParameter(str(error)) from None


def url(text: str) -> str:
    if problem := url_problem(text):
        raise click.BadParameter(problem)
    return text


def instant(text: str) -> datetime:
    """A day, a time and a time zone, as call files write them."""
    moment, _, zone = text.strip().rpartition(" ")
    try:
        return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise click.BadParameter(f"{text!r} is not an instant such as 2026-11-24 10:05 America/New_York") from None


def url_problem(text: str) -> str:
    """Why nothing can be called at this address; empty when something may be."""
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    return "" if good else f"{text!r} is not an address such as https://line.example.com/voice"
