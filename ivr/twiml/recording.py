"""Record: the verb and how it is read. Source: Twilio, Record; codes 13610 to 13621 and 13699 of its dictionary.

Twilio grades 13621 as an error; here the attribute is dropped and the document goes on, as after a warning.
"""

import re
from dataclasses import dataclass

from ivr.twiml.element_reader import ElementReader
from ivr.twiml.errors import NOT_PERFORMED, SCHEMA

ANY_KEY = "1234567890*#"
LONGEST_RECORDING = 3600  # seconds, unless the document says otherwise
LONGEST_TRANSCRIBED = 120
LONGEST_ALLOWED = 14_400
DEFAULT_SILENCE = 5
RECORDING_EVENTS = ("in-progress", "completed", "absent")

_KEYS = re.compile(r"[0-9*#]*")


@dataclass(frozen=True, slots=True)
class Record:
    """Record the caller. Any key of `finish_on_key` ends it, and so do `timeout` seconds of silence (0: never) and
    `max_length` seconds in all. `trim` cuts silence off both ends."""

    action: str | None = None
    method: str = "POST"
    timeout: int = DEFAULT_SILENCE
    finish_on_key: str = ANY_KEY
    max_length: int = LONGEST_RECORDING
    play_beep: bool = True
    trim: bool = True
    recording_status_callback: str | None = None
    recording_status_callback_method: str = "POST"
    recording_status_callback_event: tuple[str, ...] = ("completed",)
    transcribe: bool = False
    transcribe_callback: str | None = None


def read_record(read: ElementReader) -> Record:
    callback = read.text_of("transcribeCallback")
    # Twilio, Record, transcribeCallback: naming one asks for a transcription.
    transcribe = read.word("transcribe", "false", 13614, ("true", "false")) == "true" or callback is not None
    if transcribe:
        read.warn(NOT_PERFORMED, "transcribe of Record is not performed")
    return Record(
        action=read.text_of("action"),
        method=read.method(13610),
        timeout=read.whole("timeout", DEFAULT_SILENCE, 13611, least=0),
        finish_on_key=_finishing(read),
        max_length=_max_length(read, transcribe=transcribe),
        play_beep=read.word("playBeep", "true", 13616, ("true", "false")) == "true",
        trim=read.word("trim", "trim-silence", 13699, ("trim-silence", "do-not-trim")) == "trim-silence",
        recording_status_callback=read.text_of("recordingStatusCallback"),
        recording_status_callback_method=read.method(SCHEMA, "recordingStatusCallbackMethod"),
        recording_status_callback_event=_events(read),
        transcribe=transcribe,
        transcribe_callback=callback,
    )


def _finishing(read: ElementReader) -> str:
    found = read.matching("finishOnKey", 13613, _KEYS, "a run of keys")
    return ANY_KEY if found is None else found


def _max_length(read: ElementReader, *, transcribe: bool) -> int:
    usual = LONGEST_TRANSCRIBED if transcribe else LONGEST_RECORDING
    seconds = read.whole("maxLength", usual, 13612, least=1, most=LONGEST_ALLOWED)
    if transcribe and seconds > LONGEST_TRANSCRIBED:
        read.warn(13615, f"maxLength of Record is more than the {LONGEST_TRANSCRIBED} seconds that are transcribed")
    return seconds


def _events(read: ElementReader) -> tuple[str, ...]:
    text = read.text_of("recordingStatusCallbackEvent")
    if text is None:
        return ("completed",)
    words = text.split()
    if any(word not in RECORDING_EVENTS for word in words):
        read.warn(13621, "recordingStatusCallbackEvent of Record names an event that does not exist")
    return tuple(word for word in words if word in RECORDING_EVENTS)
