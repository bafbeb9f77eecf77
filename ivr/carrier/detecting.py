"""A machineDetection: who or what has answered, and how long it took to know. Source: Twilio, Number."""

from dataclasses import dataclass

from ivr.carrier.phones import AnsweredBy, Phone
from ivr.twiml.nouns import Detection


@dataclass(frozen=True, slots=True)
class Detected:
    answered_by: AnsweredBy
    seconds: float

    def pairs(self) -> tuple[tuple[str, str], ...]:
        return (("AnsweredBy", self.answered_by.value),)

    def timed_pairs(self) -> tuple[tuple[str, str], ...]:
        """As amdStatusCallback is told."""
        return (*self.pairs(), ("MachineDetectionDuration", str(int(self.seconds * 1000))))


def detect(phone: Phone, detection: Detection) -> Detected:
    """What a detector will say of who answers that telephone; unknown where it gives up before it knows."""
    answered_by, seconds = phone.answered_by, phone.detected_after
    if detection.mode == "DetectMessageEnd" and answered_by is AnsweredBy.MACHINE_START:
        answered_by, seconds = AnsweredBy.MACHINE_END_BEEP, phone.greeting
    if seconds > detection.timeout:
        return Detected(AnsweredBy.UNKNOWN, detection.timeout)
    return Detected(answered_by, seconds)
