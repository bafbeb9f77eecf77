"""States, journal entries, whispers, call backs and the floor as bytes, and back. The one file with msgspec, and the one
that reveals.

A state begins with the number of its format, so that a newer or older program says so and does not guess. What is
encoded here is in the clear: a store seals it before it lets it out of the process. What may be seen and people may
want to read in the database (the floor, hand-offs) is JSON; the rest is MessagePack.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from ivr.dialog.journal import Entry
from ivr.dialog.state import FORMAT, CallState
from ivr.routing.floor import Standing, Talk, Waiter
from ivr.secret import Secret
from ivr.service.floor_ports import HandOff, Ticket
from ivr.service.ports import StoreError, UnreadableStateError, Whisper

_FORMAT_BYTES = 2
_Value = TypeVar("_Value", CallState, Entry, Whisper, Ticket, Standing, Waiter, tuple[Talk, ...], HandOff, str)


def encode_state(state: CallState) -> bytes:
    """Raises StoreError for a state that is not what its types say, and for one that holds a moment without a zone."""
    if not 0 <= state.format < 1 << 8 * _FORMAT_BYTES:
        raise StoreError("a state's format is a number of two bytes")
    _refuse_naive(state)
    return state.format.to_bytes(_FORMAT_BYTES, "big") + _encode(state)


def decode_state(data: bytes) -> CallState:
    """Raises UnreadableStateError for another format and for bytes that are no state."""
    number = int.from_bytes(data[:_FORMAT_BYTES], "big")
    if number != FORMAT:
        raise UnreadableStateError(f"a saved state has format {number}, this program reads format {FORMAT}")
    return _decode(_STATES, data[_FORMAT_BYTES:])


def encode_entry(entry: Entry) -> bytes:
    """Raises StoreError for an entry whose time is not aware."""
    encode_moment(entry.at)
    return _encode(entry)


def decode_entry(data: bytes) -> Entry:
    return _decode(_ENTRIES, data)


def encode_whisper(whisper: Whisper) -> bytes:
    return _encode(whisper)


def decode_whisper(data: bytes) -> Whisper:
    return _decode(_WHISPERS, data)


def encode_ticket(ticket: Ticket) -> bytes:
    """To be sealed: it holds what was keyed."""
    _refuse_naive(ticket)
    return _encode(ticket)


def decode_ticket(data: bytes) -> Ticket:
    return _decode(_TICKETS, data)


def encode_standing(standing: Standing) -> bytes:
    return _encode_json("Standing", _in_utc(standing))


def decode_standing(data: bytes) -> Standing:
    return _decode(_STANDINGS, data)


def encode_waiter(waiter: Waiter) -> bytes:
    return _encode_json("Waiter", _in_utc(waiter))


def decode_waiter(data: bytes) -> Waiter:
    return _decode(_WAITERS, data)


def encode_talks(talks: tuple[Talk, ...]) -> bytes:
    return _encode_json("Talk", [_in_utc(talk) for talk in talks])


def decode_talks(data: bytes) -> tuple[Talk, ...]:
    return _decode(_TALKS, data)


def encode_hand_off(hand_off: HandOff) -> bytes:
    return _encode_json("hand-off", hand_off)


def decode_hand_off(data: bytes) -> HandOff:
    return _decode(_HAND_OFFS, data)


def encode_text(text: str) -> bytes:
    return _encode_json("text", text)


def decode_text(data: bytes) -> str:
    return _decode(_TEXTS, data)


def encode_moment(moment: datetime) -> str:
    """UTC, always as long: as text it sorts as it does in time, and a person can read it in the database."""
    if moment.tzinfo is None:
        raise StoreError("a moment without a time zone cannot be kept")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def decode_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _reveal(value: object) -> object:
    match value:
        case Secret():
            return value.reveal()
        case Mapping():
            return dict(value)  # mappings other than dict, such as a read-only view of one
        case _:
            raise TypeError(type(value).__name__)


def _conceal(kind: type, value: object) -> object:
    if kind is Secret and isinstance(value, str):
        return Secret(value)
    raise TypeError(kind.__name__)


def _refuse_naive(value: object) -> None:
    """A moment without a zone would be another one on the next machine."""
    for part in fields(value):  # type: ignore[arg-type]  # dataclasses alone come here
        held = getattr(value, part.name)
        if isinstance(held, datetime) and held.tzinfo is None:
            raise StoreError("a moment without a time zone cannot be kept")
        if is_dataclass(held):
            _refuse_naive(held)


def _in_utc(value: Standing | Waiter | Talk) -> dict[str, object]:
    """Its fields, with moments in UTC: JSON's offsets are whole minutes, and those of old zones are not."""
    _refuse_naive(value)
    held = {part.name: getattr(value, part.name) for part in fields(value)}
    return {name: one.astimezone(UTC) if isinstance(one, datetime) else one for name, one in held.items()}


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_reveal)
_STATES = msgspec.msgpack.Decoder(CallState, dec_hook=_conceal)
_ENTRIES = msgspec.msgpack.Decoder(Entry, dec_hook=_conceal)
_WHISPERS = msgspec.msgpack.Decoder(Whisper, dec_hook=_conceal)
_TICKETS = msgspec.msgpack.Decoder(Ticket, dec_hook=_conceal)

_JSON = msgspec.json.Encoder()  # no hook: nothing that is not sealed may hold a secret
_STANDINGS = msgspec.json.Decoder(Standing)
_WAITERS = msgspec.json.Decoder(Waiter)
_TALKS = msgspec.json.Decoder(tuple[Talk, ...])
_HAND_OFFS = msgspec.json.Decoder(HandOff)
_TEXTS = msgspec.json.Decoder(str)

_UNKEEPABLE = (TypeError, ValueError, OverflowError, msgspec.MsgspecError)


def _encode(value: CallState | Entry | Whisper | Ticket) -> bytes:
    try:
        return _ENCODER.encode(value)
    except _UNKEEPABLE:
        pass  # raised below, outside: a UnicodeEncodeError carries the whole text it failed on, which may be a secret
    raise StoreError(f"a {type(value).__name__} holds what cannot be kept")


def _encode_json(name: str, value: object) -> bytes:
    try:
        return _JSON.encode(value)
    except _UNKEEPABLE:
        pass  # as above
    raise StoreError(f"a {name} holds what cannot be kept")


def _decode(decoder: "msgspec.msgpack.Decoder[_Value] | msgspec.json.Decoder[_Value]", data: bytes) -> _Value:
    try:
        return decoder.decode(data)
    except (TypeError, ValueError, msgspec.MsgspecError):
        pass  # as above
    raise UnreadableStateError("what was saved is not what this program saves")
