"""The documents of waiting, leaving, recording and taking somebody out of a queue, as they were when they were last looked at.

With ACCEPT=1 in the environment the golden documents are rewritten; read the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from ivr.dialog.prompts import Utterance
from ivr.dialog.turn import Entertain, Hold, Join, Leave, RecordMessage, Ring, Turn
from ivr.routing.roster import Representative
from ivr.service.ports import Whisper
from ivr.service.present import present
from ivr.twiml.parse import parse
from ivr.twiml.render import render
from ivr.twiml.verbs import Document

GOLDEN = Path(__file__).parents[1] / "service" / "golden"
HAND_OFF = (("account.last4", "2917"), ("caller.language", "es-US"), ("caller.reason", "pay & ask"))
WORKFLOW = "WW" + "0123456789abcdef" * 2
PEOPLE = (
    Representative("rosa", "Rosa", "+15550100101"),
    Representative("ben", "Ben", "sip:ben@pbx.example.com"),
    Representative("mia", "Mia", "client:mia"),
)


def said(text: str) -> tuple[Utterance, ...]:
    return (Utterance((text,), "en-US", "Polly.Joanna-Neural"),)


def ring() -> Document:
    wait = Ring(PEOPLE, 20, "ring.whisper", HAND_OFF)
    legs = [
        (Whisper(f"token-{one.id}", "CA1", 4, one.id, "d", "ring.whisper", HAND_OFF), f"/voice/whisper/token-{one.id}")
        for one in PEOPLE
    ]
    return present(Turn(4, said("I am connecting you."), wait), "/voice", legs)


DOCUMENTS = {
    "queue.enter": present(
        Turn(4, said("Everybody is talking."), Hold("billing", 3, hand_off=HAND_OFF)), "/voice", queue="billing.2"
    ),
    "queue.workflow": present(Turn(4, (), Hold("", 3, WORKFLOW, hand_off=HAND_OFF)), "/voice"),
    "queue.silence": present(Turn(5, said("You are number two in line."), Entertain(10)), "/voice"),
    "queue.music": present(Turn(5, (), Entertain(10, "https://music.example.test/calm.mp3")), "/voice"),
    "queue.no-keys": present(Turn(5, said("Please wait."), Entertain(3, keys=False)), "/voice"),
    "queue.no-keys-music": present(
        Turn(5, (), Entertain(3, "https://music.example.test/calm.mp3", keys=False)), "/voice"
    ),
    "queue.leave": present(Turn(6, (), Leave(3)), "/voice"),
    "queue.join": present(Turn(6, said("I am connecting you."), Join("billing.2")), "/representatives/voice"),
    "record": present(Turn(7, said("Leave a message after the tone."), RecordMessage(120, 5)), "/voice"),
    "ring": ring(),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_as_it_was_when_last_looked_at(name: str) -> None:
    path, body = GOLDEN / f"{name}.en-US.xml", render(DOCUMENTS[name])
    written = body.decode().replace("><", ">\n<") + "\n"
    if os.environ.get("ACCEPT"):
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_carrier_reads_it_without_a_warning(name: str) -> None:
    parsed = parse(render(DOCUMENTS[name]))
    assert parsed.warnings == ()
    assert parsed.document == DOCUMENTS[name]
