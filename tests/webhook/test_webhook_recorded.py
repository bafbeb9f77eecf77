"""Forms in the shape that publicly logged real ones have, with invented ids and numbers."""

from pathlib import Path

import pytest

from ivr.secret import Secret
from ivr.telephony.events import Dequeued, DialEnded, HungUp, Keyed, Leg, QueueResult, Recorded, Silent, WireEvent
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.webhook.form import decode, form_bytes, parse_form

RECORDED = Path(__file__).parent / "recorded"

ACCOUNT = "AC0f1e2d3c4b5a69788796a5b4c3d2e1f0"
CALL = "CA5d41402abc4b2a76b9719d911017c592"
CHILD = "CA7d793037a0760186574b0282f2f435e7"
CALLER = "+15555550142"
LINE = "+15555550100"
RECORDING = "RE9d4b1c7e2f5a4830b6c1e7d2a9f05b38"


def leg(status: CallStatus, caller: str = CALLER) -> Leg:
    return Leg(CALL, ACCOUNT, caller, LINE, status)


EXPECTED: dict[str, tuple[Leg, WireEvent]] = {
    "first-request": (leg(CallStatus.RINGING), Silent()),
    "gathered": (leg(CallStatus.IN_PROGRESS), Keyed(Secret("12345678"))),
    "gathered-nothing": (leg(CallStatus.IN_PROGRESS, "anonymous"), Silent()),
    "dial-answered": (
        leg(CallStatus.IN_PROGRESS),
        DialEnded(DialStatus.COMPLETED, bridged=True, seconds=73, child=CHILD),
    ),
    "dial-hung-up-by-caller": (
        leg(CallStatus.COMPLETED),
        DialEnded(DialStatus.COMPLETED, bridged=None, seconds=9, child=CHILD),
    ),
    "dial-no-answer": (leg(CallStatus.IN_PROGRESS), DialEnded(DialStatus.NO_ANSWER)),
    "whisper": (
        Leg(CHILD, ACCOUNT, CALLER, "+15555550177", CallStatus.IN_PROGRESS, "outbound-dial", parent=CALL),
        Silent(),
    ),
    "completed": (leg(CallStatus.COMPLETED, "sip:rosa@pbx.example.com"), HungUp(94)),
    "completed-and-recorded": (Leg(CALL, ACCOUNT, CALLER, LINE, CallStatus.COMPLETED, "outbound-api"), HungUp(90)),
    "dial-recorded": (
        leg(CallStatus.IN_PROGRESS),
        DialEnded(DialStatus.COMPLETED, bridged=True, seconds=73, child=CHILD),
    ),
    "queue-bridged-by-dial": (leg(CallStatus.IN_PROGRESS), Dequeued(QueueResult.BRIDGED, 73)),
    "queue-full": (leg(CallStatus.IN_PROGRESS), Dequeued(QueueResult.QUEUE_FULL)),
    "queue-hung-up": (leg(CallStatus.COMPLETED), HungUp()),
    "queue-left": (leg(CallStatus.IN_PROGRESS), Dequeued(QueueResult.LEAVE, 73)),
    "queue-redirected": (leg(CallStatus.IN_PROGRESS), Dequeued(QueueResult.REDIRECTED, 73)),
    "queue-waiting": (leg(CallStatus.IN_PROGRESS), Silent()),
    "queue-waiting-keyed": (leg(CallStatus.IN_PROGRESS), Keyed(Secret("1"))),
    "recorded-nothing": (leg(CallStatus.IN_PROGRESS), Recorded(RECORDING, 0)),
    "recorded-to-a-key": (leg(CallStatus.IN_PROGRESS), Recorded(RECORDING, 14)),
    "recorded-to-hang-up": (leg(CallStatus.COMPLETED), Recorded(RECORDING, 21, hung_up=True)),
    "recorded-to-silence": (leg(CallStatus.IN_PROGRESS), Recorded(RECORDING, 9)),
}


def body(name: str) -> bytes:
    """The form without the line break that ends the file."""
    return (RECORDED / f"{name}.form").read_bytes().rstrip(b"\n")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_recorded_form_reports_this(name: str) -> None:
    webhook = decode(body(name), {})
    assert (webhook.leg, webhook.event) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_recorded_form_is_taken_apart_and_put_together_byte_for_byte(name: str) -> None:
    assert form_bytes(parse_form(body(name))) == body(name)


def test_every_recorded_form_is_expected_to_report_something() -> None:
    assert {path.stem for path in RECORDED.iterdir()} == set(EXPECTED)
