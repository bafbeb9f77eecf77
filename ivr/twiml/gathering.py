"""How Gather is read: keys, speech, or both. Source: Twilio, Gather; codes 13310 to 13338 of its dictionary.

bargeIn and maxSpeechTime are in Twilio's library and its error list, but not on its page.
"""

import re

from ivr.twiml.element_reader import ElementReader
from ivr.twiml.verbs import DEFAULT_TIMEOUT, LONGEST_SPEECH, Gather, Pause, Play, Say

MOST_HINTS = 500
LONGEST_HINT = 100  # characters
INPUTS = ("dtmf", "speech", "dtmf speech", "speech dtmf")

_TERMCHARS = ("", *"0123456789#*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SECONDS_OR_AUTO = re.compile(r"auto|0*[1-9][0-9]{0,8}")
_MODEL = re.compile(
    r"default|numbers_and_commands|phone_call|experimental_conversations|experimental_utterances"
    r"|(googlev2|deepgram)_[A-Za-z0-9_.-]+"
)


def read_gather(read: ElementReader, prompts: tuple[Say | Play | Pause, ...]) -> Gather:
    model = read.matching("speechModel", 13334, _MODEL, "a model of Twilio's")
    return Gather(
        prompts=prompts,
        action=read.text_of("action"),
        method=read.method(13312),
        input=read.word("input", "dtmf", 13326, INPUTS),
        timeout=read.whole("timeout", DEFAULT_TIMEOUT, 13313, least=1),
        num_digits=read.whole_or_none("numDigits", 13314, least=1),
        finish_on_key=_termchar(read),
        action_on_empty_result=read.word("actionOnEmptyResult", "false", 13338, ("true", "false")) == "true",
        speech_timeout=_speech_timeout(read, model),
        max_speech_time=read.whole("maxSpeechTime", LONGEST_SPEECH, 13328, least=1, most=LONGEST_SPEECH),
        speech_model=model,
        language=read.matching("language", 13331, _LANGUAGE, "a language such as en-US"),
        hints=_hints(read),
        profanity_filter=_unless_false(read, "profanityFilter", 13333),
        barge_in=_unless_false(read, "bargeIn", 13332),
        partial_result_callback=read.text_of("partialResultCallback"),
        partial_result_callback_method=read.method(13329, "partialResultCallbackMethod"),
    )


def _unless_false(read: ElementReader, name: str, code: int) -> bool:
    return read.word(name, "true", code, ("true", "false")) == "true"


def _termchar(read: ElementReader) -> str:
    one = len(read.text_of("finishOnKey") or "") <= 1
    return read.word("finishOnKey", "#", 13310 if one else 13311, _TERMCHARS)


def _speech_timeout(read: ElementReader, model: str | None) -> int | str | None:
    """auto is for Gathers that choose no model: with one, default too, it is dropped (Twilio, warning 13335)."""
    text = read.matching("speechTimeout", 13327, _SECONDS_OR_AUTO, "a whole number from 1, or auto")
    if text == "auto" and model is not None:
        read.warn(13335, "speechTimeout of Gather cannot be auto where a speechModel is chosen")
        return None
    return text if text is None or text == "auto" else int(text)


def _hints(read: ElementReader) -> str | None:
    hints = read.text_of("hints")
    each = [] if hints is None else hints.split(",")
    if len(each) > MOST_HINTS or any(len(hint.strip()) > LONGEST_HINT for hint in each):
        read.wrong("hints", 13330, f"at most {MOST_HINTS} of at most {LONGEST_HINT} characters")
        return None
    return hints
