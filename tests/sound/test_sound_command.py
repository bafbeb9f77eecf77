import asyncio
import json
import sys
from pathlib import Path

import pytest

from ivr.sound.command import CommandVoice
from ivr.sound.g711 import decoded, encoded
from ivr.sound.tones import tone
from ivr.sound.voice import NoVoiceError
from ivr.sound.wav import wav_of

SOUND = tone((500,), 0.1)


def shell(code: str) -> str:
    return f"sh -c '{code}' voice {{language}} {{voice}}"


def said(command: str, text: str = "five six seven", language: str = "en-US", voice: str | None = None) -> bytes:
    return asyncio.run(CommandVoice(command).spoken(text, language, voice, None))


def why(command: str, text: str = "five six seven", language: str = "en-US") -> str:
    with pytest.raises(NoVoiceError) as told:
        said(command, text, language)
    return str(told.value)


def test_what_the_command_writes_is_heard(tmp_path: Path) -> None:
    file = tmp_path / "a sound.wav"
    file.write_bytes(wav_of(SOUND))
    assert said(f"cat '{file}'") == encoded(decoded(SOUND))


def test_it_is_given_the_text_the_language_and_the_voice(tmp_path: Path) -> None:
    file, told = tmp_path / "sound.wav", tmp_path / "told"
    file.write_bytes(wav_of(SOUND))
    code = (
        "import json, sys; "
        f"json.dump([sys.stdin.read(), *sys.argv[1:]], open({str(told)!r}, 'w')); "
        f"sys.stdout.buffer.write(open({str(file)!r}, 'rb').read())"
    )
    command = f'{sys.executable} -S -c "{code}" --lang={{language}} {{voice}} $HOME'
    said(command, "ñ & <b>", "es-US", "Polly.Lupe-Neural")
    assert json.loads(told.read_text()) == ["ñ & <b>", "--lang=es-US", "Polly.Lupe-Neural", "$HOME"]


@pytest.mark.parametrize("voice", [None, "-o/etc/passwd", "a b", "$(id)", ""])
def test_a_name_that_is_none_stays_empty(voice: str | None) -> None:
    with pytest.raises(NoVoiceError, match=r"exit code 1\): <en-US><>$"):
        said(shell('echo "<$1><$2>" >&2; exit 1'), voice=voice)


def test_a_language_that_is_none_is_refused() -> None:
    assert why("cat", language="-rf") == "there is no such language"


def test_a_command_that_fails_says_why() -> None:
    code = 'echo reading; echo; echo "no model for $1" >&2; echo >&2; exit 7'
    assert why(shell(code)) == "sh failed (exit code 7): no model for en-US"


@pytest.mark.parametrize(
    "complaint", ["cannot say: five six seven", "FIVE-SIX-SEVEN?", "in 4 2 7 1", "at 427", "4,2,7: too long"]
)
def test_what_it_complains_of_is_not_shown_where_it_repeats_the_words(complaint: str) -> None:
    told = why(shell(f'echo "{complaint}" >&2; exit 7'), "Five six seven; 4 2 7 1.")
    assert told == "sh failed (exit code 7): it says why, in words of the prompt, which are not shown"


def test_a_complaint_is_one_line_without_signs_for_the_terminal() -> None:
    assert why(shell(r'printf "a\\033[31m%0300d" 1 >&2; exit 1')).startswith("sh failed (exit code 1): a [31m000")


def test_a_command_that_gives_nothing_says_so() -> None:
    assert why(shell("cat >/dev/null")) == "sh gave no sound"


def test_a_command_that_gives_no_sound_file_says_so() -> None:
    assert why("cat") == "what cat gives cannot be played: it is no sound file that can be read here; WAV and MP3 can"


def test_a_command_that_hangs_is_ended() -> None:
    voice = CommandVoice("sleep 60", seconds=0.2)
    with pytest.raises(NoVoiceError, match=r"^sleep was not done after 0.2 seconds$"):
        asyncio.run(voice.spoken("five", "en-US", None))


def test_a_program_that_is_not_there_is_named() -> None:
    missing = "no-such-voice, which is to speak the prompts, is not there"
    assert CommandVoice("no-such-voice --fast").found() == missing
    assert why("no-such-voice --fast") == missing


def test_a_program_that_is_there_lacks_nothing() -> None:
    assert CommandVoice("cat").found() is None


@pytest.mark.parametrize(("command", "trouble"), [("", "empty"), ("  ", "empty"), ("say 'x", "No closing quotation")])
def test_a_command_that_is_none_is_refused_at_once(command: str, trouble: str) -> None:
    with pytest.raises(ValueError, match=trouble):
        CommandVoice(command)
