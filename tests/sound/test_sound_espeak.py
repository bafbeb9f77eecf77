import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from needs import CHECKOUT, require

from ivr.sound import speaking
from ivr.sound.detecting import KeysHeard
from ivr.sound.espeak import MISSING, Espeak
from ivr.sound.g711 import RATE, loudness, seconds_of
from ivr.sound.trimming import AFTER
from ivr.sound.voice import NoVoiceError


@pytest.fixture
def espeak() -> Espeak:
    require("espeak-ng", "espeak-ng")
    return Espeak()


def said(espeak: Espeak, *texts: str, language: str = "en-US", voice: str | None = None) -> list[bytes]:
    async def call() -> list[bytes]:
        return [await espeak.spoken(text, language, voice) for text in texts]

    return asyncio.run(call())


def marked(espeak: Espeak, ssml: str) -> bytes:
    return asyncio.run(espeak.spoken(re.sub("<[^>]*>", "", ssml), "en-US", None, ssml))


@pytest.mark.parametrize("language", ["en-US", "en-GB", "es-US", "es-MX", "es-ES", "id-ID", "fr-CA"])
def test_a_prompt_is_spoken_in_its_language(espeak: Espeak, language: str) -> None:
    (sound,) = said(espeak, "Banana, melon, radio.", language=language)
    assert 1.0 < seconds_of(sound) < 4.0
    assert loudness(sound) > 500


def test_languages_voices_and_words_sound_different_and_the_same_words_the_same(espeak: Espeak) -> None:
    texts = said(espeak, "Radio one.", "Radio one.", "Radio two.")
    assert len({*texts, *said(espeak, "Radio one.", language="es-US")}) == 3
    assert said(espeak, "Radio one.", voice="Polly.Joanna") != texts[:1]


def test_words_end_in_a_rest_of_our_length(espeak: Espeak) -> None:
    (sound,) = said(espeak, "Hello.")
    rest = round(AFTER * RATE)
    assert loudness(sound[-rest:]) < 100 < loudness(sound[:-rest])


@pytest.mark.parametrize("text", ["", " ", "...", "•", "\x00"])
def test_where_there_is_nothing_to_say_there_is_no_sound(espeak: Espeak, text: str) -> None:
    assert seconds_of(said(espeak, text)[0]) < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "Account •••• 5678, $4.50 at 5:30!?",
        "<b>\"Bold\"</b> & 'quoted' --help",
        "-v xx --stdout [[h@l",
        "one\x00two\x1b[0m\ud800\U0001f600 ñandú",
        "five " * 300,
    ],
    ids=["dots", "signs", "options", "odd characters", "long"],
)
def test_no_text_breaks_it(espeak: Espeak, text: str) -> None:
    (sound,) = said(espeak, text)
    assert seconds_of(sound) > 0.5


def test_marks_are_heeded(espeak: Espeak) -> None:
    usual, slow = marked(espeak, "your number is"), marked(espeak, '<prosody rate="50%">your number is</prosody>')
    assert seconds_of(slow) > 1.3 * seconds_of(usual)


def test_marks_that_would_crash_it_are_passed_over(espeak: Espeak) -> None:
    assert seconds_of(marked(espeak, '<audio src="/etc/passwd">a tune</audio>')) > 0.3


def test_marks_that_are_no_xml_leave_the_words(espeak: Espeak) -> None:
    broken = asyncio.run(espeak.spoken("this and that", "en-US", None, "this & that"))
    assert [broken] == said(espeak, "this and that")


def test_a_language_it_does_not_speak_is_named(espeak: Espeak) -> None:
    with pytest.raises(NoVoiceError, match=r"^espeak-ng does not speak xx-XX$"):
        said(espeak, "Hello", language="xx-XX")


def test_everything_is_found_where_it_is(espeak: Espeak) -> None:
    assert espeak.found() is None


@pytest.mark.parametrize("turns", [1, 5, 20])
def test_a_prompt_may_be_taken_back_while_it_is_spoken(espeak: Espeak, turns: int) -> None:
    """After some turns of the loop: before the program is started, while it is, and while it speaks."""

    async def call() -> bytes:
        long = asyncio.create_task(espeak.spoken("five " * 2000, "en-US", None))
        for _ in range(turns):
            await asyncio.sleep(0)
        long.cancel()
        with pytest.raises(asyncio.CancelledError):
            await long
        return await espeak.spoken("Hello", "en-US", None)

    assert seconds_of(asyncio.run(call())) > 0.3


def test_tones_over_a_prompt_of_its_are_still_keys(espeak: Espeak) -> None:
    """An ear that has listened to a voice for some seconds hears the key that comes then."""
    from ivr.sound.tones import keys_as_tones

    ear, (sound,) = KeysHeard(), said(espeak, "To pay your bill, press one.")
    assert ear.hear(sound) is None
    assert ear.hear(keys_as_tones("1")) == "1"


def test_a_missing_program_is_told_with_the_line_that_installs_it() -> None:
    missing = Espeak("no-such-espeak")
    assert missing.found() == MISSING
    with pytest.raises(NoVoiceError, match=r"apt install espeak-ng"):
        said(missing, "Hello")


def test_the_extra_is_named_where_what_it_brings_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "LIBRARIES", ("numpy", "no_such_library"))
    assert Espeak("cat").found() == "sound needs the extra `phone`: pip install 'ivr-yaml[phone]'"


def test_voices_are_there_without_what_reads_their_files() -> None:
    """Whoever has not installed the extra gets words, and no traceback."""
    code = "import sys, ivr.sound.command, ivr.sound.espeak, ivr.sound.remembered; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0


def program(path: Path, code: str, seconds: float = 20.0) -> Espeak:
    """One that answers `--voices` as espeak-ng does."""
    path.write_text(f"#!/bin/sh\nif [ \"$1\" = --voices ]; then echo Pty; echo ' 2 en-us'; exit; fi\n{code}\n")
    path.chmod(0o755)
    return Espeak(str(path), seconds)


@pytest.mark.parametrize(
    ("code", "seconds", "why"),
    [
        ("cat >&2; exit 4", 20.0, r"^espeak-ng failed \(exit code 4\)$"),
        ("exec sleep 60", 0.3, r"^talks was not done after 0.3 seconds$"),
        ("cat", 20.0, r"^what espeak-ng gives cannot be played: it is no sound file"),
    ],
    ids=["fails", "hangs", "no sound"],
)
def test_a_program_that_fails_says_why_without_the_words(tmp_path: Path, code: str, seconds: float, why: str) -> None:
    with pytest.raises(NoVoiceError, match=why) as told:
        said(program(tmp_path / "talks", code, seconds), "five six seven")
    assert "six" not in str(told.value)


def test_no_more_programs_run_at_once_than_there_are_cores(tmp_path: Path) -> None:
    """Each leaves a mark while it runs, and says how many marks it saw."""
    marks = tmp_path / "marks"
    marks.mkdir()
    code = f"touch {marks}/$$; ls {marks} | wc -l >> {tmp_path}/seen; rm {marks}/$$"
    voice = program(tmp_path / "talks", code)

    async def call() -> None:
        await asyncio.gather(*(voice.spoken("Hello", "en-US", None) for _ in range(12)))

    asyncio.run(call())
    seen = [int(one) for one in (tmp_path / "seen").read_text().split()]
    assert len(seen) == 12
    assert max(seen) <= (os.cpu_count() or 1)
