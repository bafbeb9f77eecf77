"""A call that was made, written down as a call file that passes.

The file holds what was keyed, in full, since it has to be keyed again: it is readable by its owner alone. Its words are
the first and the last of what was heard before each thing that was done, so that a reader knows where they are, and the
last so that keys come at the moment they came.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ivr.carrier.happenings import AskedToPay
from ivr.carrier.network import CALLER, Call
from ivr.carrier.phones import Phone
from ivr.carrier.transcript import keyed_on
from ivr.line.callfile import ENDS
from ivr.rehearsal.retelling import Did, GotText, Heard, HungUp, Keyed, Rang, Said, Silence, Waited, retold

OWNER_ONLY = 0o600
_PLAIN = re.compile(r"[A-Za-z][\w ,.'!?;()-]*")
_YAML_WORDS = re.compile(r"true|false|yes|no|on|off|null|noinput", re.IGNORECASE)


class NotSavableError(Exception):
    """A call that must not or cannot be written down; the message says why."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a call file says of a call besides its steps. `at` is None where the application has a clock of its own, and
    `url` where it is a line of this machine."""

    title: str
    at: datetime | None = None
    url: str | None = None
    caller: str = CALLER
    phones: Mapping[str, Phone] = field(default_factory=dict, repr=False)


def holds_digits(call: Call) -> bool:
    """Whether more than single keys was keyed: a number, a PIN."""
    return any(len(entry) > 1 for entry in keyed_on(call.legs[0].room).entries)


def written(call: Call, seen: Circumstances) -> str:
    """The text of the call file. Raises NotSavableError for a call in which somebody paid."""
    log = call.legs[0].room.log
    if any(isinstance(one.what, AskedToPay) for one in log):
        raise NotSavableError("a call in which somebody pays is not saved: card numbers stay with the carrier")
    rows = [f"call: {_text(seen.title)}", *_given(call, seen), "steps:"]
    rows += [row for did in retold(call) for row in _step(did)]
    if call.ended.value in ENDS:
        rows.append(f"ends: {call.ended.value}")
    return "\n".join(rows) + "\n"


def save(text: str, file: Path) -> None:
    """Raises FileExistsError, and OSError for what else cannot be."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as fresh:
        fresh.write(text)


def _given(call: Call, seen: Circumstances) -> list[str]:
    rows = []
    if seen.url is not None:
        rows.append(f"  url: {_text(seen.url)}")
    if seen.at is not None:
        rows.append(f"  at: {seen.at:%Y-%m-%d %H:%M} {_zone(seen.at)}")
    if seen.caller != CALLER:
        rows.append(f"  caller: {_text(seen.caller)}")
    rung = {leg.name: seen.phones[leg.number] for leg in call.legs[1:] if leg.number in seen.phones}
    people = [f"    {_text(name)}: {_behaviour(phone)}" for name, phone in rung.items()]
    rows += ["  representatives:", *people] if people else []
    return ["given:", *rows] if rows else []


def _zone(at: datetime) -> str:
    return str(getattr(at.tzinfo, "key", "UTC"))


def _behaviour(phone: Phone) -> str:
    if phone.busy or phone.fails:
        return "busy" if phone.busy else "fails"
    return "does not answer" if phone.answers_after is None else f"answers after {round(phone.answers_after)} s"


def _step(did: Did) -> Iterator[str]:
    match did:
        case Heard(words=words):
            yield f"  - hear: {_text(words)}"
        case Keyed(keys=keys):
            yield f'  - press: "{keys}"'
        case Said(words=words):
            yield f"  - say: {_text(words)}"
        case Silence():
            yield "  - wait: noinput"
        case Waited(seconds=seconds):
            yield f"  - wait: {seconds} s"
        case HungUp():
            yield "  - hang_up: true"
        case GotText(words=words, to=to):
            yield f"  - text: {_text(words)}"
            yield from (f"    to: {_text(number)}" for number in _some(to or ""))
        case Rang(name=name, whisper=whisper, keys=keys):
            yield f"  - ring: {_text(name)}"
            yield from (f"    whisper: {_text(words)}" for words in _some(whisper))
            yield from (f'    press: "{key}"' for key in _some(keys))


def _some(text: str) -> Sequence[str]:
    return [text] if text else []


def _text(text: str) -> str:
    """As people write it where that is safe, in quotes otherwise."""
    plain = _PLAIN.fullmatch(text) and not _YAML_WORDS.fullmatch(text) and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)
