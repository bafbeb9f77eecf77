"""What a Dial records: from the answer of the other side, or from the first ring, until the connection is over.

Source: Twilio, Dial, record. Nothing that was said is kept: a length, and where it could be fetched.
"""

from dataclasses import replace

from ivr.carrier.leg import whole_seconds
from ivr.carrier.office import Extra, Stage
from ivr.carrier.recordings import Recording, RecordingCallback, RecordingStatus, begin, tell
from ivr.twiml.verbs import RecordedDial


class Tape:
    """It runs only where the Dial wants it to. A tape that ran for nobody's answer is absent."""

    def __init__(self, wanted: RecordedDial | None, stage: Stage) -> None:
        self._wanted = wanted
        self._stage = stage
        self._running: Recording | None = None
        self._kept: Recording | None = None
        self._began = 0.0
        self._answered = False

    def extra(self) -> Extra:
        """RecordingUrl of a recording that is made (Twilio, Dial, action). The action is requested once it is stopped."""
        return () if self._kept is None else (("RecordingUrl", self._kept.url),)

    def rings(self) -> None:
        if self._wanted is not None and "ringing" in self._wanted.mode:
            self._run(self._wanted)

    def answered(self) -> None:
        self._answered = True
        if self._wanted is not None and self._running is None:
            self._run(self._wanted)

    def stop(self) -> None:
        recording, self._running = self._running, None
        if recording is None or self._wanted is None:
            return
        seconds = whole_seconds(self._stage.office.room.time() - self._began)
        recording = replace(recording, seconds=seconds)
        if not self._answered:
            tell(self._stage, _callback(self._wanted), recording, RecordingStatus.ABSENT)
            return
        self._kept = recording
        self._stage.office.recordings.append(recording)
        tell(self._stage, _callback(self._wanted), recording, RecordingStatus.COMPLETED)

    def _run(self, wanted: RecordedDial) -> None:
        channels = 2 if wanted.mode.endswith("-dual") else 1
        self._running = replace(begin(self._stage, "DialVerb"), channels=channels)
        self._began = self._stage.office.room.time()
        tell(self._stage, _callback(wanted), self._running, RecordingStatus.IN_PROGRESS)


def _callback(wanted: RecordedDial) -> RecordingCallback:
    return RecordingCallback(wanted.status_callback, wanted.status_callback_method, wanted.status_callback_event)
