"""Which voices exist and what they speak."""

import pytest

from ivr.telephony.voices import NO_LANGUAGE, NO_VOICE, complaint, speaks_plain_text_only


def code(voice: str | None, language: str | None) -> int | None:
    found = complaint(voice, language)
    return None if found is None else found.code


@pytest.mark.parametrize(
    ("voice", "language"),
    [
        (None, None),
        (None, "id-ID"),
        ("man", None),
        ("woman", "en-GB"),
        ("alice", "pl-PL"),
        ("Polly.Joanna", "en-US"),
        ("Polly.Joanna-Neural", None),
        ("Polly.Ruth-Generative", "en-US"),
        ("Polly.Mia", "es-MX"),
        ("Polly.Mía", "es-MX"),
        ("Polly.Mía-Generative", None),
        ("Polly.Penelope", "es-US"),
        ("Polly.Penélope", "es-US"),
        ("Polly.Pene\N{COMBINING ACUTE ACCENT}lope", "es-US"),
        ("Polly.Aditi", "hi-IN"),
        ("Polly.Aditi", "en-IN"),
        ("Polly.Vitória", "pt-BR"),
        ("Google.en-US-Standard-J", "en-US"),
        ("Google.en-US-Chirp3-HD-Aoede", None),
        ("Google.id-ID-Wavenet-D", "id-ID"),
        ("Google.fr-FR-Neural2-B", "fr-FR"),
    ],
)
def test_a_voice_and_a_language_that_twilio_has_together_are_no_complaint(
    voice: str | None, language: str | None
) -> None:
    assert code(voice, language) is None


@pytest.mark.parametrize(
    "voice",
    [
        "robot",
        "Man",
        "Polly.joanna",
        "Polly.Nobody",
        "Polly.Danielle",
        "Polly.Ivy-Generative",
        "Polly.Penelope-Neural",
        "Polly.Joanna-Wavenet",
        "Google.Joanna",
        "Google.en-US-Neural2-B",
        "Google.en-US-Standard-K",
        "Google.es-MX-Standard-A",
        "Google.id-ID-Neural2-A",
        "Google.id-ID-Chirp3-HD-Nobody",
    ],
)
def test_a_voice_that_does_not_exist_is_13511(voice: str) -> None:
    assert code(voice, None) == NO_VOICE


@pytest.mark.parametrize(
    ("voice", "language"),
    [
        ("man", "id-ID"),
        ("woman", "pt-BR"),
        ("Polly.Joanna", "es-MX"),
        ("Polly.Lupe", "es-MX"),
        ("Google.en-US-Wavenet-A", "en-GB"),
    ],
)
def test_a_language_its_voice_does_not_speak_is_13512(voice: str, language: str) -> None:
    assert code(voice, language) == NO_LANGUAGE


def test_a_complaint_about_a_voice_repeats_nothing_of_the_document() -> None:
    found = complaint("Polly.4111111111111111", None)
    assert found is not None
    assert "4111" not in repr(found)


def test_only_the_basic_voices_speak_plain_text_alone() -> None:
    assert [speaks_plain_text_only(voice) for voice in ("man", "woman", "Polly.Joanna", None)] == [
        True,
        True,
        False,
        False,
    ]
