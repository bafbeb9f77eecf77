"""A recording and what the application is told of it. Source: Twilio, Record and Dial (recordingStatusCallback)."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivr.sound.g711 import QUIET, RATE, mixed
from ivr.sound.wav import wav_of

if TYPE_CHECKING:
    from ivr.carrier.office import Stage

_FORMATS = (".wav", ".mp3", "")
API = "https://api.twilio.com/2010-04-01"


class RecordingStatus(StrEnum):
    """Another table of Twilio's has completed and failed; nothing fails to be recorded here."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Recording:
    """`seconds` is the length of what was kept; `started` is RFC 2822, GMT; `source` is RecordVerb or DialVerb.
    `words` is what was said, for a test to look at. `sound` is how it sounded, where there was sound: mu-law, and of two
    `channels` a byte of each in turn, the one who dialled first."""

    sid: str
    call: str
    account: str
    started: str
    source: str
    seconds: int = 0
    channels: int = 1
    words: str = field(default="", repr=False)
    sound: bytes = field(default=b"", repr=False)

    @property
    def url(self) -> str:
        return f"{API}/Accounts/{self.account}/Recordings/{self.sid}"

    def file(self) -> bytes:
        """As Twilio serves it at its URL: WAV. Where nobody had sound it is silence."""
        one = self.sound
        if self.channels > 1:
            one = mixed([self.sound[side :: self.channels] for side in range(self.channels)])
        return wav_of(one or QUIET * (self.seconds * RATE))


@dataclass(frozen=True, slots=True)
class RecordingCallback:
    """Where the application is told, and of what."""

    url: str | None
    method: str = "POST"
    events: tuple[str, ...] = ("completed",)


def begin(stage: "Stage", source: str) -> Recording:
    return Recording(f"RE{secrets.token_hex(16)}", stage.who.call, stage.who.account, stage.office.timestamp(), source)


def keep(stage: "Stage", recording: Recording) -> None:
    """It is made, and can be played by any call of this network."""
    stage.office.recordings.append(recording)
    stage.office.premises.recordings[recording.url] = recording


def kept_at(stage: "Stage", url: str) -> Recording | None:
    """The recording of this network that this URL stands for; .wav and .mp3 behind it are the same (Twilio, Recordings)."""
    if not url.startswith(API):
        return None
    plain = urlsplit(url)._replace(query="", fragment="").geturl()
    known = stage.office.premises.recordings
    return next((known[name] for end in _FORMATS if (name := plain.removesuffix(end)) in known), None)


def was_forgotten(stage: "Stage", url: str) -> bool:
    """Whether it may have been made here and is not kept any more: nobody outside is asked for it."""
    own = f"{API}/Accounts/{stage.who.account}/Recordings/"
    return stage.office.premises.forgets and url.startswith(own) and kept_at(stage, url) is None


def tell(stage: "Stage", callback: RecordingCallback, recording: Recording, status: RecordingStatus) -> None:
    """Sent without waiting for it, where the application asked to be told."""
    if callback.url is not None and status in callback.events:
        stage.office.spawn(stage.report_pairs(callback.url, callback.method, _pairs(recording, status)))


def _pairs(recording: Recording, status: RecordingStatus) -> tuple[tuple[str, str], ...]:
    """Not the standard parameters (Twilio, recordingStatusCallback)."""
    return (
        ("AccountSid", recording.account),
        ("CallSid", recording.call),
        ("RecordingSid", recording.sid),
        ("RecordingUrl", recording.url),
        ("RecordingStatus", status.value),
        ("RecordingDuration", str(recording.seconds)),
        ("RecordingChannels", str(recording.channels)),
        ("RecordingStartTime", recording.started),
        ("RecordingSource", recording.source),
    )
