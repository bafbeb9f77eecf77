"""Whom a Dial can ring besides a telephone number, and where it can put a caller instead of ringing anybody.

Attribute names and defaults are Twilio's, in our spelling; None was not written. Times are in seconds.
"""

from dataclasses import dataclass, field

CALL_EVENTS = ("initiated", "ringing", "answered", "completed")
CONFERENCE_EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
MOST_PARTICIPANTS = 250


@dataclass(frozen=True, slots=True)
class Detection:
    """machineDetection: who or what has answered. `mode` is Enable or DetectMessageEnd; `callback` is amdStatusCallback.
    The thresholds tune a detector of sound, of which there is none here; they are read and lead to nothing."""

    mode: str = "Enable"
    timeout: int = 30
    callback: str | None = None
    callback_method: str = "POST"


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody with a telephone in a browser or an application, by name. `parameters` are handed to that application."""

    identity: str
    parameters: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    url: str | None = None
    method: str = "POST"
    status_callback: str | None = None
    status_callback_method: str = "POST"
    status_callback_event: tuple[str, ...] = ("completed",)


@dataclass(frozen=True, slots=True)
class Sip:
    """A SIP address, with the headers that stand behind its question mark. The password is in no repr."""

    uri: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    url: str | None = None
    method: str = "POST"
    status_callback: str | None = None
    status_callback_method: str = "POST"
    status_callback_event: tuple[str, ...] = ("completed",)
    detection: Detection | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Those who wait in a queue, the foremost first. `url` is heard by the one who waited, before they are connected."""

    name: str
    url: str | None = None
    method: str = "POST"
    reservation_sid: str | None = None
    post_work_activity_sid: str | None = None


@dataclass(frozen=True, slots=True)
class Conference:
    """A room by name. `wait_url` None is Twilio's music and "" silence; `beep` is true, false, onEnter or onExit."""

    name: str
    muted: bool = False
    beep: str = "true"
    start_on_enter: bool = True
    end_on_exit: bool = False
    wait_url: str | None = None
    wait_method: str = "POST"
    max_participants: int = MOST_PARTICIPANTS
    label: str | None = None
    status_callback: str | None = None
    status_callback_method: str = "POST"
    status_callback_event: tuple[str, ...] = ()
