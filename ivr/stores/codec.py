"""States, journal entries and whispers as bytes, and back. The one file with msgspec, and the one that reveals.

A state begins with the number of its format, so that a newer or older program says so and does not guess. What is
encoded here is in the clear: a store seals it before it lets it out of the process.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from ivr.dialog.journal import Entry
from ivr.dialog.state import FORMAT, CallState
from ivr.secret import Secret
from ivr.service.ports import StoreError, UnreadableStateError, Whisper

_FORMAT_BYTES = 2
_Value = TypeVar("_Value", CallState, Entry, Whisper)


def encode_state(state: CallState) -> bytes:
    """Raises StoreError for a state that is not what its types say."""
    if not 0 <= state.format < 1 << 8 * _FORMAT_BYTES:
        raise StoreError("a state's format is a number of two bytes")
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


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_reveal)
_STATES = msgspec.msgpack.Decoder(CallState, dec_hook=_conceal)
_ENTRIES = msgspec.msgpack.Decoder(Entry, dec_hook=_conceal)
_WHISPERS = msgspec.msgpack.Decoder(Whisper, dec_hook=_conceal)


def _encode(value: CallState | Entry | Whisper) -> bytes:
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError):
        pass  # raised below, outside: a UnicodeEncodeError carries the whole text it failed on, which may be a secret
    raise StoreError(f"a {type(value).__name__} holds what cannot be kept")


def _decode(decoder: "msgspec.msgpack.Decoder[_Value]", data: bytes) -> _Value:
    try:
        return decoder.decode(data)
    except (TypeError, ValueError, msgspec.MsgspecError):
        pass  # as above
    raise UnreadableStateError("what was saved is not what this program saves")
