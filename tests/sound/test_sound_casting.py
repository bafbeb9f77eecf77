import pytest

from ivr.sound.casting import WOMAN, is_man, part
from ivr.sound.voice import NoVoiceError
from ivr.telephony.voices import voices_of

KNOWN = ("ar", "en", "en-gb", "en-us", "es", "es-419", "es-mx", "fr", "fr-fr", "fr-ch", "id", "nb", "pt", "pt-br", "zh")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en-US", "en-us"),
        ("en-GB", "en-gb"),
        ("en-AU", "en"),
        ("en-GB-WLS", "en-gb"),
        ("es-US", "es-419"),
        ("es-MX", "es-mx"),
        ("es", "es-419"),
        ("es-ES", "es"),
        ("id-ID", "id"),
        ("id", "id"),
        ("fr-CA", "fr"),
        ("pt-BR", "pt-br"),
        ("arb", "ar"),
        ("zh-CN", "zh"),
        ("nb-NO", "nb"),
        ("EN_us", "en-us"),
    ],
)
def test_a_language_is_spoken_by_the_closest_that_is_there(tag: str, name: str) -> None:
    assert part(tag, None, KNOWN) == name


@pytest.mark.parametrize("tag", ["xx", "xx-US", "", "e", "tlh-Latn"])
def test_a_language_that_is_not_there_is_named(tag: str) -> None:
    with pytest.raises(NoVoiceError, match=f"does not speak {tag or 'that language'}$"):
        part(tag, None, KNOWN)


def test_what_is_no_language_is_not_repeated() -> None:
    with pytest.raises(NoVoiceError, match=r"does not speak that language$"):
        part("8675309; rm", None, KNOWN)


@pytest.mark.parametrize("voice", ["man", "Polly.Matthew", "Polly.Joey-Neural", "Polly.Pedro-Generative", None])
@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_a_man_of_the_carriers_is_a_man_here(language: str, voice: str | None) -> None:
    assert WOMAN not in part(language, voice, KNOWN)


@pytest.mark.parametrize("voice", ["woman", "alice", "Polly.Joanna", "Polly.Lupe-Neural", "somebody new"])
def test_everybody_else_is_a_woman(voice: str) -> None:
    assert part("en-US", voice, KNOWN) == f"en-us{WOMAN}"


@pytest.mark.parametrize(
    ("voice", "man"),
    [
        ("Google.es-US-Wavenet-A", False),
        ("Google.es-US-Wavenet-B", True),
        ("Google.id-ID-Standard-C", True),
        ("Google.en-US-Neural2-F", False),
        ("Google.en-US-Chirp3-HD-Charon", True),
        ("Google.en-US-Chirp3-HD-Kore", False),
        ("Google.sw-KE-Standard-B", False),
    ],
)
def test_a_letter_of_googles_is_heeded(voice: str, man: bool) -> None:
    assert is_man(voice) is man


@pytest.mark.parametrize("language", ["en-US", "es-US", "id-ID"])
def test_a_language_has_men_and_women_among_the_carriers_voices(language: str) -> None:
    assert {is_man(voice) for voice in voices_of(language)} == {True, False}
