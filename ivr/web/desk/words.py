"""How the desk's pages put values: times, languages, reasons and what a call leaves behind, in plain words.

The one place of the web where an account number is revealed: on the card of the representative who has the call.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency

from ivr.routing.availability import Presence
from ivr.routing.floor import Waiting
from ivr.secret import Secret
from ivr.service.floor_ports import HandOff
from ivr.speech.money import parse_money

PRESENCE: Mapping[str, str] = {  # in the order a supervisor looks for people
    Presence.READY: "Ready",
    Presence.RINGING: "Telephone is ringing",
    Presence.TALKING: "On a call",
    Presence.WRAP_UP: "Finishing up",
    Presence.BUSY: "Busy",
    Presence.AWAY: "Away",
}
STATES: Mapping[str, str] = {
    Waiting.WAITING: "Waiting",
    Waiting.DECIDING: "Choosing how to go on",
    Waiting.CALLED: "Being put through",
    Waiting.TALKING: "On a call",
}
LABELS: Mapping[str, str] = {
    "caller.reason": "About",
    "account.last4": "Account ending",
    "account.verified": "Verified",
    "caller.phone_last4": "Telephone ending",
    "caller.reference_last4": "Reference ending",
    "caller.language": "Language",
    "payment.amount": "Amount",
}
"""Of what a call leaves behind, in the order it is shown. What has no label is not shown."""


def account(number: Secret) -> str:
    """In groups of four, as a representative types it."""
    digits = number.reveal()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def presence(word: str) -> str:
    return PRESENCE.get(word, sentence(word))


def state(word: str) -> str:
    return STATES.get(word, sentence(word))


def duration(seconds: float) -> str:
    """The script counts in the same words; see `spell` in desk.js."""
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole // 60 % 60:02} min"


def since(moment: datetime, now: datetime) -> str:
    return duration((now - moment).total_seconds())


def clock(moment: datetime, now: datetime) -> str:
    """The time on the office's wall, which is that of `now`; with the day when it is another one."""
    local = moment.astimezone(now.tzinfo)
    text = f"{local:%I:%M %p}".lstrip("0")
    return text if local.date() == now.date() else f"{local:%A, %B} {local.day}, {text}"


def closed_by(emergency: str, now: datetime) -> str:
    """`vera since 2026-11-24T15:06:11+00:00`, as the floor has it, is vera, 10:06 AM; what is no such text stays."""
    name, _, since = emergency.rpartition(" since ")
    try:
        return f"{name}, {clock(datetime.fromisoformat(since), now)}"
    except ValueError:
        return emergency


def language(tag: str) -> str:
    """`es-US` is Spanish; what is no language tag is shown as it is."""
    try:
        return Locale.parse(tag, sep="-").get_language_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def languages(tags: tuple[str, ...]) -> str:
    return ", ".join(language(tag) for tag in tags)


def sentence(text: str) -> str:
    """`more_time`, as an author names a reason, is More time."""
    plain = text.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def amount(text: str) -> str:
    """`4510 USD` is $45.10; what is written in words already stays."""
    try:
        minor, currency = parse_money(text)
    except ValueError:
        return text
    return format_currency(Decimal(minor) / 100, currency, locale="en_US")


def left_behind(hand_off: HandOff) -> Iterator[tuple[str, str]]:
    """Label and text of what may be seen of a call that is over."""
    given = dict(hand_off)
    for name, label in LABELS.items():
        text = given.get(name, "")
        if text:
            yield label, _shown(name, text)


def _shown(name: str, text: str) -> str:
    match name:
        case "caller.language":
            return language(text)
        case "caller.reason" | "account.verified":
            return sentence(text)
        case "payment.amount":
            return amount(text)
        case _:
            return text[-4:]


def people(count: int, doing: str) -> str:
    """`2 people are waiting.`"""
    match count:
        case 0:
            return f"Nobody is {doing}."
        case 1:
            return f"1 person is {doing}."
        case _:
            return f"{count} people are {doing}."
