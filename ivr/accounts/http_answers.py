"""What an answer of the back office means. A clean yes, a clean no, or nothing: there is no guess between.

The answer comes from a program we do not know, so its shape, its size and its numbers are held to what directory.yaml
says, and no word of it reaches a caller or a log.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from ivr.accounts.account import PROVES_MOST, REFUSED, AccountStatus, Owed, proven
from ivr.accounts.http_exchange import MOST_BYTES, Answer
from ivr.dialog.prompts import Known
from ivr.line.directory import DirectoryFile, Unit
from ivr.secret import Secret
from ivr.service.ports import Proof, Verification

Json: TypeAlias = "str | int | Decimal | bool | list[Json] | dict[str, Json] | None"

_MINOR = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_MAJOR = re.compile(r"(-?)(0|[1-9][0-9]{0,12})(?:\.([0-9]{2}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class UnclearError(ValueError):
    """Neither yes nor no. The reason names what was looked for and never quotes what was found."""


def verification(written: DirectoryFile, number: Secret, proof: Proof, answer: Answer) -> Verification:
    """Raises UnclearError."""
    asked = written.verify
    if answer.status in asked.refused_statuses:
        return REFUSED
    told = _json(answer)
    said = _word(_at(told, asked.answer))
    if said in asked.refused:
        return REFUSED
    if said != asked.verified:
        raise UnclearError("it says neither yes nor no")
    owed = _owed(written, told) if proof.by in PROVES_MOST else Owed("", status=_status_alone(written, told))
    try:
        return proven(proof.by, number, owed)
    except ValueError:
        raise UnclearError("an amount is out of bounds") from None


def _json(answer: Answer) -> Json:
    if not 200 <= answer.status < 300:
        raise UnclearError(f"HTTP {answer.status}")
    if answer.content_type != "application/json" and not re.fullmatch(
        r"application/[\w.-]+\+json", answer.content_type
    ):
        raise UnclearError("it is not JSON by its own account")
    if len(answer.body) > MOST_BYTES:
        raise UnclearError("it is too large")
    try:
        text = answer.body.decode()
        told: Json = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_each_once)
    except (ValueError, RecursionError, ArithmeticError):
        raise UnclearError("it cannot be read as JSON") from None
    return told


def _refuse(constant: str) -> Json:
    raise ValueError(constant)


def _each_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """Two programs may take different ones of two values with one name."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _at(told: Json, path: tuple[str, ...]) -> Json:
    """What stands at a place of the answer."""
    for step in path:
        if isinstance(told, dict) and step in told:
            told = told[step]
        elif isinstance(told, list) and step.isascii() and step.isdigit() and int(step) < len(told):
            told = told[int(step)]
        else:
            raise UnclearError(f"it has no {'.'.join(path)}")
    return told


def _word(said: Json) -> str:
    """Text, whole numbers, true and false, as an author writes them in YAML."""
    if isinstance(said, bool):
        return str(said).lower()
    if isinstance(said, int) and abs(said) < 10**15:
        return str(said)
    if isinstance(said, str):
        return said
    raise UnclearError("a word is expected, and something else is there")


def _owed(written: DirectoryFile, told: Json) -> Owed:
    """A fact whose place is named must be there; only a due date may be null, where nothing is due."""
    found: Mapping[Known, Json] = {name: _at(told, path) for name, path in written.verify.facts.items()}
    amounts = written.amounts
    unit, currency = (amounts.unit, amounts.currency) if amounts else (Unit.MINOR, "")
    return Owed(
        currency,
        _money(found, Known.ACCOUNT_BALANCE, unit),
        _money(found, Known.ACCOUNT_PAST_DUE, unit),
        _day(found.get(Known.ACCOUNT_DUE)),
        _status(written, found),
        _flag(found, Known.ACCOUNT_AUTOPAY),
        _flag(found, Known.ACCOUNT_DISCOUNT),
    )


def _money(found: Mapping[Known, Json], name: Known, unit: Unit) -> int | None:
    """Minor units. A number with a fraction is exact here, because it never was a float."""
    if name not in found:
        return None
    value = found[name]
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise UnclearError("money is expected, and something else is there")
    text = str(value)
    match unit:
        case Unit.MINOR if _MINOR.fullmatch(text):
            return int(text)
        case Unit.MAJOR:
            return _major(text)
        case _:
            raise UnclearError("an amount is not in whole minor units")


def _major(text: str) -> int:
    """134.50, 134.5 as a number loses its last zero, and 134."""
    if re.fullmatch(r"-?[0-9]+\.[0-9]", text):
        text += "0"
    parts = _MAJOR.fullmatch(text)
    if parts is None:
        raise UnclearError("an amount is not in major units with two decimals")
    cents = int(parts[2]) * 100 + int(parts[3] or 0)
    return -cents if parts[1] else cents


def _day(value: Json) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise UnclearError("a date is expected, and something else is there")


def _status(written: DirectoryFile, found: Mapping[Known, Json]) -> AccountStatus | None:
    if Known.ACCOUNT_STATUS not in found:
        return None
    meant = written.meaning_of(_word(found[Known.ACCOUNT_STATUS]))
    if meant is None:
        raise UnclearError("it has a status that directory.yaml does not know")
    return meant


def _status_alone(written: DirectoryFile, told: Json) -> AccountStatus | None:
    """For who may not hear it and is led by it; a back office need not tell it on a weaker proof."""
    place = written.verify.facts.get(Known.ACCOUNT_STATUS)
    try:
        return None if place is None else _status(written, {Known.ACCOUNT_STATUS: _at(told, place)})
    except UnclearError:
        return None


def _flag(found: Mapping[Known, Json], name: Known) -> bool | None:
    if name not in found:
        return None
    value = found[name]
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return value == "yes"
    raise UnclearError("yes or no is expected, and something else is there")
