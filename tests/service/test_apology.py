"""What a caller hears when the line itself is at fault."""

from tiny_line import FALLBACK

from ivr.service.apology import apology
from ivr.twiml.parse import parse
from ivr.twiml.render import render
from ivr.twiml.verbs import Dial, Hangup, Say


def test_an_apology_leads_to_a_person_and_ends_politely_when_there_is_none() -> None:
    sorry, dial, nobody, end = apology(FALLBACK).verbs
    assert isinstance(sorry, Say)
    assert isinstance(dial, Dial)
    assert isinstance(nobody, Say)
    assert "connecting you to a person" in sorry.text
    assert [target.number for target in dial.targets] == [FALLBACK]
    assert dial.targets[0].url is None, "no whisper: the store may be what is broken"
    assert dial.action is None, "after the person nobody asks this line anything"
    assert nobody.text.startswith("If nobody answered, please call again"), "it is heard after a talk as well"
    assert end == Hangup()


def test_without_a_number_nobody_is_promised() -> None:
    said, end = apology(None).verbs
    assert isinstance(said, Say)
    assert "connecting" not in said.text
    assert end == Hangup()


def test_an_apology_is_spoken_by_the_voice_of_the_line_and_is_a_document_the_carrier_takes() -> None:
    document = apology(FALLBACK, "en-US", "Polly.Joanna-Neural")
    parsed = parse(render(document))
    assert parsed.warnings == ()
    assert parsed.document == document
    assert {verb.voice for verb in document.verbs if isinstance(verb, Say)} == {"Polly.Joanna-Neural"}
