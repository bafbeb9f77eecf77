"""What a Dial records: from the answer of the other side, or from the first ring, until the connection is over.

Source: Twilio, Dial, record and recordingTrack; of two channels the first is that of the leg that dials.
"""

from dataclasses import replace

from ivr.carrier.leg import whole_seconds
from ivr.carrier.office import Extra, Stage
from ivr.carrier.recordings import Recording, RecordingCallback, RecordingStatus, begin, keep, tell
from ivr.carrier.reel import Reel, two_channels
from ivr.carrier.wire import Wire
from ivr.sound.g711 import mixed
from ivr.twiml.verbs import RecordedDial


class Tape:
    """It runs only where the Dial wants it to. A tape that ran for nobody's answer is absent."""

    def __init__(self, wanted: RecordedDial | None, stage: Stage) -> None:
        self._wanted = wanted
        self._stage = stage
        self._running: Recording | None = None
        self._kept: Recording | None = None
        self._began = 0.0
        self._reels: list[Reel] = []
        self._answered = False

    def extra(self) -> Extra:
        """RecordingUrl of a recording that is made (Twilio, Dial, action). The action is requested once it is stopped."""
        return () if self._kept is None else (("RecordingUrl", self._kept.url),)

    def rings(self) -> None:
        if self._wanted is not None and "ringing" in self._wanted.mode:
            self._run(self._wanted)

    def answered(self, other: Wire | None = None) -> None:
        """`other` is the sound of whoever answered."""
        self._answered = True
        if self._wanted is not None and self._running is None:
            self._run(self._wanted)
        if self._running is not None:
            self._listen(other)

    def stop(self) -> None:
        recording, self._running = self._running, None
        if recording is None or self._wanted is None:
            return
        now = self._stage.office.room.time()
        sound = self._sound(self._wanted, now)
        recording = replace(recording, seconds=whole_seconds(now - self._began), sound=sound)
        if not self._answered:
            tell(self._stage, _callback(self._wanted), recording, RecordingStatus.ABSENT)
            return
        self._kept = recording
        keep(self._stage, recording)
        tell(self._stage, _callback(self._wanted), recording, RecordingStatus.COMPLETED)

    def _run(self, wanted: RecordedDial) -> None:
        channels = 2 if wanted.mode.endswith("-dual") else 1
        self._running = replace(begin(self._stage, "DialVerb"), channels=channels)
        self._began = self._stage.office.room.time()
        self._listen(self._stage.leg.wire)
        tell(self._stage, _callback(wanted), self._running, RecordingStatus.IN_PROGRESS)

    def _listen(self, wire: Wire | None) -> None:
        self._reels.append(Reel(wire, self._stage.office.room.time, self._began))

    def _sound(self, wanted: RecordedDial, now: float) -> bytes:
        """Empty where nobody has sound."""
        reels, self._reels = self._reels, []
        for reel in reels:
            reel.stop()
        if not self._answered or not any(reel.wired for reel in reels):
            return b""
        first, second = (reel.sound(self._began, now) for reel in reels)
        tracks = {"inbound": first, "outbound": second}
        if wanted.track in tracks:
            first = second = tracks[wanted.track]
        if wanted.mode.endswith("-dual"):
            return two_channels(first, second)
        return first if first is second else mixed([first, second])


def _callback(wanted: RecordedDial) -> RecordingCallback:
    return RecordingCallback(wanted.status_callback, wanted.status_callback_method, wanted.status_callback_event)
