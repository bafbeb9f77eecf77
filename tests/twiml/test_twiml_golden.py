"""Documents in the shapes that Twilio's pages show, and the verbs they stand for: written by hand, rendered by nobody."""

from pathlib import Path

import pytest

from ivr.twiml.parse import Parsed, parse
from ivr.twiml.verbs import (
    Break,
    Dial,
    Document,
    Gather,
    Hangup,
    Marked,
    Number,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
    Verb,
)

GOLDEN = Path(__file__).parent / "golden"

EXPECTED: dict[str, tuple[Verb, ...]] = {
    "welcome": (
        Say(("Thank you for calling.",), voice="Polly.Joanna", language="en-US"),
        Gather(
            prompts=(
                Say(("To pay your bill, press 1. For anything else, press 2.",)),
                Pause(1),
                Play("https://media.example.com/chime.mp3", loop=2),
            ),
            action="/menu?lang=en&turn=1",
            method="GET",
            timeout=8,
            num_digits=1,
            finish_on_key="",
        ),
        Redirect("/menu?silent=1", method="POST"),
    ),
    "account-number": (
        Gather(
            prompts=(
                Say(
                    (
                        Marked(
                            "Enter your account number, then press star.",
                            'Enter your account number, <emphasis level="strong">then</emphasis> press star.',
                        ),
                        Break(1500),
                        Marked(
                            "It is on PDF bills.",
                            'It is on <say-as interpret-as="characters">PDF</say-as> bills.',
                        ),
                        Break(500),
                    ),
                    voice="woman",
                    loop=0,
                ),
            ),
            action="https://line.example.com/account",
            timeout=10,
            finish_on_key="*",
            action_on_empty_result=True,
        ),
    ),
    "transfer": (
        Dial(
            targets=(
                Number(
                    "+15550101",
                    url="/whisper?token=a1",
                    method="GET",
                    send_digits="wwww1928",
                    status_callback="/leg",
                    status_callback_method="GET",
                    status_callback_event=("initiated", "ringing", "answered", "completed"),
                ),
                Number("(555) 0102"),
            ),
            action="/dialed",
            timeout=20,
            time_limit=600,
            caller_id="+15550100",
            hangup_on_star=True,
            answer_on_bridge=True,
            sequential=True,
        ),
        Hangup(),
    ),
    "bare-number": (Dial((Number("+15550103"),)), Say(("Adiós",), language="es-MX")),
    "closed": (Reject("busy"), Reject("rejected")),
    "tones": (Pause(3), Play(digits="ww1234#"), Hangup()),
    "nothing": (),
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_document_by_hand_means_these_verbs_and_earns_no_warning(name: str) -> None:
    assert parse((GOLDEN / f"{name}.xml").read_bytes()) == Parsed(Document(EXPECTED[name]))


def test_every_document_by_hand_is_expected_to_mean_something() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(EXPECTED)
