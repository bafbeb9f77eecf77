"""Record: a beep, then whatever the caller says, until silence, a key, the greatest length or the caller ends it.

Source: Twilio, Record. Not documented, and chosen here: a length with part of a second in it is rounded up, so that
only a recording in which nothing was said has none.
"""

from dataclasses import dataclass, replace
from math import ceil

from ivr.carrier.happenings import TOLERANCE, Heard
from ivr.carrier.leg import LegGoneError
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Fetch, Outcome
from ivr.carrier.racing import first_of
from ivr.carrier.readings import EmptyDigits, SilentRecording
from ivr.carrier.recordings import Recording, RecordingCallback, RecordingStatus, begin, keep, tell
from ivr.telephony.events import Recorded
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.recording import Record


@dataclass(frozen=True, slots=True)
class _Tape:
    """A recording that runs; `began` is a time of the clock."""

    verb: Record
    stage: Stage
    recording: Recording
    began: float

    def sounds(self) -> list[tuple[float, float]]:
        """From when to when somebody spoke."""
        now = self.stage.office.room.time()
        said = self.stage.leg.said_since(self.began)
        spans = ((max(one.start, self.began), min(one.end, now)) for one in said)
        return [(start, end) for start, end in spans if end - start > TOLERANCE]

    def words(self) -> str:
        """Those that ended while it ran."""
        now = self.stage.office.room.time() + TOLERANCE
        timed = (word for one in self.stage.leg.said_since(self.began) for word in one.words())
        return " ".join(word for word, at in timed if self.began < at <= now)

    def quiet_from(self) -> float:
        """When the last of it ends, which may be yet to come."""
        return max((one.end for one in self.stage.leg.said_since(self.began)), default=self.began)

    def span(self) -> tuple[float, float]:
        """What is kept: with `trim` nothing before the first sound and nothing after the last."""
        sounds = self.sounds()
        if not self.verb.trim:
            return self.began, self.stage.office.room.time()
        return (
            (min(start for start, _ in sounds), max(end for _, end in sounds)) if sounds else (self.began, self.began)
        )


async def perform(verb: Record, stage: Stage) -> Outcome:
    leg = stage.leg
    await leg.flush_keys()
    if verb.play_beep:
        await leg.beep()
    leg.recording_began()
    tape = _Tape(verb, stage, begin(stage, "RecordVerb"), stage.office.room.time())
    tell(stage, _callback(verb), tape.recording, RecordingStatus.IN_PROGRESS)
    try:
        key = await _until_over(tape)
    except LegGoneError:
        await _hung_up(tape)
        raise
    leg.recording_ended()
    kept = _keep(tape)
    return ONWARD if kept is None else _action(tape, kept, key)


async def _hung_up(tape: _Tape) -> None:
    """The action is asked for with Digits=hangup, and the answer changes nothing (Twilio, Record, Digits)."""
    kept = _keep(tape)
    if kept is not None:
        await tape.stage.report(_action(tape, kept, "", hung_up=True), CallStatus.COMPLETED)


async def _until_over(tape: _Tape) -> str:
    """The key that ended it, empty where silence or the greatest length did."""
    verb, leg, time = tape.verb, tape.stage.leg, tape.stage.office.room.time
    while True:
        until = tape.began + verb.max_length
        if verb.timeout:
            until = min(until, tape.quiet_from() + verb.timeout)
        left = until - time()
        if left <= TOLERANCE:
            return ""
        happened: str | Heard | None = await first_of(leg.key(left), leg.speech(left))
        if isinstance(happened, str) and happened in verb.finish_on_key:
            return happened


def _keep(tape: _Tape) -> Recording | None:
    """The recording; None where nothing was said and that is read as no recording at all."""
    stage = tape.stage
    start, end = tape.span()
    kept = replace(
        tape.recording,
        seconds=ceil(end - start - TOLERANCE),
        words=tape.words(),
        sound=stage.leg.recorded(start, end),
    )
    if not tape.sounds() and stage.office.readings.silent_recording is SilentRecording.FALLS_THROUGH:
        tell(stage, _callback(tape.verb), kept, RecordingStatus.ABSENT)
        return None
    keep(stage, kept)
    tell(stage, _callback(tape.verb), kept, RecordingStatus.COMPLETED)
    return kept


def _callback(verb: Record) -> RecordingCallback:
    return RecordingCallback(
        verb.recording_status_callback, verb.recording_status_callback_method, verb.recording_status_callback_event
    )


def _action(tape: _Tape, kept: Recording, key: str, *, hung_up: bool = False) -> Fetch:
    empty = not key and not hung_up and tape.stage.office.readings.empty_digits is EmptyDigits.EMPTY
    return Fetch(
        tape.verb.action,
        tape.verb.method,
        Recorded(kept.sid, kept.seconds, hung_up),
        finished_on=key,
        extra=(("Digits", ""),) if empty else (),
    )
