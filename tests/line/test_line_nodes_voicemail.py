"""`voicemail`: what it becomes, what callers hear, and what its author is told."""

from datetime import UTC, datetime

import pytest
from line_laboratory import COMPANY, dialog, found, nodes, program, told, words

from ivr.checking.examples import loaded
from ivr.dialog.program import Recording
from ivr.dialog.step import begin, step
from ivr.dialog.turn import RecordMessage
from ivr.dialog.world import Answered, World
from ivr.line.compile import compile_line
from ivr.telephony.events import Recorded, Silent
from ivr.telephony.outcomes import MessageOutcome

NOW = World(datetime(2026, 11, 24, 15, 5, tzinfo=UTC))
ENDS = "When you are done, press pound or hang up."


def voicemail(prompt: str = "Please leave a message.", more: str = "", to: str = "billing") -> str:
    rows = "".join(f"  {row}\n" for row in more.split("\n") if row)
    return f'voicemail:\n  to: {to}\n  prompt: "{prompt}"\n{rows}  left: goodbye\n  empty: representative\n'


def recording(body: str) -> Recording:
    made = dialog(body)
    assert isinstance(made, Recording)
    return made


def test_a_message_is_for_a_group_and_has_an_end() -> None:
    made = recording(voicemail())
    assert (made.group, made.limit, made.silence) == ("billing", 120, 5)
    assert made.outcomes == {MessageOutcome.LEFT: "goodbye", MessageOutcome.EMPTY: "representative"}
    made = recording(voicemail(more="limit: 3 minutes\nsilence: 8 s"))
    assert (made.limit, made.silence) == (180, 8)


@pytest.mark.parametrize(
    ("prompt", "heard"),
    [
        ("Please leave a message.", f"Please leave a message. {ENDS}"),
        ("It costs a pounding heart.", f"It costs a pounding heart. {ENDS}"),
        ("Leave a message. Press pound to end it.", "Leave a message. Press pound to end it."),
        ("Leave a message, then press #.", "Leave a message, then press #."),
    ],
)
def test_how_to_end_is_said_unless_the_words_speak_of_that_key(prompt: str, heard: str) -> None:
    assert words(recording(voicemail(prompt)).prompt) == heard


@pytest.mark.parametrize(
    ("language", "voice", "ends"),
    [
        ("es-US", "Polly.Lupe-Neural", "Cuando termine, oprima la tecla numeral o cuelgue."),
        ("id-ID", "Google.id-ID-Wavenet-A", "Setelah selesai, tekan tanda pagar atau tutup telepon."),
    ],
)
def test_how_to_end_is_said_in_the_language_of_the_caller(language: str, voice: str, ends: str) -> None:
    header = (
        "line: tiny\ncompany: company.yaml\nparts: [example.yaml]\nstart: greeting\n"
        f"languages:\n  en-US: Polly.Joanna-Neural\n  {language}: {voice}\n"
        "nodes:\n  representative:\n    hangup:\n"
    )
    catalogue = (
        'msgid ""\nmsgstr ""\n"Language: LANGUAGE\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Please leave a message."\nmsgstr "WORDS"\n'
    ).replace("LANGUAGE", language.replace("-", "_"))
    for translated, heard in (("Palabras.", f"Palabras. {ends}"), (f"Palabras. {ends}", f"Palabras. {ends}")):
        files = {
            "company.yaml": COMPANY,
            "line.yaml": header,
            f"languages/{language}.po": catalogue.replace("WORDS", translated),
        }
        whole = loaded(nodes(voicemail()), "greeting", files)
        assert whole.line is not None
        made = compile_line(whole.line).program.translated[language]["greeting"]
        assert isinstance(made, Recording)
        assert words(made.prompt) == heard


@pytest.mark.parametrize(
    ("event", "leads"),
    [
        (Recorded("RE1", 12), "goodbye"),
        (Recorded("RE1", 0), "end_of_call"),
        (Silent(), "end_of_call"),
    ],
)
def test_a_caller_is_led_on_by_whether_something_was_said(event: Recorded | Silent, leads: str) -> None:
    """To the representative, who in this world cannot be rung."""
    whole = program(voicemail())
    moved = begin(whole, Answered(), NOW)
    assert moved.turn is not None
    assert moved.turn.wait == RecordMessage(120, 5)
    assert step(whole, moved.state, event, NOW).state.at == leads


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("limit: 4 s", "4 s is too short here."),
        ("limit: 11 minutes", "11 minutes is too long here."),
        ("silence: 0 s", "Nobody can be waited for 0 seconds."),
        ("seconds: 20", '"voicemail" has no key "seconds".'),
    ],
)
def test_a_message_that_cannot_be_recorded_is_told(more: str, message: str) -> None:
    assert told(voicemail(more=more))[2] == message


def test_a_message_for_nobody_is_told() -> None:
    assert told(voicemail("Your message is recorded.", to="biling")) == (
        "IVR121",
        4,
        'No representative is in a group named "biling".',
        "Did you mean billing?",
    )


def test_a_prompt_before_a_message_holds_no_whole_secret() -> None:
    assert told(voicemail("{account.number}?"))[2].startswith("{account.number} is only read out where")


def test_a_message_needs_words_and_both_ways_on() -> None:
    missing = [one.message for one in found("voicemail:\n  to: billing\n")]
    assert missing == [f'"voicemail" needs the key "{key}".' for key in ("empty", "left", "prompt")]
